import { pathText } from "../value/path";
import type { Path } from "../value/value";
import { nearest } from "./nearest";

/** What is wrong in a configuration: where, and what it must be instead. */
export interface Mistake {
  /** From where the configuration is read: of a policy, from its own entry. */
  readonly path: Path;
  /** A predicate of the path. */
  readonly text: string;
}

/** One line: `exemptions[0].reason: is missing: …`. */
export function mistakeText({ path, text }: Mistake): string {
  return path.length === 0 ? text : `${pathText(path)}: ${text}`;
}

/** The mistakes as they are seen from further up. */
export function below(path: Path, mistakes: readonly Mistake[]): readonly Mistake[] {
  return mistakes.map((one) => ({ ...one, path: [...path, ...one.path] }));
}

/** Of keys that nobody knows: each with the one that was probably meant. */
export function unknownKeys(given: object, known: readonly string[]): readonly Mistake[] {
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: [key], text: `is not a setting; ${meantKey(key, known)}` }));
}

function meantKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return known.length > 0 ? `there are: ${known.join(", ")}` : "there are none here";
}
