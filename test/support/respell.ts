/**
 * Examples of policies in other spellings. Nothing here comes from the tables of the pack: how ARM writes a kind is
 * copied by hand from Azure's template reference, https://learn.microsoft.com/azure/templates.
 */
import assert from "node:assert/strict";
import type { Example } from "../../policies/core/policy";
import { unknown } from "./judge";
import type { Registered } from "./program";

type Values = Readonly<Record<string, unknown>>;

/** How ARM writes a kind. */
interface ArmKind {
  readonly type: string;
  readonly version: string;
  /** The inputs of the SDK that name it and its parents, outermost first. */
  readonly names: readonly string[];
  /** The input of the SDK that holds the id of what it belongs to. */
  readonly scope?: string;
  /** What stands beside `properties` in ARM, besides location and tags. */
  readonly beside?: readonly string[];
  /** The SDK has what is in ARM's `properties` at the top. */
  readonly lifted?: true;
  /** From the SDK's names to ARM's, of what is in `properties`. */
  readonly rename?: (properties: Values) => Values;
}

const ml = "Microsoft.MachineLearningServices";
const versions = { ml: "2025-12-01", ai: "2025-06-01", vault: "2023-07-01", storage: "2023-05-01" };

const armKinds: Readonly<Record<string, ArmKind>> = {
  "authorization:RoleAssignment": {
    type: "Microsoft.Authorization/roleAssignments",
    version: "2022-04-01",
    names: ["roleAssignmentName"],
    scope: "scope",
    lifted: true,
  },
  "authorization:RoleDefinition": {
    type: "Microsoft.Authorization/roleDefinitions",
    version: "2022-04-01",
    names: ["roleDefinitionId"],
    scope: "scope",
    lifted: true,
  },
  "cognitiveservices:Account": {
    type: "Microsoft.CognitiveServices/accounts",
    version: versions.ai,
    names: ["accountName"],
    beside: ["kind", "sku", "identity"],
  },
  "cognitiveservices:Deployment": {
    type: "Microsoft.CognitiveServices/accounts/deployments",
    version: versions.ai,
    names: ["accountName", "deploymentName"],
    beside: ["sku"],
  },
  "cognitiveservices:ManagedNetworkSetting": {
    type: "Microsoft.CognitiveServices/accounts/managedNetworks",
    version: "2025-10-01-preview",
    names: ["accountName", "managedNetworkName"],
  },
  "cognitiveservices:RaiPolicy": {
    type: "Microsoft.CognitiveServices/accounts/raiPolicies",
    version: versions.ai,
    names: ["accountName", "raiPolicyName"],
  },
  "keyvault:Key": {
    type: "Microsoft.KeyVault/vaults/keys",
    version: versions.vault,
    names: ["vaultName", "keyName"],
  },
  "keyvault:ManagedHsm": {
    type: "Microsoft.KeyVault/managedHSMs",
    version: versions.vault,
    names: ["name"],
    beside: ["sku"],
  },
  "keyvault:Secret": {
    type: "Microsoft.KeyVault/vaults/secrets",
    version: versions.vault,
    names: ["vaultName", "secretName"],
    rename: ({ attributes, ...properties }) => ({
      ...properties,
      ...named({ attributes: renamed(attributes, { expires: "exp", notBefore: "nbf" }) }),
    }),
  },
  "keyvault:Vault": {
    type: "Microsoft.KeyVault/vaults",
    version: versions.vault,
    names: ["vaultName"],
  },
  "machinelearningservices:BatchEndpoint": {
    type: `${ml}/workspaces/batchEndpoints`,
    version: versions.ml,
    names: ["workspaceName", "endpointName"],
    beside: ["kind", "sku", "identity"],
  },
  "machinelearningservices:Compute": {
    type: `${ml}/workspaces/computes`,
    version: versions.ml,
    names: ["workspaceName", "computeName"],
    beside: ["sku", "identity"],
  },
  "machinelearningservices:Datastore": {
    type: `${ml}/workspaces/datastores`,
    version: versions.ml,
    names: ["workspaceName", "name"],
  },
  "machinelearningservices:EndpointDeployment": {
    type: `${ml}/workspaces/endpoints/deployments`,
    version: "2024-04-01-preview",
    names: ["workspaceName", "endpointName", "deploymentName"],
  },
  "machinelearningservices:InferenceEndpoint": {
    type: `${ml}/workspaces/inferencePools/endpoints`,
    version: "2025-01-01-preview",
    names: ["workspaceName", "poolName", "endpointName"],
    beside: ["kind", "sku", "identity"],
    lifted: true,
    rename: ({ inferenceEndpointProperties }) => inferenceEndpointProperties as Values,
  },
  "machinelearningservices:OnlineEndpoint": {
    type: `${ml}/workspaces/onlineEndpoints`,
    version: versions.ml,
    names: ["workspaceName", "endpointName"],
    beside: ["kind", "sku", "identity"],
  },
  "machinelearningservices:RaiPolicy": {
    type: `${ml}/workspaces/endpoints/raiPolicies`,
    version: "2024-04-01-preview",
    names: ["workspaceName", "endpointName", "raiPolicyName"],
  },
  "machinelearningservices:ServerlessEndpoint": {
    type: `${ml}/workspaces/serverlessEndpoints`,
    version: versions.ml,
    names: ["workspaceName", "name"],
    beside: ["kind", "sku", "identity"],
  },
  "machinelearningservices:Workspace": {
    type: `${ml}/workspaces`,
    version: versions.ml,
    names: ["workspaceName"],
    beside: ["kind", "sku", "identity"],
    lifted: true,
  },
  "monitor:DiagnosticSetting": {
    type: "Microsoft.Insights/diagnosticSettings",
    version: "2021-05-01-preview",
    names: ["name"],
    scope: "resourceUri",
    lifted: true,
  },
  "network:PrivateDnsZoneGroup": {
    type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    version: "2024-05-01",
    names: ["privateEndpointName", "privateDnsZoneGroupName"],
    lifted: true,
    rename: wrapItemsOf("privateDnsZoneConfigs"),
  },
  "network:PrivateEndpoint": {
    type: "Microsoft.Network/privateEndpoints",
    version: "2024-05-01",
    names: ["privateEndpointName"],
    lifted: true,
    rename: wrapItemsOf("privateLinkServiceConnections"),
  },
  "privatedns:PrivateZone": {
    type: "Microsoft.Network/privateDnsZones",
    version: "2020-06-01",
    names: ["privateZoneName"],
    lifted: true,
  },
  "privatedns:VirtualNetworkLink": {
    type: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    version: "2020-06-01",
    names: ["privateZoneName", "virtualNetworkLinkName"],
    lifted: true,
  },
  "security:Pricing": {
    type: "Microsoft.Security/pricings",
    version: "2024-01-01",
    names: ["pricingName"],
    scope: "scopeId",
    lifted: true,
  },
  "storage:EncryptionScope": {
    type: "Microsoft.Storage/storageAccounts/encryptionScopes",
    version: versions.storage,
    names: ["accountName", "encryptionScopeName"],
    lifted: true,
  },
  "storage:StorageAccount": {
    type: "Microsoft.Storage/storageAccounts",
    version: versions.storage,
    names: ["accountName"],
    beside: ["kind", "sku", "identity"],
    lifted: true,
    rename: (properties) => {
      const { networkRuleSet, encryption, ...others } = properties;
      const { keyVaultProperties, ...how } = (encryption ?? {}) as Values;
      const lower = { keyName: "keyname", keyVaultUri: "keyvaulturi", keyVersion: "keyversion" };
      const keyvaultproperties = renamed(keyVaultProperties, lower);
      return {
        ...others,
        ...named({ networkAcls: networkRuleSet }),
        ...(encryption !== undefined && {
          encryption: { ...how, ...named({ keyvaultproperties }) },
        }),
      };
    },
  },
};

