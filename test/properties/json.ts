/** JSON trees: the places in them, and copies with another value there. */
import { signature } from "../../policies/core/value/wire";
import type { Properties } from "../../tools/engine/azure-native-stand-in/values";

export type Steps = readonly (string | number)[];

/** What is inside; of what the engine marks nothing, since it sends none without its mark. */
export function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null || Object.hasOwn(value, signature)) return [];
  return Object.entries(value);
}

/** An object with these keys as its own, `__proto__` among them. */
export function ownEntries(entries: readonly (readonly [string, unknown])[]): Properties {
  const made: Properties = {};
  for (const [name, value] of entries)
    Object.defineProperty(made, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  return made;
}

/** The way to every value, the whole first; of long lists the start. */
export function placesIn(value: unknown): Steps[] {
  const found: Steps[] = [];
  const walk = (one: unknown, at: Steps) => {
    found.push(at);
    if (Array.isArray(one))
      for (const [index, item] of one.slice(0, 50).entries()) walk(item, [...at, index]);
    else for (const [name, item] of entriesOf(one)) walk(item, [...at, name]);
  };
  walk(value, []);
  return found;
}

export function valueAt(value: unknown, at: Steps): unknown {
  return at.reduce<unknown>(
    (found, step) =>
      typeof found === "object" && found !== null
        ? Object.getOwnPropertyDescriptor(found, step)?.value
        : undefined,
    value,
  );
}

/** A copy with another value there; `undefined` takes it away. */
export function replaced<T>(value: T, at: Steps, put: unknown): T {
  return put_(value, at, put) as T;
}

function put_(value: unknown, [first, ...rest]: Steps, put: unknown): unknown {
  if (first === undefined) return put;
  const below = rest.length === 0 ? put : put_(valueAt(value, [first]), rest, put);
  if (Array.isArray(value))
    return value.flatMap((one: unknown, index) =>
      index !== first ? [one] : below === undefined ? [] : [below],
    );
  return ownEntries(
    entriesOf(value)
      .map(([name, one]) => [name, name === first ? below : one] as const)
      .filter(([, one]) => one !== undefined),
  );
}

/** A copy with the keys of all objects in another order, which the number decides. */
export function shuffled(value: unknown, order: number): unknown {
  if (Array.isArray(value)) return value.map((one) => shuffled(one, order));
  if (typeof value !== "object" || value === null) return value;
  const rank = (key: string) => {
    let hash = order | 1;
    for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 2654435761);
    return hash;
  };
  return ownEntries(
    Object.entries(value)
      .sort(([a], [b]) => rank(a) - rank(b))
      .map(([key, one]) => [key, shuffled(one, order)] as const),
  );
}
