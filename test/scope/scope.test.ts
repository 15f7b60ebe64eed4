/** In which stacks policies are heard: of what AI stands on, in those that hold AI. */
import assert from "node:assert/strict";
import { allPolicies } from "../../policies/all";
import { Analysis, type Config } from "../support/analyzer";
import { raw, unknown } from "../support/judge";
import type { Registered } from "../support/program";

const root = raw("pulumi:pulumi:Stack", {}, "project-stack");
const vault = raw("keyvault:Vault", { vaultName: "v", properties: {} }, "vault");
const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";

/** Who speaks of which resource, in a run over these resources, in the order in which they come. */
async function heard(
  resources: readonly Registered[],
  settings: object = { scope: "ai" },
  more: Config = {},
): Promise<readonly string[]> {
  const analysis = await Analysis.start(allPolicies, {
    ...more,
    "pack-settings": { ...settings },
  });
  const reports = [];
  for (const one of [root, ...resources]) reports.push(...(await analysis.resource(one)));
  reports.push(...(await analysis.stack([root, ...resources])));
  return reports.map(({ policy, resource }) => `${policy} ${resource}`).sort();
}

const ofVault = [
  "key-vault-disable-public-network-access vault",
  "key-vault-require-purge-protection vault",
];
const aboutVault = async (other: Registered, isFirst = false) =>
  (await heard(isFirst ? [other, vault] : [vault, other])).filter((one) => one.endsWith(" vault"));

describe("a stack without AI", () => {
  it("hears nothing of what AI stands on", async () => {
    const secret = raw("keyvault:Secret", { vaultName: "v", secretName: "s", properties: {} }, "s");
    const storage = raw("storage:StorageAccount", { accountName: "a" }, "storage");
    assert.deepEqual(await heard([vault, secret, storage]), []);
    assert.deepEqual(await heard([vault], { scope: "all" }), ofVault);
  });
  it("hears of governance that it declares itself", async () => {
    const plan = raw(
      "security:Pricing",
      { pricingName: "KeyVaults", pricingTier: "Standard", scopeId: "/subscriptions/s" },
      "plan",
    );
    assert.deepEqual(await heard([vault, plan]), ["defender-subscription-require-ai-plans plan"]);
  });
  it("hears nothing of a template out of sight, nor of what is not known yet", async () => {
    const link = raw(
      "resources:Deployment",
      { properties: { templateLink: { uri: "u" } } },
      "link",
    );
    const open = raw("keyvault:Vault", { vaultName: "v", properties: unknown }, "open");
    assert.deepEqual(await heard([link, open]), []);
    assert.deepEqual(await heard([link, open], { scope: "all" }), [
      "pack-undecided open",
      "pack-visibility link",
    ]);
  });
  it("is warned of a mistake in the configuration, and not blocked", async () => {
    for (const [resources, level] of [
      [[vault], "advisory"],
      [[vault, raw("search:Service", { searchServiceName: "s" }, "search")], "mandatory"],
    ] as const) {
      const analysis = await Analysis.start(allPolicies, {
        "pack-settings": { scope: "ai", typo: 1 },
      });
      for (const one of [root, ...resources]) await analysis.resource(one);
      const reports = await analysis.stack([root, ...resources]);
      assert.deepEqual(
        reports.filter(({ policy }) => policy === "pack-settings").map((one) => one.level),
        [level],
      );
    }
  });
});

