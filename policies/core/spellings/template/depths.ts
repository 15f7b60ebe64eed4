/** Takes what is nested too deeply out of what a program hands over, so that the rest can be imported. */
import { isObject, put, UNKNOWN, type Path } from "../../value/value";
import type { Budget } from "./budget";
import { parseJson } from "./import";

/** Less than the levels of the budget, so that what is evaluated has some left. */
const deepest = 300;
/** Steps of a path that tell which resource it is. */
const told = 3;

/** The value with `UNKNOWN` for what lies too deep, and where the first of that is. */
export function withoutDepths(
  given: unknown,
  budget: Budget,
): { readonly value: unknown; readonly path: Path } {
  const whole = typeof given === "string" ? parseJson(given) : given;
  const at: (string | number)[] = [];
  let first: Path | undefined;
  const below = (key: string | number, value: unknown): unknown => {
    at.push(key);
    const kept = cut(value);
    at.pop();
    return kept;
  };
  const cut = (value: unknown): unknown => {
    budget.spend();
    const isList = Array.isArray(value);
    if (!isList && !isObject(value)) return value;
    if (at.length >= deepest) {
      first ??= at.slice(0, told);
      return UNKNOWN;
    }
    if (isList) return value.map((item: unknown, index) => below(index, item));
    const object: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) put(object, key, below(key, item));
    return object;
  };
  const value = cut(whole);
  return { value, path: first ?? [] };
}
