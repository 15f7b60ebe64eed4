/**
 * A value is plain JSON data in which some places hold one of the objects below. They are recognised by identity, never
 * by a name or a text, so nothing that a program writes is taken for one of them.
 */

/** Steps from a resource's inputs to a value: property names and list indexes. */
export type Path = readonly (string | number)[];

/** Stands for a value that is not known until deployment. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** Set on an object that may have more properties than those it shows. */
export const OPEN: unique symbol = Symbol("open");

/** What is no JSON data: an asset or an archive. No property that a policy reads can be one. */
export class Opaque {}

/** Stands for a part of a text that is not known; equal labels stand for equal parts. */
export class Hole {
  constructor(readonly label: string) {}
}

/** A text of which parts are not known: an ARM id with the name of a resource to come, for example. */
export class PartlyKnown {
  constructor(readonly parts: readonly (string | Hole)[]) {}
}

/** A text that is known, wholly or in part. */
export type Text = string | PartlyKnown;

/** Thrown when a verdict needs a value that is not known until deployment. Caught by `attempt` only. */
export class UnknownRead extends Error {
  /** @param block what the value stands in, when that is not known as a whole. */
  constructor(
    readonly path: Path,
    readonly block?: Path,
  ) {
    super("not known until deployment");
  }
}

/** A JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof PartlyKnown) &&
    !(value instanceof Opaque)
  );
}

/** A text that is known and not empty. */
export function knownText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Whether an object may have properties that it does not show. */
export function isOpen(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, OPEN);
}

/** Sets a property as an own one, also `__proto__`, which an assignment would take for the prototype. */
export function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  else object[key] = value;
}
