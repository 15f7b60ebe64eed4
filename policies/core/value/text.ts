/** Texts that are known in part: taken apart, compared and shown. */
import { type Hole, PartlyKnown, UNKNOWN, type Text } from "./value";

/** A text of these parts: a plain one when all of it is known. */
export function textOf(parts: readonly (string | Hole)[]): Text {
  const merged: (string | Hole)[] = [];
  for (const part of parts) {
    const before = merged.at(-1);
    if (typeof part === "string" && typeof before === "string")
      merged[merged.length - 1] = before + part;
    else merged.push(part);
  }
  const [only = "", ...others] = merged;
  return typeof only === "string" && others.length === 0 ? only : new PartlyKnown(merged);
}

export function partsOf(text: Text): readonly (string | Hole)[] {
  return typeof text === "string" ? [text] : text.parts;
}

/** What stands between slashes, the empty ones left out. */
export function segmentsOf(text: Text): Text[] {
  if (typeof text === "string") return text.split("/").filter((segment) => segment !== "");
  const segments: (string | Hole)[][] = [[]];
  for (const part of text.parts) {
    if (typeof part !== "string") {
      segments.at(-1)?.push(part);
      continue;
    }
    const [first = "", ...others] = part.split("/");
    if (first !== "") segments.at(-1)?.push(first);
    for (const other of others) segments.push(other === "" ? [] : [other]);
  }
  return segments.filter((segment) => segment.length > 0).map(textOf);
}

/** What stands there when it is wholly known. */
export function known(text: Text): string | typeof UNKNOWN {
  return typeof text === "string" ? text : UNKNOWN;
}

export function lowerCased(text: Text): Text {
  if (typeof text === "string") return text.toLowerCase();
  return textOf(text.parts.map((part) => (typeof part === "string" ? part.toLowerCase() : part)));
}

/** What equal texts share, whatever becomes of their unknown parts. */
export function keyOf(text: Text): string {
  if (typeof text === "string") return text;
  return JSON.stringify(text.parts.map((part) => (typeof part === "string" ? part : [part.label])));
}

/** For messages, with an ellipsis for each part that is not known. */
export function spoken(text: Text): string {
  return partsOf(text)
    .map((part) => (typeof part === "string" ? part : "…"))
    .join("");
}
