/** Every example of every policy, registered with the real SDK, through the SDK's proxy and analyzer server. */
import assert from "node:assert/strict";
import { allPolicies } from "../policies/all";
import { analyze, type Reported } from "./support/analyzer";
import { register } from "./support/examples";
import type { Example } from "../policies/core/policy";
import type { Phase } from "./support/program";

describe("examples", () => {
  for (const policy of allPolicies) {
    const stacks = (list: typeof policy.examples.good): readonly (readonly Example[])[] =>
      policy.scope === "stack"
        ? (list as readonly (readonly Example[])[])
        : (list as readonly Example[]).map((one) => [one]);
    const phases: readonly Phase[] = policy.scope === "stack" ? ["preview", "up"] : ["preview"];
    describe(policy.name, () => {
      for (const phase of phases) {
        stacks(policy.examples.good).forEach((example, index) =>
          it(`good ${index + 1} complies (${phase})`, async () => {
            const reports = await analyze([policy], await register(example, phase));
            assert.deepEqual(reports, []);
          }),
        );
        stacks(policy.examples.bad).forEach((example, index) =>
          it(`bad ${index + 1} violates (${phase})`, async () => {
            const reports = await analyze([policy], await register(example, phase), {
              [policy.name]: "mandatory",
            });
            assert.deepEqual(
              reports.map(({ level }: Reported) => level),
              ["mandatory"],
              JSON.stringify(reports, null, 1),
            );
          }),
        );
      }
    });
  }
});
