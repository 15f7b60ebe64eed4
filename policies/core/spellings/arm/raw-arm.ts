/** Reads resources written as ARM has them: in a template, in the generic resource, in azapi. */
import { idOf, isText, parseArmId, thisSubscription } from "./arm-id";
import { reshape } from "./arm-shape";
import { armTypes, type ArmType } from "./arm-types";
import { keyLike } from "./key-like";
import { armPathsByKind, type ArmPath } from "./kinds";
import { push } from "../../multimap";
import type { Declared } from "../reading";
import { UNKNOWN, isObject, isOpen, type Path } from "../../value/value";
import { lowerCased, segmentsOf } from "../../value/text";

/** A resource as ARM has it. Whatever is not text may be unknown. */
export interface RawArm {
  /** With its namespace and in any case: `Microsoft.CognitiveServices/accounts/deployments`. */
  readonly type: string;
  readonly apiVersion?: unknown;
  /** One for each segment of the type, outermost first. */
  readonly names: readonly unknown[];
  /** `properties` and what stands beside it (`kind`, `sku`, `identity`, `location`, `tags` …); the rest is ignored. */
  readonly body: unknown;
  /** The id of the resource that this one extends, or of the scope it applies to. */
  readonly scope?: unknown;
  /** The id of the subscription it is deployed to, as `/subscriptions/…`, if that is known. */
  readonly subscription?: unknown;
  /** The name of the resource group it is deployed to; absent above resource groups. */
  readonly resourceGroup?: unknown;
  /** Where the user writes all that, if not as a template does. */
  readonly at?: {
    readonly name: (index: number) => Path;
    readonly scope: Path;
    readonly resourceGroup: Path;
    readonly body: (path: Path) => Path;
  };
}

interface Entry extends ArmPath {
  readonly kind: string;
  readonly shape: ArmType;
}

const entries = new Map<string, Entry[]>();
for (const [kind, shape] of Object.entries(armTypes)) {
  const path = armPathsByKind.get(kind);
  if (path) push(entries, path.type, { kind, shape, ...path });
}

const asInTemplate: NonNullable<RawArm["at"]> = {
  name: () => ["name"],
  scope: ["scope"],
  resourceGroup: ["resourceGroup"],
  body: (path) => path,
};

/** The resources that a raw one is, in the shape of the SDK: none when no policy judges its type. */
export function readArm(given: RawArm): readonly Declared[] {
  const raw = withoutLegacyScope(given);
  const type = raw.type.trim().toLowerCase();
  if (type === "microsoft.keyvault/vaults/accesspolicies") return accessPolicies(raw);
  const entry = choose(entries.get(isActivation(type, raw) ? roleAssignment : type) ?? [], raw);
  return entry ? [read(entry, raw)] : [];
}

const roleAssignment = "microsoft.authorization/roleassignments";

/** A request of Privileged Identity Management that makes an active role assignment, at once and for anybody. */
function isActivation(type: string, { body }: RawArm): boolean {
  if (type !== "microsoft.authorization/roleassignmentschedulerequests") return false;
  const { props } = reshape({ path: "", flat: true }, body);
  const requestType = props[keyLike(props, "requestType") ?? ""];
  if (typeof requestType !== "string") return requestType === UNKNOWN;
  return /^admin(assign|update)$/i.test(requestType);
}

function read(entry: Entry, raw: RawArm): Declared {
  const at = raw.at ?? asInTemplate;
  const { props, complete, spell } = reshape(entry.shape, raw.body);
  const places = new Map<string, Path>();
  const named: Record<string, unknown> = {};
  const add = (input: string, value: unknown, place: Path) => {
    if (input === "") return;
    places.set(input, place);
    if (value !== undefined) named[input] = value;
  };
  for (const [index, input] of entry.names.entries()) add(input, raw.names[index], at.name(index));
  if (entry.extends === "workspace") {
    const workspace = workspaceOf(raw.scope);
    add("workspaceName", workspace.name, at.scope);
    add("resourceGroupName", workspace.resourceGroup, at.scope);
  } else if (entry.extends !== undefined) add(entry.extends, scopeOf(raw), at.scope);
  else if (!places.has("resourceGroupName"))
    add("resourceGroupName", raw.resourceGroup, at.resourceGroup);
  const { apiVersion } = raw;
  return {
    kind: entry.kind,
    ...(typeof apiVersion === "string" && { apiVersion }),
    props: { ...props, ...named },
    spell: (path) => {
      const place = places.get(String(path[0]));
      return place ? [...place, ...path.slice(1)] : at.body(spell(path));
    },
    ...(!complete && { complete }),
    anyCase: true,
  };
}

