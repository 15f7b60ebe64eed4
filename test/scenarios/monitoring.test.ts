/** Who violates the policies about logs and detection, and who does not. */
import assert from "node:assert/strict";
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as machinelearningservices from "@pulumi/azure-native/machinelearningservices";
import * as monitor from "@pulumi/azure-native/monitor";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as resources from "@pulumi/azure-native/resources";
import * as search from "@pulumi/azure-native/search";
import * as security from "@pulumi/azure-native/security";
import * as pulumi from "@pulumi/pulumi";
import { allPolicies } from "../../policies/all";
import { Analysis } from "../support/analyzer";
import { judgeAll, judgeProgram, raw, unknown } from "../support/judge";
import { run, type Phase, type Registered } from "../support/program";

const resourceGroupName = "rg";
const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const central = `${group}/providers/Microsoft.OperationalInsights/workspaces/central`;
const phases: readonly Phase[] = ["preview", "up"];
const open = () => pulumi.output(pulumi.unknown as string);

const account = (name: string, args: Partial<cognitiveservices.AccountArgs> = {}) =>
  new cognitiveservices.Account(name, { resourceGroupName, accountName: name, ...args });
const workspace = (name: string, args: Partial<machinelearningservices.WorkspaceArgs> = {}) =>
  new machinelearningservices.Workspace(name, { resourceGroupName, workspaceName: name, ...args });

type Logs = monitor.DiagnosticSettingArgs["logs"];
const allLogs: Logs = [{ categoryGroup: "allLogs", enabled: true }];
const categories = (...names: string[]): Logs =>
  names.map((category) => ({ category, enabled: true }));
const setting = (
  name: string,
  resourceUri: pulumi.Input<string>,
  logs: Logs = allLogs,
  args: Partial<monitor.DiagnosticSettingArgs> = {},
) =>
  new monitor.DiagnosticSetting(name, { name, resourceUri, workspaceId: central, logs, ...args });

const none = "no diagnostic setting of this stack sends its logs to Log Analytics";
const leftOut = (names: string) => `its diagnostic settings leave out ${names}`;

const amlCategories = [
  "AmlComputeClusterEvent",
  "AmlComputeJobEvent",
  "AmlComputeCpuGpuUtilization",
  "AmlRunStatusChangedEvent",
  "DeploymentEventACI",
  "DeploymentEventAKS",
  "InferencingOperationACI",
  "InferencingOperationAKS",
  "ModelsChangeEvent",
];

