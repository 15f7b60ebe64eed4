/** Ids as the classic provider gives them, in the form of those its documentation imports. */
import { guid, type Properties } from "../azure-native-stand-in/values";
import type { ClassicType } from "./declarations";

/** The subscription of both stand-ins. */
const subscription = `/subscriptions/${guid("subscription")}`;

/** An id of the form of the documented one: below the parent that the inputs name by id, by its name, or by nothing. */
export function classicId(type: ClassicType, inputs: Properties, logicalName: string): string {
  const name = text(inputs["name"]) ?? logicalName;
  const [resource = "", setting] = type.exampleId.split("|");
  const ids = [...type.inputs].map((input) => text(inputs[input])).filter((value) => value);
  if (setting !== undefined) return `${text(inputs["targetResourceId"]) ?? resource}|${name}`;
  if (!resource.startsWith("/")) return ofVault(resource, inputs, name);
  const [, scope = "", rest = ""] = /^(.*?)(\/providers\/.*)?$/.exec(resource) ?? [];
  const segments = rest.split("/");
  const [kind = ""] = segments.splice(-2);
  const shape = segments.join("/").toLowerCase();
  const parent = ids.find(
    (id) => id !== undefined && segments.length > 3 && shapeOf(id) === shapeOf(shape),
  );
  if (parent !== undefined) return `${parent}/${kind}/${name}`;
  if (rest === "") return `${subscription}/resourceGroups/${name}`;
  const group = text(inputs["resourceGroupName"]);
  const base =
    text(inputs["scope"]) ??
    (/\/resourceGroups\//i.test(scope)
      ? `${subscription}/resourceGroups/${group ?? "unknown"}`
      : subscription);
  const parents = segments.map((segment, index) => {
    const input = segments[index - 1]?.replace(/s$/, "Name");
    return index > 3 && index % 2 === 0 ? (text(inputs[input ?? ""]) ?? segment) : segment;
  });
  return [base + parents.join("/"), kind, name].join("/");
}

/** What lives in a vault has an address: `https://example-keyvault.vault.azure.net/keys/example/fdf067c93bbb…`. */
function ofVault(example: string, inputs: Properties, name: string): string {
  const [, vault] = /\/vaults\/([^/]+)$/i.exec(text(inputs["keyVaultId"]) ?? "") ?? [];
  const [, kind] = /^https:\/\/[^/]+\/([a-z]+)\//.exec(example) ?? [];
  if (vault === undefined || kind === undefined) return name;
  return `https://${vault}.vault.azure.net/${kind}/${name}/${guid(vault, kind, name).replaceAll("-", "")}`;
}

/** The types in an id: `microsoft.network/virtualnetworks`. */
function shapeOf(id: string): string {
  const [, tail = ""] = /\/providers\/(.*)$/i.exec(id) ?? [];
  const [namespace, ...rest] = tail.toLowerCase().split("/");
  return [namespace, ...rest.filter((_, index) => index % 2 === 0)].join("/");
}

function text(value: Properties[string] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
