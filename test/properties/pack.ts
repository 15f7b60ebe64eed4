/** The whole pack, of which every answer is held against what must be true of any. */
import assert from "node:assert/strict";
import { allPolicies } from "../../policies/all";
import { Analysis, type Config, type How, type Reported } from "../support/analyzer";
import type { Registered } from "../support/program";
import { canary, forged, hidden, hiddenNumber } from "./planted";
import { counted } from "./runs";

/** Everything is judged, what is disabled by default too. */
export const strict: Config = { all: "mandatory", "pack-settings": {} };

/** The stack's own resource, which the engine has analysed first. */
export const stackItself: Registered = {
  urn: "urn:pulumi:stack::project::pulumi:pulumi:Stack::project-stack",
  type: "pulumi:pulumi:Stack",
  name: "project-stack",
  parent: "",
  inputs: {},
  outputs: {},
  propertyDependencies: {},
};

const mostSeconds = 2;

export class Pack {
  private constructor(private readonly analysis: Analysis) {}

  /** @param how by default in this process, without a network between. */
  static async start(config: Config = strict, how: How = { direct: true }): Promise<Pack> {
    return new Pack(await Analysis.start(allPolicies, config, () => "2026-06-01", how));
  }

  resource(resource: Registered): Promise<readonly Reported[]> {
    counted.runs++;
    return decent(() => this.analysis.resource(resource));
  }

  stack(resources: readonly Registered[]): Promise<readonly Reported[]> {
    return decent(() => this.analysis.stack(resources));
  }

  remediations(resource: Registered): ReturnType<Analysis["remediations"]> {
    return inTime(() => this.analysis.remediations(resource));
  }

  /** Analyses every resource, then the stack, as a preview does. */
  async run(resources: readonly Registered[]): Promise<readonly Reported[]> {
    const reports: Reported[] = [];
    for (const one of resources) reports.push(...(await this.resource(one)));
    return [...reports, ...(await this.stack(resources))];
  }
}

/** Asks again, with the time of this process alone, where an answer took long: others use the machine too. */
async function inTime<T>(ask: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const answer = await ask();
  const took = (performance.now() - start) / 1_000;
  counted.seconds += took;
  if (took < mostSeconds) return answer;
  const before = process.cpuUsage();
  await ask();
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  assert.ok(seconds < mostSeconds, `an answer took ${seconds} s`);
  return answer;
}

async function decent(ask: () => Promise<Reported[]>): Promise<readonly Reported[]> {
  const reports = await inTime(ask);
  for (const one of reports) isDecent(one);
  return reports;
}

export function isDecent({ policy, message }: Reported): void {
  const says = (what: string) => `${policy} ${what}: ${JSON.stringify(message.slice(0, 900))}`;
  const lower = message.toLowerCase();
  assert.ok(!lower.includes(canary.toLowerCase()), says("shows a value"));
  // Nor the start of it, which is enough to search for.
  assert.ok(!lower.includes(hidden.slice(0, 9).toLowerCase()), says("shows a secret"));
  assert.ok(!message.includes(String(hiddenNumber)), says("shows a secret number"));
  assert.ok(message.length <= 4_000, says(`says ${message.length} characters`));
  assert.ok(
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(message.replaceAll("\n", "")),
    says("has control characters"),
  );
  assert.ok(!message.split("\n").includes(forged), says("has a line that a name made"));
  assert.ok(
    !/mistake in the pack|could not be evaluated/.test(message),
    says("tells of a mistake"),
  );
  assert.ok(
    !/can't run policy|\[object |undefined|NaN/.test(message),
    says("shows what JavaScript made of it"),
  );
}

/** What is said, whatever the words: who, of what, and whether it blocks. */
export function verdicts(reports: readonly Reported[]): readonly string[] {
  return [...new Set(reports.map(({ policy, urn, level }) => `${policy} ${level} ${urn}`))].sort();
}

export function violated(reports: readonly Reported[]): ReadonlySet<string> {
  return new Set(reports.filter(({ level }) => level === "mandatory").map(({ policy }) => policy));
}
