/** The whole pack, of which every answer is held against what must be true of any. */
import assert from "node:assert/strict";
import { allPolicies } from "../../policies/all";
import { Analysis, type Config, type How, type Reported } from "../support/analyzer";
import type { Registered } from "../support/program";
import { ownEntries } from "./json";
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
  const lower = message.toLowerCase();
  const wrong = Object.entries({
    "shows a value": lower.includes(canary.toLowerCase()),
    // Nor the start of it, which is enough to search for.
    "shows a secret": lower.includes(hidden.slice(0, 9).toLowerCase()),
    "shows a secret number": message.includes(String(hiddenNumber)),
    "says too much": message.length > 4_000,
    "has control characters": /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(
      message.replaceAll("\n", ""),
    ),
    "has a line that a name made": message.split("\n").includes(forged),
    "tells of a mistake": /mistake in the pack|could not be evaluated/.test(message),
    "shows what JavaScript made of it": /can't run policy|\[object |undefined|NaN/.test(message),
  }).flatMap(([what, isSo]) => (isSo ? [what] : []));
  if (wrong.length > 0)
    assert.fail(
      `${policy} ${wrong.join(", ")} (${message.length} characters): ${JSON.stringify(message.slice(0, 900))}`,
    );
}

let stacks = 0;

/** The same resources in a stack of their own, of which the pack has seen nothing yet. */
export function unseen(resources: readonly Registered[]): readonly Registered[] {
  const stack = `urn:pulumi:stack-${stacks++}::`;
  const moved = (urn: string) => urn.replace(/^urn:pulumi:[\w-]*::/, stack);
  return resources.map((one) => ({
    ...one,
    urn: moved(one.urn),
    parent: moved(one.parent),
    propertyDependencies: ownEntries(
      Object.entries(one.propertyDependencies).map(([input, urns]) => [input, urns.map(moved)]),
    ) as Registered["propertyDependencies"],
  }));
}

const ofStack = /^urn:pulumi:[\w-]*::/;

/** What is said, whatever the words: who, of what, and whether it blocks. */
export function verdicts(reports: readonly Reported[]): readonly string[] {
  const said = reports.map(
    ({ policy, urn, level }) => `${policy} ${level} ${urn.replace(ofStack, "")}`,
  );
  return [...new Set(said)].sort();
}

export function violated(reports: readonly Reported[]): ReadonlySet<string> {
  return new Set(reports.filter(({ level }) => level === "mandatory").map(({ policy }) => policy));
}
