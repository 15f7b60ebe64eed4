/** Resources that say what they are in their inputs: azure-native's generic one, and azapi's. */
import { parseArmId } from "./arm-id";
import { armTypes } from "./arm-types";
import { thisSubscription, type Declared } from "../declared";
import { parseJson } from "../../json";
import { readArm, type RawArm } from "./raw-arm";
import { UNKNOWN, isObject, isUnknown, unwrap, type Path } from "../../unknown";

type Inputs = Readonly<Record<string, unknown>>;

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
    type: [own, ...types].map(String).join("/"),
    names: rest.filter((_, index) => index % 2 === 1),
    ...(at > 0 && {
      scope: outer.every((one) => typeof one === "string")
        ? scopeId(raw.resourceGroup, outer)
        : UNKNOWN,
    }),
  };
}

/** `azapi:index/resource:Resource`, and `azapi:index/updateResource:UpdateResource`, which sets a part only. */
export function readAzapi(token: string, inputs: Inputs): readonly Declared[] | undefined {
  const match = /^azapi:index\/(resource:Resource|updateResource:UpdateResource)$/i.exec(token);
  if (!match) return [];
  const partial = match[1]?.toLowerCase().startsWith("update") ?? false;
  const given = text(inputs["type"]);
  if (given === UNKNOWN) return undefined;
  if (given === undefined) return [];
  const [type = "", apiVersion] = given.split("@");
  const ownId = partial ? value(inputs["resourceId"]) : undefined;
  const { names, resourceGroup, scope } =
    ownId === undefined ? fromParent(type, inputs) : fromOwnId(type, ownId);
  const parent = ownId === undefined ? "parentId" : "resourceId";
  const beside = azapiEnvelope(inputs);
  const raw: RawArm = {
    type,
    apiVersion,
    names,
    body: withEnvelope(bodyOf(inputs), beside),
    resourceGroup,
    ...(scope !== undefined && { scope }),
    at: {
      name: (index) => [ownId === undefined && index === names.length - 1 ? "name" : parent],
      scope: [parent],
      resourceGroup: [parent],
      body: (path) => {
        const [first, ...rest] = path;
        if (first === undefined || !(String(first) in beside))
          return [has(document(inputs["sensitiveBody"]), path) ? "sensitiveBody" : "body", ...path];
        return first === "identity" && rest[0] === "userAssignedIdentities"
          ? [first, "identityIds", ...rest.slice(1)]
          : path;
      },
    },
  };
  return readArm(raw).map((declared) =>
    partial ? { ...declared, partial: true, complete: false } : declared,
  );
}

interface Address {
  readonly names: readonly unknown[];
  readonly resourceGroup: unknown;
  readonly scope?: unknown;
}

function fromParent(type: string, inputs: Inputs): Address {
  const parent = value(inputs["parentId"]);
  const name = value(inputs["name"]);
  const depth = Math.max(1, split(type).length - 1);
  if (depth === 1 && extendsOthers(type))
    return { names: [name], resourceGroup: undefined, scope: parent ?? UNKNOWN };
  if (typeof parent !== "string")
    return { names: [...Array<unknown>(depth - 1).fill(UNKNOWN), name], resourceGroup: parent };
  const address = parseArmId(parent);
  const group = address?.resourceGroup ?? /\/resourceGroups\/([^/]+)/i.exec(parent)?.[1];
  return { names: [...(address?.names ?? []), name], resourceGroup: group };
}

function fromOwnId(type: string, id: unknown): Address {
  const address = typeof id === "string" ? parseArmId(id) : undefined;
  if (!address)
    return {
      names: split(type)
        .slice(1)
        .map(() => UNKNOWN),
      resourceGroup: UNKNOWN,
    };
  return { names: address.names, resourceGroup: address.resourceGroup, scope: address.scope };
}

function extendsOthers(type: string): boolean {
  const own = `/${type.toLowerCase()}(`;
  return Object.values(armTypes).some(
    ({ path }) => path.startsWith("{") && path.toLowerCase().includes(own),
  );
}

/** What azapi takes outside of the body: https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource */
function azapiEnvelope(inputs: Inputs): Readonly<Record<string, unknown>> {
  const beside: Record<string, unknown> = {};
  for (const name of ["location", "tags"])
    if (value(inputs[name]) !== undefined) beside[name] = value(inputs[name]);
  const given = value(inputs["identity"] ?? inputs["identities"]);
  const identity: unknown = Array.isArray(given) ? unwrap(given[0]) : given;
  if (isObject(identity))
    beside["identity"] = {
      type: identity["type"],
      userAssignedIdentities: identity["identityIds"] ?? undefined,
    };
  else if (identity !== undefined) beside["identity"] = identity;
  return beside;
}

function withEnvelope(body: unknown, beside: Readonly<Record<string, unknown>>): unknown {
  if (isObject(body)) return { ...body, ...beside };
  return isUnknown(body) ? UNKNOWN : beside;
}

/** The body that azapi sends: `sensitive_body` is merge-patched into `body`. */
export function bodyOf(inputs: Inputs): unknown {
  const sensitive = document(inputs["sensitiveBody"]);
  return sensitive === undefined
    ? document(inputs["body"])
    : patched(document(inputs["body"]), sensitive);
}

function has(holder: unknown, path: Path): boolean {
  let at: unknown = holder;
  for (const step of path) {
    const plain = unwrap(at);
    if (!isObject(plain) || !Object.hasOwn(plain, step)) return false;
    at = plain[step];
  }
  return path.length > 0;
}

/** RFC 7396. */
function patched(target: unknown, patch: unknown): unknown {
  const [own, change] = [unwrap(target), unwrap(patch)];
  if (isUnknown(change) || isUnknown(own)) return UNKNOWN;
  if (!isObject(change)) return change;
  const merged: Record<string, unknown> = isObject(own) ? { ...own } : {};
  for (const [key, value] of Object.entries(change)) {
    const plain = unwrap(value);
    if (plain === null || plain === undefined) delete merged[key];
    else merged[key] = isObject(plain) ? patched(merged[key], plain) : plain;
  }
  return merged;
}

/** A body as an object, or as the JSON text that azapi took before version 2. */
function document(given: unknown): unknown {
  const body = value(given);
  return typeof body === "string" ? parseJson(body) : body;
}

function lastNames(given: unknown, count: number): unknown[] {
  const name = value(given);
  return typeof name === "string" && count > 1 ? split(name) : [name];
}

function scopeId(group: unknown, segments: readonly string[]): unknown {
  if (group === UNKNOWN) return UNKNOWN;
  const base = typeof group === "string" ? `${thisSubscription}/resourceGroups/${group}` : "";
  return `${base}/providers/${segments.join("/")}`;
}

/** A value without proxy; `undefined` when absent or null. */
function value(given: unknown): unknown {
  const plain = unwrap(given);
  return isUnknown(plain) ? UNKNOWN : (plain ?? undefined);
}

function text(given: unknown): string | typeof UNKNOWN | undefined {
  const plain = value(given);
  return plain === UNKNOWN || typeof plain === "string" ? plain : undefined;
}

function split(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}
