import { noSecrets, type Secrets } from "./value/secrets";
import {
  type Hole,
  PartlyKnown,
  UNKNOWN,
  UnknownRead,
  isObject,
  isOpen,
  type Path,
} from "./value/value";

declare const type: unique symbol;

/** A reference to a value of type V in a resource; it is read with the words of `expect.ts`. */
export interface Leaf<V> {
  readonly [type]: V;
}

type Keys<T> = T extends readonly unknown[] ? never : T extends object ? keyof T & string : never;
type At<T, K extends string> = T extends unknown
  ? K extends keyof T
    ? NonNullable<T[K]>
    : never
  : never;

/**
 * A reference to a value and, by property access, to all that lies below it. Every property is there, so a
 * path needs no `?.`; of a union, the properties of all its members.
 */
export type Ref<T> = Leaf<T> & { readonly [K in Keys<T>]: Ref<At<T, K>> };

/** What a reference points at: where, what is there, and whether a missing property is really missing. */
export interface Place {
  readonly path: Path;
  /** `UNKNOWN` when it is not known yet, `undefined` when absent or null. */
  readonly value: unknown;
  /** False for outputs: a property missing there may well be set. */
  readonly complete: boolean;
  /** What is absent here and may be set elsewhere in the program: paths from here on. */
  readonly open: readonly Path[];
  /** True of an unknown value that may as well be absent. */
  readonly hidden: boolean;
  /** What an unknown value stands in, when that is not known as a whole. */
  readonly block?: Path;
  /** Whether a property may be written in any case. */
  readonly anyCase: boolean;
  /** Of an unknown text, what is known of it. */
  readonly text?: PartlyKnown;
  /** What the resource holds that no message may show. */
  readonly secrets: Secrets;
}

/** Under it a reference has its place; no property has such a name. */
const PLACE: unique symbol = Symbol("place");

const handler: ProxyHandler<Place> = {
  get: (place, key) => (key === PLACE ? place : child(place, key)),
};

/** A reference to a value, by default to a resource's inputs as a whole. */
export function refTo<T>(value: unknown, given: Partial<Omit<Place, "value">> = {}): Ref<T> {
  const { path = [], complete = true, open = [], hidden = false, anyCase = false } = given;
  const { secrets = noSecrets, block } = given;
  const place: Place = {
    path,
    complete,
    open,
    hidden,
    anyCase,
    secrets,
    ...(block && { block }),
    ...normalise(value),
  };
  return new Proxy(place, handler) as unknown as Ref<T>;
}

/** The place behind a reference. */
export function placeOf(ref: Leaf<unknown>): Place {
  const { [PLACE]: place } = ref as unknown as { readonly [PLACE]?: Place };
  if (!place) throw new TypeError("not a reference to a property");
  return place;
}

/** The value behind a reference: `undefined` when absent. Throws `UnknownRead` when it is not known yet. */
export function read(ref: Leaf<unknown>): unknown {
  const { value, path, block } = placeOf(ref);
  if (value === UNKNOWN) throw new UnknownRead(path, block);
  return value;
}

/** The elements of a list or the values of a map; anything else has none. Throws `UnknownRead`. */
export function items<I>(ref: Leaf<readonly I[]> | Leaf<{ readonly [key: string]: I }>): Ref<I>[] {
  const { path, complete, anyCase, secrets } = placeOf(ref);
  const value = read(ref);
  const item = (one: unknown, key: string | number) =>
    refTo<I>(one, { path: [...path, key], complete, anyCase, secrets });
  if (Array.isArray(value)) return value.map(item);
  if (!isObject(value)) return [];
  if (isOpen(value)) throw new UnknownRead(path);
  return Object.keys(value).map((key) => item(value[key], key));
}

function child(parent: Place, key: string | symbol): unknown {
  const { path, value, complete, open, anyCase, secrets } = parent;
  // A reference used as text, number or promise is a mistake in a policy: say so where it happens.
  if (typeof key === "symbol")
    throw new TypeError(`${path.join(".")} is a reference: read it with is() or value()`);
  const below = isObject(value) ? property(value, key, anyCase) : undefined;
  const left = open.filter(([first]) => first === key).map((one) => one.slice(1));
  const mayBeElsewhere = !complete || isOpen(value) || left.some(({ length }) => length === 0);
  const isMissing = (below ?? undefined) === undefined;
  const hidden = value === UNKNOWN || (isMissing && mayBeElsewhere);
  const block = value === UNKNOWN ? (parent.block ?? path) : undefined;
  const given = {
    path: [...path, key],
    complete,
    open: left,
    hidden,
    anyCase,
    secrets,
    ...(block && block.length > 0 && { block }),
  };
  return refTo(hidden ? UNKNOWN : below, given);
}

/** In any case: unknown when two names differ in case only, since nobody says which one counts. */
function property(
  value: Readonly<Record<string, unknown>>,
  name: string,
  anyCase: boolean,
): unknown {
  if (!anyCase) return Object.hasOwn(value, name) ? value[name] : undefined;
  const lower = name.toLowerCase();
  const [key, ...others] = Object.keys(value).filter(
    (one) => one.length === name.length && one.toLowerCase() === lower,
  );
  return key === undefined ? undefined : others.length > 0 ? UNKNOWN : value[key];
}

function isKnownPart(part: string | Hole): boolean {
  return typeof part === "string";
}

function normalise(value: unknown): Pick<Place, "value" | "text"> {
  if (value instanceof PartlyKnown)
    return { value: UNKNOWN, ...(value.parts.some(isKnownPart) && { text: value }) };
  return { value: value ?? undefined };
}
