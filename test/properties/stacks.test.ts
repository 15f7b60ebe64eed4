/** Whatever a stack holds and however its resources hang together, the pack answers; their order says nothing. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allPolicies } from "../../policies/all";
import { register } from "../support/examples";
import type { Reported } from "../support/analyzer";
import type { Registered } from "../support/program";
import { changed, changes, openChanges, type Change } from "./changes";
import { allResources, allPrograms, examplesOf, oneOf } from "./generate";
import { ownEntries } from "./json";
import { Pack, strict, unseen, verdicts } from "./pack";
import { canary } from "./planted";
import { holds } from "./runs";

/** What is done to one resource of a stack. */
interface Disturbance {
  readonly isRecorded: boolean;
  readonly inputs: readonly Change[];
  readonly outputs: readonly Change[];
  readonly isUntargeted: boolean;
  readonly edges: readonly (readonly [number, number])[];
  readonly parent: number | undefined;
  readonly twice: boolean;
}

const disturbance = (edits: typeof changes): fc.Arbitrary<Disturbance> =>
  fc.record({
    isRecorded: fc.integer({ min: 0, max: 9 }).map((one) => one > 1),
    inputs: fc.oneof(fc.constant<readonly Change[]>([]), edits),
    outputs: fc.oneof(fc.constant<readonly Change[]>([]), edits),
    isUntargeted: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    edges: fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 3 }),
    parent: fc.option(fc.nat(50), { nil: undefined, freq: 3 }),
    twice: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  });

/** In a stack, parents and edges lead anywhere: to itself, in circles, out of the stack. */
function disturbed(one: Registered, how: Disturbance, all: readonly Registered[]): Registered {
  const urns = [...all.map(({ urn }) => urn), "", "__proto__", `urn:${canary}`];
  const urnOf = (index: number) => urns[index % urns.length] ?? "";
  const inputs = [...Object.keys(one.inputs), "__proto__", "constructor"];
  const edges = how.edges.map(([input, target]): [string, readonly string[]] => [
    inputs[input % inputs.length] ?? "",
    [urnOf(target), urnOf(target + 1)],
  ]);
  return {
    ...one,
    urn: how.twice ? urnOf(how.parent ?? 0) : one.urn,
    inputs: how.isUntargeted ? {} : changed(one.inputs, how.inputs),
    outputs: changed(one.outputs, how.outputs),
    parent: how.parent === undefined ? one.parent : urnOf(how.parent),
    propertyDependencies: ownEntries([
      ...Object.entries(one.propertyDependencies),
      ...edges,
    ]) as Registered["propertyDependencies"],
  };
}

interface Member {
  readonly resource: Registered;
  /** Whether the resource phase sees it. */
  readonly isRecorded: boolean;
}

function permuted<T>(list: readonly T[], order: number): T[] {
  return list
    .map((one, index) => [Math.imul((index + 1) ^ order, 2654435761), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}

describe("whatever a stack holds", function () {
  this.timeout(600_000);
  const programs: (readonly Registered[])[] = [];
  let bases: readonly Registered[];
  before(async () => {
    for (const policy of allPolicies.filter(({ scope }) => scope === "stack"))
      for (const list of [...examplesOf(policy, "good"), ...examplesOf(policy, "bad")])
        for (const phase of ["preview", "up"] as const) programs.push(await register(list, phase));
    for (const { resources } of await allPrograms("bad"))
      if (resources.length > 1) programs.push(resources);
    bases = await allResources();
  });

  /** A program with some resources more, all of them disturbed, and which of them the resource phase sees. */
  const generated = (edits = changes) =>
    fc
      .tuple(
        oneOf(programs),
        fc.array(oneOf(bases), { maxLength: 3 }),
        fc.array(disturbance(edits), { minLength: 8, maxLength: 8 }),
      )
      .map(([program, more, members]) => {
        const named = more.map((one, index) => ({ ...one, urn: `${one.urn}-${index}` }));
        const all = [...program, ...named];
        return all.map((one, index) => {
          const how = members[index % members.length];
          return how
            ? { resource: disturbed(one, how, all), isRecorded: how.isRecorded }
            : { resource: one, isRecorded: true };
        });
      });

  /** What is said of some resources, seen before or not, in a stack that is. */
  async function said(pack: Pack, members: readonly Member[]): Promise<readonly Reported[]> {
    const resources = unseen(members.map(({ resource }) => resource));
    const reports: Reported[] = [];
    for (const [index, one] of resources.entries())
      if (members[index]?.isRecorded) reports.push(...(await pack.resource(one)));
    return [...reports, ...(await pack.stack(resources))];
  }

  for (const [how, direct, share] of [
    ["in this process", true, 12],
    ["over gRPC", false, 0.4],
  ] as const)
    it(`the pack answers, ${how}`, async () => {
      let pack = await Pack.start(strict, { direct });
      // Without a resource phase, everything in a stack counts as deployed.
      const isFirst = fc.nat(9).map((one) => one === 0);
      await holds({ share, each: 5 }, fc.tuple(generated(), isFirst), async ([members, first]) => {
        if (first) pack = await Pack.start(strict, { direct });
        await said(pack, members);
      });
    });

  it("examples are judged word for word alike in any order", async () => {
    const words = async (resources: readonly Registered[], turned = resources) => {
      const pack = await Pack.start();
      const reports: Reported[] = [];
      for (const one of resources) reports.push(...(await pack.resource(one)));
      reports.push(...(await pack.stack(turned)));
      return reports.map((one) => JSON.stringify(one)).sort();
    };
    for (const resources of programs) {
      const expected = await words(resources);
      for (const turned of [[...resources].reverse(), permuted(resources, 1)])
        assert.deepEqual(await words(resources, turned), expected);
    }
  });

  it("the order in which the engine hands it over does not matter", async () => {
    const pack = await Pack.start();
    await holds(
      { share: 12, each: 10 },
      fc.tuple(generated(), fc.nat()),
      async ([given, order]) => {
        // What is there twice is one resource, of which the last one counts.
        const once = given.filter(
          ({ resource }, index) =>
            given.findIndex((other) => other.resource.urn === resource.urn) === index,
        );
        const expected = verdicts(await said(pack, once));
        assert.deepEqual(verdicts(await said(pack, permuted(once, order))), expected);
      },
    );
  });

  it("values made once and values made by the SDK are judged alike", async () => {
    const cases = fc.array(generated(openChanges), { minLength: 5, maxLength: 5 });
    await holds({ share: 4, each: 50 }, cases, async (all) => {
      const answers: (readonly string[])[][] = [];
      for (const shared of [true, false]) {
        const pack = await Pack.start(strict, { direct: true, shared });
        const told = [];
        for (const members of all) told.push(verdicts(await said(pack, members)));
        answers.push(told);
      }
      assert.deepEqual(answers[1], answers[0]);
    });
  });
});
