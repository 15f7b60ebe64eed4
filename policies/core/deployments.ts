/** Pulumi resources that hold an ARM template, or a script that deploys what it likes. */
import { readArm } from "./raw-arm";
import type { Reading, Readings, Source, Unseen } from "./read";
import { evaluateTemplate, known, spoken, type Target, type TemplateResource } from "./template";
import { parseToken } from "./tokens";
import { UNKNOWN, isObject, isUnknown, knownText, unwrap, type Path } from "./unknown";

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

const arm = (scope: Holder["scope"], managementGroup?: string): Holder => ({
  template: ["properties", "template"],
  parameters: ["properties", "parameters"],
  link: ["properties", "templateLink"],
  parametersLink: ["properties", "parametersLink"],
  scope,
  ...(managementGroup !== undefined && { managementGroup }),
});
const stack = (scope: Holder["scope"], managementGroup?: string): Holder => ({
  template: ["template"],
  parameters: ["parameters"],
  link: ["templateLink"],
  parametersLink: ["parametersLink"],
  scope,
  ...(managementGroup !== undefined && { managementGroup }),
});
const classic = (scope: Holder["scope"], managementGroup?: string): Holder => ({
  template: ["templateContent"],
  parameters: ["parametersContent"],
  link: ["templateSpecVersionId"],
  scope,
  ...(managementGroup !== undefined && { managementGroup }),
});

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
const script: Unseen = { path: [], why: "it is a script, which may deploy anything" };

/** A script that carries Azure CLI or PowerShell; `undefined` when the resource is none. */
export function readScript({ type }: Source): Readings | undefined {
  return scripts.has(holderKey(type)) ? { resources: [], unseen: [script] } : undefined;
}

/** What a deployment deploys; `undefined` when the resource is none. */
export function readDeployment(source: Source, inputs: Inputs): Readings | undefined {
  const holder = Object.hasOwn(holders, holderKey(source.type))
    ? holders[holderKey(source.type)]
    : undefined;
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
    const why = `its template could not be judged: ${evaluation.refused}`;
    return { resources: [], unseen: [{ path: holder.template, why }] };
  }
  return {
    resources: evaluation.resources.flatMap((resource) => readingsOf(resource, holder.template)),
    unseen: [
      ...evaluation.invisible.map(({ path, why }) =>
        why === "link"
          ? linked([...holder.template, ...path])
          : {
              path: [...holder.template, ...path],
              why: "its template is not known until deployment",
            },
      ),
      ...evaluation.resources
        .filter(({ type }) => type.toLowerCase() === "microsoft.resources/deploymentscripts")
        .map(({ path }) => ({ ...script, path: [...holder.template, ...path] })),
    ],
  };
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
    value = isObject(value) ? unwrap(value[key]) : undefined;
  }
  return isUnknown(value) ? UNKNOWN : (value ?? undefined);
}
