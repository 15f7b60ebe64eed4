/** What a Pulumi resource declares, whatever it is written in. The table of readers is at the end. */
import { readClassic } from "./classic";
import type { Declared } from "./declared";
import { readAzapi, readGenericResource } from "./arm/generic";
import { readDeployment, readUnread } from "./template/deployments";
import { canonicalShapes } from "./azure-native/shapes";
import { parseToken } from "./azure-native/tokens";
import { isObject, unwrap, type Path } from "../unknown";

/** A resource in the shape of the v3 default SDK, with what only some spellings know of it. */
export interface Reading extends Declared {
  /** Its ARM id, with placeholders for segments that are not known. */
  readonly id?: string;
  /** Its type and name, when it is one of several that a Pulumi resource holds. */
  readonly label?: string;
  /** True when its properties have other names and values than Azure's own. */
  readonly translated?: boolean;
  /** True when it is not known whether it is deployed at all. */
  readonly conditional?: boolean;
}

/** Something that declares resources which cannot be judged. */
export interface Unseen {
  readonly path: Path;
  /** Why, as a sentence without a full stop. */
  readonly why: string;
}

export interface Readings {
  readonly resources: readonly Reading[];
  readonly unseen: readonly Unseen[];
}

/** What is read, and where it runs. */
export interface Source {
  readonly urn: string;
  readonly type: string;
  readonly props: unknown;
  /** The inputs of the provider, where they are known. */
  readonly provider?: { readonly props: unknown } | undefined;
}

const nothing: Readings = { resources: [], unseen: [] };

/** What a resource declares: nothing when it is not of Azure. */
export function readResource(source: Source): Readings {
  const inputs = unwrap(source.props);
  if (!isObject(inputs)) return nothing;
  return (
    readDeployment(source, inputs) ??
    readUnread(source, inputs) ??
    readTyped(source, inputs) ??
    ofOtherProviders(source, inputs)
  );
}

/** azure-native, with or without an API version in the type. */
function readTyped(
  { type }: Source,
  inputs: Readonly<Record<string, unknown>>,
): Readings | undefined {
  const token = parseToken(type);
  if (!token) return undefined;
  if (token.kind === "resources:Resource") return typeKnown(readGenericResource(inputs));
  return { resources: [{ ...token, props: inputs, spell: (path) => path }], unseen: [] };
}

function ofOtherProviders({ type }: Source, inputs: Readonly<Record<string, unknown>>): Readings {
  const azapi = readAzapi(type, inputs);
  if (azapi === undefined || azapi.length > 0) return typeKnown(azapi);
  const classic = readClassic(type, inputs).map((one) => ({ ...one, translated: true }));
  return { resources: classic, unseen: [] };
}

function typeKnown(resources: readonly Declared[] | undefined): Readings {
  if (resources) return { resources, unseen: [] };
  return { resources: [], unseen: [{ path: [], why: "its type is not known until deployment" }] };
}

/**
 * In the shape of the default API version, whichever one it is written in: several times where nobody knows which of
 * the shapes that it is written in counts.
 */
export function inDefaultShapes(reading: Reading): readonly Reading[] {
  // The tables of the classic provider give that shape.
  if (reading.translated) return [reading];
  return canonicalShapes(reading.kind, reading.props, reading).map((shape) => ({
    ...reading,
    props: shape.props,
    spell: (path) => reading.spell(shape.spell(path)),
  }));
}