/** Kinds that ARM has no body of their own for. */
export function isInArm(kind: string): boolean {
  return Object.hasOwn(armKinds, kind);
}

function named(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function renamed(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (value === undefined) return undefined;
  const entries = Object.entries(value as Values);
  return Object.fromEntries(entries.map(([key, inner]) => [names[key] ?? key, inner]));
}

function wrapItemsOf(list: string): (properties: Values) => Values {
  return ({ [list]: items, ...others }) => ({
    ...others,
    [list]: (items as readonly Values[]).map(({ name = "one", ...properties }) => ({
      name,
      properties,
    })),
  });
}

/** A resource as ARM has it. Texts in `body` may be `${name.id}`: the id of another one of the same example. */
export interface Arm {
  readonly kind: string;
  /** The logical name in the program. */
  readonly logical: string;
  readonly type: string;
  readonly version: string;
  readonly names: readonly string[];
  /** What it extends. */
  readonly extends?: Address;
  readonly subscription: string;
  /** Absent for what is deployed to a subscription. */
  readonly group?: string;
  readonly body: Values;
}

interface Address {
  readonly type: string;
  readonly names: readonly string[];
  /** The logical name, if it is of the same example. */
  readonly logical?: string;
}

const subscription = "00000000-0000-0000-0000-000000000000";
const reference = /^\$\{([\w-]+)\.(id|name)\}$/;

/** With the name that it has in the other spellings, which azure-native would make up. */
export function withName(example: Example): Example {
  const [arm] = toArm([example]);
  const input = armKinds[example.kind]?.names.at(-1) ?? "";
  return { ...example, props: { ...example.props, [input]: arm?.names.at(-1) } };
}

export function hasReference(examples: readonly Example[]): boolean {
  return JSON.stringify(examples).includes("${");
}

/** An example, or those of a stack, as ARM has them. */
export function toArm(examples: readonly Example[]): readonly Arm[] {
  const made = new Map<string, Arm>();
  for (const [index, example] of examples.entries()) {
    const logical = example.name ?? `example-${index}`;
    made.set(logical, armOf(example, logical, made));
  }
  return [...made.values()];
}

function armOf({ kind, props }: Example, logical: string, made: ReadonlyMap<string, Arm>): Arm {
  const arm = armKinds[kind];
  assert.ok(arm, `${kind} is in the table`);
  const given = { ...(props as Values) };
  const names = arm.names.map((input, index) => {
    const { [input]: value } = given;
    if (typeof value !== "string") return index === arm.names.length - 1 ? logical : "parent";
    return made.get(reference.exec(value)?.[1] ?? "")?.names.at(-1) ?? value;
  });
  const scope = arm.scope === undefined ? undefined : given[arm.scope];
  for (const input of [...arm.names, arm.scope ?? "", "resourceGroupName"])
    Reflect.deleteProperty(given, input);
  const beside: Record<string, unknown> = {};
  for (const input of ["location", "tags", ...(arm.beside ?? [])]) {
    if (!(input in given)) continue;
    beside[input] = given[input];
    Reflect.deleteProperty(given, input);
  }
  const { identity } = beside as { identity?: { userAssignedIdentities?: readonly string[] } };
  if (identity?.userAssignedIdentities)
    beside["identity"] = {
      ...identity,
      userAssignedIdentities: Object.fromEntries(
        identity.userAssignedIdentities.map((id) => [id, {}]),
      ),
    };
  const properties = arm.lifted ? given : (given["properties"] as Values | undefined);
  if (!arm.lifted) assert.deepEqual(Object.keys(given), properties ? ["properties"] : []);
  const { type, version } = arm;
  return {
    ...{ kind, logical, type, version, names },
    ...placeOf(scope, made),
    body: {
      ...beside,
      ...(properties && { properties: (arm.rename ?? ((same) => same))(properties) }),
    },
  };
}

function placeOf(
  scope: unknown,
  made: ReadonlyMap<string, Arm>,
): Pick<Arm, "extends" | "subscription" | "group"> {
  if (typeof scope !== "string") return { subscription, group: "rg" };
  const target = made.get(reference.exec(scope)?.[1] ?? "");
  if (target) return { extends: target, subscription, group: "rg" };
  const [, , inSubscription = "", , group, , namespace = "", ...path] = scope.split("/");
  if (group === undefined) return { subscription: inSubscription };
  const place = { subscription: inSubscription, group };
  if (path.length === 0) return place;
  const type = [namespace, ...path.filter((_, index) => index % 2 === 0)].join("/");
  return { ...place, extends: { type, names: path.filter((_, index) => index % 2 === 1) } };
}

/** `Microsoft.X/a/b` and `n`, `m`: `Microsoft.X/a/n/b/m`. */
function path({ type, names }: Address): string {
  const [namespace = "", ...segments] = type.split("/");
  return [namespace, ...segments.flatMap((segment, index) => [segment, names[index]])].join("/");
}

export function idOf(arm: Arm): string {
  const base = `/subscriptions/${arm.subscription}`;
  const group = arm.group === undefined ? "" : `/resourceGroups/${arm.group}`;
  const outer = arm.extends ? `/providers/${path(arm.extends)}` : "";
  return `${base}${group}${outer}/providers/${path(arm)}`;
}

/** A copy in which `write` gives each reference. */
function refer(value: unknown, write: (logical: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => refer(item, write));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, refer(inner, write)]),
    );
  const match = typeof value === "string" ? reference.exec(value) : null;
  return match ? write(match[1] ?? "") : value;
}

