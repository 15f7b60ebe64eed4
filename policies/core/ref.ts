import { UNKNOWN, UnknownRead, isObject, isUnknown, unwrap, type Path } from "./unknown";

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
  /** The raw value; `UNKNOWN` when it is not known yet, `undefined` when absent or null. */
  readonly value: unknown;
  /** False for outputs: a property missing there may well be set. */
  readonly complete: boolean;
  /** True of an unknown value that may as well be absent, since what holds it is not known either. */
  readonly hidden: boolean;
}

const places = new WeakMap<object, Place>();

export function refTo<T>(value: unknown, complete = true, path: Path = [], hidden = false): Ref<T> {
  const place: Place = { path, value: normalise(value), complete, hidden };
  const ref = new Proxy({}, { get: (_, key) => child(place, key) });
  places.set(ref, place);
  return ref as Ref<T>;
}

/** The place behind a reference. */
export function placeOf(ref: Leaf<unknown>): Place {
  const place = places.get(ref);
  if (!place) throw new TypeError("not a reference to a property");
  return place;
}

/** The value behind a reference: `undefined` when absent. Throws `UnknownRead` when it is not known yet. */
export function read(ref: Leaf<unknown>): unknown {
  const { value, path } = placeOf(ref);
  if (value === UNKNOWN) throw new UnknownRead(path);
  return value;
}

/** The elements of a list or the values of a map; anything else has none. Throws `UnknownRead`. */
export function items<I>(ref: Leaf<readonly I[]> | Leaf<{ readonly [key: string]: I }>): Ref<I>[] {
  const { path, complete } = placeOf(ref);
  const value = read(ref);
  if (Array.isArray(value))
    return value.map((item, index) => refTo(item, complete, [...path, index]));
  if (isObject(value))
    return Object.keys(value).map((key) => refTo(value[key], complete, [...path, key]));
  return [];
}

function child({ path, value, complete }: Place, key: string | symbol): unknown {
  // A reference used as text, number or promise is a mistake in a policy: say so where it happens.
  if (typeof key === "symbol")
    throw new TypeError(`${path.join(".")} is a reference: read it with is() or value()`);
  const below = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  const own = [...path, key];
  const hidden = value === UNKNOWN || (below === undefined && !complete);
  return refTo(hidden ? UNKNOWN : below, complete, own, hidden);
}

function normalise(value: unknown): unknown {
  const plain = unwrap(value);
  return isUnknown(plain) ? UNKNOWN : (plain ?? undefined);
}
