/** learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array and -object */
import { unknownResult, type Call, type Eager } from "./call";
import { member } from "./member";
import { isMissable, isPlaceholder, isVague, knownPieces, placeholder } from "./placeholder";
import {
  dictionary,
  isClosed,
  isDictionary,
  isList,
  keyOf,
  property,
  REST,
  same,
  serialise,
  type Dictionary,
  type Value,
} from "./value";

/** ARM makes no longer range. */
const longestRange = 10_000;

/** Functions whose arguments may be vague. */
export const partialCollection: Readonly<Record<string, Eager>> = {
  createarray: (args) => args,
  createobject: (args, call) => {
    const entries: [string, Value][] = [];
    let rest: string | undefined;
    for (let index = 0; index + 1 < args.length; index += 2) {
      const key = args[index];
      if (typeof key !== "string") return unknownResult(args, call);
      if (isPlaceholder(key)) rest = placeholder("key", rest ?? "", key);
      else entries.push([key, args[index + 1] ?? null]);
    }
    return dictionary(entries, rest);
  },
  array: (args, call) => {
    const [value = null] = args;
    if (isPlaceholder(value)) return unknownResult(args, call);
    return isList(value) ? value : [value];
  },
  empty: (args, call) => {
    const [value = null] = args;
    if (typeof value === "string" && isVague(value))
      return knownPieces(value).some((piece) => piece !== "") ? false : unknownResult(args, call);
    if (isList(value)) return value.length === 0;
    if (!isDictionary(value)) return value === null || value === "";
    call.budget.spend(Object.keys(value).length);
    if (Object.values(value).some((item) => !isMissable(item))) return false;
    return isClosed(value) ? true : unknownResult(args, call);
  },
  contains: (args, call) => {
    const [container = null, item = null] = args;
    return contains(container, item, call) ?? unknownResult(args, call);
  },
  union: (args, call) => {
    if (args.every(isList)) return unionOfLists(args, call);
    return merged(args, call, true);
  },
  shallowmerge: (args, call) => {
    const [list] = args;
    return isList(list) ? merged(list, call, false) : unknownResult(args, call);
  },
  tryget: ([value = null, ...keys], call) => {
    let found = value;
    for (const key of keys) {
      if (found === null) return null;
      found = member(found, key, true, call.budget);
    }
    return found;
  },
  tryindexfromend: (args, call) => fromEnd(args, call) ?? null,
};

/** Functions whose arguments are known; what lies in a list or an object may still be vague. */
export const strictCollection: Readonly<Record<string, Eager>> = {
  length: (args, call) => {
    const [value] = args;
    if (isList(value) || typeof value === "string") return value.length;
    return isDictionary(value)
      ? (namesOf(value, call)?.length ?? unknownResult(args, call))
      : unknownResult(args, call);
  },
  first: (args, call) => {
    const [value] = args;
    if (typeof value === "string") return value.slice(0, 1);
    return isList(value) ? (value[0] ?? null) : unknownResult(args, call);
  },
  last: (args, call) => {
    const [value] = args;
    if (typeof value === "string") return value.slice(-1);
    return isList(value) ? (value.at(-1) ?? null) : unknownResult(args, call);
  },
  indexfromend: (args, call) => fromEnd(args, call) ?? unknownResult(args, call),
  skip: (args, call) => part(args, call, (count, length) => [count, length]),
  take: (args, call) => part(args, call, (count) => [0, count]),
  range: (args, call) => {
    const [start, count] = args;
    if (typeof start !== "number" || typeof count !== "number") return unknownResult(args, call);
    if (count < 0 || count > longestRange) return unknownResult(args, call);
    call.budget.spend(count);
    return Array.from({ length: Math.trunc(count) }, (_, index) => start + index);
  },
  flatten: (args, call) => {
    const [lists] = args;
    if (!isList(lists)) return unknownResult(args, call);
    call.budget.spend(lists.length);
    if (!lists.every(isList)) return unknownResult(args, call);
    call.budget.spend(lists.reduce((sum, list) => sum + list.length, 0));
    return lists.flat();
  },
  intersection: (args, call) => {
    const unknown = () => unknownResult(args, call);
    if (args.every(isList)) {
      const [first = [], ...others] = args;
      call.budget.spend(first.length);
      const answers = first.map((item) =>
        others.map((list) => contains(list, item, call)).reduce(both, true),
      );
      if (answers.includes(undefined)) return unknown();
      return first.filter((_, index) => answers[index]);
    }
    if (!args.every((arg) => isDictionary(arg) && namesOf(arg, call))) return unknown();
    const [first, ...others] = args as readonly Dictionary[];
    const kept: [string, Value][] = [];
    call.budget.spend(Object.keys(first ?? {}).length);
    for (const [key, value] of Object.entries(first ?? {})) {
      const answer = others
        .map((other) => {
          const there = property(other, key, call.budget);
          return there === undefined ? false : same(value, there, call.budget);
        })
        .reduce(both, true);
      if (answer === undefined) return unknown();
      if (answer) kept.push([key, value]);
    }
    return dictionary(kept);
  },
  items: (args, call) => {
    const [value] = args;
    if (!isDictionary(value)) return unknownResult(args, call);
    const names = namesOf(value, call);
    if (!names) return unknownResult(args, call);
    return [...names].sort().map((key) =>
      dictionary([
        ["key", key],
        ["value", value[key] ?? null],
      ]),
    );
  },
  objectkeys: (args, call) => {
    const [value] = args;
    const names = isDictionary(value) ? namesOf(value, call) : undefined;
    return names ? [...names].sort() : unknownResult(args, call);
  },
};

