/** What a policy says of an example, as Pulumi would show it at a first preview. */
import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { toSdkPolicies } from "../../policies/core/pulumi/pack";
import { settingsName } from "../../policies/core/config/settings";
import type { Example, Policy } from "../../policies/core/policy";

// What the SDK hands to a policy in place of text that is not known until deployment.
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Made {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly props: Record<string, unknown>;
  readonly propertyDependencies: Record<string, { readonly urn: string }[]>;
}

/** The lines that say where, found and wanted; for a stack with the name of the resource in front. */
export function says(policy: Policy, examples: readonly Example[]): string[] {
  const lines: string[] = [];
  const resources = examples.map(made);
  const nameOf = new Map(resources.map(({ urn, name }) => [urn, name]));
  const report = ((message: string | { message: string; urn?: string }, urn?: string) => {
    const { message: text, urn: of } = typeof message === "string" ? { message, urn } : message;
    const [findings = ""] = text.replace(`${policy.title}\n`, "").split("\nWhy: ");
    const name = policy.scope === "stack" && of !== undefined ? nameOf.get(of) : undefined;
    for (const line of findings.split("\n")) lines.push(name === undefined ? line : `${name}: ${line}`);
  }) as ReportViolation;
  const shared = { stackTags: new Map(), opts: {}, notApplicable: () => undefined };
  // The list is made anew for each request, of which the engine makes one a resource, then one for the stack.
  const policies = toSdkPolicies([policy]);
  for (const resource of resources)
    for (const one of policies) call((one as ResourceValidationPolicy).validateResource, { ...shared, ...configOf(one), ...resource }, report);
  for (const one of policies) call((one as StackValidationPolicy).validateStack, { ...shared, ...configOf(one), resources }, report);
  return lines;
}

/** An example stands in no stack with AI. */
function configOf({ name }: { readonly name: string }): { getConfig: () => object } {
  return { getConfig: () => (name === settingsName ? { scope: "all" } : {}) };
}

/** The SDK's types want more of the arguments than any policy of this pack reads. */
function call(validate: unknown, args: object, report: ReportViolation): void {
  if (typeof validate === "function") (validate as (args: object, report: ReportViolation) => void)(args, report);
}

function made({ kind, name = "example", props }: Example): Made {
  const type = `azure-native:${kind}`;
  const propertyDependencies: Made["propertyDependencies"] = {};
  const known = (value: unknown, input: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => known(one, input));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, known(one, input)]));
    const target = typeof value === "string" ? /^\$\{([\w-]+)\.\w+\}$/.exec(value)?.[1] : undefined;
    if (target === undefined) return value;
    // The URN's type does not matter: dependencies are looked up by the whole URN, made the same way below.
    (propertyDependencies[input] ??= []).push({ urn: urnOf(target) });
    return unknown;
  };
  // Examples leave out what does not matter, but a resource without any input is one that is not being deployed.
  const inputs = Object.entries({ resourceGroupName: "rg", ...props }).map(([input, value]): [string, unknown] => [input, known(value, input)]);
  return { urn: urnOf(name), name, type, props: Object.fromEntries(inputs), propertyDependencies };
}

function urnOf(name: string): string {
  return `urn:pulumi:stack::project::azure-native:example::${name}`;
}
