/**
 * learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical, -comparison, -numeric
 */
import { unknownResult, type Call, type Eager, type Lazy } from "./call";
import type { Node } from "./parse";
import { isPlaceholder, isVague, placeholder } from "./placeholder";
import { either, same, serialise, type Value } from "./value";

/** Functions that do not evaluate what they do not need. */
export const lazyLogic: Readonly<Record<string, Lazy>> = {
  if: ([condition, yes, no], call) => {
    if (!condition || !yes || !no) return unknownResult([], call);
    const decided = call.evaluate(condition, call.env);
    if (decided === true) return call.evaluate(yes, call.env);
    if (decided === false) return call.evaluate(no, call.env);
    const [a, b] = [call.evaluate(yes, call.env), call.evaluate(no, call.env)];
    return either(a, b, placeholder(serialise(decided, call.budget)), call.budget);
  },
  and: (args, call) => gate(args, call, false),
  or: (args, call) => gate(args, call, true),
  coalesce: (args, call) => {
    for (const arg of args) {
      const value = call.evaluate(arg, call.env);
      // What is not known may be null.
      if (isPlaceholder(value))
        return unknownResult(
          args.slice(args.indexOf(arg)).map((node) => call.evaluate(node, call.env)),
          call,
        );
      if (value !== null) return value;
    }
    return null;
  },
};

export const partialLogic: Readonly<Record<string, Eager>> = {
  equals: (args, call) =>
    same(args[0] ?? null, args[1] ?? null, call.budget) ?? unknownResult(args, call),
  not: (args, call) => (typeof args[0] === "boolean" ? !args[0] : unknownResult(args, call)),
  true: () => true,
  false: () => false,
  null: () => null,
};

export const strictLogic: Readonly<Record<string, Eager>> = {
  less: compare((order) => order < 0),
  lessorequals: compare((order) => order <= 0),
  greater: compare((order) => order > 0),
  greaterorequals: compare((order) => order >= 0),
  bool: (args, call) => {
    const [value] = args;
    if (typeof value === "boolean") return value;
    if (typeof value === "number") return value !== 0;
    const word = typeof value === "string" ? value.toLowerCase() : "";
    return word === "true" ? true : word === "false" ? false : unknownResult(args, call);
  },
  int: (args, call) => numberOf(args, call, Math.trunc),
  float: (args, call) => numberOf(args, call, (value) => value),
  add: arithmetic((a, b) => a + b),
  sub: arithmetic((a, b) => a - b),
  mul: arithmetic((a, b) => a * b),
  div: arithmetic((a, b) => Math.trunc(a / b)),
  mod: arithmetic((a, b) => a % b),
  min: extreme((numbers) => numbers.reduce((least, next) => Math.min(least, next))),
  max: extreme((numbers) => numbers.reduce((most, next) => Math.max(most, next))),
};

/** `and` and `or`: the deciding value decides in any place, whatever the others are. */
function gate(nodes: readonly Node[], call: Call, deciding: boolean): Value {
  const values: Value[] = [];
  for (const node of nodes) {
    const value = call.evaluate(node, call.env);
    if (value === deciding) return deciding;
    values.push(value);
  }
  return values.every((value) => value === !deciding) ? !deciding : unknownResult(values, call);
}

function compare(holds: (order: number) => boolean): Eager {
  return (args, call) => {
    const [a, b] = args;
    if (typeof a === "number" && typeof b === "number") return holds(a - b);
    if (typeof a === "string" && typeof b === "string") return holds(a < b ? -1 : a > b ? 1 : 0);
    return unknownResult(args, call);
  };
}

function numberOf(args: readonly Value[], call: Call, round: (value: number) => number): Value {
  const [value] = args;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number)
    ? round(number)
    : unknownResult(args, call);
}

function arithmetic(work: (a: number, b: number) => number): Eager {
  return (args, call) => {
    const [a, b] = args;
    if (typeof a !== "number" || typeof b !== "number") return unknownResult(args, call);
    const result = work(a, b);
    return Number.isFinite(result) ? result : unknownResult(args, call);
  };
}

function extreme(pick: (numbers: readonly number[]) => number): Eager {
  return (args, call) => {
    const [first] = args;
    const values: readonly Value[] = Array.isArray(first) ? (first as readonly Value[]) : args;
    const numbers = values.filter((value) => typeof value === "number");
    if (values.some(isVague) || numbers.length === 0 || numbers.length < values.length)
      return unknownResult(args, call);
    return pick(numbers);
  };
}
