/** learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda */
import { unknownResult, type Call, type Lazy } from "./call";
import type { Node } from "./parse";
import { isVague, placeholder } from "./placeholder";
import { dictionary, isDictionary, isList, type Value } from "./value";

type Lambda = (...args: readonly Value[]) => Value;

export const lambdaFunctions: Readonly<Record<string, Lazy>> = {
  map: over((list, [lambda]) => list.map((item, index) => lambda(item, index))),
  filter: over((list, [lambda], unknown) => {
    const kept = list.map((item, index) => lambda(item, index));
    if (!kept.every((answer) => typeof answer === "boolean")) return unknown();
    return list.filter((_, index) => kept[index]);
  }),
  sort: over((list, [lambda], unknown) => {
    let isDecided = true as boolean;
    const before = (a: Value, b: Value) => {
      const answer = lambda(a, b);
      isDecided &&= typeof answer === "boolean";
      return answer === true;
    };
    const sorted = [...list].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
    return isDecided ? sorted : unknown();
  }),
  toobject: over((list, [key, value]) => {
    const entries = list.map((item): [Value, Value] => [key(item), value ? value(item) : item]);
    return keyed(entries);
  }),
  groupby: over((list, [key], unknown) => {
    const groups = new Map<string, Value[]>();
    for (const item of list) {
      const name = key(item);
      if (typeof name !== "string" || isVague(name)) return unknown();
      const group = groups.get(name);
      if (group) group.push(item);
      else groups.set(name, [item]);
    }
    return dictionary(groups);
  }),
  mapvalues: (nodes, call) => {
    const [object, lambda] = nodes;
    const value = object ? call.evaluate(object, call.env) : null;
    const work = lambda && lambdaOf(lambda, call);
    if (!isDictionary(value) || !work) return unknownResult([value], call);
    return keyed(Object.entries(value).map(([key, item]) => [key, work(item)]));
  },
  reduce: (nodes, call) => {
    const [list, start, lambda] = nodes;
    const value = list ? call.evaluate(list, call.env) : null;
    const initial = start ? call.evaluate(start, call.env) : null;
    const work = lambda && lambdaOf(lambda, call);
    if (!isList(value) || !work) return unknownResult([value, initial], call);
    return value.reduce((current, next, index) => work(current, next, index), initial);
  },
};

/** A function of a list and of lambdas, the first of which must be there. */
function over(
  work: (
    list: readonly Value[],
    lambdas: readonly [Lambda, Lambda?],
    unknown: () => Value,
  ) => Value,
): Lazy {
  return ([listNode, ...lambdaNodes], call) => {
    const list = listNode ? call.evaluate(listNode, call.env) : null;
    const [first, second] = lambdaNodes.map((node) => lambdaOf(node, call));
    const unknown = () => unknownResult([list], call);
    return isList(list) && first ? work(list, [first, second], unknown) : unknown();
  };
}

/** `lambda('a', 'b', expression)`, to be called with the values of a and b. */
function lambdaOf(node: Node, call: Call): Lambda | undefined {
  if (node.kind !== "call" || node.name !== "lambda") return undefined;
  const body = node.args.at(-1);
  const names = node.args
    .slice(0, -1)
    .map((arg) => (arg.kind === "value" && typeof arg.value === "string" ? arg.value : ""));
  call.budget.spend(names.length);
  if (!body) return undefined;
  return (...values) => {
    call.budget.spend(call.env.lambda.size + names.length);
    const lambda = new Map(call.env.lambda);
    names.forEach((name, index) => lambda.set(name.toLowerCase(), values[index] ?? null));
    return call.evaluate(body, { ...call.env, lambda });
  };
}

function keyed(entries: readonly (readonly [Value, Value])[]): Value {
  const named: [string, Value][] = [];
  let rest: string | undefined;
  for (const [key, value] of entries) {
    if (typeof key !== "string" || isVague(key))
      rest = placeholder("key", rest ?? "", typeof key === "string" ? key : "");
    else named.push([key, value]);
  }
  return dictionary(named, rest);
}
