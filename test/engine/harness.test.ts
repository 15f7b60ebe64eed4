import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { analyze, Program, type Outcome, type Pack } from "../../tools/engine/harness";
import { removeFolder } from "../../tools/engine/temporary";
import { writePack, writeProgram } from "../../tools/engine/throw-away";

const PROGRAM = `
import * as azure from "@pulumi/azure-native";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
if (config.getBoolean("fail")) {
    throw new Error("the program has failed");
}

class Platform extends pulumi.ComponentResource {
    constructor(name: string) {
        super("test:ai:Platform", name, { size: 1 });
        const group = new azure.resources.ResourceGroup("group", {}, { parent: this });
        const account = new azure.cognitiveservices.Account("account", {
            resourceGroupName: group.name,
            kind: "OpenAI",
            tags: { stage: config.get("stage") ?? "none" },
            properties: { disableLocalAuth: true, apiProperties: { qnaRuntimeEndpoint: config.requireSecret("secret") } },
        }, { parent: this });
        new azure.cognitiveservices.Deployment("deployment", {
            resourceGroupName: group.name,
            accountName: account.name,
            properties: { model: { name: "gpt" } },
        }, { parent: this });
    }
}
new Platform("platform");

new pulumi.CustomResource("azure-native:machinelearningservices/v20240401:OnlineEndpoint", "versioned", {
    resourceGroupName: "rg", workspaceName: "ws", onlineEndpointProperties: { authMode: "Key" }, location: "westeurope",
});
`;

/** What a package made by `pulumi package add azure-native machinelearningservices v20240401` does. */
const LOCAL_PACKAGE = `
import * as pulumi from "@pulumi/pulumi";
import { RegisterPackageRequest, Parameterization } from "@pulumi/pulumi/proto/resource_pb";

const NAME = "azure-native_machinelearningservices_v20240401";
async function registered(): Promise<string> {
    const parameterization = new Parameterization();
    parameterization.setName(NAME);
    parameterization.setVersion("3.28.0");
    parameterization.setValue(Buffer.from(JSON.stringify({ module: "machinelearningservices", version: "v20240401" })).toString("base64"));
    const request = new RegisterPackageRequest();
    request.setName("azure-native");
    request.setVersion("3.28.0");
    request.setParameterization(parameterization);
    const monitor = (pulumi.runtime as any).getMonitor();
    return new Promise((resolve, reject) =>
        monitor.registerPackage(request, (error: Error, response: any) => (error ? reject(error) : resolve(response.getRef()))));
}
const inputs = { resourceGroupName: "rg", workspaceName: "ws", onlineEndpointProperties: { authMode: "Key" }, location: "x" };
new pulumi.CustomResource(NAME + ":machinelearningservices:OnlineEndpoint", "local", inputs, {}, false, registered());
`;

/** Tells in its messages what it was shown. The second policy has both phases. */
const PACK = `
const { PolicyPack } = require("@pulumi/policy");
const raw = (props) => props.__getSpecialProxyTarget ?? props;
let order = [];
new PolicyPack("watch", { policies: [
    {
        name: "tags", description: "Tags are capital", enforcementLevel: "advisory", severity: "low",
        remediateResource: (args) => {
            if (args.props.tags && args.props.tags.stage !== "PROD") {
                return { ...raw(args.props), tags: { stage: "PROD" } }; // spreading the proxy would throw on unknowns
            }
        },
        validateResource: (args, report) => {
            if (args.props.tags && args.props.tags.stage !== "PROD") {
                report("stage is " + args.props.tags.stage);
            }
        },
    },
    {
        name: "both", description: "Shows", enforcementLevel: "advisory",
        validateResource: (args, report) => {
            order.push(args.type);
            if (args.type === "test:skip:Skip") {
                args.notApplicable("not here");
            }
            report(JSON.stringify(Object.keys(raw(args.props)).sort()));
        },
        validateStack: (args, report) => {
            report(order.join());
            for (const resource of args.resources) {
                report(JSON.stringify({
                    keys: Object.keys(raw(resource.props)).sort(), props: raw(resource.props),
                    on: Object.fromEntries(Object.entries(resource.propertyDependencies).map(([key, list]) => [key, list.map((r) => r.name)])),
                }), resource.urn);
            }
        },
    },
    { name: "quiet-stack", description: "Says nothing", enforcementLevel: "mandatory", validateStack: () => {} },
    {
        name: "no-openai", description: "No OpenAI", enforcementLevel: "disabled",
        validateResource: (args, report) => args.props.kind === "OpenAI" && report("an OpenAI account"),
    },
] });
`;

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ACCOUNT = "azure-native:cognitiveservices:Account";

