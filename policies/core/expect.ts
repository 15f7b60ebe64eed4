/** The words in which policies speak of a resource's properties. */
import { attempt, unsure, violation, type Outcome, type Outcomes } from "./finding";
import { printable } from "./printable";
import { items, placeOf, read, type Leaf, type Ref } from "./ref";
import { segmentsOf } from "./value/text";
import { UNKNOWN, UnknownRead, type Text } from "./value/value";

export type Scalar = string | number | boolean;

/** Azure compares enum text without case, and flags in any order, with or without a space after a comma. */
export function same(left: unknown, right: unknown): boolean {
  return folded(left) === folded(right);
}

function folded(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase().split(/,\s*/).sort().join() : value;
}

/** Whether the value is one of these. Absent or of another type: no. Throws `UnknownRead`. */
export function is<V>(ref: Leaf<V>, ...values: readonly NoInfer<V>[]): boolean {
  const found = read(ref);
  return values.some((value) => same(found, value));
}

/** The text there, or `undefined` when it is absent, blank or no text. Throws `UnknownRead`. */
export function text(ref: Leaf<string>): string | undefined {
  const found = read(ref);
  return typeof found === "string" && found.trim() !== "" ? found : undefined;
}

/** The text there, also when it is known in part only; `undefined` when there is none. Throws `UnknownRead`. */
export function partlyKnown(ref: Leaf<string>): Text | undefined {
  return placeOf(ref).text ?? text(ref);
}

/** Whether anything of a text is known, or it is known to be absent. */
export function isPartlyKnown(ref: Leaf<string>): boolean {
  return isKnown(ref) || placeOf(ref).text !== undefined;
}

/** The last segment of an id, which may be known when the rest is not. Throws `UnknownRead`. */
export function lastSegment(ref: Leaf<string>): string | undefined {
  const whole = partlyKnown(ref);
  const segment = whole === undefined ? undefined : segmentsOf(whole).at(-1);
  if (segment === undefined || typeof segment === "string") return segment;
  throw new UnknownRead(placeOf(ref).path);
}

/** The number there, or `undefined` when it is absent or no number. Throws `UnknownRead`. */
export function number(ref: Leaf<number>): number | undefined {
  const found = read(ref);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

/** What is there, as a message may show it. */
export function shown(ref: Leaf<unknown>): string {
  const { value, secrets } = placeOf(ref);
  return secrets.has(value) ? "a secret value" : printable(value);
}

/** Whether text is there, known or not. Throws `UnknownRead` when what holds it is not known: it may be absent. */
export function isSet(ref: Leaf<string>): boolean {
  return isThere(ref, (value) => typeof value === "string" && value.trim() !== "");
}

/** Whether a number other than 0 is there, known or not. Throws `UnknownRead` as `isSet` does. */
export function hasNumber(ref: Leaf<number>): boolean {
  return isThere(ref, (value) => typeof value === "number" && value !== 0);
}

function isThere(ref: Leaf<unknown>, isRight: (value: unknown) => boolean): boolean {
  const { value, path, hidden, block } = placeOf(ref);
  if (hidden) throw new UnknownRead(path, block);
  return value === UNKNOWN || isRight(value);
}

/** Whether the value is known, or known to be absent. */
export function isKnown(ref: Leaf<unknown>): boolean {
  return placeOf(ref).value !== UNKNOWN;
}

/** Whether the value is absent; a value of a type that cannot be right counts as absent. */
function isAbsent(value: unknown, accepted: readonly Scalar[]): boolean {
  return value === undefined || accepted.every((one) => typeof one !== typeof value);
}

/** The value must be one of these; `absent` says what Azure's own default amounts to. */
export function* expect<V>(
  ref: Leaf<V>,
  mustBe: readonly (NoInfer<V> & Scalar)[],
  absent: "complies" | "violates",
): Outcomes {
  const { value } = placeOf(ref);
  if (value === UNKNOWN) yield unsure(ref);
  else if (isAbsent(value, mustBe)) {
    if (absent === "violates") yield violation(ref, shown(ref), either(mustBe));
  } else if (!mustBe.some((one) => same(value, one)))
    yield violation(ref, shown(ref), either(mustBe));
}

/** The value must not be one of these; absent is fine. */
export function* refuse(ref: Leaf<Scalar>, mustNotBe: readonly Scalar[], wanted: string): Outcomes {
  const { value } = placeOf(ref);
  if (value === UNKNOWN) yield unsure(ref);
  else if (mustNotBe.some((one) => same(value, one))) yield violation(ref, shown(ref), wanted);
}

/** Text must be there; a value not known yet is a value. */
export function* expectSet(ref: Leaf<string>): Outcomes {
  yield* attempt(function* () {
    if (!isSet(ref)) yield violation(ref, shown(ref), "set");
  });
}

/** No text may be there; it may be a secret, so `found` says what it is. */
export function* refuseSet(ref: Leaf<string>, found: string): Outcomes {
  if (!isKnown(ref)) yield unsure(ref);
  else if (isSet(ref)) yield violation(ref, found, "left out");
}

/** Whether one of the conditions holds. A condition that holds wins over one that needs an unknown value. */
export function any(...conditions: readonly (() => boolean)[]): boolean {
  let open: UnknownRead | undefined;
  for (const condition of conditions) {
    try {
      if (condition()) return true;
    } catch (error) {
      if (!(error instanceof UnknownRead)) throw error;
      open = error;
    }
  }
  if (open) throw open;
  return false;
}

/** Judges each element of a list on its own: an unknown value in one does not hide what is wrong in another. */
export function* each<I>(
  list: Leaf<readonly I[]>,
  judge: (item: Ref<I>) => Iterable<Outcome>,
): Outcomes {
  yield* attempt(function* () {
    for (const item of items(list)) yield* attempt(() => judge(item));
  });
}

function either(values: readonly Scalar[]): string {
  return values
    .map((value) => (typeof value === "string" ? `"${value}"` : String(value)))
    .join(" or ");
}
