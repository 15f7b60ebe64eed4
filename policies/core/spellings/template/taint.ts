/**
 * What is secret in a template, by content: the values of secure parameters and outputs, what Pulumi knows as secret,
 * and the texts that functions make of them. It decides nothing; it is only not shown.
 */
import type { Secrets } from "../../value/secrets";
import { isPlaceholder } from "./placeholder";
import { isDictionary, isList, type Value } from "./value";

/** Functions whose result holds no text that their arguments do not hold; what they look up is secret by itself. */
const unchanging = new Set(
  `createarray createobject array union shallowmerge tryget flatten intersection range parameters variables
  lambdavariables reference references resourceinfo copyindex`.split(/\s+/),
);
/** Functions of which the same is true when they are given lists. */
const unchangingOfLists = new Set(
  "concat first last skip take indexfromend tryindexfromend".split(" "),
);
/** Longer chains of lists within lists are taken for secret: that only hides more. */
const deepest = 100;

export class Taint {
  /** Whether a list or an object holds a secret: values never change, so each is looked through once. */
  readonly #known = new WeakMap<object, boolean>();
  readonly #added = new WeakSet();

  constructor(readonly secrets: Secrets) {}

  /** Keeps all that a value is made of secret. */
  add(value: Value): void {
    this.#keep(value, (scalar) => scalar !== null);
  }

  /** Keeps the texts in a value secret, which was made of a secret. */
  addTexts(value: Value): void {
    this.#keep(value, (scalar) => typeof scalar === "string");
  }

  /** What a function returns is secret when it is made of a secret. */
  follow(name: string, args: readonly Value[], result: Value): void {
    if (this.secrets.isEmpty || unchanging.has(name)) return;
    if (isList(args[0]) && unchangingOfLists.has(name)) return;
    if (args.some((arg) => this.#holds(arg))) this.addTexts(result);
  }

  #keep(value: Value, isKept: (scalar: Value) => boolean): void {
    const pending: Value[] = [value];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (isList(next) || isDictionary(next)) {
        // What was added for its texts alone may lack numbers, which hardly tell anything.
        if (this.#added.has(next)) continue;
        this.#added.add(next);
        for (const item of Object.values(next) as readonly Value[]) pending.push(item);
      } else if (next !== "" && !isPlaceholder(next) && isKept(next)) this.secrets.add(next);
    }
  }

  #holds(value: Value, depth = 0): boolean {
    if (!isList(value) && !isDictionary(value))
      return typeof value !== "boolean" && this.secrets.has(value);
    const there = this.#known.get(value);
    if (there !== undefined) return there;
    if (depth > deepest) return true;
    const items = Object.values(value) as readonly Value[];
    const answer = items.some((item) => this.#holds(item, depth + 1));
    this.#known.set(value, answer);
    return answer;
  }
}
