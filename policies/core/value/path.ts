import type { Path } from "./value";

/** Where the last index of a path stands; -1 when it has none. */
export function lastIndex(path: Path): number {
  return path.findLastIndex((step) => typeof step === "number");
}

/**
 * `properties.contentFilters[0].blocking`; a name that is no identifier as `tags["cost center"]`.
 * @param lastIndexes in place of the last index.
 */
export function pathText(path: Path, lastIndexes?: string): string {
  const last = lastIndex(path);
  return path
    .map((step, index) => {
      if (typeof step === "number")
        return `[${index === last && lastIndexes !== undefined ? lastIndexes : step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}
