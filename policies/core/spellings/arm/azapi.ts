/**
 * azapi, which sends a body to an ARM id: https://registry.terraform.io/providers/Azure/azapi/latest/docs.
 * `resource` declares a resource; `updateResource` and `resourceAction` change a part of one declared elsewhere.
 */
import { parseArmId } from "./arm-id";
import { bodyOf, isInSensitiveBody } from "./azapi-body";
import { armPathsByKind } from "./kinds";
import { push } from "../../multimap";
import { readArm, type RawArm } from "./raw-arm";
import type { Declared, Inputs, Readings } from "../reading";
import { OPEN, UNKNOWN, isObject } from "../../value/value";

const nothing: Readings = { resources: [], unseen: [] };
const typeUnknown = unseen("its type is not known until deployment");

export function readAzapi(token: string, inputs: Inputs): Readings {
  const name = /^azapi:index\/(\w+):\w+$/i.exec(token)?.[1]?.toLowerCase();
  if (name === "dataplaneresource")
    return unseen("it writes to a service's own data, which no policy reads");
  if (!["resource", "updateresource", "resourceaction"].includes(name ?? "")) return nothing;
  const given = inputs["type"];
  if (given === UNKNOWN) return typeUnknown;
  if (typeof given !== "string") return nothing;
  const [type = "", apiVersion] = given.split("@");
  if (name === "resourceaction") return readAction(type, apiVersion, inputs);
  const ownId = name === "updateresource" ? (inputs["resourceId"] ?? undefined) : undefined;
  if (ownId !== undefined) return found(updated(type, apiVersion, ownId, inputs));
  const declared = declare(type, apiVersion, inputs, fromParent(type, inputs), "parentId");
  return found(name === "resource" ? declared : declared.map(asPart));
}

/**
 * A request to the id of a resource, or to what `action` names below it. PUT, PATCH and POST with a body change that
 * resource; of what else is asked of a type that policies judge, it is said that nobody reads it.
 */
function readAction(type: string, apiVersion: string | undefined, inputs: Inputs): Readings {
  const method = inputs["method"] ?? "POST";
  const action = inputs["action"] ?? "";
  const id = inputs["resourceId"] ?? UNKNOWN;
  if (typeof method === "string" && /^(get|head)$/i.test(method.trim())) return nothing;
  const below =
    typeof id === "string" && typeof action === "string" && action !== ""
      ? parseArmId(`${id}/${action}`)
      : undefined;
  const isResource = action === "" || (below !== undefined && kindsOf(below.type).length > 0);
  const isUpdate = typeof method === "string" && /^(put|patch|post)$/i.test(method.trim());
  const hasBody = inputs["body"] !== undefined || inputs["sensitiveBody"] !== undefined;
  if (isResource && isUpdate && hasBody)
    return found(updated(below?.type ?? type, apiVersion, below?.key ?? id, inputs));
  return unseen("what it asks Azure to do is not read", kindsOf(below?.type ?? type));
}

const kindsByType = new Map<string, string[]>();
for (const [kind, { type }] of armPathsByKind) push(kindsByType, type, kind);

function kindsOf(type: string): readonly string[] {
  return kindsByType.get(type.toLowerCase()) ?? [];
}

function updated(
  type: string,
  apiVersion: string | undefined,
  id: unknown,
  inputs: Inputs,
): readonly Declared[] {
  return declare(type, apiVersion, inputs, fromOwnId(type, id), "resourceId").map(asPart);
}

function asPart(declared: Declared): Declared {
  return { ...declared, partial: true, complete: false };
}

function found(resources: readonly Declared[]): Readings {
  return { resources, unseen: [] };
}

function unseen(why: string, kinds?: readonly string[]): Readings {
  return { resources: [], unseen: [{ path: [], why, ...(kinds && { kinds }) }] };
}

/** What a resource is and belongs to, and the input that says the latter. */
function declare(
  type: string,
  apiVersion: string | undefined,
  inputs: Inputs,
  { names, resourceGroup, scope }: Address,
  parent: "parentId" | "resourceId",
): readonly Declared[] {
  const beside = envelopeOf(inputs);
  const raw: RawArm = {
    type,
    apiVersion,
    names,
    body: withEnvelope(bodyOf(inputs), beside),
    resourceGroup,
    ...(scope !== undefined && { scope }),
    at: {
      name: (index) => [parent === "parentId" && index === names.length - 1 ? "name" : parent],
      scope: [parent],
      resourceGroup: [parent],
      body: (path) => {
        const [first, ...rest] = path;
        if (first === undefined || !Object.hasOwn(beside, first))
          return [isInSensitiveBody(inputs, path) ? "sensitiveBody" : "body", ...path];
        return first === "identity" && rest[0] === "userAssignedIdentities"
          ? [first, "identityIds", ...rest.slice(1)]
          : path;
      },
    },
  };
  return readArm(raw);
}

interface Address {
  readonly names: readonly unknown[];
  readonly resourceGroup: unknown;
  readonly scope?: unknown;
}

function fromParent(type: string, inputs: Inputs): Address {
  const parent = inputs["parentId"] ?? undefined;
  const name = inputs["name"] ?? undefined;
  const depth = Math.max(1, depthOf(type));
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
  if (address)
    return {
      names: address.names,
      resourceGroup: address.resourceGroup,
      scope: address.scope,
    };
  return { names: Array<unknown>(depthOf(type)).fill(UNKNOWN), resourceGroup: UNKNOWN };
}

/** How many names a resource of this type has. */
function depthOf(type: string): number {
  return type.split("/").filter((segment) => segment !== "").length - 1;
}

const extending = new Set(
  [...armPathsByKind.values()].flatMap((path) => (path.extends === undefined ? [] : [path.type])),
);

function extendsOthers(type: string): boolean {
  return extending.has(type.toLowerCase());
}

/** What azapi takes outside of the body. */
function envelopeOf(inputs: Inputs): Readonly<Record<string, unknown>> {
  const beside: Record<string, unknown> = {};
  for (const name of ["location", "tags"])
    if ((inputs[name] ?? undefined) !== undefined) beside[name] = inputs[name];
  const given = inputs["identity"] ?? inputs["identities"];
  const identity: unknown = Array.isArray(given) ? given[0] : given;
  if (isObject(identity))
    beside["identity"] = {
      type: identity["type"],
      userAssignedIdentities: identity["identityIds"] ?? undefined,
    };
  else if ((identity ?? undefined) !== undefined) beside["identity"] = identity;
  return beside;
}

function withEnvelope(body: unknown, beside: Readonly<Record<string, unknown>>): unknown {
  if (isObject(body)) return { ...body, ...beside };
  if (body !== UNKNOWN) return beside;
  // What stands beside a body that is not known is known all the same.
  return Object.keys(beside).length === 0 ? UNKNOWN : { ...beside, [OPEN]: true };
}