for (const { policy, make, type, required } of [
  {
    policy: "ai-services-account-require-diagnostic-logs",
    make: account,
    type: "Microsoft.CognitiveServices/accounts",
    required: ["Audit", "RequestResponse"],
  },
  {
    policy: "ml-workspace-require-diagnostic-logs",
    make: workspace,
    type: "Microsoft.MachineLearningServices/workspaces",
    required: amlCategories,
  },
])
  describe(policy, () => {
    const [first = "", ...rest] = required;
    const idOf = (name: string) => `${group}/providers/${type}/${name}`;

    for (const phase of phases) {
      it(`tells what each resource's settings leave out (${phase})`, async () => {
        const said = await judgeProgram(
          policy,
          () => {
            setting("group", make("by-group").id);
            setting("case", make("by-letter-case").id, [
              { categoryGroup: "ALLLOGS", enabled: true },
            ]);
            setting("each", make("by-category").id, categories(...required));
            setting(
              "cased",
              make("by-category-case").id,
              categories(...required.map((one) => one.toLowerCase())),
            );
            const split = make("split");
            setting("split-1", split.id, categories(first));
            setting("split-2", split.id, categories(...rest));
            const half = make("half-to-storage");
            setting("half-1", half.id, categories(...rest));
            setting("half-2", half.id, categories(first), {
              workspaceId: undefined,
              storageAccountId: "x",
            });
            setting("some", make("some").id, categories(first, "Trace"));
            setting("off", make("disabled").id, [{ categoryGroup: "allLogs", enabled: false }]);
            setting("no-entries", make("empty").id, []);
            setting("metrics", make("metrics-only").id, undefined, {
              logs: undefined,
              metrics: [{ category: "AllMetrics", enabled: true }],
            });
            setting("archive", make("storage-only").id, allLogs, {
              workspaceId: undefined,
              storageAccountId: `${group}/providers/Microsoft.Storage/storageAccounts/st`,
            });
            setting("hub", make("event-hub-only").id, allLogs, {
              workspaceId: "",
              eventHubName: "hub",
            });
            make("none");
          },
          { phase },
        );
        const rest2 = rest.join(", ");
        assert.deepEqual(said, {
          "half-to-storage": leftOut(first),
          some: leftOut(rest2),
          disabled: leftOut(required.join(", ")),
          empty: leftOut(required.join(", ")),
          "metrics-only": leftOut(required.join(", ")),
          "storage-only": none,
          "event-hub-only": none,
          none,
        });
      });

      it(`takes settings of the resource itself only (${phase})`, async () => {
        const said = await judgeProgram(
          policy,
          () => {
            for (const name of ["by-id", "upper", "bare", "child", "neighbour", "abroad", "named"])
              make(name);
            setting("s1", idOf("by-id"));
            setting("s2", `${idOf("upper").toUpperCase()}/`);
            setting("s3", idOf("bare").slice(1));
            setting("s4", `${idOf("child")}/deployments/x`);
            setting("s5", idOf("neighbour-2"));
            setting("s6", idOf("abroad").replace("/rg/", "/rg2/"));
            setting("s7", "named");
            setting("s8", group);
          },
          { phase },
        );
        assert.deepEqual(said, { child: none, neighbour: none, abroad: none, named: none });
      });
    }

    it("takes a workspace that is not known yet for one", async () => {
      const said = await judgeProgram(policy, () => {
        const logs = new operationalinsights.Workspace("logs", { resourceGroupName });
        setting("s", make("a").id, allLogs, { workspaceId: logs.id });
      });
      assert.deepEqual(said, {});
    });

    it("does not decide what depends on values that are not known", async () => {
      const said = await judgeProgram(policy, () => {
        setting("s1", make("logs").id, open() as never);
        setting("s2", make("enabled").id, [{ categoryGroup: "allLogs", enabled: open() as never }]);
        setting("s3", make("group").id, [{ categoryGroup: open(), enabled: true }]);
        setting("s4", make("category").id, [{ category: open(), enabled: true }]);
        setting("s5", make("disabled").id, [{ categoryGroup: open(), enabled: false }]);
        setting("s6", make("other").id, [{ category: "Trace", enabled: open() as never }]);
        const met = make("met");
        setting("s7", met.id, open() as never);
        setting("s8", met.id);
      });
      const all = leftOut(required.join(", "));
      assert.deepEqual(said, {
        logs: "undecided: logs of s1",
        enabled: "undecided: logs[0].enabled of s2",
        group: "undecided: logs[0].categoryGroup of s3",
        category: "undecided: logs[0].category of s4",
        disabled: all,
        other: all,
      });
    });

    it("does not decide while a setting may belong to any, unless it leads elsewhere for certain", async () => {
      const anywhere = await judgeProgram(policy, () => {
        make("a");
        setting("s", open());
        setting("archive", open(), allLogs, { workspaceId: undefined });
      });
      assert.deepEqual(anywhere, { a: "undecided: resourceUri of s" });
      const elsewhere = await judgeProgram(policy, () => {
        make("a");
        setting("of-search", new search.Service("s", { resourceGroupName }).id);
      });
      assert.deepEqual(elsewhere, { a: none });
      const several = await judgeProgram(policy, () => {
        const [a, b] = [make("a"), make("b")];
        setting(
          "s",
          pulumi.all([a.id, b.id]).apply(([, id]) => id),
        );
      });
      assert.deepEqual(several, {
        a: "undecided: resourceUri of s",
        b: "undecided: resourceUri of s",
      });
    });

    it("finds a resource whose name is put together of parts", async () => {
      const program = () => {
        const rg = new resources.ResourceGroup("rg");
        make("a");
        setting("s", pulumi.interpolate`${rg.id}/providers/${type}/a`);
      };
      assert.deepEqual(await judgeProgram(policy, program), { a: "undecided: resourceUri of s" });
    });

    it("reads a setting's id when its inputs were not seen", async () => {
      const made = await run(() => {
        setting("s", make("a").id);
        setting("s2", idOf("b"));
        make("b");
        make("c");
      }, "up");
      // As in `refresh --run-program`, which has the stack phase alone.
      const unseen = made.map((one): Registered => ({ ...one, inputs: {} }));
      const said = await judgeAll(policy, unseen);
      assert.deepEqual(said, {});
      const analysis = await Analysis.start(allPolicies.filter(({ name }) => name === policy));
      const reports = await analysis.stack(made);
      assert.deepEqual(
        reports.map(({ resource }) => resource),
        ["c"],
      );
    });

    it("asks for the categories of the configuration", async () => {
      const program = () => {
        setting("s", make("a").id, categories(first));
        make("b");
      };
      const ask = (requiredCategories: string[]) =>
        judgeProgram(policy, program, { config: { requiredCategories } });
      assert.deepEqual(await ask([first.toUpperCase()]), { b: none });
      assert.deepEqual(await ask([first, "Own"]), { a: leftOut("Own"), b: none });
    });

    it("is silent where settings are provided elsewhere", async () => {
      const program = () => {
        make("a");
        setting("s", make("b").id, categories(first));
        setting("open", make("c").id, open() as never);
      };
      const settings = { providedElsewhere: ["diagnostic-settings"] };
      assert.deepEqual(await judgeProgram(policy, program, { settings }), {});
    });

    it("takes what is malformed for absent", async () => {
      const [made] = (await run(() => make("a"))).filter(({ name }) => name === "a");
      assert.ok(made);
      for (const logs of [
        "allLogs",
        5,
        [null],
        ["allLogs"],
        [{ categoryGroup: "allLogs" }],
        [{ categoryGroup: ["allLogs"], enabled: true }],
        [{ categoryGroup: "allLogs", enabled: "true" }],
      ]) {
        const broken = raw(
          "monitor:DiagnosticSetting",
          { resourceUri: idOf("a"), workspaceId: central, logs },
          "s",
        );
        assert.deepEqual(await judgeAll(policy, [made, broken]), {
          a: leftOut(required.join(", ")),
        });
      }
      for (const workspaceId of [5, {}, null, " "]) {
        const broken = raw(
          "monitor:DiagnosticSetting",
          { resourceUri: idOf("a"), workspaceId, logs: allLogs },
          "s",
        );
        assert.deepEqual(await judgeAll(policy, [made, broken]), { a: none });
      }
    });

    it("judges settings in the spelling of the second SDK", async () => {
      const [made] = (await run(() => make("a"))).filter(({ name }) => name === "a");
      assert.ok(made);
      const old = raw(
        "azure-native:insights/v20210501preview:DiagnosticSetting",
        { resourceUri: idOf("a"), workspaceId: central, logs: allLogs },
        "s",
      );
      assert.deepEqual(await judgeAll(policy, [made, old]), {});
    });
  });

