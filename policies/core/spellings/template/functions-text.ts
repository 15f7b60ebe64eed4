/** learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string */
import { unknownResult, type Call, type Eager } from "./call";
import { importValue, parseJson } from "./import";
import {
  isPlaceholder,
  isVague,
  knownPieces,
  mapKnown,
  placeholder,
  unmarked,
} from "./placeholder";
import { UNKNOWN } from "../../value/value";
import { isDictionary, isList, serialise, type Value } from "./value";

/** Functions whose arguments may be vague. */
export const partialText: Readonly<Record<string, Eager>> = {
  concat: (args, call) => {
    if (args.some(isList)) {
      if (!args.every(isList)) return unknownResult(args, call);
      call.budget.spend(args.reduce((sum, list) => sum + list.length, 0));
      return args.flat();
    }
    // Placeholders alone may be lists.
    if (args.length > 0 && args.every(isPlaceholder)) return unknownResult(args, call);
    return joined(args, call);
  },
  format: ([template, ...values], call) => {
    if (typeof template !== "string" || isVague(template))
      return unknownResult([template ?? null, ...values], call);
    return formatted(template, values, call);
  },
  string: ([value = null], call) => textOf(value, call),
  tolower: ([text], call) => cased(text, call, (piece) => piece.toLowerCase()),
  toupper: ([text], call) => cased(text, call, (piece) => piece.toUpperCase()),
  startswith: ([text, start], call) =>
    edge(
      text,
      start,
      call,
      (pieces) => pieces[0],
      (piece, wanted) => piece.startsWith(wanted),
    ),
  endswith: ([text, end], call) =>
    edge(
      text,
      end,
      call,
      (pieces) => pieces.at(-1),
      (piece, wanted) => piece.endsWith(wanted),
    ),
  split: ([text = null, given = null], call) => {
    const all = isList(given) ? given : [given];
    const delimiters = all.filter((delimiter) => typeof delimiter === "string");
    const isUsable = delimiters.length === all.length && !delimiters.some(isVague);
    // A segment of an id holds no slash, whatever it will be; of other texts nothing is known.
    const isSegmented = (path: string) => path.startsWith("/") && given === "/";
    if (typeof text !== "string" || !isUsable || (isVague(text) && !isSegmented(text)))
      return unknownResult([text, given], call);
    let parts = [text];
    for (const delimiter of delimiters) {
      call.budget.text(text.length);
      if (delimiter !== "") parts = parts.flatMap((part) => part.split(delimiter));
      call.budget.spend(parts.length);
    }
    return parts;
  },
  guid: (args, call) => placeholder("guid", ...args.map((arg) => textOf(arg, call))),
  uniquestring: (args, call) =>
    placeholder("uniqueString", ...args.map((arg) => textOf(arg, call))),
};

/** Functions of known texts. */
export const strictText: Readonly<Record<string, Eager>> = {
  base64: text((value) => Buffer.from(value).toString("base64")),
  base64tostring: text((value) => unmarked(Buffer.from(value, "base64").toString())),
  base64tojson: text((value, call) => json(Buffer.from(value, "base64").toString(), call)),
  datauri: text(
    (value) => `data:text/plain;charset=utf8;base64,${Buffer.from(value).toString("base64")}`,
  ),
  datauritostring: text((value, call) => {
    const [, encoding, data] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(value) ?? [];
    if (data === undefined) return unknownResult([value], call);
    return encoding === undefined
      ? decoded(data, call)
      : unmarked(Buffer.from(data, "base64").toString());
  }),
  uricomponent: text((value) => encodeURIComponent(value)),
  uricomponenttostring: text((value, call) => decoded(value, call)),
  uri: (args, call) => {
    const [base, relative] = args;
    if (typeof base !== "string" || typeof relative !== "string" || !URL.canParse(relative, base))
      return unknownResult(args, call);
    return new URL(relative, base).toString();
  },
  json: text((value, call) => json(value, call)),
  trim: text((value) => value.trim()),
  length: (args, call) => {
    const [value] = args;
    return typeof value === "string" ? value.length : unknownResult(args, call);
  },
  indexof: (args, call) =>
    search(args, call, (where, what) => where.toLowerCase().indexOf(what.toLowerCase())),
  lastindexof: (args, call) =>
    search(args, call, (where, what) => where.toLowerCase().lastIndexOf(what.toLowerCase())),
  join: (args, call) => {
    const [list, delimiter] = args;
    if (!isList(list) || typeof delimiter !== "string") return unknownResult(args, call);
    const parts = list.map((item) => textOf(item, call));
    call.budget.spend(parts.length);
    call.budget.text(parts.reduce((sum, part) => sum + part.length + delimiter.length, 0));
    return parts.join(delimiter);
  },
  padleft: (args, call) => {
    const [value = null, length, filler = " "] = args;
    if (typeof length !== "number" || typeof filler !== "string") return unknownResult(args, call);
    call.budget.text(length);
    return textOf(value, call).padStart(length, filler);
  },
  replace: (args, call) => {
    const [where, what, by] = args;
    if (typeof where !== "string" || typeof what !== "string" || typeof by !== "string")
      return unknownResult(args, call);
    if (what === "") return where;
    const parts = where.split(what);
    call.budget.spend(parts.length);
    call.budget.text(where.length + parts.length * by.length);
    return parts.join(by);
  },
  substring: (args, call) => {
    const [value, start, length] = args;
    if (typeof value !== "string" || typeof start !== "number") return unknownResult(args, call);
    const end = typeof length === "number" ? start + length : value.length;
    // ARM fails where the range is not in the text.
    if (start < 0 || end < start || end > value.length) return unknownResult(args, call);
    return value.slice(start, end);
  },
};

