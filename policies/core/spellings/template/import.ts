/** From what a Pulumi program hands over, or from JSON text, to values of the evaluator. */
import { UNKNOWN, isObject } from "../../value/value";
import { longestText, Refusal, type Budget } from "./budget";
import { placeholder, unmarked } from "./placeholder";
import { dictionary, type Value } from "./value";

/** @param owner tells the unknown values of one deployment from those of another. */
export function importValue(given: unknown, owner: string, budget: Budget): Value {
  let unknowns = 0;
  const unknown = () => placeholder("given", owner, String(unknowns++));
  const convert = (value: unknown): Value =>
    budget.within(() => {
      if (typeof value === "string") {
        budget.text(value.length);
        return unmarked(value);
      }
      if (typeof value === "number" || typeof value === "boolean") return value;
      if (value === null || value === undefined) return null;
      if (Array.isArray(value)) return value.map(convert);
      if (!isObject(value)) return unknown();
      return dictionary(
        Object.entries(value).map(([key, item]) => {
          budget.text(key.length);
          return [unmarked(key), convert(item)];
        }),
      );
    });
  return convert(given);
}

/** A template: an object, or JSON text with comments, which ARM allows. */
export function importTemplate(given: unknown, owner: string, budget: Budget): Value {
  if (typeof given !== "string") return importValue(given, owner, budget);
  if (given.length > longestText) throw new Refusal("it is too large");
  const parsed = parseJson(given);
  if (parsed === UNKNOWN) throw new Refusal("it is not valid JSON");
  return importValue(parsed, owner, budget);
}

/** The value of a JSON text; `UNKNOWN` when it is none. */
export function parseJson(text: string): unknown {
  for (const candidate of [() => text, () => withoutComments(text)]) {
    try {
      return JSON.parse(candidate());
    } catch {
      // Not plain JSON: the next candidate has its comments removed.
    }
  }
  return UNKNOWN;
}

/** Removes comments, a byte order mark and trailing commas, and escapes line breaks in strings. */
function withoutComments(text: string): string {
  const kept: string[] = [];
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length;) {
    const end = endOfToken(text, at);
    const token = text.slice(at, end);
    const isComment = token.startsWith("//") || token.startsWith("/*");
    if (token.startsWith('"')) kept.push(token.replace(/\r?\n/g, "\\n"));
    else if (!isComment && token.trim() !== "") {
      if ((token === "}" || token === "]") && kept.at(-1) === ",") kept.pop();
      kept.push(token);
    }
    at = end;
  }
  return kept.join("");
}

function endOfToken(text: string, start: number): number {
  const after = (needle: string, length: number) => {
    const found = text.indexOf(needle, start + length);
    return found < 0 ? text.length : found + needle.length;
  };
  if (text.startsWith("//", start)) return after("\n", 2);
  if (text.startsWith("/*", start)) return after("*/", 2);
  if (text[start] !== '"') return start + 1;
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}
