/** Evaluates expressions, and JSON that holds expressions. */
import type { Path } from "../../value/value";
import { Refusal } from "./budget";
import {
  unknownResult,
  type Call,
  type Eager,
  type Env,
  type Lazy,
  type UserFunction,
} from "./call";
import { partialCollection, strictCollection } from "./functions-collection";
import { deploymentFunctions } from "./functions-deployment";
import { lambdaFunctions } from "./functions-lambda";
import { lazyLogic, partialLogic, strictLogic } from "./functions-logic";
import { partialText, strictText } from "./functions-text";
import { member } from "./member";
import { isExpression, parseText, type Node } from "./parse";
import { isVague, placeholder } from "./placeholder";
import {
  dictionary,
  isDictionary,
  isList,
  keyOf,
  property,
  REST,
  serialise,
  type Dictionary,
  type Value,
} from "./value";

/** ARM repeats nothing more often (learn.microsoft.com, copy-resources, limits). */
export const mostCopies = 800;
export const tooManyCopies = `a loop in it makes more than ${mostCopies} copies`;

const lazy = new Map<string, Lazy>([lazyLogic, lambdaFunctions].flatMap(Object.entries<Lazy>));
const partial = new Map<string, Eager>(
  [partialText, partialLogic, partialCollection, deploymentFunctions].flatMap(
    Object.entries<Eager>,
  ),
);
const strict = new Map<string, Eager>(
  [strictText, strictLogic, strictCollection].flatMap(Object.entries<Eager>),
);

export function evaluate(node: Node, env: Env): Value {
  const { budget } = env.context;
  switch (node.kind) {
    case "value":
      return node.value;
    case "member":
      return budget.within(() =>
        member(evaluate(node.of, env), evaluate(node.key, env), node.safe, budget),
      );
    case "call":
      return budget.within(() => callFunction(node.name, node.args, env));
  }
}

function callFunction(name: string, nodes: readonly Node[], env: Env): Value {
  const call: Call = { name, env, budget: env.context.budget, evaluate, evaluateJson };
  const asLazy = lazy.get(name);
  if (asLazy) return asLazy(nodes, call);
  const args = nodes.map((node) => evaluate(node, env));
  for (const arg of args) if (typeof arg === "string") call.budget.text(arg.length);
  // What a user function makes of secrets, the functions in it do.
  const own = name.includes(".") ? env.bindings.userFunction(name) : undefined;
  if (own) return callUserFunction(own, args, env);
  const result = callEager(args, call);
  env.context.taint.follow(name, args, result);
  return result;
}

function callEager(args: readonly Value[], call: Call): Value {
  const asPartial = partial.get(call.name);
  if (asPartial) return asPartial(args, call);
  const asStrict = strict.get(call.name);
  return asStrict && !args.some(isVague) ? asStrict(args, call) : unknownResult(args, call);
}

function callUserFunction(own: UserFunction, values: readonly Value[], env: Env): Value {
  env.context.budget.spend(own.parameters.length);
  const args = new Map(
    own.parameters.map((name, index) => [name.toLowerCase(), values[index] ?? null]),
  );
  const { context, bindings } = env;
  return evaluateJson(own.output, { context, bindings, args, loops: new Map(), lambda: new Map() });
}

/** The value of a JSON value of a template: expressions in it evaluated, property loops run. */
export function evaluateJson(json: Value, env: Env): Value {
  return env.context.budget.within(() => {
    if (typeof json === "string") return evaluateText(json, env);
    if (isList(json)) return json.map((item) => evaluateJson(item, env));
    return isDictionary(json) ? evaluateObject(json, env) : json;
  });
}

/** Like `evaluateJson`, of a property that is unknown alone when it is given up. */
export function evaluateAlone(json: Value, env: Env, owner: Path, key: string): Value {
  const isPlain = typeof json === "string" ? !json.startsWith("[") : typeof json !== "object";
  if (isPlain || json === null) return json;
  const { attempts } = env.context;
  return attempts.value(
    owner,
    [key],
    () => evaluateJson(json, env),
    () => unlike(env),
  );
}

