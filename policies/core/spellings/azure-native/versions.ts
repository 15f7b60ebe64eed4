/** API versions as text: `2024-04-01`, or `2024-04-01-preview`, which comes right after that date. */

/** The version in a form that compares as text; `undefined` when it is none. */
export function comparable(apiVersion: string | undefined): string | undefined {
  const version = apiVersion?.trim().toLowerCase();
  return version !== undefined && /^\d{4}-\d\d-\d\d(-[a-z]+)?$/.test(version) ? version : undefined;
}

/** Stable versions and the others have different histories: a property is first seen in a preview. */
export function isStable(version: string): boolean {
  return version.length === "2024-04-01".length;
}
