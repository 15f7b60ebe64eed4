/** What the pack makes of policies, seen through the SDK's analyzer server. */
import assert from "node:assert/strict";
import { resourcePolicy, stackPolicy, subscriptionPolicy } from "../../policies/core/define";
import { expect } from "../../policies/core/expect";
import { Analysis, type Reported } from "../support/analyzer";
import { facts } from "../support/facts";
import { raw, secret, unknown } from "../support/judge";
import { purgeProtection } from "../support/purge-protection";

describe("the configuration of a stack policy", () => {
  const policy = subscriptionPolicy({
    ...facts,
    name: "defender-subscription-require-something",
    elsewhere: "defender-plans",
    parameters: { plan: { type: "string", default: "P1", description: "-" } },
    kinds: ["security:Pricing"],
    *judge(_stack, { plan }) {
      yield { found: `no ${plan}` };
    },
  });
  const misspelt = { [policy.name]: { plam: "P2" } };
  const network = raw("network:VirtualNetwork", { virtualNetworkName: "n" });
  const pricing = raw("security:Pricing", { pricingName: "Api" }, "pricing");
  const told = (reports: readonly Reported[]) =>
    reports.map(({ level, message }) => `${level}: ${message.split("\n")[1]}`);
  const complaint = `mandatory: ${policy.name}.plam: is not a setting; did you mean "plan"?`;

  it("is checked also where nothing is there to judge, and told in the stack", async () => {
    const analysis = await Analysis.start([policy], misspelt);
    assert.deepEqual(await analysis.resource(network), []);
    assert.deepEqual(await analysis.resource(network), []);
    assert.deepEqual(told(await analysis.stack([network])), [complaint]);
  });

  it("is checked in the stack where a run has no resource phase", async () => {
    const analysis = await Analysis.start([policy], misspelt);
    assert.deepEqual(told(await analysis.stack([pricing])), ["advisory: no P1", complaint]);
  });

  it("counts in the stack, which is handed over only where there is something to say", async () => {
    const analysis = await Analysis.start([policy], { [policy.name]: { plan: "P3" } });
    assert.deepEqual(await analysis.resource(pricing), []);
    const reports = await analysis.stack([pricing]);
    assert.deepEqual(
      reports.map(({ message }) => message.split("\n")[1]),
      ["no P3"],
    );
  });
});

describe("the settings of the pack", () => {
  const policy = stackPolicy({
    ...facts,
    name: "key-vault-require-private-dns",
    elsewhere: "private-dns",
    kind: "keyvault:Vault",
    *findings(_props, { stack }) {
      yield* stack.missing("private-dns", "none");
    },
  });

  it("count in a run's first request, also where it has no resource phase", async () => {
    const vault = raw("keyvault:Vault", { vaultName: "v" });
    const elsewhere = { "pack-settings": { providedElsewhere: ["private-dns"] } };
    assert.equal((await (await Analysis.start([policy])).stack([vault])).length, 1);
    assert.deepEqual(await (await Analysis.start([policy], elsewhere)).stack([vault]), []);
  });
});

describe("a remediation", () => {
  const policy = purgeProtection;

  it("changes resources of its policy's kind only", async () => {
    const analysis = await Analysis.start([policy], { [policy.name]: "remediate" });
    await analysis.resource(raw("pulumi:pulumi:Stack", {}));
    const inputs = { properties: { enablePurgeProtection: false } };
    const vault = await analysis.remediate(raw("keyvault:Vault", inputs));
    assert.deepEqual(vault, { properties: { enablePurgeProtection: true } });
    assert.deepEqual(await analysis.remediate(raw("keyvault:ManagedHsm", inputs)), inputs);
  });
});

