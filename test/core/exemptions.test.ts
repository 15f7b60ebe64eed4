/** Exemptions: which resources they let off, until when, and what is seen of them. */
import assert from "node:assert/strict";
import accountLocalAuth from "../../policies/identity/ai-services-account-disable-local-auth";
import workspaceEndpoint from "../../policies/network/ml-workspace-require-private-endpoint";
import { exemptionOf, stackOf, type Exemption } from "../../policies/core/config/exemptions";
import { Analysis, analyze, type Config, type Reported } from "../support/analyzer";
import { raw, unknown } from "../support/judge";

const policy = accountLocalAuth.name;
const urn = "urn:pulumi:dev::training::azure-native:cognitiveservices:Account::openai";
const base: Exemption = {
  policies: [policy],
  resources: [urn],
  reason: "Until the client is migrated",
  expires: "2027-03-31",
};

function stateOf(exemption: Partial<Exemption>, today = "2027-01-01", on = urn): string {
  return exemptionOf([{ ...base, ...exemption }], policy, on, today).state;
}

describe("an exemption", () => {
  it("counts until and including its last day", () => {
    assert.equal(stateOf({}, "2027-03-30"), "in force");
    assert.equal(stateOf({}, "2027-03-31"), "in force");
    assert.equal(stateOf({}, "2027-04-01"), "ended");
    assert.equal(stateOf({}, "2028-01-01"), "ended");
  });

  it("counts for the policies it names, by name or glob", () => {
    assert.equal(stateOf({ policies: ["ai-services-*"] }), "in force");
    assert.equal(stateOf({ policies: ["other", "*-local-auth"] }), "in force");
    assert.equal(stateOf({ policies: ["ml-*"] }), "none");
    assert.equal(stateOf({ policies: ["ai-services-account"] }), "none");
  });

  it("counts for the resources it names, by URN glob", () => {
    assert.equal(stateOf({ resources: ["urn:pulumi:dev::training::*"] }), "in force");
    assert.equal(stateOf({ resources: ["urn:pulumi:prod::*"] }), "none");
    assert.equal(stateOf({ resources: ["urn:pulumi:dev::training"] }), "none");
  });

  it("does not take a part of one name for a project or stack", () => {
    const named = (name: string) =>
      `urn:pulumi:dev::training::azure-native:cognitiveservices:Account::${name}`;
    const sandbox = { resources: ["urn:pulumi:*::sandbox::*"] };
    assert.equal(stateOf(sandbox, "2027-01-01", named("sandbox::a")), "none");
    assert.equal(stateOf(sandbox, "2027-01-01", named("x::sandbox::a")), "none");
    assert.equal(
      stateOf(sandbox, "2027-01-01", urn.replace("::training::", "::sandbox::")),
      "in force",
    );
  });

  it("compares names with case", () => {
    for (const resources of [
      ["urn:pulumi:dev::training::*::Openai"],
      ["urn:pulumi:Dev::*"],
      ["urn:pulumi:dev::Training::*"],
      [{ project: "training", stack: "dev", name: "OpenAI" }],
      [{ project: "Training", stack: "dev", name: "openai" }],
      [{ project: "training", stack: "DEV", name: "openai" }],
    ])
      assert.equal(stateOf({ resources }), "none");
    assert.equal(stateOf({ policies: ["AI-services-*"] }), "in force");
  });

  it("counts for the resources it names, by project, stack and name", () => {
    const named = { project: "training", stack: "dev", name: "openai" };
    assert.equal(stateOf({ resources: [named] }), "in force");
    assert.equal(stateOf({ resources: [{ ...named, name: "open*" }] }), "in force");
    for (const other of [{ project: "x" }, { stack: "x" }, { name: "x" }, { name: "open" }])
      assert.equal(stateOf({ resources: [{ ...named, ...other }] }), "none");
    const child =
      "urn:pulumi:dev::training::my:component:AI$azure-native:cognitiveservices:Account::openai";
    assert.equal(stateOf({ resources: [named] }, "2027-01-01", child), "in force");
  });

  it("in force wins over one that ended", () => {
    const old = { ...base, expires: "2026-01-01" };
    for (const list of [
      [old, base],
      [base, old],
    ])
      assert.deepEqual(exemptionOf(list, policy, urn, "2027-01-01"), {
        state: "in force",
        exemption: base,
        daysLeft: 89,
      });
    assert.deepEqual(exemptionOf([], policy, urn, "2027-01-01"), { state: "none" });
  });

  it("that ends last counts, of several that are in force or ended", () => {
    const first = { ...base, expires: "2027-01-15" };
    for (const list of [
      [first, base],
      [base, first],
    ]) {
      assert.deepEqual(exemptionOf(list, policy, urn, "2027-01-01"), {
        state: "in force",
        exemption: base,
        daysLeft: 89,
      });
      assert.deepEqual(exemptionOf(list, policy, urn, "2028-01-01"), {
        state: "ended",
        exemption: base,
      });
    }
  });
});

describe("a URN", () => {
  it("is taken apart", () => {
    assert.deepEqual(stackOf(urn), { project: "training", stack: "dev", name: "openai" });
    assert.deepEqual(stackOf("urn:pulumi:dev::training::a:b:C::x::y"), {
      project: "training",
      stack: "dev",
      name: "x::y",
    });
    assert.deepEqual(stackOf(""), { project: "", stack: "", name: "" });
  });
});

