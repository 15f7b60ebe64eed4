/** Small programs for what the example platforms do not show. */
import assert from "node:assert/strict";
import * as path from "node:path";
import { Program, type Outcome } from "../../tools/engine/harness";
import { writeProgram } from "../../tools/engine/throw-away";

const pack = { path: path.resolve(__dirname, "..", "..") };

function triples({ violations }: Outcome): string[] {
  return violations.map(({ policy, resource, level }) => `${policy} ${resource} ${level}`).sort();
}

/** Registers resources as YAML does: the inputs as they are written, without the defaults of the Node SDK. */
const asYaml = `
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config();
const resource = (token: string, name: string, inputs: pulumi.Inputs) =>
  new pulumi.CustomResource(token, name, { resourceGroupName: "rg", ...inputs });
`;

describe("a program without the defaults of the Node SDK", function () {
  this.timeout(120_000);
  let program: Program;

  before(async () => {
    const ml = "azure-native:machinelearningservices";
    program = await Program.create(
      writeProgram(`${asYaml}
        const workspaceName = "ml";
        resource("${ml}:OnlineEndpoint", "open", { workspaceName, properties: { authMode: "AADToken" } });
        resource("${ml}:OnlineEndpoint", "closed", {
          workspaceName,
          properties: { authMode: "AADToken", publicNetworkAccess: "disabled" },
        });
        resource("${ml}/v20240401:OnlineEndpoint", "legacy", {
          workspaceName,
          onlineEndpointProperties: { authMode: "Key", publicNetworkAccess: "Disabled" },
        });
        resource("azure-native:keyvault:Vault", "vault", {
          properties: { tenantId: "t", sku: { family: "A", name: "standard" }, enablePurgeProtection: true },
        });
      `),
    );
  });
  after(() => program.dispose());

  it("is judged by what Azure does when a property is absent, in the user's spelling", async () => {
    const outcome = await program.preview({ packs: [pack] });
    assert.deepEqual(triples(outcome), [
      "key-vault-disable-public-network-access vault advisory",
      "ml-endpoint-require-entra-auth legacy mandatory",
      "ml-online-endpoint-disable-public-network-access open mandatory",
    ]);
    const line = (policy: string) =>
      outcome.violations.find((one) => one.policy === policy)?.message.split("\n")[1];
    assert.equal(
      line("ml-online-endpoint-disable-public-network-access"),
      'properties.publicNetworkAccess: not set; must be "Disabled"',
    );
    assert.equal(
      line("ml-endpoint-require-entra-auth"),
      'onlineEndpointProperties.authMode: "Key"; must be "AADToken"',
    );
  });
});

describe("a program with an asset that is empty", function () {
  this.timeout(120_000);
  let program: Program;

  before(async () => {
    program = await Program.create(
      writeProgram(`${asYaml}
        // An input that is no output: the SDK of the program itself cannot read an empty asset that comes back.
        resource("azure-native:monitor:DiagnosticSetting", "odd", {
          resourceUri: new pulumi.asset.StringAsset(""), name: "odd", workspaceId: "w",
        });
        resource("azure-native:keyvault:Vault", "vault", {
          vaultName: "v", properties: { tenantId: "t", sku: { family: "A", name: "standard" } },
        });
      `),
    );
  });
  after(() => program.dispose());

  it("is previewed to its end, judged and mended", async () => {
    const outcome = await program.preview({
      packs: [
        {
          ...pack,
          config: {
            "pack-settings": { scope: "all" },
            "key-vault-require-purge-protection": "remediate",
          },
        },
      ],
    });
    assert.equal(outcome.exitCode, 0, outcome.text);
    assert.deepEqual(triples(outcome), ["key-vault-disable-public-network-access vault advisory"]);
    assert.deepEqual(
      outcome.remediations.map(({ policy, resource }) => `${policy} ${resource}`),
      ["key-vault-require-purge-protection vault"],
    );
  });
});

describe("a preview of some resources only", function () {
  this.timeout(120_000);
  let program: Program;

  before(async () => {
    program = await Program.create(
      writeProgram(`${asYaml}
        const safe = { disableLocalAuth: true, publicNetworkAccess: "Disabled" };
        const account = resource("azure-native:cognitiveservices:Account", "account", {
          accountName: "ai", kind: "OpenAI", properties: safe, tags: { stage: config.get("stage") ?? "none" },
        });
        if (config.getBoolean("more")) {
          resource("azure-native:cognitiveservices:Account", "another", { accountName: "ai2", kind: "OpenAI", properties: {} });
          resource("azure-native:network:PrivateEndpoint", "endpoint", {
            privateLinkServiceConnections: [{ name: "ai", privateLinkServiceId: account.id, groupIds: ["account"] }],
          });
        }
      `),
    );
    const up = await program.up();
    assert.equal(up.exitCode, 0, up.text);
  });
  after(() => program.dispose());

  it("does not judge a new resource that is left out, and misses nothing that it will provide", async () => {
    await program.setConfig("more", "true");
    await program.setConfig("stage", "test");
    const target = ["urn:pulumi:dev::throw-away::azure-native:cognitiveservices:Account::account"];
    const outcome = await program.preview({ packs: [pack], target });
    assert.equal(outcome.changes["update"], 1, outcome.text);
    assert.deepEqual(triples(outcome), [
      "ai-services-account-require-diagnostic-logs account advisory",
      "defender-subscription-require-ai-plans throw-away-dev advisory",
    ]);
  });
});

describe("a program without AI, and what AI stands on in it", function () {
  this.timeout(120_000);
  let program: Program;

  before(async () => {
    program = await Program.create(
      writeProgram(`${asYaml}
        resource("azure-native:keyvault:Vault", "vault", {
          vaultName: "v", properties: { tenantId: "t", sku: { family: "A", name: "standard" } },
        });
        if (config.getBoolean("ai")) {
          resource("azure-native:cognitiveservices:Account", "account", {
            accountName: "ai", kind: "OpenAI", properties: { disableLocalAuth: true, publicNetworkAccess: "Disabled" },
          });
        }
      `),
    );
  });
  after(() => program.dispose());

  const ofVault = (outcome: Outcome) => triples(outcome).filter((one) => one.includes(" vault "));
  const found = [
    "key-vault-disable-public-network-access vault advisory",
    "key-vault-require-purge-protection vault mandatory",
  ];

  it("hears nothing", async () => {
    const outcome = await program.preview({ packs: [pack] });
    assert.deepEqual(triples(outcome), []);
    assert.equal(outcome.exitCode, 0, outcome.text);
  });

  it("hears all that is asked for", async () => {
    const outcome = await program.preview({
      packs: [{ ...pack, config: { "pack-settings": { scope: "all" } } }],
    });
    assert.deepEqual(triples(outcome), found);
    assert.notEqual(outcome.exitCode, 0);
  });

  it("is judged, and blocked, once AI stands on it, though the AI is registered later", async () => {
    await program.setConfig("ai", "true");
    const outcome = await program.preview({ packs: [pack] });
    assert.deepEqual(ofVault(outcome), found);
    assert.notEqual(outcome.exitCode, 0);
  });
});
