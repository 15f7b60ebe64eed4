/** Resources of every kind that the pack knows, in every spelling that there is for it. */
import * as fc from "fast-check";
import { allPolicies } from "../../policies/all";
import type { Example, Policy } from "../../policies/core/policy";
import { armPathsByKind } from "../../policies/core/spellings/arm/kinds";
import { classicTypes } from "../../policies/core/spellings/classic";
import { tokensOf } from "../../policies/core/spellings/classic/tokens";
import { joinedKinds } from "../../policies/core/stack/joined-kinds";
import { register } from "../support/examples";
import { raw, unknown } from "../support/judge";
import type { Registered } from "../support/program";
import {
  asAzapi,
  asDeployment,
  asGeneric,
  holders,
  isInArm,
  registered,
  toArm,
  tokenForms,
  withTokens,
  type Arm,
  type TokenSpelling,
} from "../support/respell";
import { classicExamples } from "../spellings/classic/classic-examples";
import { register as registerClassic } from "../spellings/classic/classic-program";

/** An example of a policy, as one of the programs that say the same. */
export interface Program {
  readonly policy: string;
  readonly spelling: string;
  readonly resources: readonly Registered[];
  /** Whether Azure itself reads the properties, which takes their names in any case. */
  readonly anyCase: boolean;
}

export function examplesOf(policy: Policy, verdict: "good" | "bad"): (readonly Example[])[] {
  return policy.scope === "stack"
    ? [...policy.examples[verdict]]
    : policy.examples[verdict].map((one) => [one]);
}

/** An example as a YAML program has it, with what it refers to not known. */
export function asRaw({ kind, props }: Example, index = 0): Registered {
  const plain = JSON.stringify({ resourceGroupName: "rg", ...props }).replace(
    /"\$\{[\w-]+\.\w+\}"/g,
    JSON.stringify(unknown),
  );
  return raw(kind, JSON.parse(plain) as object, index === 0 ? "it" : `it-${index}`);
}

const forms = Object.entries<(kind: string) => readonly TokenSpelling[]>(tokenForms);

/** One example in all spellings that can carry it, but for the classic provider's. */
async function respelled(example: readonly Example[]): Promise<readonly Omit<Program, "policy">[]> {
  const typed = await register(example);
  const programs: Omit<Program, "policy">[] = [
    { spelling: "typed", resources: typed, anyCase: false },
  ];
  for (const [name, form] of forms) {
    const carries = example.every(({ kind, props }) =>
      form(kind).every(({ carries = () => true }) => carries(props)),
    );
    if (!carries) continue;
    const count = Math.max(...example.map(({ kind }) => form(kind).length));
    for (let index = 0; index < count; index++)
      programs.push({
        spelling: `token ${name}`,
        resources: withTokens(typed, (kind) => form(kind)[index]),
        anyCase: false,
      });
  }
  if (example.every(({ kind }) => isInArm(kind)) && isWhole(example))
    for (const [spelling, resources] of ofArm(toArm(example)))
      programs.push({ spelling, resources, anyCase: true });
  return programs;
}

/** ARM has no body for what the SDK once had as a type of its own. */
function isWhole(example: readonly Example[]): boolean {
  try {
    toArm(example);
    return !JSON.stringify(example).includes("MachineLearningDatastore");
  } catch {
    return false;
  }
}

function ofArm(arm: readonly Arm[]): readonly (readonly [string, readonly Registered[]])[] {
  const generic = asGeneric(arm);
  return [
    ...(generic ? [["generic resource", generic] as const] : []),
    ["azapi", asAzapi(arm)],
    ...(["plain", "symbolic", "nested"] as const).flatMap((form) =>
      holders.map(
        (holder) => [`template ${form} ${holder}`, asDeployment(arm, form, holder)] as const,
      ),
    ),
  ];
}

const programs = new Map<"good" | "bad", Promise<readonly Program[]>>();

/** Every good or bad example of every policy in every spelling that can carry it. */
export function allPrograms(verdict: "good" | "bad"): Promise<readonly Program[]> {
  const made = programs.get(verdict) ?? make(verdict);
  programs.set(verdict, made);
  return made;
}

async function make(verdict: "good" | "bad"): Promise<readonly Program[]> {
  const found: Program[] = [];
  for (const policy of allPolicies) {
    for (const example of examplesOf(policy, verdict))
      for (const one of await respelled(example)) found.push({ policy: policy.name, ...one });
    for (const program of classicExamples[policy.name]?.[verdict] ?? []) {
      const classic = (await registerClassic(program)).map(({ type, name, inputs }) =>
        registered(type, name, inputs),
      );
      for (const resources of [classic, classic.map(asTerraform)])
        found.push({ policy: policy.name, spelling: "classic", resources, anyCase: false });
    }
  }
  return found;
}