describe("a user who exempts a resource", () => {
  const account = {
    ...raw("cognitiveservices:Account", { properties: { disableLocalAuth: false } }, "openai"),
    urn,
  };
  const other = raw("cognitiveservices:Account", { properties: {} }, "other");
  const exempting = (exemption: object) => ({
    [policy]: "mandatory",
    "pack-settings": { exemptions: [{ ...base, ...exemption }] },
  });
  const on = (day: string) => () => day;
  const shown = (reports: readonly Reported[]) =>
    reports.map(
      ({ resource, level, message }) => `${resource} ${level}: ${message.split("\nWhy:")[0]}`,
    );

  it("sees the finding as advisory, with reason and last day; others are not exempt", async () => {
    const reports = await analyze(
      [accountLocalAuth],
      [account, other],
      exempting({}),
      on("2027-03-31"),
    );
    assert.deepEqual(shown(reports), [
      `openai advisory: ${accountLocalAuth.title}\nExempt until 2027-03-31, the end of today: Until the client is migrated\n` +
        "properties.disableLocalAuth: false; must be true",
      `other mandatory: ${accountLocalAuth.title}\nproperties.disableLocalAuth: not set; must be true`,
    ]);
  });

  it("sees in the last thirty days how many are left", async () => {
    const line = async (day: string) =>
      (await analyze([accountLocalAuth], [account], exempting({}), on(day)))[0]?.message.split(
        "\n",
      )[1];
    assert.equal(await line("2027-02-28"), "Exempt until 2027-03-31: Until the client is migrated");
    assert.equal(
      await line("2027-03-01"),
      "Exempt until 2027-03-31, in 30 days: Until the client is migrated",
    );
  });

  it("for longer than allowed is told until when, and the resource is judged", async () => {
    const config = (days: object) => ({
      "pack-settings": { exemptions: [base], ...days },
    });
    const blocked = `openai mandatory: ${accountLocalAuth.title}\nproperties.disableLocalAuth: false; must be true`;
    const told = await analyze(
      [accountLocalAuth],
      [account],
      config({ longestExemptionDays: 30 }),
      on("2027-01-01"),
    );
    assert.deepEqual(shown(told), [
      blocked,
      " mandatory: The settings of the azure-ai-security pack are valid\n" +
        'pack-settings.exemptions[0].expires: is further ahead than "longestExemptionDays" allows (30): give 2027-01-31 or an earlier day, and look at it again then',
    ]);
  });

  it("lets off what cannot be seen, too, at whatever level that is told", async () => {
    const script = raw("resources:AzureCliScript", { scriptContent: "az" }, "script");
    const level = { "pack-visibility": "mandatory" };
    const exempt = exempting({ policies: ["pack-visibility"], resources: [script.urn] });
    const said = async (config: Config) =>
      shown(await analyze([], [script], config, on("2027-01-01")));
    const title = "What is deployed can be judged by the azure-ai-security pack";
    const line = "Not judged: it is a script, which may deploy anything";
    assert.deepEqual(await said(level), [`script mandatory: ${title}\n${line}`]);
    assert.deepEqual(await said({ ...exempt, ...level }), [
      `script advisory: ${title}\nExempt until 2027-03-31: Until the client is migrated\n${line}`,
    ]);
  });

  it("is told by the violation that the exemption ended", async () => {
    const reports = await analyze(
      [accountLocalAuth],
      [account, other],
      exempting({}),
      on("2027-04-01"),
    );
    assert.deepEqual(shown(reports), [
      `openai mandatory: ${accountLocalAuth.title}\nproperties.disableLocalAuth: false; must be true\n` +
        "The exemption of this resource ended on 2027-03-31 (Until the client is migrated).",
      `other mandatory: ${accountLocalAuth.title}\nproperties.disableLocalAuth: not set; must be true`,
    ]);
  });

  it("hears nothing of a resource that complies or is undecided", async () => {
    const compliant = { ...account, inputs: { properties: { disableLocalAuth: true } } };
    const open = { ...account, inputs: { properties: { disableLocalAuth: unknown } } };
    assert.deepEqual(
      await analyze([accountLocalAuth], [compliant], exempting({}), on("2027-01-01")),
      [],
    );
    assert.deepEqual(
      await analyze([accountLocalAuth], [open], exempting({}), on("2027-01-01")),
      [],
    );
  });

  it("keeps the resource as it is when the policy remediates", async () => {
    const remedied = async (day: string) => {
      const config = { ...exempting({}), [policy]: "remediate" };
      const analysis = await Analysis.start([accountLocalAuth], config, on(day));
      // The engine registers the stack first, with which the settings are read.
      await analysis.resource({ ...raw("", {}), type: "pulumi:pulumi:Stack" });
      return analysis.remediate(account);
    };
    assert.deepEqual(await remedied("2027-03-31"), { properties: { disableLocalAuth: false } });
    assert.deepEqual(await remedied("2027-04-01"), { properties: { disableLocalAuth: true } });
  });

  it("exempts it from policies about the stack as well, also when nothing but the stack is judged", async () => {
    const workspace = raw("machinelearningservices:Workspace", { resourceGroupName: "rg" }, "ml");
    const config = {
      [workspaceEndpoint.name]: "mandatory",
      "pack-settings": { exemptions: [{ ...base, policies: ["*"], resources: [workspace.urn] }] },
    };
    const expected = [
      `ml advisory: ${workspaceEndpoint.title}\nExempt until 2027-03-31: Until the client is migrated\n` +
        "no private endpoint of this stack connects to it with group id amlworkspace",
    ];
    assert.deepEqual(
      shown(await analyze([workspaceEndpoint], [workspace], config, on("2027-01-01"))),
      expected,
    );
    const alone = await Analysis.start([workspaceEndpoint], config, on("2027-01-01"));
    const outputs = {
      kind: "Default",
      id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ml",
    };
    assert.deepEqual(shown(await alone.stack([{ ...workspace, outputs }])), expected);
  });
});