function find(resources: readonly Arm[], logical: string): Arm {
  const found = resources.find((one) => one.logical === logical);
  assert.ok(found, `${logical} is in the example`);
  return found;
}

/** A resource as the engine hands it to policies at a first preview. */
export function registered(
  type: string,
  name: string,
  inputs: object,
  dependencies: Readonly<Record<string, readonly string[]>> = {},
): Registered {
  return {
    ...{ urn: urnOf(type, name), type, name, parent: "", outputs: {} },
    inputs: JSON.parse(JSON.stringify(inputs)) as Registered["inputs"],
    propertyDependencies: dependencies,
  };
}

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:stack::project::${type}::${name}`;
}

/** How references are written: as ids in full, or as outputs of resources that are not there yet. */
export type Reference = "id" | "output";

/** The inputs of one resource, and the engine's edges of those in which a reference is. */
class Inputs {
  readonly dependencies: Record<string, string[]> = {};

  constructor(
    private readonly resources: readonly Arm[],
    private readonly type: string,
    private readonly by: Reference,
  ) {}

  /** The value of an input, with its references. */
  write(input: string, value: unknown): unknown {
    return refer(value, (logical) => {
      if (this.by === "id") return idOf(find(this.resources, logical));
      (this.dependencies[input] ??= []).push(urnOf(this.type, logical));
      return unknown;
    });
  }
}

const generic = "azure-native:resources:Resource";

/** `azure-native:resources:Resource`; `undefined` for what is no part of a resource group. */
export function asGeneric(
  resources: readonly Arm[],
  by: Reference = "id",
  token = generic,
): readonly Registered[] | undefined {
  if (resources.some(({ group }) => group === undefined)) return undefined;
  return resources.map((arm) => {
    const inputs = new Inputs(resources, token, by);
    const outer: Address | undefined = arm.extends;
    const [namespace = "", ...segments] = arm.type.split("/");
    const parents = segments.slice(0, -1).flatMap((segment, index) => [segment, arm.names[index]]);
    const [scopeNamespace = namespace, ...scopePath] = outer ? path(outer).split("/") : [];
    const { identity, ...body } = arm.body;
    const written = {
      resourceGroupName: arm.group,
      resourceProviderNamespace: scopeNamespace,
      parentResourcePath: [
        ...scopePath,
        ...(outer ? ["providers", namespace] : []),
        ...parents,
      ].join("/"),
      resourceType: segments.at(-1),
      resourceName: arm.names.at(-1),
      apiVersion: arm.version,
      ...(inputs.write("properties", body) as Values),
      ...(identity !== undefined && { identity: identityList(identity, "userAssignedIdentities") }),
    };
    return registered(token, arm.logical, written, inputs.dependencies);
  });
}

/** Where ARM has a map by id, providers take a list of ids. */
function identityList(identity: unknown, input: string): Values {
  const { type, userAssignedIdentities: ids } = identity as Values;
  return { type, ...(ids !== undefined && { [input]: Object.keys(ids as Values) }) };
}

const azapi = "azapi:index/resource:Resource";

/** `azapi:index/resource:Resource`. */
export function asAzapi(resources: readonly Arm[], by: Reference = "id"): readonly Registered[] {
  return resources.map((arm) => {
    const inputs = new Inputs(resources, azapi, by);
    const { identity, location, tags, ...body } = arm.body;
    const written = {
      type: `${arm.type}@${arm.version}`,
      name: arm.names.at(-1),
      parentId: inputs.write("parentId", parentOf(arm)),
      ...named({ location, tags }),
      ...(identity !== undefined && { identity: identityList(identity, "identityIds") }),
      body: inputs.write("body", body),
    };
    return registered(azapi, arm.logical, written, inputs.dependencies);
  });
}

function parentOf(arm: Arm): string {
  if (arm.extends?.logical !== undefined) return `\${${arm.extends.logical}.id}`;
  const id = idOf(arm);
  const isTop = arm.names.length === 1;
  return id.slice(
    0,
    isTop ? id.lastIndexOf("/providers/") : id.split("/").slice(0, -2).join("/").length,
  );
}

/** How a template is written. */
export type TemplateForm = "plain" | "symbolic" | "nested";

/** One template with these resources, which may refer to others of `all`. */
export function templateOf(
  resources: readonly Arm[],
  form: TemplateForm,
  all: readonly Arm[] = resources,
): Values {
  const isGroup = resources.every(({ group }) => group !== undefined);
  const schema = isGroup ? "deploymentTemplate" : "subscriptionDeploymentTemplate";
  const head = {
    $schema: `https://schema.management.azure.com/schemas/2019-04-01/${schema}.json#`,
    contentVersion: "1.0.0.0",
  };
  const written = resources.map((arm) => inTemplate(arm, all));
  if (form === "plain") return { ...head, resources: written };
  if (form === "symbolic") {
    const byName = written.map((one, index) => [`symbol${index}`, one]);
    return { ...head, languageVersion: "2.0", resources: Object.fromEntries(byName) as Values };
  }
  // Each property is a parameter of the inner template, handed on from one of the outer template, which has a default.
  const outer: Record<string, object> = {};
  const passed: Record<string, object> = {};
  const inner: Record<string, object> = {};
  const withParameters = written.map(({ properties, ...others }, index) => {
    const own = Object.entries((properties ?? {}) as Values).map(([key, value]) => {
      if (JSON.stringify(value).includes('"[')) return [key, value];
      const name = `${key}${index}`;
      outer[`outer_${name}`] = { type: typeOf(value), defaultValue: value };
      passed[name] = { value: `[parameters('outer_${name}')]` };
      inner[name] = { type: typeOf(value) };
      return [key, `[parameters('${name}')]`];
    });
    return {
      ...others,
      ...(properties !== undefined && { properties: Object.fromEntries(own) as Values }),
    };
  });
  const nested = {
    type: "Microsoft.Resources/deployments",
    apiVersion: "2022-09-01",
    name: "inner",
    ...(!isGroup && { location: "westeurope" }),
    properties: {
      mode: "Incremental",
      expressionEvaluationOptions: { scope: "inner" },
      parameters: passed,
      template: { ...head, parameters: inner, resources: withParameters },
    },
  };
  return { ...head, parameters: outer, resources: [nested] };
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return { boolean: "bool", number: "int", string: "string" }[typeof value as string] ?? "object";
}

