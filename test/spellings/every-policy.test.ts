/** Every example of every policy, in every spelling that can carry it: bad ones violate, good ones pass. */
import assert from "node:assert/strict";
import { allPolicies } from "../../policies/all";
import type { Example, Policy } from "../../policies/core/policy";
import { analyze } from "../support/analyzer";
import { register } from "../support/examples";
import type { Registered } from "../support/program";
import {
  asAzapi,
  asDeployment,
  asGeneric,
  hasReference,
  holders,
  isInArm,
  registered,
  toArm,
  tokenForms,
  withName,
  withTokens,
  type Arm,
  type TokenSpelling,
} from "../support/respell";
import { classicExamples, type Program } from "./classic/classic-examples";
import { register as registerClassic } from "./classic/classic-program";

type Examples = readonly Example[];
type Programs = readonly (readonly Registered[])[];

interface Spelling {
  /** Examples for which it says anything new; all by default. */
  readonly for?: (example: Examples) => boolean;
  /** The ways in which it writes an example: none where it cannot carry it. */
  readonly write: (example: Examples) => Programs | Promise<Programs>;
}

const inArm = (
  write: (example: Examples) => readonly (readonly Registered[] | undefined)[],
): Spelling => ({
  write: (example) =>
    example.every(({ kind }) => isInArm(kind))
      ? write(example).filter((one) => one !== undefined)
      : [],
});

const spellings: Readonly<Record<string, Spelling>> = {
  ...Object.fromEntries(
    Object.entries<(kind: string) => readonly TokenSpelling[]>(tokenForms).map(
      ([name, forms]): [string, Spelling] => [
        `type token ${name}`,
        {
          for: (example) =>
            example.some(({ kind }) => forms(kind).length > 0) &&
            example.every(({ kind, props }) =>
              forms(kind).every(({ carries = () => true }) => carries(props)),
            ),
          write: async (example) => {
            const resources = await register(example);
            const count = Math.max(...example.map(({ kind }) => forms(kind).length));
            return Array.from({ length: count }, (_, index) =>
              withTokens(resources, (kind) => forms(kind)[index]),
            );
          },
        },
      ],
    ),
  ),
  "generic resource": inArm((example) => [
    asGeneric(toArm(example)),
    asGeneric(toArm(example), "id", "azure-native:resources/v20210401:Resource"),
  ]),
  "generic resource, ids not known yet": {
    ...inArm((example) => [asGeneric(toArm(example), "output")]),
    for: hasReference,
  },
  azapi: inArm((example) => [asAzapi(toArm(example))]),
  "azapi, ids not known yet": {
    ...inArm((example) => [asAzapi(toArm(example), "output")]),
    for: hasReference,
  },
  ...Object.fromEntries(
    (["plain", "symbolic", "nested"] as const).map((form): [string, Spelling] => [
      `template, ${form}`,
      inArm((example) => holders.map((holder) => asDeployment(toArm(example), form, holder))),
    ]),
  ),
  "azure-native, then generic resource": joined((arm) => asGeneric(arm)?.slice(1)),
  "azure-native, then azapi": joined((arm) => asAzapi(arm).slice(1)),
  "azure-native, then a template": joined((arm) =>
    asDeployment(arm.slice(1), "nested", "Deployment", arm),
  ),
};

/** The first resource in azure-native, the others in another spelling. */
function joined(others: (arm: readonly Arm[]) => readonly Registered[] | undefined): Spelling {
  return {
    for: (example) => example.length > 1 && hasReference(example),
    write: async (example) => {
      const programs: (readonly Registered[])[] = [];
      for (const phase of ["preview", "up"] as const) {
        const first = await register(example.slice(0, 1).map(withName), phase);
        programs.push([...first, ...(others(toArm(example)) ?? [])]);
      }
      return programs;
    },
  };
}

const subscriptionLevel = "it is no part of a resource group, which the generic resource requires";
const early = "MachineLearningDatastore is a type of the SDK; ARM has no body for it";

/** Which examples a spelling cannot carry, and why. */
const cannot: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "generic resource": {
    "role-assignment-restrict-privileged-roles: bad 3": subscriptionLevel,
    "defender-subscription-require-ai-plans: good 1": subscriptionLevel,
    "defender-subscription-require-ai-plans: bad 1": subscriptionLevel,
  },
};
/** The same for all that are written as ARM has them. */
const cannotInArm: Readonly<Record<string, string>> = {
  "ml-datastore-disable-stored-credentials: good 2": early,
  "ml-datastore-disable-stored-credentials: bad 3": early,
};

function reasonAgainst(spelling: string, example: string): string | undefined {
  if (cannot[spelling]?.[example] !== undefined) return cannot[spelling][example];
  return spelling.startsWith("type token") ? undefined : cannotInArm[example];
}

type Verdict = "good" | "bad" | "undecided";

function examplesOf(policy: Policy, verdict: "good" | "bad"): readonly Examples[] {
  if (policy.scope === "stack") return policy.examples[verdict];
  return policy.examples[verdict].map((one) => [one]);
}

async function check(policy: Policy, verdict: Verdict, resources: readonly Registered[]) {
  const reports = await analyze([policy], resources, { [policy.name]: "mandatory" });
  assert.deepEqual(
    reports.map(({ level }) => level),
    { good: [], bad: ["mandatory"], undecided: ["advisory"] }[verdict],
    JSON.stringify({ reports, resources }, null, 1),
  );
}

async function ofProgram(program: Program): Promise<readonly Registered[]> {
  const resources = await registerClassic(program);
  return resources.map(({ type, name, inputs }) => registered(type, name, inputs));
}

describe("every policy in every spelling", () => {
  for (const policy of allPolicies)
    describe(policy.name, () => {
      for (const [spelling, { for: isNew = () => true, write }] of Object.entries(spellings))
        for (const verdict of ["good", "bad"] as const)
          examplesOf(policy, verdict).forEach((example, index) => {
            if (!isNew(example)) return;
            it(`${spelling}: ${verdict} ${index + 1}`, async () => {
              const programs = await write(example);
              const reason = reasonAgainst(spelling, `${policy.name}: ${verdict} ${index + 1}`);
              assert.equal(programs.length === 0, reason !== undefined, reason);
              for (const resources of programs) await check(policy, verdict, resources);
            });
          });

      for (const verdict of ["good", "bad", "undecided"] as const)
        classicExamples[policy.name]?.[verdict]?.forEach((program, index) =>
          it(`classic: ${verdict} ${index + 1}`, async () => {
            await check(policy, verdict, await ofProgram(program));
          }),
        );

      it("classic: there is an example of both, or a reason", () => {
        const { good = [], bad = [], undecided, because } = classicExamples[policy.name] ?? {};
        const isWhole = good.length > 0 && bad.length > 0 && undecided === undefined;
        assert.equal(because === undefined, isWhole);
      });
    });
});
