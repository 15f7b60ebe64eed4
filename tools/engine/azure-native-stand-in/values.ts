/** Property values as they travel between the engine and a provider. */
import { createHash } from "node:crypto";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
export type Properties = { [key: string]: Value };

/** Stands for any value that is not known before deployment. azure-native uses the string one whatever the type. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an unknown is anywhere inside. */
export function hasUnknown(value: Value | undefined): boolean {
  if (Array.isArray(value)) {
    return value.some(hasUnknown);
  }
  return isObject(value) ? Object.values(value).some(hasUnknown) : value === UNKNOWN;
}

/** Nulls count as absent, at every depth of objects, as in the real provider. */
function withoutNulls(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (!isObject(value)) {
    return value;
  }
  const result: Properties = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== null) {
      result[key] = withoutNulls(item);
    }
  }
  return result;
}

export function fromStruct(struct: Struct | undefined): Properties {
  return struct === undefined ? {} : (withoutNulls(struct.toJavaScript()) as Properties);
}

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}

/** A made-up GUID, always the same for the same words. */
export function guid(...words: string[]): string {
  const digits = createHash("sha256").update(words.join("\n")).digest("hex");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
