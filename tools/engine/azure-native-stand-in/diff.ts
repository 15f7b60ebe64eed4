/** Differences between old and new inputs. */
import { isDeepStrictEqual } from "node:util";
import { CREATE_BEFORE_DELETE } from "./naming";
import { isPathInput, type ResourceType } from "./types";
import type { Properties } from "./values";

/**
 * @returns names of top-level inputs that differ, and those among them that mean another resource: what is in the id, and the location.
 *   The real provider also replaces for properties Azure cannot change; which these are the SDK does not say.
 */
export function changedInputs(
  type: ResourceType,
  olds: Properties,
  news: Properties,
): { changes: string[]; replaces: string[] } {
  const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
  names.delete(CREATE_BEFORE_DELETE);
  const changes = [...names].filter((name) => !isDeepStrictEqual(olds[name], news[name]));
  const replaces = changes.filter((name) => name === "location" || isPathInput(type, name));
  return { changes, replaces };
}
