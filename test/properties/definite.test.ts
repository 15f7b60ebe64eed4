/** A definite answer wins over one that is open, in any order. */
import assert from "node:assert/strict";
import { allPolicies } from "../../policies/all";
import { undecidedName } from "../../policies/core/pulumi/undecided";
import { offline, unknown } from "../support/judge";
import type { Registered } from "../support/program";
import { asRaw } from "./generate";
import { placesIn, replaced, valueAt, type Steps } from "./json";
import { Pack } from "./pack";

describe("a definite answer", function () {
  this.timeout(120_000);
  for (const policy of allPolicies) {
    if (policy.scope !== "resource") continue;
    const bad = policy.examples.bad.map((one) => asRaw(one));
    const withLists = bad.flatMap((base) => listsIn(base.inputs).map((at) => ({ base, at })));
    if (withLists.length === 0) continue;
    it(`of ${policy.name} wins over an unknown list entry, wherever it stands`, async () => {
      const pack = await Pack.start();
      const said = async (resource: Registered) => {
        const reports = await pack.run([resource]);
        if (reports.some((one) => one.policy === policy.name)) return "violated";
        const waits = reports.some(
          (one) => one.policy === undecidedName && one.message.includes(policy.name),
        );
        return waits ? "undecided" : "met";
      };
      for (const { base, at } of withLists) {
        const verdict = (list: readonly unknown[]) =>
          said({ ...base, inputs: replaced(base.inputs, at, list) });
        const list = valueAt(base.inputs, at) as readonly unknown[];
        // Where an empty list violates too, the policy misses something, and the unknown entry may be just that.
        const entriesViolate = (await verdict([])) === "met";
        for (const open of [unknown, offline]) {
          const verdicts = new Set<string>();
          for (const order of permutations(open, list)) verdicts.add(await verdict(order));
          assert.equal(verdicts.size, 1, `${at.join(".")}: the order of entries decides`);
          assert.ok(!verdicts.has("met"), `${at.join(".")}: an unknown entry hides a violation`);
          if (entriesViolate) assert.deepEqual([...verdicts], ["violated"], at.join("."));
        }
      }
    });
  }
});

function listsIn(value: unknown): Steps[] {
  return placesIn(value).filter((at) => Array.isArray(valueAt(value, at)));
}

/** The list with one more entry at the start, at the end and between, and each of these reversed. */
function permutations(entry: unknown, list: readonly unknown[]): unknown[][] {
  const middle = Math.ceil(list.length / 2);
  const orders = [
    [entry, ...list],
    [...list, entry],
    [...list.slice(0, middle), entry, ...list.slice(middle)],
  ];
  return [...orders, ...orders.map((order) => [...order].reverse())];
}
