/** Pulumi resources that hold an ARM template, or a script that deploys what it likes. */
import { tokensOf } from "../classic/tokens";
import { idOf } from "../arm/arm-id";
import { bodyOf } from "../arm/azapi-body";
import { parseJson } from "../../json";
import { keyLike } from "../arm/key-like";
import { readArm } from "../arm/raw-arm";
import type { Inputs, Reading, Readings, Source, Unseen } from "../reading";
import { evaluateTemplate, type Target, type TemplateResource } from "./index";
import { parseToken } from "../azure-native/tokens";
import { withoutSecrets } from "../../value/secrets";
import { known } from "../../value/text";
import { UNKNOWN, isObject, knownText, type Path } from "../../value/value";

/** Where a kind of deployment has its template, and what it is deployed to. */
interface Holder {
  readonly template: Path;
  /** Where an older API version has it. */
  readonly olderTemplate?: Path;
  /** Further templates, which this one deploys by a relative path. */
  readonly linkedTemplates?: Path;
  readonly parameters?: Path;
  /** Where it takes parameters as plain texts instead. */
  readonly texts?: Path;
  /** Inputs that give the template or its parameters by a link. */
  readonly link?: Path;
  readonly parametersLink?: Path;
  readonly scope: "group" | "subscription" | "managementGroup" | "tenant" | "scope";
  /** The input that names the management group. */
  readonly managementGroup?: string;
}

/** A holder whose four inputs have the same names wherever they stand. */
function armHolder(at: Path, scope: Holder["scope"], managementGroup?: string): Holder {
  return {
    template: [...at, "template"],
    parameters: [...at, "parameters"],
    link: [...at, "templateLink"],
    parametersLink: [...at, "parametersLink"],
    scope,
    ...(managementGroup !== undefined && { managementGroup }),
  };
}

const arm = armHolder.bind(undefined, ["properties"]);
const stack = armHolder.bind(undefined, []);

function classic(scope: Holder["scope"], managementGroup?: string): Holder {
  return {
    template: ["templateContent"],
    parameters: ["parametersContent"],
    link: ["templateSpecVersionId"],
    scope,
    ...(managementGroup !== undefined && { managementGroup }),
  };
}

function byTokens(tokens: readonly string[], holder: Holder): Record<string, Holder> {
  return Object.fromEntries(tokens.map((token) => [token, holder]));
}

/** A Terraform type that deploys a template, with its classic token. */
function holding(name: string, token: string, ...scope: Parameters<typeof classic>) {
  return byTokens(tokensOf(name, [token]), classic(...scope));
}

/** By kind of azure-native, or by lower-cased token of the classic and of the any-Terraform provider. */
const holders: Readonly<Record<string, Holder>> = {
  "resources:Deployment": arm("group"),
  "resources:DeploymentAtScope": arm("scope"),
  "resources:DeploymentAtSubscriptionScope": arm("subscription"),
  "resources:DeploymentAtManagementGroupScope": arm("managementGroup", "groupId"),
  "resources:DeploymentAtTenantScope": arm("tenant"),
  "resources:DeploymentStackAtResourceGroup": stack("group"),
  "resources:DeploymentStackAtSubscription": stack("subscription"),
  "resources:DeploymentStackAtManagementGroup": stack("managementGroup", "managementGroupId"),
  // Whoever deploys a spec may do so with other parameters; its defaults are what is written here.
  "resources:TemplateSpecVersion": {
    template: ["mainTemplate"],
    olderTemplate: ["template"],
    linkedTemplates: ["linkedTemplates"],
    scope: "group",
  },
  ...holding(
    "resource_group_template_deployment",
    "core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment",
    "group",
  ),
  ...holding(
    "subscription_template_deployment",
    "core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment",
    "subscription",
  ),
  ...holding(
    "tenant_template_deployment",
    "core/tenantTemplateDeployment:TenantTemplateDeployment",
    "tenant",
  ),
  ...holding(
    "management_group_template_deployment",
    "management/groupTemplateDeployment:GroupTemplateDeployment",
    "managementGroup",
    "managementGroupId",
  ),
  ...byTokens(tokensOf("template_deployment", ["core/templateDeployment:TemplateDeployment"]), {
    template: ["templateBody"],
    parameters: ["parametersBody"],
    texts: ["parameters"],
    scope: "group",
  }),
};