describe("a stack holds AI", () => {
  const of = (type: string, inputs: object) => raw(type, inputs, "other");
  const template = (type: string) => ({
    properties: { template: { resources: [{ type, apiVersion: "2024-10-01", name: "x" }] } },
  });
  const holding: Readonly<Record<string, Registered>> = {
    "by an account": of("cognitiveservices:Account", { accountName: "ai" }),
    "by an account of which nothing is known": of("cognitiveservices:Account", {
      properties: unknown,
      kind: unknown,
      accountName: unknown,
    }),
    "by a new resource that is not targeted": of("machinelearningservices:Workspace", {}),
    "by a kind that no policy judges": of("botservice:Bot", { resourceName: "b" }),
    "by an older API version": of("azure-native:search/v20200801:Service", { replicaCount: 1 }),
    "by a classic account": of("azure:cognitive/account:Account", { name: "ai" }),
    "by a template": of(
      "resources:Deployment",
      template("Microsoft.MachineLearningServices/workspaces"),
    ),
    "by the text of a template": of("azure:core/templateDeployment:TemplateDeployment", {
      templateBody: JSON.stringify(template("Microsoft.Search/searchServices")),
    }),
    "by a generic resource": of("azure-native:resources:Resource", {
      resourceProviderNamespace: "Microsoft.CognitiveServices",
      resourceType: unknown,
    }),
    "by a type of azapi": of("azapi:index/resource:Resource", {
      type: "Microsoft.CognitiveServices/accounts/projects@2025-06-01",
      name: unknown,
    }),
    "by an id": of("network:PrivateEndpoint", {
      privateLinkServiceConnections: [
        {
          privateLinkServiceId: `${group}/providers/Microsoft.CognitiveServices/accounts/a`,
        },
      ],
    }),
    "by a host, as a gateway names it": of("apimanagement:Backend", {
      url: "https://contoso.openai.azure.com/openai",
    }),
    "by a DNS zone": of("privatedns:PrivateZone", {
      privateZoneName: "privatelink.services.ai.azure.com",
    }),
    "by a private-link group": of("network:PrivateEndpoint", {
      privateLinkServiceConnections: [
        { privateLinkServiceId: unknown, groupIds: ["amlworkspace"] },
      ],
    }),
    "by a role": of("authorization:RoleAssignment", {
      roleDefinitionId: `${group}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd`,
    }),
    "by a role's name": of("azure:authorization/assignment:Assignment", {
      roleDefinitionName: "Cognitive Services OpenAI User",
    }),
    "by an action": of("authorization:RoleDefinition", {
      permissions: [{ actions: ["Microsoft.CognitiveServices/accounts/listKeys/action"] }],
    }),
  };
  for (const [how, other] of Object.entries(holding))
    it(how, async () => {
      assert.deepEqual(await aboutVault(other), ofVault, "AI last");
      assert.deepEqual(await aboutVault(other, true), ofVault, "AI first");
    });

  const innocent: Readonly<Record<string, Registered>> = {
    "an id of something else": of("network:PrivateEndpoint", {
      privateLinkServiceConnections: [
        {
          privateLinkServiceId: `${group}/providers/Microsoft.Sql/servers/openai`,
          groupIds: ["sqlServer"],
        },
      ],
    }),
    "a host that only looks like one": of("apimanagement:Backend", {
      url: "https://openai.azure.com.evil.example/search.windows.network",
    }),
    "a word in a tag": of("storage:StorageAccount", { tags: { about: "openai, search, account" } }),
    "another cloud's text": of("aws:s3/bucket:Bucket", { bucket: "x.openai.azure.com" }),
  };
  for (const [what, other] of Object.entries(innocent))
    it(`not by ${what}`, async () => {
      assert.deepEqual(await aboutVault(other), []);
    });

  it("for itself, not for the other stacks of a state", async () => {
    const elsewhere = (one: Registered): Registered => ({
      ...one,
      urn: one.urn.replace("urn:pulumi:stack", "urn:pulumi:other"),
    });
    const account = of("cognitiveservices:Account", { accountName: "ai" });
    assert.deepEqual(await aboutVault(elsewhere(account)), []);
  });

  it("for what is found in the stack phase, at the level that is configured", async () => {
    const analysis = await Analysis.start(allPolicies, {
      "key-vault-require-purge-protection": "mandatory",
      "key-vault-disable-public-network-access": "disabled",
      "pack-settings": { scope: "ai" },
    });
    const resources = [root, vault, of("search:Service", { searchServiceName: "s" })];
    for (const one of resources)
      assert.deepEqual(
        (await analysis.resource(one)).filter(({ resource }) => resource === "vault"),
        [],
      );
    const reports = (await analysis.stack(resources)).filter(
      ({ resource }) => resource === "vault",
    );
    assert.deepEqual(
      reports.map(({ policy, level, urn }) => [policy, level, urn]),
      [["key-vault-require-purge-protection", "mandatory", vault.urn]],
    );
  });
});

describe("a remediation", () => {
  const config = (scope: string): Config => ({
    "key-vault-require-purge-protection": "remediate",
    "pack-settings": { scope },
  });
  it("obeys the scope, which the settings say", async () => {
    const analysis = await Analysis.start(allPolicies, config("ai"));
    await analysis.resource(root);
    assert.deepEqual(await analysis.remediate(vault), vault.inputs);
    const [report] = (await analysis.stack([root, vault])).filter(
      ({ policy }) => policy === "pack-settings",
    );
    assert.equal(report?.level, "advisory");
    assert.match(report?.message ?? "", /set "scope": "all" under pack-settings/);
  });
  it("mends all where all is judged", async () => {
    const analysis = await Analysis.start(allPolicies, config("all"));
    await analysis.resource(root);
    assert.notDeepEqual(await analysis.remediate(vault), vault.inputs);
  });
});