/** The text that a value has inside of another one. */
function textOf(value: Value, call: Call): string {
  if (typeof value === "string") return value;
  if (isList(value) || isDictionary(value)) return serialise(value, call.budget);
  // .NET's spelling, which the deployment engine uses.
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === null ? "" : String(value);
}

/** The value of a JSON text. */
function json(text: string, call: Call): Value {
  call.budget.spend(text.length >> 3);
  const value = parseJson(text);
  return value === UNKNOWN
    ? unknownResult([text], call)
    : importValue(value, call.env.context.owner, call.budget);
}

function text(work: (value: string, call: Call) => Value): Eager {
  return (args, call) => {
    const [value] = args;
    if (typeof value !== "string") return unknownResult(args, call);
    call.budget.text(value.length * 2);
    return work(value, call);
  };
}

function joined(parts: readonly Value[], call: Call): string {
  const texts = parts.map((part) => textOf(part, call));
  call.budget.text(texts.reduce((sum, part) => sum + part.length, 0));
  return texts.join("");
}

/** .NET composite formatting, with the numeric formats that templates use. */
function formatted(template: string, values: readonly Value[], call: Call): Value {
  const parts: string[] = [];
  const pattern = /\{\{|\}\}|\{(\d+)(,-?\d+)?(?::([^{}]*))?\}|[^{}]+|[{}]/g;
  for (const [piece, index, alignment, style] of template.matchAll(pattern)) {
    call.budget.spend();
    if (index === undefined) {
      parts.push(piece === "{{" ? "{" : piece === "}}" ? "}" : piece);
      continue;
    }
    const value = values[Number(index)];
    if (value === undefined) return unknownResult([template, ...values], call);
    const isPlain = alignment === undefined && (style ?? "") === "";
    parts.push(isPlain ? textOf(value, call) : styled(value, alignment, style ?? "", call));
  }
  return joined(parts, call);
}

function styled(value: Value, alignment: string | undefined, style: string, call: Call): string {
  const unknown = unknownResult([value, alignment ?? "", style], call);
  if (isVague(value)) return unknown;
  let shown = textOf(value, call);
  if (style !== "") {
    const digits = /^(?:d(\d{0,2})|(0{1,32}))$/i.exec(style);
    if (typeof value !== "number" || !digits) return unknown;
    shown = shown.padStart(digits[2]?.length ?? Number(digits[1] ?? 0), "0");
  }
  const width = Number(alignment?.slice(1) ?? 0);
  call.budget.text(Math.abs(width));
  return width < 0 ? shown.padEnd(-width) : shown.padStart(width);
}

/** Placeholders stay as they are: names and ids are compared without case. */
function cased(value: Value | undefined, call: Call, change: (piece: string) => string): Value {
  if (typeof value !== "string") return unknownResult([value ?? null], call);
  call.budget.text(value.length);
  return mapKnown(value, change);
}

/** `startsWith` and `endsWith`, without case; known pieces before or after a placeholder may decide. */
function edge(
  text: Value | undefined,
  wanted: Value | undefined,
  call: Call,
  piece: (pieces: string[]) => string | undefined,
  holds: (piece: string, wanted: string) => boolean,
): Value {
  const unknown = () => unknownResult([text ?? null, wanted ?? null], call);
  if (typeof text !== "string" || typeof wanted !== "string" || isVague(wanted)) return unknown();
  const found = (piece(knownPieces(text)) ?? "").toLowerCase();
  if (holds(found, wanted.toLowerCase())) return true;
  return isVague(text) && holds(wanted.toLowerCase(), found) ? unknown() : false;
}

function search(
  args: readonly Value[],
  call: Call,
  find: (where: string, what: string) => number,
): Value {
  const [where, what] = args;
  if (typeof where !== "string" || typeof what !== "string") return unknownResult(args, call);
  call.budget.text(where.length);
  return find(where, what);
}

function decoded(value: string, call: Call): Value {
  try {
    return unmarked(decodeURIComponent(value));
  } catch {
    return unknownResult([value], call);
  }
}
