/** What is done to the inputs of a resource. */
import * as fc from "fast-check";
import type { Properties } from "../../tools/engine/azure-native-stand-in/values";
import { secret, unknown } from "../support/judge";
import { entriesOf, ownEntries, placesIn, replaced, valueAt, type Steps } from "./json";
import { anything, canary, hidden, oddKey, texts, unmarked } from "./planted";

/** At the n-th place put a value; turn an object into a list and back; add a property; make many of one; plant texts; hide all. */
export type Change =
  | { readonly at: number; readonly put: unknown }
  | { readonly at: number; readonly turn: true }
  | { readonly at: number; readonly add: string; readonly value: unknown }
  | { readonly at: number; readonly hide: true }
  | { readonly at: number; readonly many: number; readonly of: "same" | "unknown" }
  | { readonly plant: string; readonly every: number };

function changesOf(put: fc.Arbitrary<unknown>, hides: boolean): fc.Arbitrary<readonly Change[]> {
  const at = fc.nat(5_000);
  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ at, put }) },
      { weight: 1, arbitrary: fc.record({ at, turn: fc.constant<true>(true) }) },
      { weight: 1, arbitrary: fc.record({ at, add: oddKey, value: put }) },
      {
        weight: 2,
        arbitrary: fc.record({
          plant: fc.constantFrom(...texts),
          every: fc.integer({ min: 1, max: 6 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          at,
          many: fc.constantFrom(12, 120),
          of: fc.constantFrom("same", "unknown"),
        }),
      },
      ...(hides
        ? [{ weight: 2, arbitrary: fc.record({ at, hide: fc.constant<true>(true) }) }]
        : []),
    ),
    { minLength: 1, maxLength: 4 },
  );
}

export const changes = changesOf(anything, true);
/** Those after which there is no secret in a resource, nor what stands for one in a state file. */
export const openChanges = changesOf(
  unmarked.filter((one) => !JSON.stringify(one).includes("[secret]")),
  false,
);

/** Names that messages show: those of the resources of a template. */
const isName = (at: Steps) => ["name", "scope"].includes(String(at.at(-1)));
const withoutCanary = (value: unknown, at: Steps) =>
  isName(at) && JSON.stringify(value ?? null).includes(canary) ? "plain" : value;

export function changed(inputs: Properties, edits: readonly Change[]): Properties {
  return edits.reduce<Properties>((value, edit) => {
    const places = placesIn(value).slice(1);
    if (places.length === 0) return value;
    if ("plant" in edit)
      return places
        .filter((at, index) => index % edit.every === 0 && typeof valueAt(value, at) === "string")
        .reduce((planting, at) => replaced(planting, at, withoutCanary(edit.plant, at)), value);
    const at = places[edit.at % places.length] ?? [];
    const old = valueAt(value, at);
    if ("put" in edit) return replaced(value, at, withoutCanary(edit.put, at));
    if ("hide" in edit) return replaced(value, at, secret(allHidden(old)));
    if ("many" in edit) return replaced(value, at, manifold(old, edit.many, edit.of === "same"));
    if ("turn" in edit)
      return replaced(value, at, Array.isArray(old) ? { ...(old as unknown[]) } : [old]);
    return replaced(value, at, ownEntries([...entriesOf(old), [edit.add, edit.value]]));
  }, inputs);
}

/** More of the last entry of an object, under long names, or of a list. */
function manifold(value: unknown, count: number, isSame: boolean): unknown {
  if (Array.isArray(value) && value.length > 0) {
    const list: readonly unknown[] = value;
    return [...list, ...Array<unknown>(count).fill(isSame ? list.at(-1) : unknown)];
  }
  const entries = entriesOf(value);
  const last = entries.at(-1);
  if (!last) return value;
  const named = Array.from({ length: count }, (_, index): readonly [string, unknown] => [
    `${index}${"\u{1f511}".repeat(index + 220)}`,
    isSame ? last[1] : unknown,
  ]);
  return ownEntries([...entries, ...named]);
}

/** The same with all names and texts of which a message may show nothing when they stand in a secret. */
function allHidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(allHidden);
  if (typeof value === "string")
    return /^[\w.]+$/.test(value) && value.length < 24 ? hidden : value;
  const entries = entriesOf(value);
  if (entries.length === 0) return value;
  return ownEntries([
    ...entries.map(([key, one]) => [key, allHidden(one)] as const),
    [hidden, hidden],
  ]);
}