/** A resource that lists access policies, each of which is a resource of the SDK. */
function accessPolicies(raw: RawArm): readonly Declared[] {
  const at = raw.at ?? asInTemplate;
  const { props, complete, spell } = reshape({ path: "" }, raw.body);
  const properties = props["properties"] ?? (isOpen(props) ? UNKNOWN : undefined);
  const listed = isObject(properties) ? properties["accessPolicies"] : properties;
  const declare = (policy: unknown, index?: number): Declared => ({
    kind: "keyvault:AccessPolicy",
    anyCase: true,
    props: {
      ...(raw.resourceGroup !== undefined && { resourceGroupName: raw.resourceGroup }),
      vaultName: raw.names[0],
      policy,
    },
    spell: ([first, ...rest]) => {
      if (first === "vaultName") return at.name(0);
      if (first === "resourceGroupName") return at.resourceGroup;
      const list = ["properties", "accessPolicies", ...(index === undefined ? [] : [index])];
      return at.body(spell(first === undefined ? list : [...list, ...rest]));
    },
  });
  if (listed === UNKNOWN || !complete) return [declare(UNKNOWN)];
  return Array.isArray(listed) ? listed.map((policy, index) => declare(policy, index)) : [];
}

/** Which of the kinds that share a type this is. */
function choose(candidates: readonly Entry[], raw: RawArm): Entry | undefined {
  const { body } = raw;
  const kind = isObject(body) ? body[keyLike(body, "kind") ?? ""] : undefined;
  const level = levelOf(raw);
  return candidates.find(({ kind: name, shape }) => {
    if (shape.bodyKind !== undefined)
      return typeof kind === "string" && kind.toLowerCase() === shape.bodyKind.toLowerCase();
    if (name === "monitor:SubscriptionDiagnosticSetting") return level === "subscription";
    if (name === "monitor:ManagementGroupDiagnosticSetting") return level === "management group";
    return name !== "monitor:DiagnosticSetting" || level === "resource";
  });
}

function levelOf({ scope, resourceGroup }: RawArm): string {
  if (scope === undefined && resourceGroup === undefined) return "subscription";
  if (!isText(scope)) return "resource";
  const [first, second, third] = segmentsOf(lowerCased(scope)).slice(-3);
  if (first === "subscriptions" && second !== undefined && third === undefined)
    return "subscription";
  return second === "managementgroups" ? "management group" : "resource";
}

function scopeOf({ scope, subscription, resourceGroup }: RawArm): unknown {
  return scope ?? idOf([subscription ?? thisSubscription, ...groupSegments(resourceGroup)]);
}

/** `X/y/providers/z` with the names `n`, `Namespace`, `m` is how templates before 2019 wrote an extension resource. */
function withoutLegacyScope(raw: RawArm): RawArm {
  const segments = raw.type.trim().split("/");
  const at = segments.findIndex((segment) => segment.toLowerCase() === "providers");
  if (at < 2 || at === segments.length - 1) return raw;
  const own = segments.slice(at + 1);
  const namespace = raw.names[at - 1];
  const type =
    typeof namespace === "string" ? [namespace, ...own].join("/") : onlyTypeEndingIn(own.join("/"));
  const outer = segments.slice(1, at).flatMap((segment, index) => [segment, raw.names[index]]);
  const scope = idOf([
    raw.subscription ?? thisSubscription,
    ...groupSegments(raw.resourceGroup),
    "providers",
    segments[0],
    ...outer,
  ]);
  const { at: places = asInTemplate } = raw;
  return {
    ...raw,
    type: type ?? raw.type,
    names: raw.names.slice(at),
    scope,
    at: { ...places, scope: places.name(0), name: (index) => places.name(index + at) },
  };
}

function onlyTypeEndingIn(own: string): string | undefined {
  const found = [...entries.keys()].filter((type) => type.endsWith(`/${own.toLowerCase()}`));
  const [type] = found;
  return found.length === 1 ? type : undefined;
}

function groupSegments(resourceGroup: unknown): unknown[] {
  return resourceGroup === undefined ? [] : ["resourceGroups", resourceGroup];
}

/** What the id of a scope says of the workspace it is. */
function workspaceOf(scope: unknown): {
  readonly name?: unknown;
  readonly resourceGroup?: unknown;
} {
  if (scope === undefined) return {};
  if (!isText(scope)) return { name: UNKNOWN, resourceGroup: UNKNOWN };
  const address = parseArmId(scope);
  return { name: address?.names.at(-1), resourceGroup: address?.resourceGroup };
}
