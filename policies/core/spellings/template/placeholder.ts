/**
 * Placeholders: what is not known before deployment, as text. A placeholder has a label, so that two texts
 * made from the same unknown value are known to be equal: `resourceId(.., parameters('name'))` names the
 * account that the template declares as `parameters('name')`, whatever the name will be. A text that is one
 * placeholder and nothing else stands for a value of any type.
 */
import { textOf } from "../../value/text";
import { Hole, type Text } from "../../value/value";

/** A noncharacter, which is taken out of what programs write where it comes in (`import.ts`). */
export const mark = "\uffff";
const everyPlaceholder = /\uffff\??[0-9a-z]*\uffff/g;
const onlyPlaceholder = /^\uffff\??[0-9a-z]*\uffff$/;

/** The placeholder for the value that the parts name. */
export function placeholder(...parts: readonly string[]): string {
  return `${mark}${hash(parts.join("\0"))}${mark}`;
}

/** Like `placeholder`, of a property that may also be missing. */
export function missable(...parts: readonly string[]): string {
  return `${mark}?${hash(parts.join("\0"))}${mark}`;
}

/** Whether a value is a placeholder as a whole. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === "string" && value.startsWith(mark) && onlyPlaceholder.test(value);
}

export function isMissable(value: unknown): boolean {
  return isPlaceholder(value) && (value as string).startsWith("?", 1);
}

/** Whether a value is a text with a placeholder in it. */
export function isVague(value: unknown): boolean {
  return typeof value === "string" && value.includes(mark);
}

/** A text as the rest of the pack has it. */
export function asText(text: string): Text {
  const parts: (string | Hole)[] = [];
  let end = 0;
  for (const match of text.matchAll(everyPlaceholder)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(new Hole(match[0]));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return textOf(parts);
}

/** A text of a program, in which the mark means nothing: no service takes the character. */
export function unmarked(text: string): string {
  return text.replaceAll(mark, "\ufffd");
}

/** The known pieces of a text, in order; between two of them stands a placeholder. */
export function knownPieces(text: string): string[] {
  return text.split(everyPlaceholder);
}

/** Changes the known pieces of a text and leaves its placeholders alone. */
export function mapKnown(text: string, change: (piece: string) => string): string {
  let result = "";
  let end = 0;
  for (const match of text.matchAll(everyPlaceholder)) {
    result += change(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return result + change(text.slice(end));
}

/** Whether two texts are equal; `undefined` when it depends on a placeholder. */
export function sameText(a: string, b: string): boolean | undefined {
  if (a === b) return true;
  if (!isVague(a) && !isVague(b)) return false;
  const piecesA = knownPieces(a);
  const piecesB = knownPieces(b);
  const starts = agree(piecesA[0] ?? "", piecesB[0] ?? "", (x, y) => x.startsWith(y));
  const ends = agree(piecesA.at(-1) ?? "", piecesB.at(-1) ?? "", (x, y) => x.endsWith(y));
  return starts && ends ? undefined : false;
}

function agree(a: string, b: string, begins: (x: string, y: string) => boolean): boolean {
  return a.length >= b.length ? begins(a, b) : begins(b, a);
}

/** 53 bits of a text (cyrb53, public domain): stable between runs, which `uniqueString` needs too. */
function hash(text: string): string {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(36);
}