const scripts = new Set([
  "resources:AzureCliScript",
  "resources:AzurePowerShellScript",
  ...tokensOf("resource_deployment_script_azure_cli", [
    "core/resourceDeploymentScriptAzureCli:ResourceDeploymentScriptAzureCli",
  ]),
  ...tokensOf("resource_deployment_script_azure_power_shell", [
    "core/resourceDeploymentScriptPowerShell:ResourceDeploymentScriptPowerShell",
  ]),
]);
const scriptType = "microsoft.resources/deploymentscripts";
const script: Unseen = { path: [], why: "it is a script, which may deploy anything" };

/** What carries a template for somebody else to deploy. */
const carriers = new Set([
  "blueprint:TemplateArtifact",
  "solutions:ApplicationDefinition",
  ...tokensOf("managed_application_definition", ["managedapplication/definition:Definition"]),
]);
const carrier: Unseen = { path: [], why: "its template is deployed by somebody else" };

/** Whether a type deploys, or carries, what its inputs say. */
export function mayDeploy(type: string): boolean {
  const key = holderKey(type);
  return Object.hasOwn(holders, key) || carriers.has(key) || scripts.has(key);
}

/** A script that carries Azure CLI or PowerShell, or a template for others; `undefined` when the resource is neither. */
export function readUnread({ type }: Source, inputs: Inputs): Readings | undefined {
  const key = holderKey(type);
  if (carriers.has(key)) return { resources: [], unseen: [carrier] };
  const isScript = scripts.has(key) || rawType(type, inputs)?.type === scriptType;
  return isScript ? { resources: [], unseen: [script] } : undefined;
}

/** What a deployment deploys; `undefined` when the resource is none. */
export function readDeployment(source: Source, given: Inputs): Readings | undefined {
  const holder = holderOf(source.type, given);
  if (!holder) return undefined;
  const inputs = /^azapi:/i.test(source.type) ? { ...given, body: bodyOf(given) } : given;
  const { olderTemplate, linkedTemplates } = holder;
  const isOlder = olderTemplate !== undefined && at(inputs, holder.template) === undefined;
  const place = isOlder ? olderTemplate : holder.template;
  const template = at(inputs, place);
  if (template === undefined || template === "") {
    const link = holder.link && at(inputs, holder.link);
    const isLinked = link !== undefined && link !== "";
    return {
      resources: [],
      unseen: isLinked ? [{ path: holder.link ?? [], why: reasons.link }] : [],
    };
  }
  const isHidden = holder.parametersLink && at(inputs, holder.parametersLink) !== undefined;
  const parameters = isHidden ? UNKNOWN : parametersOf(holder, inputs);
  const target = targetOf(holder, source, inputs);
  const evaluation = evaluateTemplate(template, parameters, target, source.values.secrets);
  const { secrets } = evaluation;
  if (evaluation.refused !== undefined) {
    return { resources: [], unseen: [{ path: place, why: evaluation.refused }] };
  }
  const within = (path: Path) => [...place, ...withoutSecrets(path, secrets)];
  const linked = linkedTemplates && at(inputs, linkedTemplates);
  return {
    resources: evaluation.resources.flatMap((resource) =>
      readingsOf(resource, place).map((reading) => ({ ...reading, secrets })),
    ),
    unseen: [
      ...(linkedTemplates && isFilled(linked)
        ? [{ path: linkedTemplates, why: reasons.link }]
        : []),
      ...evaluation.invisible.map(({ path, why }) => ({
        path: within(path),
        why: typeof why === "string" ? reasons[why] : why.gaveUp,
      })),
      ...evaluation.resources
        .filter(({ type }) => type.toLowerCase() === scriptType)
        .map(({ path }) => ({ ...script, path: within(path) })),
    ],
  };
}

function isFilled(list: unknown): boolean {
  return list === UNKNOWN || (Array.isArray(list) && list.length > 0);
}

function parametersOf({ parameters, texts }: Holder, inputs: Inputs): unknown {
  return (parameters && at(inputs, parameters)) ?? (texts && at(inputs, texts));
}

const reasons = {
  link: "its template is given by a link",
  unknown: "its template is not known until deployment",
  opaque: "what it declares is not known until deployment",
};