/** The names of an object's properties; `undefined` when there may be others. */
function namesOf(object: Dictionary, call: Call): readonly string[] | undefined {
  const names = Object.keys(object);
  for (const name of names) call.budget.text(name.length);
  return isClosed(object) ? names : undefined;
}

function both(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
}

/** Whether a list has an item, an object a property, or a text a piece; `undefined` when it is not known. */
function contains(container: Value, item: Value, call: Call): boolean | undefined {
  if (isPlaceholder(container)) return undefined;
  if (isList(container)) {
    let answer: boolean | undefined = false;
    for (const there of container) {
      const equal = same(there, item, call.budget);
      if (equal) return true;
      if (equal === undefined) answer = undefined;
    }
    return answer;
  }
  if (typeof item !== "string" || isVague(item)) return undefined;
  if (isDictionary(container)) {
    const key = keyOf(container, item, call.budget);
    if (key !== undefined) return isMissable(container[key]) ? undefined : true;
    return container[REST] === undefined ? false : undefined;
  }
  if (typeof container !== "string") return undefined;
  call.budget.text(container.length);
  if (knownPieces(container).some((piece) => piece.includes(item))) return true;
  return isVague(container) ? undefined : false;
}

function unionOfLists(lists: readonly (readonly Value[])[], call: Call): Value {
  const found: Value[] = [];
  call.budget.spend(lists.reduce((sum, list) => sum + list.length, 0));
  for (const item of lists.flat()) {
    const there = contains(found, item, call);
    if (there === undefined) return unknownResult(lists, call);
    if (!there) found.push(item);
  }
  return found;
}

/**
 * Objects laid over one another. A later object that is not known at all may replace every property of the
 * earlier ones, so nothing of them is known any more; over an earlier one that is not known, the later ones'
 * properties stand. `union` merges objects within objects too, and replaces lists.
 */
function merged(parts: readonly Value[], call: Call, deep: boolean): Value {
  let result: Value | undefined;
  for (const part of parts) {
    if (part === null) continue;
    result = result === undefined ? part : laidOver(result, part, call, deep);
  }
  return result ?? dictionary();
}

function laidOver(under: Value, over: Value, call: Call, deep: boolean): Value {
  return call.budget.within(() => {
    const unknown = () => unknownResult([under, over], call);
    if (!isDictionary(over)) return unknown();
    const base = isDictionary(under)
      ? under
      : typeof under === "string" && isPlaceholder(under)
        ? dictionary([], under)
        : undefined;
    if (base === undefined) return unknown();
    call.budget.spend(5 + Object.keys(base).length + Object.keys(over).length);
    const entries = new Map<string, Value>(Object.entries(base));
    if (over[REST] !== undefined)
      for (const key of entries.keys()) entries.set(key, placeholder("under", over[REST], key));
    for (const [key, value] of Object.entries(over)) {
      const name = keyOf(base, key, call.budget) ?? key;
      const below = entries.get(name);
      entries.set(name, replaced(below, value, base, call, deep));
    }
    const rest = [base[REST], over[REST]].filter((label) => typeof label === "string");
    return dictionary(entries, rest.length === 0 ? undefined : placeholder("over", ...rest));
  });
}

function replaced(
  below: Value | undefined,
  value: Value,
  base: Dictionary,
  call: Call,
  deep: boolean,
): Value {
  // Either there is nothing to replace it, or it is replaced: a property that was there stays there.
  if (isMissable(value)) {
    if (below === undefined) return value;
    return either(below, value, call);
  }
  if (!deep || !isDictionary(value)) return value;
  if (below === undefined)
    return base[REST] === undefined
      ? value
      : laidOver(placeholder("below", base[REST]), value, call, deep);
  return isDictionary(below) || isPlaceholder(below) ? laidOver(below, value, call, deep) : value;
}

function either(below: Value, value: Value, call: Call): string {
  return placeholder("either", serialise(below, call.budget), serialise(value, call.budget));
}

function fromEnd(args: readonly Value[], call: Call): Value | undefined {
  const [list, index] = args;
  if (!isList(list) || typeof index !== "number") return unknownResult(args, call);
  return index < 1 ? undefined : list.at(-index);
}

function part(
  args: readonly Value[],
  call: Call,
  bounds: (count: number, length: number) => [number, number],
): Value {
  const [value, count] = args;
  if ((!isList(value) && typeof value !== "string") || typeof count !== "number")
    return unknownResult(args, call);
  const [start, end] = bounds(Math.max(0, count), value.length);
  if (typeof value === "string") return value.slice(start, end);
  const taken = value.slice(start, end);
  call.budget.spend(taken.length);
  return taken;
}
