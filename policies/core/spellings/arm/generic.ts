/** azure-native's generic resource, which says what it is in its inputs. */
import { idOf, thisSubscription } from "./arm-id";
import { readArm, type RawArm } from "./raw-arm";
import type { Declared, Inputs } from "../reading";
import { UNKNOWN, type Text } from "../../value/value";

/**
 * `azure-native:resources:Resource`.
 * @returns undefined when it is not known which type it is.
 */
export function readGenericResource(inputs: Inputs): readonly Declared[] | undefined {
  const namespace = text(inputs["resourceProviderNamespace"]);
  const type = text(inputs["resourceType"]);
  const parent = text(inputs["parentResourcePath"]) ?? "";
  if (namespace === UNKNOWN || type === UNKNOWN || parent === UNKNOWN) return undefined;
  if (namespace === undefined || type === undefined) return [];
  const outer = split(parent);
  // Of an extension resource, the path of the parent goes on with the namespace of the child.
  const provider = outer.map((one) => one.toLowerCase()).lastIndexOf("providers");
  const own = outer.slice(provider < 0 ? 0 : provider + 2);
  const group = value(inputs["resourceGroupName"]);
  const segments = [...split(type)];
  const ownNames = own.filter((_, index) => index % 2 === 1);
  const raw: RawArm = {
    type: [
      provider < 0 ? namespace : (outer[provider + 1] ?? ""),
      ...own.filter((_, index) => index % 2 === 0),
      ...segments,
    ].join("/"),
    apiVersion: inputs["apiVersion"],
    names: [...ownNames, ...lastNames(inputs["resourceName"], segments.length)],
    body: inputs,
    resourceGroup: group,
    ...(provider >= 0 && { scope: scopeId(group, [namespace, ...outer.slice(0, provider)]) }),
    at: {
      name: (index) => [index < ownNames.length ? "parentResourcePath" : "resourceName"],
      scope: ["parentResourcePath"],
      resourceGroup: ["resourceGroupName"],
      body: (path) => path,
    },
  };
  const declared = readArm(raw);
  return declared.length > 0 ? declared : readArm(byUrl(raw, [namespace, parent, type], inputs));
}

/** The provider only joins the inputs to a URL, so that a segment may stand in another one than it should. */
function byUrl(raw: RawArm, parts: readonly string[], inputs: Inputs): RawArm {
  const name = value(inputs["resourceName"]);
  const all: unknown[] = [
    ...parts.flatMap(split),
    ...(typeof name === "string" ? split(name) : [name]),
  ];
  const at = all.findLastIndex((one) => typeof one === "string" && /^providers$/i.test(one));
  const [own, ...rest] = all.slice(at + 1);
  const outer = all.slice(0, Math.max(0, at));
  const types = rest.filter((_, index) => index % 2 === 0);
  return {
    ...raw,
    type: [own, ...types].map((one) => (typeof one === "string" ? one : "")).join("/"),
    names: rest.filter((_, index) => index % 2 === 1),
    ...(at > 0 && { scope: scopeId(raw.resourceGroup, outer) }),
  };
}

function lastNames(given: unknown, count: number): unknown[] {
  const name = value(given);
  return typeof name === "string" && count > 1 ? split(name) : [name];
}

function scopeId(group: unknown, segments: readonly unknown[]): Text | typeof UNKNOWN {
  const start = group === undefined ? [] : [thisSubscription, "resourceGroups", group];
  return idOf([...start, "providers", ...segments]);
}

/** `undefined` when absent or null. */
function value(given: unknown): unknown {
  return given ?? undefined;
}

function text(given: unknown): string | typeof UNKNOWN | undefined {
  return given === UNKNOWN || typeof given === "string" ? given : undefined;
}

function split(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}