function inTemplate(arm: Arm, resources: readonly Arm[]): Values {
  return {
    type: arm.type,
    apiVersion: arm.version,
    name: arm.names.join("/"),
    ...(arm.extends && { scope: resourceId(arm.extends) }),
    ...(refer(arm.body, (logical) => resourceId(find(resources, logical))) as Values),
  };
}

function resourceId({ type, names }: Address): string {
  return `[resourceId('${type}', ${names.map((name) => `'${name}'`).join(", ")})]`;
}

/** What deploys a template: Pulumi resources of several kinds. */
export const holders = ["Deployment", "DeploymentText", "DeploymentStack", "classic"] as const;
export type Holder = (typeof holders)[number];

/** A resource that deploys a template with these resources, which may refer to others of `all`. */
export function asDeployment(
  resources: readonly Arm[],
  form: TemplateForm,
  holder: Holder,
  all: readonly Arm[] = resources,
): readonly Registered[] {
  const object = templateOf(resources, form, all);
  const group = resources[0]?.group;
  const place = group === undefined ? { location: "westeurope" } : { resourceGroupName: group };
  const at = (inGroup: string, inSubscription: string) =>
    group === undefined ? inSubscription : inGroup;
  const text = JSON.stringify(object, null, 2);
  switch (holder) {
    case "Deployment":
    case "DeploymentText": {
      const template = holder === "Deployment" ? object : text;
      const token = at("Deployment", "DeploymentAtSubscriptionScope");
      const properties = { mode: "Incremental", template };
      return [registered(`azure-native:resources:${token}`, "all", { ...place, properties })];
    }
    case "DeploymentStack": {
      const token = at("DeploymentStackAtResourceGroup", "DeploymentStackAtSubscription");
      const inputs = { ...place, actionOnUnmanage: { resources: "detach" }, template: object };
      return [registered(`azure-native:resources:${token}`, "all", inputs)];
    }
    case "classic": {
      const inputs = { ...place, deploymentMode: "Incremental", templateContent: text };
      const token = at("resourceGroupTemplateDeployment", "subscriptionTemplateDeployment");
      const type = token.charAt(0).toUpperCase() + token.slice(1);
      return [registered(`azure:core/${token}:${type}`, "all", inputs)];
    }
  }
}

