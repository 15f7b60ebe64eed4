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

/** What a policy serves; no control is in both. */
export interface Served {
  /** Controls that Microsoft's initiatives map an equivalent built-in definition to. */
  readonly direct: Controls;
  /** The benchmark's controls that the policy itself names, and what the crosswalk gives for all that it serves. */
  readonly derived: Controls;
}

export function controlsOf({ azurePolicy = [], mcsb = [] }: Mapped): Served {
  const direct = merged(azurePolicy.map((one) => definitions[idOf(one)]?.controls ?? {}));
  const all = [...(direct.get(benchmarkKey) ?? []), ...mcsb];
  const own = mcsb.map((id) => ({ [benchmarkKey]: id }));
  const derived = merged([...own, ...all.map((id) => benchmark[id] ?? {})]);
  const left = [...derived].map(([framework, controls]): [string, readonly string[]] => {
    const known = direct.get(framework) ?? [];
    return [framework, controls.filter((control) => !known.includes(control))];
  });
  return { direct, derived: new Map(left.filter(([, controls]) => controls.length > 0)) };
}

/** All controls of the benchmark that a policy serves. */
export function benchmarkControls({ direct, derived }: Served): readonly string[] {
  return [direct, derived].flatMap((controls) => controls.get(benchmarkKey) ?? []);
}

/**
 * One tag per control, such as "MCSB:IM-1": the benchmark first, then each framework of which all controls still fit,
 * so that a list is either whole or not there.
 */
export function controlTags({ direct, derived }: Served): string[] {
  const lists = [...direct, ...derived];
  const tags: string[] = [];
  for (const [framework, controls] of [
    ...lists.filter(([framework]) => framework === benchmarkKey),
    ...lists.filter(([framework]) => framework !== benchmarkKey),
  ])
    if (tags.length + controls.length <= mostTags)
      tags.push(...controls.map((control) => `${framework}:${control}`));
  return tags;
}

/** The id of a definition that a policy names, with or without a remark. */
export function idOf(named: NonNullable<Facts["azurePolicy"]>[number]): string {
  return typeof named === "string" ? named : named.id;
}

/** 2 before 10, wherever the numbers stand. */
export function inOrder(controls: Iterable<string>): string[] {
  const padded = (digits: string) => digits.padStart(5, "0");
  return [...new Set(controls)]
    .map((control) => ({ control, key: control.replace(/\d+/g, padded) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ control }) => control);
}

const order = new Map(Object.keys(frameworks).map((framework, index) => [framework, index]));

function merged(lists: readonly ControlLists[]): Controls {
  const found = new Map<string, string[]>();
  for (const list of lists)
    for (const framework in list) {
      const controls = list[framework] ?? "";
      const others = found.get(framework);
      if (!others) found.set(framework, [controls]);
      else if (!others.includes(controls)) others.push(controls);
    }
  const place = (framework: string) => order.get(framework) ?? 0;
  const inPlace = [...found].sort(([one], [other]) => place(one) - place(other));
  return new Map(inPlace.map(([framework, texts]) => [framework, listOf(texts)]));
}

/** One list of several; each by itself is in order already. */
function listOf(texts: readonly string[]): readonly string[] {
  const all = texts.flatMap((text) => text.split(", "));
  return texts.length > 1 ? inOrder(all) : all;
}