interface Seen {
  readonly keys: string[];
  readonly props: Record<string, unknown>;
  readonly on: Record<string, string[]>;
}

/** What the stack phase was shown of a resource. */
function seenInStack(outcome: Outcome, resource: string): Seen {
  const message =
    outcome.violations.find(
      (found) => found.resource === resource && found.message.includes('"keys"'),
    )?.message ?? "";
  return JSON.parse(message.slice(message.indexOf("{"))) as Seen;
}

function seenAsResource(outcome: Outcome, resource: string): string[] {
  const message =
    outcome.violations.find((found) => found.resource === resource && found.message.includes("\n["))
      ?.message ?? "";
  return JSON.parse(message.slice(message.indexOf("["))) as string[];
}

describe("the harness, in the real engine", function () {
  this.timeout(20 * 60_000); // the first run of all may have to build the CLI
  let folder: string;
  let packFolder: string;
  let pack: Pack;
  let program: Program;
  before(async () => {
    folder = writeProgram(PROGRAM);
    packFolder = writePack(PACK);
    pack = { path: packFolder };
    program = await Program.create(folder, { config: { "throw-away:secret": "not so secret" } });
  });
  after(() => {
    program.dispose();
    [folder, packFolder].forEach(removeFolder);
  });

  describe("previewing what does not exist yet", () => {
    let outcome: Outcome;
    before(async () => (outcome = await program.preview({ packs: [pack] })));

    it("reports how it went", () => {
      assert.equal(outcome.exitCode, 0, outcome.text);
      assert.ok(outcome.seconds > 0.5 && outcome.seconds < 600, String(outcome.seconds));
      assert.deepEqual(outcome.changes, { create: 6 });
      assert.deepEqual(outcome.diagnostics, []);
      assert.match(outcome.text, /watch@v1\.0\.0/);
      const created = outcome.steps.filter(
        ({ op, type }) => op === "create" && !type.startsWith("pulumi:"),
      );
      assert.deepEqual(created.map(({ resource }) => resource).sort(), [
        "account",
        "deployment",
        "group",
        "platform",
        "versioned",
      ]);
    });

    it("shows a violation with its resource, level, severity and message", () => {
      const [violation, ...others] = outcome.violations.filter(({ policy }) => policy === "tags");
      assert.deepEqual(others, []);
      assert.deepEqual(violation, {
        pack: "watch",
        policy: "tags",
        resource: "account",
        type: ACCOUNT,
        urn: "urn:pulumi:dev::throw-away::test:ai:Platform$azure-native:cognitiveservices:Account::account",
        level: "advisory",
        message: "Tags are capital\nstage is none",
        severity: "low",
      });
    });

    it("shows resource policies the inputs, with path inputs, automatic name, location and API version", () => {
      assert.deepEqual(seenAsResource(outcome, "account"), [
        ...[
          "accountName",
          "azureApiVersion",
          "kind",
          "location",
          "properties",
          "resourceGroupName",
          "tags",
        ],
      ]);
    });

    it("shows stack policies outputs without path inputs, unknown where the inputs do not say", () => {
      const { keys, props, on } = seenInStack(outcome, "account");
      assert.equal(keys.includes("accountName") || keys.includes("resourceGroupName"), false);
      assert.equal(props["kind"], "OpenAI");
      for (const key of ["id", "name", "sku", "identity"]) {
        assert.equal(props[key], UNKNOWN, key);
      }
      const properties = props["properties"] as Record<string, unknown>;
      assert.equal(properties["disableLocalAuth"], true);
      assert.equal(properties["publicNetworkAccess"], UNKNOWN);
      assert.deepEqual(on["resourceGroupName"], ["group"]);
      assert.deepEqual(seenInStack(outcome, "deployment").on["accountName"], ["account"]);
    });

    it("believes the shape of a versioned token", () => {
      const { keys, props } = seenInStack(outcome, "versioned");
      assert.deepEqual(props["onlineEndpointProperties"], { authMode: "Key" });
      assert.equal(keys.includes("workspaceName"), false);
    });

    it("runs resource policies before stack policies, the stack's resource first, components and providers too", () => {
      const message =
        outcome.violations.find(
          ({ policy, message: text }) => policy === "both" && text.includes("Stack,"),
        )?.message ?? "";
      const order = message.split("\n").pop()?.split(",") ?? [];
      assert.equal(order[0], "pulumi:pulumi:Stack");
      assert.equal(order.length, 7);
      assert.ok(
        order.indexOf("test:ai:Platform") > 0 &&
          order.indexOf("test:ai:Platform") < order.indexOf(ACCOUNT),
      );
      assert.ok(order.indexOf("pulumi:providers:azure-native") < order.indexOf(ACCOUNT));
    });

    it("gives the engine's summaries; a policy with both phases counts as a resource policy", () => {
      const account = outcome.summaries.find(
        ({ phase, urn }) => phase === "resource" && urn?.endsWith("::account"),
      );
      assert.deepEqual([account?.passed, account?.failed], [[], ["both", "tags"]]);
      const group = outcome.summaries.find(
        ({ phase, urn }) => phase === "resource" && urn?.endsWith("::group"),
      );
      assert.deepEqual([group?.passed, group?.failed], [["tags"], ["both"]]);
      const stack = outcome.summaries.filter(({ phase }) => phase === "stack");
      assert.equal(stack.length, 1);
      assert.deepEqual([stack[0]?.passed, stack[0]?.failed], [["quiet-stack"], ["both"]]);
    });
  });

  it("passes configuration on, and fails on a mandatory violation", async () => {
    const config = {
      both: { enforcementLevel: "disabled" },
      "no-openai": { enforcementLevel: "mandatory" },
    };
    const { exitCode, violations } = await program.preview({ packs: [{ ...pack, config }] });
    assert.notEqual(exitCode, 0);
    const found = violations.map(({ policy, resource, level }) => [policy, resource, level]).sort();
    assert.deepEqual(found, [
      ["no-openai", "account", "mandatory"],
      ["tags", "account", "advisory"],
    ]);
  });

  it("shows remediations", async () => {
    const config = {
      both: { enforcementLevel: "disabled" },
      tags: { enforcementLevel: "remediate" },
    };
    const { exitCode, violations, remediations, text } = await program.preview({
      packs: [{ ...pack, config }],
    });
    assert.equal(exitCode, 0, text);
    assert.deepEqual(violations, []);
    assert.deepEqual(
      remediations.map(({ policy, resource, after }) => [policy, resource, after["tags"]]),
      [["tags", "account", { stage: "PROD" }]],
    );
  });

  it("takes several packs, with and without configuration", async () => {
    const silence = { path: packFolder, config: { all: "disabled" } };
    const other = writePack(PACK.replace('"watch"', '"other"'));
    const { violations } = await program.preview({ packs: [silence, { path: other }] });
    assert.deepEqual([...new Set(violations.map((violation) => violation.pack))], ["other"]);
    removeFolder(other);
  });

  it("runs a program with a local package of another API version", async () => {
    const local = writeProgram(LOCAL_PACKAGE);
    const other = await Program.create(local);
    const { exitCode, violations, text } = await other.preview({ packs: [pack] });
    other.dispose();
    removeFolder(local);
    assert.equal(exitCode, 0, text);
    const shown = violations.find(
      ({ resource, message }) => resource === "local" && message.includes('"keys"'),
    );
    assert.equal(
      shown?.type,
      "azure-native_machinelearningservices_v20240401:machinelearningservices:OnlineEndpoint",
    );
    const { props } = JSON.parse(shown?.message.slice(shown.message.indexOf("{")) ?? "") as Seen;
    assert.deepEqual(props["onlineEndpointProperties"], { authMode: "Key" });
    assert.equal(props["azureApiVersion"], "2024-04-01");
  });

  it("tells a failing program from one without violations", async () => {
    const failing = await Program.create(folder, { config: { "throw-away:fail": "true" } });
    const { exitCode, diagnostics, violations } = await failing.preview({ packs: [pack] });
    failing.dispose();
    assert.notEqual(exitCode, 0);
    assert.ok(
      diagnostics.some(
        ({ severity, message }) =>
          severity === "error" && message.includes("the program has failed"),
      ),
    );
    assert.deepEqual(
      violations.filter(({ policy }) => policy === "tags"),
      [],
    );
  });

  it("tells a pack that cannot be loaded", async () => {
    const broken = writePack("throw new Error('the pack is broken');");
    const { exitCode, text } = await program.preview({ packs: [{ path: broken }] });
    removeFolder(broken);
    assert.notEqual(exitCode, 0);
    assert.match(text, /the pack is broken/);
  });

  it("prints as Pulumi prints, while it prints, in colours if asked", async () => {
    const parts: string[] = [];
    const { text } = await program.preview({ color: true, onOutput: (part) => parts.push(part) });
    assert.equal(parts.join(""), text);
    assert.ok(parts.length > 1);
    // eslint-disable-next-line no-control-regex -- colours are control characters
    assert.match(text, /\u001b\[/);
  });

  it("analyses a new resource outside of the targets with empty inputs", async () => {
    const group =
      "urn:pulumi:dev::throw-away::test:ai:Platform$azure-native:resources:ResourceGroup::group";
    const outcome = await program.preview({ packs: [pack], target: [group] });
    assert.deepEqual(seenAsResource(outcome, "group"), [
      "azureApiVersion",
      "location",
      "resourceGroupName",
    ]);
    assert.deepEqual(seenAsResource(outcome, "account"), []);
  });

  describe("with a deployed stack", () => {
    let state: string;
    before(async () => {
      const { exitCode, changes, text } = await program.up();
      assert.equal(exitCode, 0, text);
      assert.deepEqual(changes, { create: 6 });
      state = await program.exportState();
    });

    it("sees no change in a second preview, and real outputs", async () => {
      const outcome = await program.preview({ packs: [pack], args: ["--expect-no-changes"] });
      assert.equal(outcome.exitCode, 0, outcome.text);
      assert.deepEqual(outcome.changes, { same: 6 });
      const { props } = seenInStack(outcome, "deployment");
      assert.match(
        String(props["id"]),
        /^\/subscriptions\/[^/]+\/resourceGroups\/group[0-9a-f]{8}\/providers\/Microsoft\.CognitiveServices\/accounts\/account[0-9a-f]{8}\/deployments\/deployment$/,
      );
      assert.equal(JSON.stringify(props).includes(UNKNOWN), false);
    });

    it("knows name and location of what is to be updated, and no id", async () => {
      await program.setConfig("throw-away:stage", "test");
      const outcome = await program.preview({ packs: [pack] });
      await program.setConfig("throw-away:stage", "none");
      assert.equal(outcome.changes["update"], 1);
      const { props } = seenInStack(outcome, "account");
      assert.match(String(props["name"]), /^account[0-9a-f]{8}$/);
      assert.deepEqual([props["location"], props["id"]], ["westeurope", UNKNOWN]);
    });

    it("refreshes and finds no change, with and without the program", async () => {
      for (const runProgram of [false, true]) {
        const { exitCode, changes, text } = await program.refresh({ runProgram });
        assert.equal(exitCode, 0, text);
        assert.deepEqual(changes, { same: 6 });
      }
    });

    it("analyses the exported state", async () => {
      const outcome = await analyze({
        pack: { ...pack, config: { "no-openai": { enforcementLevel: "mandatory" } } },
        file: state,
      });
      assert.notEqual(outcome.exitCode, 0);
      assert.deepEqual(
        outcome.violations
          .filter(({ policy }) => policy === "no-openai")
          .map(({ resource, type, level }) => [resource, type, level]),
        [["account", ACCOUNT, "mandatory"]],
      );
      assert.ok(seenAsResource(outcome, "account").includes("resourceGroupName"));
      assert.equal(seenInStack(outcome, "account").keys.includes("resourceGroupName"), false);
    });

    it("keeps secrets secret in the state", () => {
      assert.equal(fs.readFileSync(state, "utf8").includes("not so secret"), false);
    });

    it("imports a state into another stack", async () => {
      const other = await Program.create(folder, {
        config: { "throw-away:secret": "not so secret" },
      });
      try {
        await other.importState(state);
        const { changes } = await other.refresh();
        assert.deepEqual(changes, { same: 6 });
      } finally {
        other.dispose();
      }
    });

    it("destroys all of it", async () => {
      const { exitCode, changes } = await program.destroy();
      assert.equal(exitCode, 0);
      assert.deepEqual(changes, { delete: 6 });
    });
  });

  it("leaves the folders of program and pack as they were", () => {
    assert.deepEqual(fs.readdirSync(folder).sort(), [
      "Pulumi.yaml",
      "index.ts",
      "node_modules",
      "package.json",
      "tsconfig.json",
    ]);
    assert.deepEqual(fs.readdirSync(packFolder).sort(), [
      "PulumiPolicy.yaml",
      "index.js",
      "node_modules",
      "package.json",
    ]);
  });

  it("removes its own folders", async () => {
    const before = fs
      .readdirSync(path.dirname(folder))
      .filter((name) => name.startsWith("azure-ai-security-")).length;
    const other = await Program.create(folder);
    other.dispose();
    const afterwards = fs
      .readdirSync(path.dirname(folder))
      .filter((name) => name.startsWith("azure-ai-security-")).length;
    assert.equal(afterwards, before);
  });
});
