/** Automatic names, as the real provider gives them: to the path input that ends the id, when the program leaves it out. */
import { createHash } from "node:crypto";
import table from "./arm-ids.json";
import type { ResourceType } from "./types";
import { isPathInput } from "./types";
import type { Properties } from "./values";

export type NamingKind = "random" | "copy" | "uuid";

export interface Naming {
  readonly input: string;
  readonly kind: NamingKind;
}

interface ArmType {
  /** Template of the id; `{x}` is the input x. */
  readonly id: string;
  readonly name?: string;
  readonly auto?: string;
}

export const ARM_TYPES: Readonly<Record<string, ArmType>> = table;

/** The flag the real provider keeps in the inputs of randomly named resources: such a one is replaced by creating first. */
export const CREATE_BEFORE_DELETE = "__createBeforeDelete";

/**
 * Which input of a type gets an automatic name, and of what kind.
 * For types outside of the table: the only optional path input that is called a name; a child (one with other path
 * inputs than the resource group) copies the logical name.
 */
export function namingOf(type: ResourceType): Naming | undefined {
  const known = ARM_TYPES[type.key];
  if (known !== undefined) {
    return known.name && known.auto
      ? { input: known.name, kind: known.auto as NamingKind }
      : undefined;
  }
  const paths = [...type.inputs].filter(([input]) => isPathInput(type, input));
  const candidates = paths.filter(([input, { optional }]) => optional && /name$/i.test(input));
  const [only] = candidates;
  if (only === undefined || candidates.length > 1) {
    return undefined;
  }
  const parents = paths.filter(
    ([input, { optional }]) => !optional && input !== "resourceGroupName",
  );
  return { input: only[0], kind: parents.length > 0 ? "copy" : "random" };
}

function hex(seed: Uint8Array | string, length: number): string {
  return createHash("sha256").update(seed).digest("hex").slice(0, length);
}

/**
 * @param seed the engine's random seed: the same for a resource within one operation, another one in the next, so that
 *   a name seen in a preview may differ from the one deployed
 */
export function automaticName(
  kind: NamingKind,
  logicalName: string,
  seed: Uint8Array | string,
): string {
  if (kind === "copy") {
    return logicalName;
  }
  if (kind === "random") {
    return logicalName + hex(seed, 8);
  }
  return hex(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Adds the automatic name to new inputs, keeping the one the resource already has. */
export function applyName(
  type: ResourceType,
  news: Properties,
  olds: Properties,
  logicalName: string,
  seed: Uint8Array | string,
): void {
  const naming = namingOf(type);
  if (naming === undefined || naming.input in news) {
    return;
  }
  const old = olds[naming.input];
  news[naming.input] = old ?? automaticName(naming.kind, logicalName, seed);
  const flag = old === undefined ? naming.kind !== "copy" : olds[CREATE_BEFORE_DELETE] === true;
  if (flag) {
    news[CREATE_BEFORE_DELETE] = true;
  }
}