function holderOf(type: string, inputs: Inputs): Holder | undefined {
  const key = holderKey(type);
  if (Object.hasOwn(holders, key)) return holders[key];
  const raw = rawType(type, inputs);
  if (raw?.type === "microsoft.resources/templatespecs/versions")
    return { template: [...raw.body, "properties", "mainTemplate"], scope: "group" };
  return raw && deploying.has(raw.type)
    ? armHolder([...raw.body, "properties"], "group")
    : undefined;
}

const deploying = new Set([
  "microsoft.resources/deployments",
  "microsoft.resources/deploymentstacks",
]);

/** The lower-cased ARM type of a generic resource or one of azapi, and where its body stands. */
function rawType(token: string, inputs: Inputs): { type: string; body: Path } | undefined {
  const text = (name: string) => (knownText(inputs[name]) ?? "").toLowerCase();
  if (holderKey(token) === "resources:Resource") {
    const parents = text("parentResourcePath").split("/");
    const types = parents.filter((_, index) => index % 2 === 0 && parents.length > 1);
    const type = [text("resourceProviderNamespace"), ...types, text("resourceType")]
      .flatMap((one) => one.split("/"))
      .filter((one) => one !== "")
      .join("/");
    return { type, body: [] };
  }
  if (!/^azapi:/i.test(token)) return undefined;
  return { type: text("type").split("@")[0] ?? "", body: ["body"] };
}

function readingsOf(resource: TemplateResource, template: Path): Reading[] {
  const { label, type, apiVersion, names, id, scope, subscription, resourceGroup, body } = resource;
  const raw = {
    type,
    apiVersion,
    names: names.map(known),
    body,
    ...(scope !== undefined && { scope }),
    ...(subscription !== undefined && { subscription: idOf(["subscriptions", subscription]) }),
    ...(resourceGroup !== undefined && { resourceGroup: known(resourceGroup) }),
  };
  return readArm(raw).map((declared) => ({
    ...declared,
    id,
    label,
    conditional: resource.conditional,
    spell: (path) => [...template, ...resource.path, ...declared.spell(path)],
  }));
}

function targetOf({ scope, managementGroup }: Holder, source: Source, inputs: Inputs): Target {
  const { urn: owner } = source;
  const subscription = knownText(source.provider?.root["subscriptionId"]) ?? UNKNOWN;
  const text = (name: string) => knownText(inputs[name]) ?? UNKNOWN;
  switch (scope) {
    case "group":
      return { owner, subscription, resourceGroup: text("resourceGroupName") };
    case "subscription":
      return { owner, subscription };
    case "managementGroup":
      return { owner, managementGroup: text(managementGroup ?? "") };
    case "tenant":
      return { owner };
    case "scope":
      return scopeTarget(owner, text("scope"));
  }
}

/** The target that a scope's id means. */
function scopeTarget(owner: string, scope: string | typeof UNKNOWN): Target {
  if (scope === UNKNOWN) return { owner, subscription: UNKNOWN, resourceGroup: UNKNOWN };
  const after = (word: string) => new RegExp(`/${word}/([^/]+)`, "i").exec(`/${scope}`)?.[1];
  const [subscription, resourceGroup, managementGroup] = [
    after("subscriptions"),
    after("resourceGroups"),
    after("managementGroups"),
  ];
  return {
    owner,
    ...(subscription !== undefined && { subscription }),
    ...(resourceGroup !== undefined && { resourceGroup }),
    ...(managementGroup !== undefined && { managementGroup }),
  };
}

function holderKey(type: string): string {
  return parseToken(type)?.kind ?? type.toLowerCase();
}

/** The plain value at a path; `UNKNOWN` below an unknown one, `undefined` when absent or null. */
function at(inputs: Inputs, path: Path): unknown {
  let value: unknown = inputs;
  for (const key of path) {
    if (value === UNKNOWN) return UNKNOWN;
    // A body of azapi may be JSON text.
    const holder = typeof value === "string" ? parseJson(value) : value;
    value = isObject(holder) ? holder[keyLike(holder, String(key)) ?? key] : undefined;
  }
  return value === UNKNOWN ? UNKNOWN : (value ?? undefined);
}
