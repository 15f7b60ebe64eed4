/** Pulumi resources that hold an ARM template, or a script that deploys what it likes. */
import { parseJson } from "../json";
import { readArm } from "./raw-arm";
import type { Reading, Readings, Source, Unseen } from "./read";
import { evaluateTemplate, known, spoken, type Target, type TemplateResource } from "./template";
import { parseToken } from "./tokens";
import { UNKNOWN, isObject, isUnknown, knownText, unwrap, type Path } from "../unknown";

type Inputs = Readonly<Record<string, unknown>>;

/** Where a kind of deployment has its template, and what it is deployed to. */
interface Holder {
  readonly template: Path;
  readonly parameters?: Path;
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

/** By kind of azure-native, or by lower-cased token of the classic provider. */
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
  "resources:TemplateSpecVersion": { template: ["mainTemplate"], scope: "group" },
  "azure:core/resourcegrouptemplatedeployment:resourcegrouptemplatedeployment": classic("group"),
  "azure:core/subscriptiontemplatedeployment:subscriptiontemplatedeployment":
    classic("subscription"),
  "azure:core/tenanttemplatedeployment:tenanttemplatedeployment": classic("tenant"),
  "azure:core/templatedeployment:templatedeployment": {
    template: ["templateBody"],
    parameters: ["parametersBody"],
    scope: "group",
  },
  "azure:management/grouptemplatedeployment:grouptemplatedeployment": classic(
    "managementGroup",
    "managementGroupId",
  ),
};

const scripts = new Set([
  "resources:AzureCliScript",
  "resources:AzurePowerShellScript",
  "azure:core/resourcedeploymentscriptazurecli:resourcedeploymentscriptazurecli",
  "azure:core/resourcedeploymentscriptpowershell:resourcedeploymentscriptpowershell",
]);
const scriptType = "microsoft.resources/deploymentscripts";
const script: Unseen = { path: [], why: "it is a script, which may deploy anything" };

/** A script that carries Azure CLI or PowerShell; `undefined` when the resource is none. */
export function readScript({ type }: Source, inputs: Inputs): Readings | undefined {
  const isScript = scripts.has(holderKey(type)) || rawType(type, inputs)?.type === scriptType;
  return isScript ? { resources: [], unseen: [script] } : undefined;
}

/** What a deployment deploys; `undefined` when the resource is none. */
export function readDeployment(source: Source, inputs: Inputs): Readings | undefined {
  const holder = holderOf(source.type, inputs);
  if (!holder) return undefined;
  const template = at(inputs, holder.template);
  if (template === undefined || template === "") {
    const link = holder.link && at(inputs, holder.link);
    const isLinked = link !== undefined && link !== "";
    return { resources: [], unseen: isLinked ? [linked(holder.link ?? [])] : [] };
  }
  const isHidden = holder.parametersLink && at(inputs, holder.parametersLink) !== undefined;
  const parameters = isHidden ? UNKNOWN : holder.parameters && at(inputs, holder.parameters);
  const evaluation = evaluateTemplate(template, parameters, targetOf(holder, source, inputs));
  if (evaluation.refused !== undefined) {
    return { resources: [], unseen: [{ path: holder.template, why: evaluation.refused }] };
  }
  const within = (path: Path) => [...holder.template, ...path];
  return {
    resources: evaluation.resources.flatMap((resource) => readingsOf(resource, holder.template)),
    unseen: [
      ...evaluation.invisible.map(({ path, why }) =>
        why === "link" ? linked(within(path)) : { path: within(path), why: notYetKnown },
      ),
      ...evaluation.resources
        .filter(({ type }) => type.toLowerCase() === scriptType)
        .map(({ path }) => ({ ...script, path: within(path) })),
    ],
  };
}

const notYetKnown = "its template is not known until deployment";

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
  const text = (name: string) => (knownText(unwrap(inputs[name])) ?? "").toLowerCase();
  if (holderKey(token) === "resources:Resource") {
    const parents = text("parentResourcePath").split("/");
    const types = parents.filter((_, index) => index % 2 === 0 && parents.length > 1);
    const type = [text("resourceProviderNamespace"), ...types, text("resourceType")].join("/");
    return { type, body: [] };
  }
  if (!/^azapi:/i.test(token)) return undefined;
  return { type: text("type").split("@")[0] ?? "", body: ["body"] };
}

function readingsOf(resource: TemplateResource, template: Path): Reading[] {
  const { type, apiVersion, names, id, scope, subscription, resourceGroup, body } = resource;
  const raw = {
    type,
    apiVersion,
    names: names.map(known),
    body,
    ...(scope !== undefined && { scope }),
    ...(subscription !== undefined && { subscription: `/subscriptions/${subscription}` }),
    ...(resourceGroup !== undefined && { resourceGroup: known(resourceGroup) }),
  };
  return readArm(raw).map((declared) => ({
    ...declared,
    id,
    label: `${type} "${spoken(names.join("/"))}"`,
    conditional: resource.conditional,
    spell: (path) => [...template, ...resource.path, ...declared.spell(path)],
  }));
}

function linked(path: Path): Unseen {
  return { path, why: "its template is given by a link" };
}

function targetOf({ scope, managementGroup }: Holder, source: Source, inputs: Inputs): Target {
  const { urn: owner } = source;
  const provider = unwrap(source.provider?.props);
  const subscription = (isObject(provider) && knownText(provider["subscriptionId"])) || UNKNOWN;
  const text = (name: string) => knownText(unwrap(inputs[name])) ?? UNKNOWN;
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
    if (isUnknown(value)) return UNKNOWN;
    // A body of azapi may be JSON text.
    const holder = typeof value === "string" ? parseJson(value) : value;
    value = isObject(holder) ? unwrap(holder[key]) : undefined;
  }
  return isUnknown(value) ? UNKNOWN : (value ?? undefined);
}
