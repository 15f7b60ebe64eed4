/**
 * Whatever a resource holds, the pack answers, in time, and shows none of it (the SDK's server turns a throw into an RPC
 * error, which ends the user's preview). What is true of any answer stands in `pack.ts`.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allPolicies } from "../../policies/all";
import type { Registered } from "../support/program";
import { raw } from "../support/judge";
import { changed, changes, openChanges } from "./changes";
import { allResources, oneOf, typeSpelling } from "./generate";
import { shuffled } from "./json";
import { Pack, strict, unseen, verdicts } from "./pack";
import { holds } from "./runs";

describe("whatever a resource holds", function () {
  this.timeout(600_000);
  let bases: readonly Registered[];
  before(async () => {
    bases = await allResources();
  });

  const generated = (edits = changes) =>
    fc
      .tuple(oneOf(bases), typeSpelling, edits)
      .map(([base, spelt, made]) => spelt({ ...base, inputs: changed(base.inputs, made) }));

  for (const [how, direct, share] of [
    ["in this process", true, 40],
    ["over gRPC", false, 1],
  ] as const)
    it(`the pack answers, ${how}`, async () => {
      const pack = await Pack.start(strict, { direct });
      await holds({ share, each: 1 }, generated(), async (resource) => {
        await pack.resource(resource);
      });
    });

  it("the stack phase answers, with and without its inputs seen before", async () => {
    let pack = await Pack.start();
    // Without a resource phase, everything in a stack counts as deployed.
    const seen = fc.constantFrom("seen", "seen", "seen", "seen", "not seen", "nothing seen");
    const cases = fc.tuple(generated(), changes, seen);
    await holds({ share: 6, each: 1 }, cases, async ([resource, edits, how]) => {
      if (how === "nothing seen") pack = await Pack.start();
      const outputs = changed(resource.inputs, edits);
      const stack = unseen([{ ...resource, outputs }]);
      if (how === "seen") for (const one of stack) await pack.resource(one);
      await pack.stack(stack);
    });
  });

  it("what is not there at all is judged by no policy", async () => {
    const pack = await Pack.start();
    for (const kind of new Set(allPolicies.flatMap(({ kinds }) => kinds)))
      assert.deepEqual(await pack.resource(raw(kind, {})), []);
  });

  it("the order of keys does not matter", async () => {
    const pack = await Pack.start();
    const cases = fc.tuple(generated(), fc.nat());
    await holds({ share: 14, each: 2 }, cases, async ([resource, order]) => {
      const expected = verdicts(await pack.resource(resource));
      const inputs = shuffled(resource.inputs, order) as Registered["inputs"];
      assert.deepEqual(verdicts(await pack.resource({ ...resource, inputs })), expected);
    });
  });

  it("values made once and values made by the SDK are judged alike", async () => {
    const cases = fc.array(generated(openChanges), { minLength: 20, maxLength: 20 });
    await holds({ share: 10, each: 40 }, cases, async (resources) => {
      const said: (readonly string[])[][] = [];
      for (const shared of [true, false]) {
        const pack = await Pack.start(strict, { direct: true, shared });
        const answers = [];
        for (const one of resources) answers.push(verdicts(await pack.resource(one)));
        said.push(answers);
      }
      assert.deepEqual(said[1], said[0]);
    });
  });
});