/** A type token in another spelling, with the inputs that go with it. */
export interface TokenSpelling {
  readonly token: string;
  readonly inputs?: (inputs: Values) => Values;
  /** Whether it has a property for each of these inputs. */
  readonly carries?: (inputs: object) => boolean;
}

/** Modules that the second version of the SDK has under another name. */
const secondModules: Readonly<Record<string, string>> = {
  monitor: "insights",
  privatedns: "network",
};

const wrappedIn =
  (wrapper: string) =>
  ({ properties, ...others }: Values): Values => ({ ...others, [wrapper]: properties });

/** What only some API versions have: names from the SDK's explicit versions (`azure-native.md`, section 4). */
const older: Readonly<Record<string, readonly [version: string, (inputs: Values) => Values][]>> = {
  "authorization:RoleAssignment": [
    [
      "v20150701",
      ({ principalId, roleDefinitionId, ...others }) => ({
        ...others,
        properties: { principalId, roleDefinitionId },
      }),
    ],
  ],
  "cognitiveservices:RaiPolicy": [
    [
      "v20231001preview",
      ({ properties, ...others }) => {
        const { contentFilters, ...own } = (properties ?? {}) as { contentFilters?: Values[] };
        const filters = contentFilters?.map((one) => ({
          ...(renamed(one, { severityThreshold: "allowedContentLevel" }) as Values),
        }));
        return { ...others, properties: { ...own, ...named({ contentFilters: filters }) } };
      },
    ],
  ],
  "machinelearningservices:BatchEndpoint": [
    ["v20240401", wrappedIn("batchEndpointProperties")],
    ["v20220201preview", wrappedIn("batchEndpointDetails")],
  ],
  "machinelearningservices:Datastore": [
    ["v20240401", wrappedIn("datastoreProperties")],
    ["v20220201preview", wrappedIn("datastoreDetails")],
  ],
  "machinelearningservices:OnlineEndpoint": [
    ["v20240401", wrappedIn("onlineEndpointProperties")],
    ["v20220201preview", wrappedIn("onlineEndpointDetails")],
  ],
  "machinelearningservices:ServerlessEndpoint": [
    ["v20240401", wrappedIn("serverlessEndpointProperties")],
  ],
};