describe("a remediation of what is exempt", () => {
  const policy = purgeProtection;
  const vault = raw("keyvault:Vault", { properties: {} }, "exempt");
  const exemptions = [
    { policies: [policy.name], resources: [vault.urn], reason: "a test", expires: "2026-01-31" },
  ];
  const start = () =>
    Analysis.start(
      [policy],
      { [policy.name]: "remediate", "pack-settings": { exemptions } },
      () => "2026-01-01",
    );

  it("changes nothing, once it is known what is exempt", async () => {
    const analysis = await start();
    await analysis.resource(raw("pulumi:pulumi:Stack", {}));
    assert.deepEqual(await analysis.remediate(vault), vault.inputs);
    const other = raw("keyvault:Vault", { properties: {} }, "other");
    assert.deepEqual(await analysis.remediate(other), {
      properties: { enablePurgeProtection: true },
    });
  });
  it("changes nothing before that, either", async () => {
    const analysis = await start();
    assert.deepEqual(await analysis.remediate(vault), vault.inputs);
    const [report] = await analysis.resource(vault);
    assert.match(report?.message ?? "", /Exempt until 2026-01-31/);
  });
});

describe("what a remediation leaves as it is", () => {
  const policy = purgeProtection;
  const cases: Readonly<Record<string, readonly [object, object]>> = {
    "secrets beside it": [
      { properties: { enablePurgeProtection: false, tenantId: secret("t") } },
      { properties: { enablePurgeProtection: true, tenantId: secret("t") } },
    ],
    "that it is secret": [
      { properties: secret({ enablePurgeProtection: secret(false), a: [null, 1] }) },
      { properties: secret({ enablePurgeProtection: secret(true), a: [null, 1] }) },
    ],
    "internal keys, unknown values and odd names": [
      { __internal: "x", a: unknown, "": { b: [] }, toString: 1, properties: {} },
      {
        __internal: "x",
        a: unknown,
        "": { b: [] },
        toString: 1,
        properties: { enablePurgeProtection: true },
      },
    ],
    "what is not known as a whole": [
      { properties: unknown, a: 1 },
      { properties: unknown, a: 1 },
    ],
    "what is of another shape": [
      { properties: "text", a: 1 },
      { properties: "text", a: 1 },
    ],
  };
  for (const [what, [given, wanted]] of Object.entries(cases))
    it(what, async () => {
      const analysis = await Analysis.start([policy], { [policy.name]: "remediate" });
      await analysis.resource(raw("pulumi:pulumi:Stack", {}));
      assert.deepEqual(await analysis.remediate(raw("keyvault:Vault", given)), wanted);
    });
  it("what an earlier one has set", async () => {
    const soft = resourcePolicy({
      ...facts,
      name: "key-vault-require-soft-delete-here",
      kind: "keyvault:Vault",
      property: ({ properties }) => properties.enableSoftDelete,
      mustBe: true,
      absent: "violates",
      remediate: true,
    });
    const analysis = await Analysis.start([policy, soft], {
      [policy.name]: "remediate",
      [soft.name]: "remediate",
    });
    await analysis.resource(raw("pulumi:pulumi:Stack", {}));
    const given = { properties: { tenantId: secret("t") } };
    assert.deepEqual(await analysis.remediate(raw("keyvault:Vault", given)), {
      properties: { tenantId: secret("t"), enablePurgeProtection: true, enableSoftDelete: true },
    });
  });
});

describe("a mistake in a policy", () => {
  const policy = resourcePolicy({
    ...facts,
    name: "network-virtual-network-require-luck",
    kind: "network:VirtualNetwork",
    findings() {
      throw new Error("out of luck");
    },
  });

  it("ends its own judgement only, and is said", async () => {
    const sound = resourcePolicy({
      ...facts,
      name: "network-virtual-network-require-sense",
      kind: "network:VirtualNetwork",
      findings: ({ location }) => expect(location, ["here"], "violates"),
    });
    const analysis = await Analysis.start([policy, sound]);
    for (const name of ["first", "second"]) {
      const network = raw("network:VirtualNetwork", { virtualNetworkName: name }, name);
      const reports = await analysis.resource(network);
      assert.deepEqual(
        reports.map((one) => one.policy),
        [sound.name, "pack-visibility"],
      );
      const [, { message = "" } = {}] = reports;
      assert.ok(message.includes(`Not judged by ${policy.name}: `), message);
      assert.ok(!message.includes("out of luck"), message);
    }
  });
});
