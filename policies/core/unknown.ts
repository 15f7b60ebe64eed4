/**
 * Values that nobody knows yet. The only file that looks behind the SDK's proxy, whose reads throw and
 * end the whole policy (`@pulumi/policy` proxy.js); everything else reads through `Ref`.
 */
import { Secret } from "@pulumi/policy";

/** Steps from a resource's inputs to a value: property names and list indexes. */
export type Path = readonly (string | number)[];

/** Thrown when a verdict needs a value that is not known until deployment. Caught by `attempt` only. */
export class UnknownRead extends Error {
  constructor(readonly path: Path) {
    super("not known until deployment");
  }
}

/** Stands for a value that is not known until deployment. */
export const UNKNOWN: unique symbol = Symbol("unknown");

// The sentinels of @pulumi/policy's proxy.js, one per type; azure-native only ever sends the string's.
const sentinels: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  // `pulumi policy analyze` cannot decrypt a state's secrets and passes this text, whatever their type.
  "[secret]",
]);

export function isUnknown(value: unknown): boolean {
  return sentinels.has(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text that is known and not empty. */
export function knownText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && !isUnknown(value) ? value : undefined;
}

/** The plain value behind the SDK's proxies and, in a remediation, behind its secret wrapper. */
export function unwrap(value: unknown): unknown {
  let plain = value;
  while (isObject(plain) || Array.isArray(plain)) {
    const wrapped = plain as { __isSpecialProxy?: boolean; __getSpecialProxyTarget?: unknown };
    if (wrapped.__isSpecialProxy === true) plain = wrapped.__getSpecialProxyTarget;
    else if (plain instanceof Secret) plain = plain.value;
    else break;
  }
  return plain;
}