/** Of what examples hold, only the condition of a role assignment is newer than its older shape. */
const carries = (inputs: object) => !("condition" in inputs);

/** The ways to write the type of a kind of azure-native; what has not got one is not listed. */
export const tokenForms = {
  "with an API version": (kind) => [versioned(kind, (module) => module)],
  "in odd letter case": (kind) => [
    versioned(
      kind,
      (module) =>
        module.charAt(0).toUpperCase() + module.slice(1, -1) + module.slice(-1).toUpperCase(),
    ),
  ],
  "of a local package": (kind) => {
    const [module = "", type = ""] = kind.split(":");
    const base = `azure-native_${module}_${versionOf(kind)}`;
    return [
      { token: `${base}:${module}:${type}` },
      { token: `${base}:${module}/${versionOf(kind)}:${type}` },
    ];
  },
  "of the second version": (kind) => {
    const [module = "", type = ""] = kind.split(":");
    const old = secondModules[module];
    if (old === undefined) return [];
    return [{ token: `azure-native:${old}:${type}` }, versioned(kind, () => old)];
  },
  "with an older shape": (kind) => {
    const [module = "", type = ""] = kind.split(":");
    return (older[kind] ?? []).flatMap(([version, inputs]) => [
      { token: `azure-native:${module}/${version}:${type}`, inputs, carries },
      { token: `azure-native_${module}_${version}:${module}:${type}`, inputs, carries },
    ]);
  },
} satisfies Readonly<Record<string, (kind: string) => readonly TokenSpelling[]>>;

