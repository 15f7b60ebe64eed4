import type { Change } from "./policy";
import { placeOf } from "./ref";
import type { Subject } from "./subject";
import { isObject, unwrap, type Path } from "./unknown";

/**
 * Sets values in a resource's inputs, in place; all else, secrets and the engine's internal keys included,
 * stays as it is.
 * @returns whether it could: not when the program spells the resource otherwise, nor below an unknown value.
 */
export function applyChanges(props: unknown, subject: Subject, changes: Iterable<Change>): boolean {
  const planned = [...changes].map(({ set, to }) => ({ path: placeOf(set).path, to }));
  const sameSpelling = planned.every(({ path }) => pathEquals(subject.spell(path), path));
  return (
    planned.length > 0 && sameSpelling && planned.every(({ path, to }) => setAt(props, path, to))
  );
}

function setAt(props: unknown, path: Path, to: unknown): boolean {
  const last = path.at(-1);
  let at: unknown = unwrap(props);
  for (const step of path.slice(0, -1)) {
    if (!isObject(at)) return false;
    const holder = at as Record<string, unknown>;
    holder[step] ??= {};
    at = unwrap(holder[step]);
  }
  if (!isObject(at) || last === undefined) return false;
  (at as Record<string, unknown>)[last] = to;
  return true;
}

function pathEquals(left: Path, right: Path): boolean {
  return left.length === right.length && left.every((step, index) => step === right[index]);
}
