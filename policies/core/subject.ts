import { inlineChildren, kindsWithin } from "./spellings/azure-native/inline";
import { inDefaultShapes, kindsDeclared, readResource } from "./spellings/read";
import type { Reading, Source, Unseen } from "./spellings/reading";
import { effective, type Lacking } from "./spellings/lacking";
import { refTo, type Leaf } from "./ref";
import type { Secrets } from "./value/secrets";
import type { Path, Text } from "./value/value";

/** What policies judge: one resource of one kind, however the program spells it. */
export interface Subject {
  /** `module:Type` of the v3 default SDK. */
  readonly kind: string;
  readonly urn: string;
  /** The logical name of the Pulumi resource that holds it. */
  readonly name: string;
  /** Its type and name, when it is one of several that the Pulumi resource holds. */
  readonly label?: string;
  /** For example `2024-04-01`; absent when the program leaves it to the SDK. */
  readonly apiVersion?: string;
  /** The inputs, in the shape of the v3 default SDK. */
  readonly props: Leaf<unknown>;
  /** The user's spelling of a path. */
  readonly spell: (path: Path) => Path;
  /** Its ARM id where the spelling tells it. */
  readonly id?: Text;
  /** What no message about it may show. */
  readonly secrets: Secrets;
  /** True when its properties have other names and values in the user's spelling than in Azure's. */
  readonly translated: boolean;
  /** True when it is not known whether it is deployed at all. */
  readonly conditional: boolean;
  /** True when it only adds to another resource of its kind: what it leaves out says nothing. */
  readonly partial: boolean;
  /**
   * True of a second reading of the same resource, in another shape than the first. It is judged like that one, since
   * nobody knows which of them counts; for others that refer to the resource, the first one stands for it.
   */
  readonly alternative: boolean;
  /** What its spelling or its API version has no property for: absent, and not to be set. */
  readonly lacking: readonly Lacking[];
}

/** What Pulumi knows of a resource. */
export interface Resource extends Source {
  readonly name: string;
}

/** What a Pulumi resource is made of. */
export interface Contents {
  /** The kinds of its subjects, and of children that it may have. */
  readonly kinds: ReadonlySet<string>;
  /** None when it is not of Azure, several when it holds others: children, or those of a template. */
  readonly subjects: readonly Subject[];
  /** What it deploys and nobody can judge. */
  readonly unseen: readonly Unseen[];
}

export const nothing: Contents = { kinds: new Set(), subjects: [], unseen: [] };

/** Whether a resource of this type may hold something of these kinds, or something that nobody can judge. */
export function mayHold(type: string, kinds: ReadonlySet<string>): boolean {
  const declared = kindsDeclared(type);
  return (
    declared === "any" ||
    declared.some((kind) => [...kindsWithin(kind)].some((one) => kinds.has(one)))
  );
}

/**
 * What a resource is made of. Never throws: a resource that cannot be read is not judged, and said to be so.
 * @param complete false when the properties are outputs, where what is missing may well be set.
 */
export function contentsOf(resource: Resource, complete = true): Contents {
  try {
    return read(resource, complete);
  } catch (error) {
    return { ...nothing, unseen: [{ path: [], why: unreadable(error) }] };
  }
}

/** Why something failed, without what it is about. The stack is the one bound that nobody counts. */
export function unreadable(error: unknown): string {
  return error instanceof RangeError
    ? "it is nested too deeply, or too large"
    : "the pack failed to read it, which is a mistake in the pack";
}

function read(resource: Resource, complete: boolean): Contents {
  // A new resource outside of `--target` is analysed with empty inputs, and no judged kind can do without any.
  if (complete && Object.keys(resource.values.root).length === 0) return nothing;
  const { urn, name } = resource;
  const { secrets } = resource.values;
  const { resources, unseen } = readResource(resource);
  if (resources.length === 0) return unseen.length === 0 ? nothing : { ...nothing, unseen };
  return {
    kinds: kindsOf(resources),
    subjects: resources.flatMap((one) => withChildren(one, { urn, name, secrets }, complete)),
    unseen,
  };
}

/** What of it is of some kinds only. */
export function partOf(contents: Contents, isWanted: (kind: string) => boolean): Contents {
  const kinds = [...contents.kinds].filter(isWanted);
  if (kinds.length === contents.kinds.size) return contents;
  if (kinds.length === 0) return nothing;
  const subjects = contents.subjects.filter(({ kind }) => isWanted(kind));
  return { kinds: new Set(kinds), subjects, unseen: [] };
}

function kindsOf(readings: readonly Reading[]): ReadonlySet<string> {
  const [first] = readings;
  return first && readings.length === 1
    ? kindsWithin(first.kind)
    : new Set(readings.flatMap(({ kind }) => [...kindsWithin(kind)]));
}

function withChildren(
  reading: Reading,
  resource: Pick<Subject, "urn" | "name" | "secrets">,
  ofInputs: boolean,
): Subject[] {
  return inDefaultShapes(reading).flatMap((shaped, index) =>
    shapedWithChildren(shaped, index > 0, resource, ofInputs),
  );
}

function shapedWithChildren(
  shaped: Reading,
  alternative: boolean,
  resource: Pick<Subject, "urn" | "name" | "secrets">,
  ofInputs: boolean,
): Subject[] {
  const { kind, label, apiVersion, id, conditional = false } = shaped;
  const { props, lacking } = effective(shaped);
  const { partial = false, translated = false, anyCase = false } = shaped;
  const { secrets = resource.secrets } = shaped;
  const complete = ofInputs && shaped.complete !== false;
  const subject: Subject = {
    kind,
    urn: resource.urn,
    name: resource.name,
    ...(label !== undefined && { label }),
    ...(apiVersion !== undefined && { apiVersion }),
    props: refTo(props, { complete, open: shaped.open ?? [], anyCase, secrets }),
    spell: shaped.spell,
    secrets,
    ...(id !== undefined && { id }),
    translated,
    conditional,
    partial,
    alternative,
    lacking,
  };
  const children = inlineChildren(kind, props, ofInputs).flatMap((child) =>
    withChildren(
      {
        kind: child.kind,
        props: child.props,
        spell: (path) => shaped.spell(child.spell(path)),
        conditional,
        translated,
        secrets,
        ...(anyCase && { anyCase }),
        ...(label !== undefined && { label }),
        ...(apiVersion !== undefined && { apiVersion }),
        ...((!complete || !child.complete) && { complete: false }),
      },
      resource,
      ofInputs,
    ),
  );
  return [subject, ...children];
}