function versionOf(kind: string): string {
  return `v${(armKinds[kind]?.version ?? "2020-05-01-preview").replaceAll("-", "")}`;
}

function versioned(kind: string, spell: (module: string) => string): TokenSpelling {
  const [module = "", type = ""] = kind.split(":");
  return { token: `azure-native:${spell(module)}/${versionOf(kind)}:${type}` };
}

/**
 * Registered resources with other type tokens, wherever these stand: `choose` picks one for a kind, or `undefined` to
 * leave it.
 */
export function withTokens(
  resources: readonly Registered[],
  choose: (kind: string) => TokenSpelling | undefined,
): readonly Registered[] {
  const kindOf = (type: string) => type.replace(/^azure-native:/, "");
  const tokens = new Map<string, string>();
  for (const { type } of resources) tokens.set(type, choose(kindOf(type))?.token ?? type);
  const respelled = (text: string) =>
    text.replace(/azure-native:\w+:\w+/g, (type) => tokens.get(type) ?? type);
  return resources.map(({ type, inputs, urn, parent, propertyDependencies, ...others }) => ({
    ...others,
    type: respelled(type),
    urn: respelled(urn),
    parent: respelled(parent),
    inputs: (choose(kindOf(type))?.inputs?.(inputs) ?? inputs) as Registered["inputs"],
    propertyDependencies: JSON.parse(
      respelled(JSON.stringify(propertyDependencies)),
    ) as Registered["propertyDependencies"],
  }));
}
