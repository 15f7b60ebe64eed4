/** Parameters that are lists of texts: a list that is empty or misspelt would turn a check off in silence. */
import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Mistake } from "./mistake";
import { nearest } from "./nearest";

export interface ListParameter {
  readonly type: "string[]";
  readonly default: readonly string[];
  /** What an empty list means, as "no model is exempt". Without it, a list whose default is not empty must not be. */
  readonly ifEmpty?: string;
  /** All entries there are; compared without case. */
  readonly words?: readonly string[];
  /** Some of the entries there are, long enough that what differs in a letter or two is one of them misspelt. */
  readonly known?: readonly string[];
  /** What each entry looks like, as a regular expression. */
  readonly pattern?: string;
  readonly example?: string;
}

export function mayBeEmpty(parameter: ListParameter): boolean {
  return parameter.default.length === 0 || parameter.ifEmpty !== undefined;
}

/**
 * What the engine checks, and Pulumi Cloud when a policy group is saved. Without `words` and `pattern`: whatever fails the
 * engine's check stops every stack, and its complaint about them names no remedy; `listMistakes` does.
 */
export function listSchema(parameter: ListParameter): PolicyConfigSchema["properties"][string] {
  return {
    type: "array",
    items: { type: "string" },
    default: [...parameter.default],
    ...(!mayBeEmpty(parameter) && { minItems: 1 }),
  };
}

/** What is wrong with a list. */
export function listMistakes(parameter: ListParameter, given: unknown): readonly Mistake[] {
  if (!Array.isArray(given) || !given.every((one) => typeof one === "string"))
    return [{ path: [], text: "must be a list of texts" }];
  if (given.length === 0 && !mayBeEmpty(parameter))
    return [
      {
        path: [],
        text: 'must have an entry; to turn the policy off, give it the level "disabled"',
      },
    ];
  const seen = new Set<string>();
  return given.flatMap((entry: string, index) => {
    const text =
      entryError(parameter, entry) ??
      (seen.has(entry.toLowerCase()) ? `repeats "${entry}"` : undefined);
    seen.add(entry.toLowerCase());
    return text === undefined ? [] : [{ path: [index], text }];
  });
}

function entryError(parameter: ListParameter, entry: string): string | undefined {
  const { words, known = [], pattern, example } = parameter;
  if (entry.trim() === "") return "is blank";
  if ([...(words ?? []), ...known].some((word) => word.toLowerCase() === entry.toLowerCase()))
    return undefined;
  if (words)
    return `is "${entry}"${meant(nearest(entry, words)) ?? `; must be one of ${words.join(", ")}`}`;
  if (pattern !== undefined && !new RegExp(pattern).test(entry))
    return `is "${entry}"${meant(nearest(entry, known)) ?? `; must be like ${example}`}`;
  if (entry.trim() !== entry) return `is "${entry}", which begins or ends in a blank`;
  // Short words are near to many others.
  const close = meant(nearest(entry, known, Math.min(2, Math.floor(entry.length / 4))));
  return close === undefined ? undefined : `is "${entry}"${close}`;
}

function meant(word: string | undefined): string | undefined {
  return word === undefined ? undefined : `; did you mean "${word}"?`;
}
