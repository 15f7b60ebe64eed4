import { inlineChildren, kindsWithin } from "./spellings/azure-native/inline";
import {
  inDefaultShapes,
  readResource,
  type Reading,
  type Source,
  type Unseen,
} from "./spellings/read";
import { effective, type Lacking } from "./spellings/lacking";
import { refTo, type Leaf } from "./ref";
import { isObject, unwrap, type Path } from "./unknown";

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
  /** Its ARM id where the spelling tells it, with placeholders for what is not known of it. */
  readonly id?: string;
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

const nothing: Contents = { kinds: new Set(), subjects: [], unseen: [] };

/**
 * What a resource is made of.
 * @param complete false when the properties are outputs, where what is missing may well be set.
 */
export function contentsOf(resource: Resource, complete = true): Contents {
  const given = unwrap(resource.props);
  // A new resource outside of `--target` is analysed with empty inputs, and no judged kind can do without any.
  if (!isObject(given) || (complete && Object.keys(given).length === 0)) return nothing;
  // The SDK's object holds on to the whole request, the inputs to a whole template; what is recorded is kept.
  const { urn, name } = resource;
  const { resources, unseen } = readResource({ ...resource, props: given });
  if (resources.length === 0) return unseen.length === 0 ? nothing : { ...nothing, unseen };
  // Made when they are first asked for, since most resources are of kinds that nobody judges.
  let made: readonly Subject[] | undefined;
  return {
    kinds: kindsOf(resources),
    get subjects() {
      return (made ??= resources.flatMap((one) => withChildren(one, { urn, name }, complete)));
    },
    unseen,
  };
}

function kindsOf(readings: readonly Reading[]): ReadonlySet<string> {
  const [first] = readings;
  return first && readings.length === 1
    ? kindsWithin(first.kind)
    : new Set(readings.flatMap(({ kind }) => [...kindsWithin(kind)]));
}

function withChildren(
  reading: Reading,
  resource: Pick<Resource, "urn" | "name">,
  ofInputs: boolean,
): Subject[] {
  return inDefaultShapes(reading).flatMap((shaped, index) =>
    shapedWithChildren(shaped, index > 0, resource, ofInputs),
  );
}

function shapedWithChildren(
  shaped: Reading,
  alternative: boolean,
  resource: Pick<Resource, "urn" | "name">,
  ofInputs: boolean,
): Subject[] {
  const { kind, label, apiVersion, id, conditional = false } = shaped;
  const { props, lacking } = effective(shaped);
  const { partial = false, translated = false, anyCase = false } = shaped;
  const complete = ofInputs && shaped.complete !== false;
  const subject: Subject = {
    kind,
    urn: resource.urn,
    name: resource.name,
    ...(label !== undefined && { label }),
    ...(apiVersion !== undefined && { apiVersion }),
    props: refTo(props, { complete, open: shaped.open ?? [], anyCase }),
    spell: shaped.spell,
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