describe("ai-services-account-require-diagnostic-logs, by category group", () => {
  it("accepts the audit group", async () => {
    const said = await judgeProgram("ai-services-account-require-diagnostic-logs", () => {
      setting("s", account("a").id, [{ categoryGroup: "Audit", enabled: true }]);
    });
    assert.deepEqual(said, {});
  });
});

describe("ai-services-account-require-diagnostic-logs, with a managed network", () => {
  const policy = "ai-services-account-require-diagnostic-logs";
  const audit: Logs = [{ categoryGroup: "audit", enabled: true }];
  const usual = categories("Audit", "RequestResponse");
  const managed = (name: string, useMicrosoftManagedNetwork: pulumi.Input<boolean> = true) =>
    account(name, {
      kind: "AIServices",
      properties: { networkInjections: [{ scenario: "agent", useMicrosoftManagedNetwork }] },
    });
  const events = leftOut("ManagedNetworkEvent");

  for (const phase of phases)
    it(`asks for its events, too (${phase})`, async () => {
      const said = await judgeProgram(
        policy,
        () => {
          setting("s1", managed("all").id);
          setting("s2", managed("audit").id, audit);
          setting("s3", managed("usual").id, usual);
          const both = managed("both").id;
          setting("s4", both, usual);
          setting("s5", both, categories("managednetworkevent"));
          managed("none");
          setting("s6", managed("partly").id, categories("Audit"));
          setting("s7", managed("own", false).id, audit);
          setting("s8", account("openai", { kind: "OpenAI" }).id, audit);
          const set = (name: string, isolationMode: string) => {
            const foundry = account(name, { kind: "aiservices" });
            setting(`s-${name}`, foundry.id, audit);
            new cognitiveservices.ManagedNetworkSetting(name, {
              resourceGroupName,
              accountName: foundry.name.apply((one) => one ?? ""),
              properties: { managedNetwork: { isolationMode } },
            });
          };
          set("approved", "AllowOnlyApprovedOutbound");
          set("disabled", "disabled");
        },
        { phase },
      );
      assert.deepEqual(said, {
        audit: events,
        usual: events,
        none,
        partly: leftOut("RequestResponse"),
        approved: events,
      });
    });

  it("does not decide while it is not known whether there is one, unless its events are sent", async () => {
    const maybe = pulumi.output(pulumi.unknown as boolean);
    const said = await judgeProgram(policy, () => {
      setting("s1", managed("audit", maybe).id, audit);
      setting("s2", managed("all", maybe).id);
      managed("none", maybe);
    });
    assert.deepEqual(said, {
      audit: "undecided: inside properties",
      none,
    });
  });

  it("knows that there is one by either of the two", async () => {
    const said = await judgeProgram(policy, () => {
      const accountName = "a";
      setting("s", managed(accountName, pulumi.output(pulumi.unknown as boolean)).id, audit);
      new cognitiveservices.ManagedNetworkSetting("network", { resourceGroupName, accountName });
    });
    assert.deepEqual(said, { a: events });
  });

  it("reads the one injection of an older API version", async () => {
    const made = await run(() => {
      setting("s", account("a", { kind: "AIServices" }).id, audit);
    });
    const networkInjections = { scenario: "agent", useMicrosoftManagedNetwork: true };
    const older = made.map((one): Registered =>
      one.name === "a"
        ? { ...one, inputs: { ...one.inputs, properties: { networkInjections } } }
        : one,
    );
    assert.deepEqual(await judgeAll(policy, older), { a: events });
  });
});

