/** The way in: what a Pulumi resource declares, whatever it is written in. */
import { readAzapi } from "./arm/azapi";
import { readGenericResource } from "./arm/generic";
import { canonicalShapes } from "./azure-native/shapes";
import { parseToken } from "./azure-native/tokens";
import { classicKinds, readClassic } from "./classic";
import type { Declared, Inputs, Reading, Readings, Source } from "./reading";
import { mayDeploy, readDeployment, readUnread } from "./template/deployments";

/** What a resource declares: nothing when it is not of Azure. */
export function readResource(source: Source): Readings {
  const inputs = source.values.root;
  return (
    readDeployment(source, inputs) ??
    readUnread(source, inputs) ??
    readTyped(source, inputs) ??
    ofOtherProviders(source, inputs)
  );
}

/**
 * The kinds that a resource of this type may declare by itself; "any" when its inputs say what it is. By the token
 * alone, so that a resource of no interest costs nothing.
 */
export function kindsDeclared(type: string): readonly string[] | "any" {
  if (mayDeploy(type) || /^azapi:/i.test(type)) return "any";
  const token = parseToken(type);
  if (!token) return classicKinds(type);
  return token.kind === "resources:Resource" ? "any" : [token.kind];
}

/** azure-native, with or without an API version in the type. */
function readTyped({ type }: Source, inputs: Inputs): Readings | undefined {
  const token = parseToken(type);
  if (!token) return undefined;
  if (token.kind === "resources:Resource") return typeKnown(readGenericResource(inputs));
  return { resources: [{ ...token, props: inputs, spell: (path) => path }], unseen: [] };
}

function ofOtherProviders({ type }: Source, inputs: Inputs): Readings {
  if (/^azapi:/i.test(type)) return readAzapi(type, inputs);
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