const terraformTokens = new Map(
  Object.entries(classicTypes).flatMap(([name, { tokens }]) =>
    tokensOf(name, tokens).map((token, _, all) => [token, all.at(-1) ?? ""] as const),
  ),
);

/** A classic resource by the any-Terraform package. */
function asTerraform(resource: Registered): Registered {
  const token = terraformTokens.get(resource.type.toLowerCase()) ?? resource.type;
  return registered(token, resource.name, resource.inputs);
}

/** All that policies judge or join, and what ARM has beside. */
export const kinds: readonly string[] = [
  ...new Set([
    ...allPolicies.flatMap((one) => one.kinds),
    ...joinedKinds,
    ...armPathsByKind.keys(),
  ]),
];

/** A resource of a kind with little in it, in each spelling. */
function bare(kind: string): readonly Registered[] {
  const path = armPathsByKind.get(kind);
  const names = path?.names ?? [];
  const inputs = {
    resourceGroupName: "rg",
    location: "westeurope",
    kind: "Default",
    sku: { name: "Standard", capacity: 1 },
    identity: { type: "SystemAssigned" },
    properties: { publicNetworkAccess: "Enabled", properties: { a: [{ b: "c" }] } },
    subnets: [{ name: "s", networkSecurityGroup: { securityRules: [{ access: "Allow" }] } }],
    ...Object.fromEntries(names.map((name) => [name, "it"])),
  };
  const token = kind.includes("/") ? kind : `azure-native:${kind}`;
  const typed = [
    raw(token, inputs),
    ...forms.flatMap(([, form]) => form(kind).map((one) => raw(one.token, inputs))),
  ];
  if (!path || path.type === "") return typed;
  const { properties } = inputs;
  const arm: Arm = {
    kind,
    logical: "it",
    type: path.type,
    version: "2024-04-01",
    names: names.map(() => "it"),
    subscription: "00000000-0000-0000-0000-000000000000",
    group: "rg",
    body: { location: "westeurope", kind: "Default", sku: inputs.sku, properties },
  };
  return [...typed, ...ofArm([arm]).flatMap(([, resources]) => resources)];
}

/** The other two ways of azapi to write what its resource declares. */
function partsOf(resource: Registered): readonly Registered[] {
  const { type, name, parentId, body } = resource.inputs as Record<string, string | undefined>;
  if (!resource.type.startsWith("azapi:") || type === undefined) return [];
  const [path = ""] = type.split("@");
  const segments = path.split("/");
  const own =
    segments.length > 2
      ? `${parentId}/${segments.at(-1)}/${name}`
      : `${parentId}/providers/${path}/${name}`;
  const given = { type, resourceId: own, body };
  return [
    registered("azapi:index/updateResource:UpdateResource", "it", given),
    ...["PUT", "PATCH", "POST"].map((method) =>
      registered("azapi:index/resourceAction:ResourceAction", "it", { ...given, method }),
    ),
  ];
}

let resources: Promise<readonly Registered[]> | undefined;

/** One resource of every kind and of every example, in every spelling. */
export function allResources(): Promise<readonly Registered[]> {
  resources ??= (async () => {
    const found: Registered[] = [...kinds.flatMap(bare)];
    for (const policy of allPolicies)
      for (const example of [...examplesOf(policy, "good"), ...examplesOf(policy, "bad")])
        found.push(...example.map(asRaw));
    for (const verdict of ["good", "bad"] as const)
      for (const program of await allPrograms(verdict)) found.push(...program.resources);
    for (const token of terraformTokens.keys())
      found.push(registered(token, "it", { name: "it", resourceGroupName: "rg", properties: {} }));
    return [...found, ...found.flatMap(partsOf)].filter(
      ({ type }) => type !== "pulumi:pulumi:Stack",
    );
  })();
  return resources;
}

/** One of a list, which is there when tests run. */
export function oneOf<T>(list: readonly T[]): fc.Arbitrary<T> {
  return fc.nat(list.length - 1).map((index) => list[index] as T);
}

/** Ways to write the type of a resource, of which some are none. */
export const typeSpelling: fc.Arbitrary<(given: Registered) => Registered> = fc.constantFrom(
  ...Array<(given: Registered) => Registered>(12).fill((given) => given),
  (given) => ({ ...given, type: given.type.replace(/:\w+$/, (type) => type.toUpperCase()) }),
  (given) => ({ ...given, type: "azure-native:resources:Resource" }),
  (given) => ({
    ...given,
    type: "azure-native:resources:Deployment",
    inputs: {
      resourceGroupName: "rg",
      properties: { mode: "Incremental", template: { resources: [given.inputs, given.inputs] } },
    },
  }),
  (given) => ({ ...given, type: "", name: "", urn: "" }),
);
