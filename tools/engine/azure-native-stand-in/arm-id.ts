/** Ids that look like those of Azure Resource Manager. */
import { ARM_TYPES, namingOf } from "./naming";
import type { ResourceType } from "./types";
import { isPathInput } from "./types";
import { isObject, type Properties, type Value } from "./values";

/** Template for a type outside of the table: right in its form, invented in its provider and type names. */
function inventedTemplate(type: ResourceType): string {
  const [module = "", name = ""] = type.key.split(":");
  const own = namingOf(type)?.input;
  const parents = [...type.inputs.keys()].filter(
    (input) =>
      isPathInput(type, input) &&
      /(name|id)$/i.test(input) &&
      input !== own &&
      input !== "resourceGroupName",
  );
  const group =
    type.inputs.has("resourceGroupName") || type.inputs.size === 0
      ? "/resourceGroups/{resourceGroupName}"
      : "";
  const segments = parents
    .map((input) => `/${input.replace(/(Name|Id)$/, "")}s/{${input}}`)
    .join("");
  const last = `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
  return `/subscriptions/{subscriptionId}${group}/providers/Microsoft.${module}${segments}/${last}/{${own ?? "name"}}`;
}

function templateOf(type: ResourceType): string {
  return ARM_TYPES[type.key]?.id ?? inventedTemplate(type);
}

function textAt(inputs: Properties, dotted: string): string | undefined {
  let value: Value | undefined = inputs;
  for (const key of dotted.split(".")) {
    value = isObject(value) ? value[key] : undefined;
  }
  return typeof value === "string" ? value : undefined;
}

/**
 * @param logicalName stands in for a path input the program did not give and that gets no automatic name
 */
export function armId(
  type: ResourceType,
  inputs: Properties,
  subscriptionId: string,
  logicalName: string,
): string {
  const values = { subscriptionId, ...inputs };
  const filled = templateOf(type).replace(/\{([\w.]+)\}/g, (_, input: string) => {
    const fallback = input === "parentResourcePath" ? "" : logicalName;
    return textAt(values, input) ?? fallback;
  });
  return filled.replace(/\/{2,}/g, "/"); // scopes begin with a slash, a parent path may be empty
}

/** ARM type in an id: `Microsoft.Storage/storageAccounts/blobServices/containers`. */
export function armTypeOf(id: string): string {
  const tail = id.split("/providers/").pop() ?? "";
  if (!id.includes("/providers/")) {
    return "Microsoft.Resources/resourceGroups";
  }
  const [namespace = "", ...segments] = tail.split("/");
  return [namespace, ...segments.filter((_, index) => index % 2 === 0)].join("/");
}

/** The path inputs an id contains, for a resource that is read and not created; undefined when it is not an id of that type. */
export function inputsFromId(type: ResourceType, id: string): Properties | undefined {
  const names: string[] = [];
  const pattern = templateOf(type).replace(
    /\{([\w.]+)\}/g,
    (whole: string, input: string, offset: number) => {
      names.push(input);
      // A scope is a path of its own; everything else is one segment.
      return offset === 1 && whole !== "{subscriptionId}" ? "(.+)" : "([^/]+)";
    },
  );
  const match = new RegExp(`^${pattern}$`, "i").exec(id);
  if (match === null) {
    return undefined;
  }
  const inputs: Properties = {};
  names.forEach((name, index) => {
    const value = match[index + 1];
    if (value !== undefined && name !== "subscriptionId" && type.inputs.has(name)) {
      inputs[name] = index === 0 && pattern.startsWith("/(.+)") ? `/${value}` : value;
    }
  });
  return inputs;
}
