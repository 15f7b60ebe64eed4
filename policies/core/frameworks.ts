/**
 * Which controls a policy serves. A policy names built-in definitions of Azure Policy and controls of the benchmark;
 * the data file, made by `tools/frameworks` from Microsoft's own, knows what follows.
 */
import data from "./framework-data.json";
import type { Facts } from "./policy";

export interface FrameworkData {
  /** By the word that tags begin with, those first that most ask for. */
  readonly frameworks: Readonly<Record<string, Framework>>;
  /** Built-in definitions of Azure Policy, by id. */
  readonly definitions: Readonly<Record<string, Definition>>;
  /** What each control of the benchmark amounts to in other frameworks, by Microsoft's crosswalk. */
  readonly benchmark: Readonly<Record<string, ControlLists>>;
}

export interface Framework {
  readonly name: string;
  readonly version: string;
  /** Ids of the built-in initiatives that map definitions to its controls. */
  readonly initiatives: readonly string[];
}

export interface Definition {
  readonly name: string;
  /** What it does unless an assignment says otherwise. */
  readonly effect: string;
  readonly controls: ControlLists;
}

/** By framework, controls separated by ", ". */
type ControlLists = Readonly<Record<string, string>>;

/** By framework, in the order of the frameworks. */
export type Controls = ReadonlyMap<string, readonly string[]>;

export const { frameworks, definitions, benchmark }: FrameworkData = data;

/** The framework that all policies share. */
export const benchmarkKey = "MCSB";

/** GitHub code scanning takes no more per rule. */
const mostTags = 20;

type Mapped = Pick<Facts, "azurePolicy" | "mcsb">;

/** Controls that Microsoft's initiatives map an equivalent built-in definition to. */
export function directControls({ azurePolicy = [] }: Mapped): Controls {
  return merged(azurePolicy.map((one) => definitions[idOf(one)]?.controls ?? {}));
}

/** The benchmark's controls that the policy itself names, and what the crosswalk gives for all that it serves. */
export function derivedControls(policy: Mapped): Controls {
  const direct = directControls(policy);
  const { mcsb = [] } = policy;
  const served = [...(direct.get(benchmarkKey) ?? []), ...mcsb];
  const all = merged([
    { [benchmarkKey]: mcsb.join(", ") },
    ...served.map((id) => benchmark[id] ?? {}),
  ]);
  const left = [...all].map(([framework, controls]): [string, readonly string[]] => {
    const known = direct.get(framework) ?? [];
    return [framework, controls.filter((control) => !known.includes(control))];
  });
  return new Map(left.filter(([, controls]) => controls.length > 0));
}

/**
 * One tag per control, such as "MCSB:IM-1": the benchmark first, then each framework of which all controls still fit,
 * so that a list is either whole or not there.
 */
export function controlTags(policy: Mapped): string[] {
  const tags: string[] = [];
  const [direct, derived] = [directControls(policy), derivedControls(policy)];
  const lists = [direct, derived].flatMap((controls) => [...controls]);
  const inOrder = [
    ...lists.filter(([framework]) => framework === benchmarkKey),
    ...lists.filter(([framework]) => framework !== benchmarkKey),
  ];
  for (const [framework, controls] of inOrder)
    if (tags.length + controls.length <= mostTags)
      tags.push(...controls.map((control) => `${framework}:${control}`));
  return tags;
}

/** All controls of the benchmark that a policy serves. */
export function benchmarkControls(policy: Mapped): readonly string[] {
  return [directControls, derivedControls].flatMap((of) => of(policy).get(benchmarkKey) ?? []);
}

/** The id of a definition that a policy names, with or without a remark. */
export function idOf(named: NonNullable<Facts["azurePolicy"]>[number]): string {
  return typeof named === "string" ? named : named.id;
}

const collator = new Intl.Collator("en", { numeric: true });

function merged(lists: readonly ControlLists[]): Controls {
  const found = Object.keys(frameworks).map((framework): [string, readonly string[]] => {
    const controls = lists.flatMap((one) => one[framework]?.split(", ") ?? []).filter(Boolean);
    return [framework, [...new Set(controls)].sort(collator.compare)];
  });
  return new Map(found.filter(([, controls]) => controls.length > 0));
}
