/** Access to a property or an element. */
import type { Budget } from "./budget";
import { isPlaceholder, isVague, placeholder } from "./placeholder";
import { hidden, isDictionary, isList, property, REST, serialise, type Value } from "./value";

/**
 * @param safe for `.?`, `[?…]` and `tryGet`: what is missing is null. Otherwise the deployment fails there,
 *   so nothing is known.
 */
export function member(of: Value, key: Value, safe: boolean, budget: Budget): Value {
  const unknown = () => placeholder("member", serialise(of, budget), serialise(key, budget));
  const missing = () => (safe ? null : unknown());
  if (isPlaceholder(of) || isVague(key)) return unknown();
  if (isDictionary(of)) {
    if (typeof key !== "string") return unknown();
    const found = property(of, key, budget);
    if (found !== undefined) return found;
    return of[REST] === undefined ? missing() : hidden(of, key);
  }
  if (isList(of) && typeof key === "number") return of[key] ?? (key in of ? null : missing());
  return of === null ? missing() : unknown();
}
