/** The body that azapi sends: `sensitiveBody` is merge-patched into `body` (RFC 7396). */
import { parseJson } from "../../json";
import type { Inputs } from "../reading";
import { UNKNOWN, isObject, put, type Path } from "../../value/value";

interface Body {
  readonly sensitive: unknown;
  readonly merged: unknown;
}

/** Read once per resource: every finding below it asks where it stands. */
const bodies = new WeakMap<Inputs, Body>();

export function bodyOf(inputs: Inputs): unknown {
  return read(inputs).merged;
}

/** Whether what stands at a path of the body comes from `sensitiveBody`. */
export function isInSensitiveBody(inputs: Inputs, path: Path): boolean {
  let at = read(inputs).sensitive;
  for (const step of path) {
    if (!isObject(at) || !Object.hasOwn(at, step)) return false;
    at = at[step];
  }
  return path.length > 0;
}

function read(inputs: Inputs): Body {
  let body = bodies.get(inputs);
  if (!body) {
    const sensitive = document(inputs["sensitiveBody"]);
    const own = document(inputs["body"]);
    const merged = sensitive === undefined ? own : patched(own, sensitive, 0);
    bodies.set(inputs, (body = { sensitive, merged }));
  }
  return body;
}

/** Deeper than the body of any resource; what lies below is not known. */
const deepest = 200;

function patched(target: unknown, patch: unknown, depth: number): unknown {
  if (patch === UNKNOWN || target === UNKNOWN || depth > deepest) return UNKNOWN;
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    const own = Object.hasOwn(merged, key) ? merged[key] : undefined;
    if (value === null || value === undefined) delete merged[key];
    else put(merged, key, isObject(value) ? patched(own, value, depth + 1) : value);
  }
  return merged;
}

/** A body as an object, or as the JSON text that azapi took before version 2. */
function document(given: unknown): unknown {
  return typeof given === "string" ? parseJson(given) : (given ?? undefined);
}