/** The placeholder for what is given up; nothing is known to be equal to it. */
export function unlike({ context }: Env): string {
  return placeholder("given up", context.next());
}

function evaluateText(text: string, env: Env): Value {
  if (!text.startsWith("[")) return text;
  const { parsed, budget, attempts, taint } = env.context;
  if (attempts.isLiteral && isExpression(text)) {
    attempts.passOver();
    return unlike(env);
  }
  budget.text(text.length);
  if (!parsed.has(text)) {
    budget.spend(text.length >> 2);
    parsed.set(text, parseText(text));
  }
  const node = parsed.get(text);
  // ARM takes no template with an expression that it cannot read.
  const value = node ? evaluate(node, env) : placeholder("malformed", text);
  if (taint.secrets.has(text)) taint.addTexts(value);
  return value;
}

/** @param part evaluates one property, by default along with the others. */
export function evaluateObject(
  json: Dictionary,
  env: Env,
  part: (key: string, run: () => Value) => Value = (_, run) => run(),
): Value {
  const entries: [string, Value][] = [];
  const copyKey = keyOf(json, "copy", env.context.budget);
  const loops = copyKey === undefined ? undefined : propertyLoops(json[copyKey], env);
  let rest = json[REST];
  for (const key of Object.keys(json)) {
    if (loops && key === copyKey) continue;
    const name = part(key, () => evaluateText(key, env));
    const value = part(key, () => evaluateJson(json[key] ?? null, env));
    // Ids as names are those of identities; any other name that is not known may be that of any property.
    if (typeof name === "string" && (!isVague(name) || name.startsWith("/")))
      entries.push([name, value]);
    else rest = placeholder("name", rest ?? "", typeof name === "string" ? name : key);
  }
  for (const loop of loops ?? []) {
    const given = property(loop, "name", env.context.budget) ?? null;
    const name = part("copy", () => evaluateJson(given, env));
    if (typeof name === "string")
      entries.push([name, part("copy", () => evaluateLoop(loop, name, env))]);
  }
  return dictionary(entries, rest);
}

/** `"copy": [{ name, count, input }]`; anything else is a property of that name. */
export function propertyLoops(
  copy: Value | undefined,
  env: Env,
): readonly Dictionary[] | undefined {
  if (!isList(copy) || copy.length === 0) return undefined;
  const isLoop = (loop: Value): loop is Dictionary =>
    isDictionary(loop) &&
    ["name", "count", "input"].every((key) => keyOf(loop, key, env.context.budget) !== undefined);
  return copy.every(isLoop) ? copy : undefined;
}

/** The list that a loop over `input` makes; unknown when it is not known how long it is. */
export function evaluateLoop(loop: Dictionary, name: string, env: Env): Value {
  const { budget, attempts } = env.context;
  if (attempts.isLiteral) {
    attempts.passOver();
    return unlike(env);
  }
  const count = evaluateJson(property(loop, "count", budget) ?? null, env);
  const input = property(loop, "input", budget) ?? null;
  if (typeof count !== "number") return placeholder("loop", name, serialise(count, budget));
  return Array.from({ length: checkedCount(count) }, (_, index) =>
    evaluateJson(input, looped(env, name, index)),
  );
}

function checkedCount(count: number): number {
  if (count > mostCopies) throw new Refusal(tooManyCopies);
  return Math.max(0, Math.trunc(count));
}

/** The surroundings of one turn of a loop. Without a name, `copyIndex()` means the resource's loop. */
export function looped(env: Env, name: string, index: Value, isResource = false): Env {
  env.context.budget.spend(env.loops.size);
  const loops = new Map(env.loops).set(name.toLowerCase(), index);
  const loop = isResource ? index : (env.loop ?? index);
  return { ...env, loops, loop };
}
