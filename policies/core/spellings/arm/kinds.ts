/** Where the resources of a kind live in ARM, and which inputs say so. */
import { armTypes } from "./arm-types";

export interface ArmPath {
  /** Lower-cased type with its namespace, for example `microsoft.network/privatednszones`. */
  readonly type: string;
  /** The inputs that name the segments, outermost first; the last one is the resource's own name. */
  readonly names: readonly string[];
  /** The input that holds the id of the resource this one extends. */
  readonly extends?: string;
}

export const armPathsByKind: ReadonlyMap<string, ArmPath> = new Map(
  Object.entries(armTypes).map(([kind, { path }]) => [kind, parsePath(path)]),
);

/** Reads the notation of `arm-types.ts`. */
function parsePath(path: string): ArmPath {
  const base = /^\{(\w+)\}\//.exec(path)?.[1];
  const names = [...path.matchAll(/\((\w*)\)/g)].map(([, name]) => name ?? "");
  const type = path.replace(/^\{\w+\}\//, "").replace(/\(\w*\)/g, "");
  return { type: type.toLowerCase(), names, ...(base !== undefined && { extends: base }) };
}