describe("ml-workspace-require-diagnostic-logs, by category group and kind", () => {
  it("accepts the audit group, and judges projects like any other", async () => {
    const said = await judgeProgram("ml-workspace-require-diagnostic-logs", () => {
      setting("s", workspace("a").id, [{ categoryGroup: "audit", enabled: true }]);
      workspace("project", { kind: "project" });
      workspace("hub", { kind: "Hub" });
      setting("own", workspace("logged-project", { kind: "Project" }).id);
    });
    assert.deepEqual(said, { hub: none, project: none });
  });
});

describe("defender-subscription-require-ai-plans", () => {
  const policy = "defender-subscription-require-ai-plans";
  const mine = "/subscriptions/00000000-0000-0000-0000-000000000000";
  const all = ["AI", "CloudPosture", "StorageAccounts", "KeyVaults", "Arm"];
  const plan = (
    pricingName: pulumi.Input<string>,
    args: Partial<security.PricingArgs> = {},
    name?: string,
  ) =>
    new security.Pricing(name ?? (pricingName as string), {
      scopeId: mine,
      pricingTier: "Standard",
      pricingName,
      ...args,
    });
  const plans = (names: readonly string[], args?: Partial<security.PricingArgs>, prefix = "") =>
    names.forEach((name) => plan(name, args, `${prefix}${name}`));
  const lacks = (...names: string[]) => `its subscription lacks ${names.join(", ")}`;
  const stack = "project-stack";
  const undeclared = `no Defender plan is declared; missing ${all.join(", ")}`;

  for (const phase of phases) {
    const judge = (program: () => void) => judgeProgram(policy, program, { phase });

    it(`asks once for what the subscription's plans lack (${phase})`, async () => {
      assert.deepEqual(await judge(() => plans(all)), {});
      assert.deepEqual(await judge(() => plans(all.map((name) => name.toUpperCase()))), {});
      assert.deepEqual(await judge(() => plans(["Arm", "KeyVaults"])), {
        Arm: lacks("AI", "CloudPosture", "StorageAccounts"),
      });
      assert.deepEqual(await judge(() => plans([...all.slice(1), "AIx"])), { AIx: lacks("AI") });
    });

    it(`does not count plans that are free (${phase})`, async () => {
      const said = await judge(() => {
        plans(all.slice(2));
        plan("AI", { pricingTier: "free" });
        plan("CloudPosture", { pricingTier: "" });
      });
      assert.deepEqual(said, { AI: lacks("AI", "CloudPosture") });
    });

    it(`does not count plans of a single resource (${phase})`, async () => {
      const scopeId = `${group}/providers/Microsoft.Storage/storageAccounts/st`;
      assert.deepEqual(await judge(() => plans(["StorageAccounts"], { scopeId })), {});
      const said = await judge(() => {
        plans(all.filter((name) => name !== "StorageAccounts"));
        plan("StorageAccounts", { scopeId });
      });
      assert.deepEqual(said, { AI: lacks("StorageAccounts") });
    });

    it(`judges each subscription on its own, however it is spelled (${phase})`, async () => {
      const said = await judge(() => {
        plans(all.slice(0, 2), { scopeId: mine.slice(1) }, "1-");
        plans(all.slice(2), { scopeId: `${mine.toUpperCase()}/` }, "2-");
        plans(
          all.slice(1),
          { scopeId: "subscriptions/22222222-2222-2222-2222-222222222222" },
          "3-",
        );
      });
      assert.deepEqual(said, { "3-Arm": lacks("AI") });
    });

    it(`speaks once for a stack with AI resources and no plan (${phase})`, async () => {
      const said = await judge(() => {
        account("ai");
        workspace("ml");
        new search.Service("search", { resourceGroupName });
      });
      assert.deepEqual(said, { [stack]: undeclared });
      const group = await judge(() => void new resources.ResourceGroup("rg"));
      assert.deepEqual(group, {});
    });
  }

  it("does not decide while a plan's name or scope is not known", async () => {
    for (const args of [{ pricingName: open() }, { scopeId: open() }]) {
      const said = await judgeProgram(policy, () => {
        plans(["Arm"]);
        plan("Api", args, "open");
      });
      const [input] = Object.keys(args);
      assert.deepEqual(said, { open: `undecided: ${input}` });
    }
    const single = await judgeProgram(policy, () => {
      plans(["Arm"]);
      plan(open(), { scopeId: `${group}/providers/Microsoft.Storage/storageAccounts/st` }, "open");
    });
    assert.deepEqual(single, { Arm: lacks(...all.filter((name) => name !== "Arm")) });
  });

  it("does not decide while the tier is all that is open", async () => {
    const tier = { pricingTier: open() };
    const said = await judgeProgram(policy, () => {
      plans(all.slice(1));
      plan("AI", tier);
    });
    assert.deepEqual(said, { AI: "undecided: pricingTier" });
    const lacking = await judgeProgram(policy, () => {
      plans(all.slice(2));
      plan("AI", tier);
    });
    assert.deepEqual(lacking, { AI: lacks("CloudPosture") });
  });

  it("does not take a plan outside of the targets for missing", async () => {
    const made = await run(() => {
      account("ai");
      plan("AI");
    });
    const untargeted = made.map((one) =>
      one.name === "AI" ? { ...one, inputs: {}, outputs: {} } : one,
    );
    assert.deepEqual(await judgeAll(policy, untargeted), { AI: "undecided: scopeId" });
  });

  it("asks for the plans of the configuration", async () => {
    const ask = (names: string[]) =>
      judgeProgram(policy, () => plans(["AI", "Containers"]), { config: { plans: names } });
    assert.deepEqual(await ask(["ai", "containers"]), {});
    assert.deepEqual(await ask(["Api"]), { AI: lacks("Api") });
  });

  it("is silent where plans are provided elsewhere", async () => {
    const settings = { providedElsewhere: ["defender-plans"] };
    const program = () => {
      account("ai");
      plan("AI", { pricingTier: open() });
    };
    assert.deepEqual(await judgeProgram(policy, program, { settings }), {});
  });

  it("takes what is malformed for absent", async () => {
    for (const broken of [
      {},
      { scopeId: 5 },
      { scopeId: mine, pricingName: 5 },
      { scopeId: mine, pricingName: "AI", pricingTier: true },
    ]) {
      const said = await judgeAll(policy, [
        raw("security:Pricing", { pricingTier: "Standard", ...broken }, "p"),
      ]);
      assert.deepEqual(said, "pricingName" in broken ? { p: lacks(...all) } : {});
    }
    assert.deepEqual(await judgeAll(policy, [raw("security:Pricing", { scopeId: unknown }, "p")]), {
      p: "undecided: scopeId",
    });
  });
});
