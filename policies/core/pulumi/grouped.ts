/** Findings that differ in an index only are one line: `contentFilters[0…7].severityThreshold`. */
import type { Finding } from "../finding";
import { lastIndex } from "../value/path";
import type { Path } from "../value/value";

/** A finding, or several of which the last index of the path differs. */
export interface Line extends Finding {
  /** Those indexes: "0…3, 5"; absent when there is one. */
  readonly indexes?: string;
}

export function grouped(findings: readonly Finding[]): readonly Line[] {
  const groups = new Map<string, { readonly first: Finding; readonly indexes: Set<number> }>();
  for (const finding of findings) {
    const { path = [], canonical } = finding;
    const at = lastIndex(path);
    const key = JSON.stringify({
      ...finding,
      path: without(path, at),
      canonical: canonical?.at(-1),
    });
    const group = groups.get(key) ?? { first: finding, indexes: new Set() };
    groups.set(key, group);
    const index = path[at];
    if (typeof index === "number") group.indexes.add(index);
  }
  return [...groups.values()].map(({ first, indexes }) =>
    indexes.size > 1 ? { ...first, indexes: ranges([...indexes]) } : first,
  );
}

function without(path: Path, at: number): Path {
  return path.map((step, index) => (index === at ? "*" : step));
}

function ranges(indexes: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const index of [...indexes].sort((left, right) => left - right)) {
    const last = parts.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else parts.push([index, index]);
  }
  return parts.map(([from, to]) => (from === to ? String(from) : `${from}…${to}`)).join(", ");
}
