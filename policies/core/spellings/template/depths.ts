/** Takes what is nested too deeply out of what a program hands over, so that the rest can be imported. */
import { isObject, isUnknown, UNKNOWN, unwrap, type Path } from "../../unknown";
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
  const raw = unwrap(given);
  const whole = typeof raw === "string" && !isUnknown(raw) ? parseJson(raw) : raw;
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
    if (!isList && !isPlain(value)) return value;
    if (at.length >= deepest) {
      first ??= at.slice(0, told);
      return UNKNOWN;
    }
    if (isList) return value.map((item: unknown, index) => below(index, item));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, below(key, item)]));
  };
  const value = cut(whole);
  return { value, path: first ?? [] };
}

/** An object of JSON, not one of a class. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value) || isUnknown(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
