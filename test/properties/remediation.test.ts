/** What a remediation changes complies, and all else stays as it was. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allPolicies } from "../../policies/all";
import { signature, signatures } from "../../policies/core/value/wire";
import type { Registered } from "../support/program";
import { asRaw, allResources, oneOf } from "./generate";
import { changed, changes } from "./changes";
import { Pack, stackItself, violated } from "./pack";
import { holds } from "./runs";

const remediate = { all: "remediate", "pack-settings": {} };

/** The ways to what differs between two trees; a secret is looked into, since what is set in it stays one. */
function differences(before: unknown, after: unknown, at = ""): string[] {
  if (Object.is(before, after)) return [];
  const isOpen = (value: unknown) => typeof value === "object" && value !== null;
  if (!isOpen(before) || !isOpen(after) || Array.isArray(before) !== Array.isArray(after))
    return [at];
  const [left, right] = [before, after] as readonly Readonly<Record<string, unknown>>[];
  const keys = new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})]);
  return [...keys].flatMap((key) => {
    const [old, now] = [left, right].map(
      (one) => Object.getOwnPropertyDescriptor(one ?? {}, key)?.value as unknown,
    );
    return differences(old, now, `${at}/${key}`);
  });
}

/** The ways to the secrets. */
function secretsIn(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const isSecret = Object.getOwnPropertyDescriptor(value, signature)?.value === signatures.secret;
  return [
    ...(isSecret ? [at] : []),
    ...Object.entries(value).flatMap(([key, one]) => secretsIn(one, `${at}/${key}`)),
  ];
}

describe("a remediation", function () {
  this.timeout(600_000);
  let bases: readonly Registered[];
  before(async () => {
    bases = await allResources();
  });
  const remediating = allPolicies.flatMap((policy) =>
    policy.scope === "resource" && policy.remediation ? [policy] : [],
  );

  async function remedied(resource: Registered) {
    const pack = await Pack.start(remediate);
    await pack.resource(stackItself);
    const { inputs, policies } = await pack.remediations(resource);
    return { inputs, policies, left: violated(await pack.resource({ ...resource, inputs })) };
  }

  /** What an owner has chosen, and a remediation does not change. */
  const chosen: Readonly<Record<string, readonly number[]>> = {
    "ml-compute-instance-require-idle-shutdown": [2],
  };
  for (const policy of remediating)
    it(`of ${policy.name} mends each bad example`, async () => {
      const left: number[] = [];
      for (const [index, example] of policy.examples.bad.entries())
        if ((await remedied(asRaw(example))).left.has(policy.name)) left.push(index);
      assert.deepEqual(left, chosen[policy.name] ?? []);
    });

  it("leaves nothing to say, and all else as it was", async () => {
    const typed = bases.filter(({ type }) => type.startsWith("azure-native"));
    const cases = fc.tuple(fc.oneof(oneOf(bases), oneOf(typed)), fc.option(changes));
    // Azure has at most three values that belong together.
    const most = 3;
    await holds({ share: 5, each: 2 }, cases, async ([base, edits]) => {
      const resource = { ...base, inputs: edits ? changed(base.inputs, edits) : base.inputs };
      const { inputs, policies, left } = await remedied(resource);
      for (const policy of policies) assert.ok(!left.has(policy), `${policy} is not content`);
      const differing = differences(resource.inputs, inputs);
      assert.ok(
        differing.length <= policies.length * most,
        `${policies.join(", ")} changed ${differing.join(", ")}`,
      );
      const kept = new Set(secretsIn(inputs));
      for (const secret of secretsIn(resource.inputs))
        assert.ok(
          kept.has(secret) || differing.some((one) => secret.startsWith(`${one}/`)),
          `${secret} is no secret any more`,
        );
    });
  });
});
