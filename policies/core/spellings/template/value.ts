/** Values of the expression language, and what can be said of them when parts are not known. */
import { OPEN, UNKNOWN, isObject, put } from "../../value/value";
import type { Budget } from "./budget";
import {
  asText,
  isMissable,
  isPlaceholder,
  isVague,
  missable,
  placeholder,
  sameText,
} from "./placeholder";

/** Set on an object that may have more properties than those it shows; its value labels them. */
export const REST: unique symbol = Symbol("rest");

export type Value = string | number | boolean | null | readonly Value[] | Dictionary;
export interface Dictionary {
  readonly [key: string]: Value;
  readonly [REST]?: string;
}
type Mutable = { [key: string]: Value; [REST]?: string };

/** Without a prototype: a template may name a property `__proto__`. */
export function dictionary(
  entries: Iterable<readonly [string, Value]> = [],
  rest?: string,
): Dictionary {
  const made = Object.create(null) as Mutable;
  for (const [key, value] of entries) made[key] = value;
  if (rest !== undefined) made[REST] = rest;
  return made;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isDictionary(value: Value | undefined): value is Dictionary {
  return isObject(value);
}

/** The name under which a property stands: ARM reads property names without case. */
export function keyOf(object: Dictionary, name: string, budget: Budget): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  budget.text(name.length);
  const lower = name.toLowerCase();
  const there = folded.get(object);
  if (there) return there.get(lower);
  const keys = Object.keys(object);
  if (keys.length > fewKeys) return fold(object, budget).get(lower);
  return keys.find((key) => key.length === name.length && key.toLowerCase() === lower);
}

/** As many as are faster to look through. */
const fewKeys = 16;

/** The names of an object by lower-case name: objects never change, and a large one is asked again and again. */
const folded = new WeakMap<Dictionary, ReadonlyMap<string, string>>();

function fold(object: Dictionary, budget: Budget): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const key of Object.keys(object)) {
    budget.text(key.length);
    // The first of a name stays.
    const lower = key.toLowerCase();
    if (!names.has(lower)) names.set(lower, key);
  }
  folded.set(object, names);
  return names;
}

/** The property of an object; `undefined` when it is missing, also from an open object. */
export function property(object: Dictionary, name: string, budget: Budget): Value | undefined {
  const key = keyOf(object, name, budget);
  return key === undefined ? undefined : object[key];
}

/** The placeholder for a property that an open object does not show. */
export function hidden(object: Dictionary, name: string): string {
  return missable("rest", object[REST] ?? "", name.toLowerCase());
}

/** Whether an object's property names are all known, and all there. */
export function isClosed(object: Dictionary): boolean {
  return object[REST] === undefined && !Object.values(object).some(isMissable);
}

/** JSON text; placeholders stay in it. Not `JSON.stringify`: values share parts, which doubles without end. */
export function serialise(value: Value, budget: Budget): string {
  return budget.within(() => {
    if (isList(value)) return `[${value.map((item) => serialise(item, budget)).join(",")}]`;
    if (isDictionary(value)) {
      const rest = value[REST] === undefined ? [] : [`"...":${value[REST]}`];
      const entries = Object.keys(value).map((key) => {
        budget.text(key.length);
        return `${JSON.stringify(key)}:${serialise(value[key] ?? null, budget)}`;
      });
      return `{${[...entries, ...rest].join(",")}}`;
    }
    const text = JSON.stringify(value);
    budget.text(text.length);
    return text;
  });
}

/** Whether two values are equal; `undefined` when that is not known. */
export function same(a: Value, b: Value, budget: Budget): boolean | undefined {
  return budget.within(() => {
    if (isPlaceholder(a) || isPlaceholder(b)) return a === b || undefined;
    if (typeof a === "string" && typeof b === "string") {
      budget.text(Math.min(a.length, b.length));
      return sameText(a, b);
    }
    if (isList(a) && isList(b)) {
      if (a.length !== b.length) return false;
      return every(a.map((item, index) => same(item, b[index] ?? null, budget)));
    }
    if (isDictionary(a) && isDictionary(b)) {
      const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
      budget.spend(keys.length);
      const closed = isClosed(a) && isClosed(b);
      const properties = keys.map((key) => {
        const left = a[key];
        const right = b[key];
        if (left !== undefined && right !== undefined) return same(left, right, budget);
        return closed ? false : undefined;
      });
      return every([...properties, ...(closed ? [] : [undefined])]);
    }
    return a === b;
  });
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** What is known of a value that is one of two. */
export function either(a: Value, b: Value, label: string, budget: Budget): Value {
  return budget.within(() => {
    if (a === b) return a;
    const neither = () => placeholder("either", label, serialise(a, budget), serialise(b, budget));
    if (isList(a) && isList(b) && a.length === b.length)
      return a.map((item, index) => either(item, b[index] ?? null, label, budget));
    if (!isDictionary(a) || !isDictionary(b)) return neither();
    const open = a[REST] !== undefined || b[REST] !== undefined;
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    budget.spend(keys.size);
    const merged = [...keys].map((key): [string, Value] => {
      const left = a[key];
      const right = b[key];
      return left !== undefined && right !== undefined
        ? [key, either(left, right, label, budget)]
        : [key, missable("either", label, key)];
    });
    return dictionary(merged, open ? neither() : undefined);
  });
}

/**
 * The value as the rest of the pack reads it: `UNKNOWN` for what is not known, except that ARM ids keep
 * their known parts.
 */
export function settled(value: Value, budget: Budget): unknown {
  return budget.within(() => {
    if (typeof value === "string") {
      budget.text(value.length);
      if (!isVague(value)) return value;
      return isId(value) ? asText(value) : UNKNOWN;
    }
    if (isList(value)) return value.map((item) => settled(item, budget));
    if (!isDictionary(value)) return value;
    const plain: Record<string | symbol, unknown> = {};
    for (const key of Object.keys(value))
      // A property whose name is not known may be any.
      if (isVague(key)) plain[OPEN] = true;
      else put(plain, key, settled(value[key] ?? null, budget));
    if (value[REST] !== undefined) plain[OPEN] = true;
    return plain;
  });
}

function isId(text: string): boolean {
  return /^\/(subscriptions|providers)\//i.test(text) || text.includes("/providers/");
}
