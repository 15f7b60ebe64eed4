/** Stack policies where one side of a relation is written in another spelling than the other. */
import assert from "node:assert/strict";
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as machinelearningservices from "@pulumi/azure-native/machinelearningservices";
import * as network from "@pulumi/azure-native/network";
import * as privatedns from "@pulumi/azure-native/privatedns";
import { judgeAll, unknown } from "../support/judge";
import { run, type Phase, type Registered } from "../support/program";
import { registered, urnOf } from "../support/respell";

const providers = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers";
const accountId = `${providers}/Microsoft.CognitiveServices/accounts/ai`;
const workspaceId = `${providers}/Microsoft.MachineLearningServices/workspaces/ml`;
const central = `${providers}/Microsoft.OperationalInsights/workspaces/central`;
const vnet = `${providers}/Microsoft.Network/virtualNetworks/vnet`;
const inGroup = { resourceGroupName: "rg" };

const native = {
  account: (phase: Phase = "preview") =>
    run(() => {
      new cognitiveservices.Account("ai", { ...inGroup, accountName: "ai", kind: "OpenAI" });
    }, phase),
  workspace: (phase: Phase = "preview") =>
    run(() => {
      new machinelearningservices.Workspace("ml", { ...inGroup, workspaceName: "ml" });
    }, phase),
};
const urnOfWorkspace = urnOf("azure-native:machinelearningservices:Workspace", "ml");

function classicEndpoint(
  privateConnectionResourceId: string,
  subresourceNames: readonly string[],
  dependsOn: readonly string[] = [],
): Registered {
  return registered(
    "azure:privatelink/endpoint:Endpoint",
    "endpoint",
    {
      ...inGroup,
      name: "endpoint",
      subnetId: `${vnet}/subnets/endpoints`,
      privateServiceConnection: {
        name: "connection",
        isManualConnection: false,
        privateConnectionResourceId,
        subresourceNames,
      },
    },
    dependsOn.length > 0 ? { privateServiceConnection: dependsOn } : {},
  );
}

function template(
  resources: readonly object[],
  { name = "template", group = "rg", parameters = {} }: DeploymentOptions = {},
): Registered {
  return registered("azure-native:resources:Deployment", name, {
    resourceGroupName: group,
    properties: {
      mode: "Incremental",
      template: {
        $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        contentVersion: "1.0.0.0",
        parameters: Object.fromEntries(
          Object.keys(parameters).map((one) => [one, { type: "string" }]),
        ),
        resources,
      },
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([one, value]) => [one, { value }]),
      ),
    },
  });
}

interface DeploymentOptions {
  readonly name?: string;
  readonly group?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const logs = {
  workspaceId: central,
  logs: [{ categoryGroup: "allLogs", enabled: true }],
};
const setting = (scope: string, more: object = {}) => ({
  type: "Microsoft.Insights/diagnosticSettings",
  apiVersion: "2021-05-01-preview",
  name: "logs",
  scope,
  properties: logs,
  ...more,
});
const connectedTo = (id: string, group: string, more: object = {}) => ({
  type: "Microsoft.Network/privateEndpoints",
  apiVersion: "2024-05-01",
  name: "endpoint",
  location: "westeurope",
  properties: {
    privateLinkServiceConnections: [
      { name: "connection", properties: { privateLinkServiceId: id, groupIds: [group] } },
    ],
  },
  ...more,
});
const accountInTemplate = {
  type: "Microsoft.CognitiveServices/accounts",
  apiVersion: "2025-06-01",
  name: "ai",
  kind: "OpenAI",
  location: "westeurope",
  properties: {},
};

const lacksEndpoint = (group: string) =>
  `no private endpoint of this stack connects to it with group id ${group}`;

describe("joins across spellings", () => {
  describe("a classic private endpoint", () => {
    const policy = "ml-workspace-require-private-endpoint";

    it("protects a workspace of azure-native that is deployed", async () => {
      const workspace = await native.workspace("up");
      const id = String(workspace.find(({ name }) => name === "ml")?.outputs["id"]);
      assert.equal(id, workspaceId);
      const resources = [...workspace, classicEndpoint(id, ["amlworkspace"])];
      assert.deepEqual(await judgeAll(policy, resources), {});
    });

    it("protects one whose id is in the program and not yet in Azure", async () => {
      const resources = [
        ...(await native.workspace()),
        classicEndpoint(workspaceId, ["amlworkspace"]),
      ];
      assert.deepEqual(await judgeAll(policy, resources), {});
    });

    it("protects, at a first preview, the one that the engine's edge leads to", async () => {
      const resources = [
        ...(await native.workspace()),
        classicEndpoint(unknown, ["amlworkspace"], [urnOfWorkspace]),
      ];
      assert.deepEqual(await judgeAll(policy, resources), {});
    });

    it("to something else protects no workspace", async () => {
      const storage = registered("azure:storage/account:Account", "st", { ...inGroup, name: "st" });
      const resources = [...(await native.workspace()), storage];
      for (const other of [
        classicEndpoint(`${workspaceId}-2`, ["amlworkspace"]),
        classicEndpoint(workspaceId, ["blob"]),
        classicEndpoint(unknown, ["amlworkspace"], [storage.urn]),
      ])
        assert.deepEqual(await judgeAll(policy, [...resources, other]), {
          ml: lacksEndpoint("amlworkspace"),
        });
    });
  });

  describe("a private endpoint of azure-native", () => {
    const policy = "ai-services-account-require-private-endpoint";
    const account = registered("azure:cognitive/account:Account", "ai", {
      ...inGroup,
      ...{ name: "ai", kind: "OpenAI", skuName: "S0" },
    });
    const endpoint = async (privateLinkServiceId: string) =>
      (
        await run(() => {
          new network.PrivateEndpoint("endpoint", {
            ...inGroup,
            privateLinkServiceConnections: [{ privateLinkServiceId, groupIds: ["account"] }],
          });
        })
      ).filter(({ name }) => name === "endpoint");

    it("protects a classic account, by its id", async () => {
      assert.deepEqual(await judgeAll(policy, [account, ...(await endpoint(accountId))]), {});
      const other = await endpoint(`${accountId}-2`);
      assert.deepEqual(await judgeAll(policy, [account, ...other]), {
        ai: lacksEndpoint("account"),
      });
    });

    it("protects a classic account, by the engine's edge", async () => {
      const [made] = await endpoint(unknown);
      assert.ok(made);
      const edge = { privateLinkServiceConnections: [account.urn] };
      const resources = [account, { ...made, propertyDependencies: edge }];
      assert.deepEqual(await judgeAll(policy, resources), {});
    });
  });

  describe("a diagnostic setting", () => {
    const policy = "ai-services-account-require-diagnostic-logs";
    const ofAi = "[resourceId('Microsoft.CognitiveServices/accounts', 'ai')]";

    for (const phase of ["preview", "up"] as const)
      it(`in a template covers an account outside of it (${phase})`, async () => {
        const account = await native.account(phase);
        for (const inTemplate of [
          template([setting(ofAi)]),
          template([setting("Microsoft.CognitiveServices/accounts/ai")]),
          template([setting(accountId)]),
          template([setting("[parameters('id')]")], { parameters: { id: accountId } }),
          template([setting("[resourceId('rg', 'Microsoft.CognitiveServices/accounts', 'ai')]")]),
          template([
            {
              ...setting(""),
              type: "Microsoft.CognitiveServices/accounts/providers/diagnosticSettings",
              name: "ai/Microsoft.Insights/logs",
              scope: undefined,
            },
          ]),
        ])
          assert.deepEqual(await judgeAll(policy, [...account, inTemplate]), {});
      });

    for (const phase of ["preview", "up"] as const)
      it(`as a generic resource, of azapi or classic covers an account (${phase})`, async () => {
        const account = await native.account(phase);
        for (const other of [
          registered("azure-native:resources:Resource", "logs", {
            ...inGroup,
            resourceProviderNamespace: "Microsoft.CognitiveServices",
            parentResourcePath: "accounts/ai/providers/Microsoft.Insights",
            resourceType: "diagnosticSettings",
            resourceName: "logs",
            properties: logs,
          }),
          registered("azapi:index/resource:Resource", "logs", {
            type: "Microsoft.Insights/diagnosticSettings@2021-05-01-preview",
            name: "logs",
            parentId: accountId,
            body: { properties: logs },
          }),
          registered("azure:monitoring/diagnosticSetting:DiagnosticSetting", "logs", {
            targetResourceId: accountId,
            logAnalyticsWorkspaceId: central,
            enabledLogs: [{ categoryGroup: "allLogs" }],
          }),
        ])
          assert.deepEqual(await judgeAll(policy, [...account, other]), {});
      });

    it("of another account, or of another resource group, covers nothing", async () => {
      const account = await native.account();
      for (const other of [
        template([setting(ofAi.replace("'ai'", "'other'"))]),
        template([setting(ofAi)], { group: "other" }),
      ]) {
        const said = await judgeAll(policy, [...account, other]);
        assert.deepEqual(Object.keys(said), ["ai"]);
        assert.doesNotMatch(String(said["ai"]), /^undecided/);
      }
    });

    it("whose account is not known covers it perhaps", async () => {
      const account = await native.account();
      const resources = [
        ...account,
        template(
          [setting("[resourceId('Microsoft.CognitiveServices/accounts', parameters('n'))]")],
          {
            parameters: { n: unknown },
          },
        ),
      ];
      assert.match(String((await judgeAll(policy, resources))["ai"]), /^undecided: /);
    });
  });

  describe("a resource of a template", () => {
    const policy = "ai-services-account-require-private-endpoint";
    const id = "[resourceId('Microsoft.CognitiveServices/accounts', 'ai')]";

    it("is protected by one of another template", async () => {
      const first = template([accountInTemplate], { name: "first" });
      const second = template([connectedTo(id, "account")], { name: "second" });
      assert.deepEqual(await judgeAll(policy, [first, second]), {});
      const byText = template([connectedTo(accountId, "account")], { name: "second" });
      assert.deepEqual(await judgeAll(policy, [first, byText]), {});
      const other = template([connectedTo(`${accountId}-2`, "account")], { name: "second" });
      assert.deepEqual(Object.keys(await judgeAll(policy, [first, other])), ["first"]);
    });

    it("counts when its condition is true, perhaps when it is not known, and never when it is false", async () => {
      const account = await native.account();
      const verdict = async (condition: unknown) => {
        const one = template([connectedTo(id, "account", { condition })], {
          parameters: { wanted: unknown },
        });
        return (await judgeAll(policy, [...account, one]))["ai"] ?? "met";
      };
      assert.equal(await verdict(true), "met");
      assert.equal(await verdict(false), lacksEndpoint("account"));
      assert.match(await verdict("[equals(parameters('wanted'), 'yes')]"), /^undecided: /);
    });

    it("is judged whatever its condition, unless that is false", async () => {
      const verdict = async (condition: unknown) => {
        const one = template([{ ...accountInTemplate, condition }], {
          parameters: { wanted: unknown },
        });
        return (await judgeAll(policy, [one]))["template"] ?? "met";
      };
      const lacks = `Microsoft.CognitiveServices/accounts "ai": ${lacksEndpoint("account")}`;
      assert.equal(await verdict(true), lacks);
      assert.equal(await verdict("[equals(parameters('wanted'), 'yes')]"), lacks);
      assert.equal(await verdict(false), "met");
    });

    it("shares the subscription's Defender plans with another template", async () => {
      const plans = (name: string, ...types: string[]) =>
        registered("azure-native:resources:DeploymentAtSubscriptionScope", name, {
          location: "westeurope",
          properties: {
            mode: "Incremental",
            template: {
              resources: types.map((type) => ({
                type: "Microsoft.Security/pricings",
                apiVersion: "2024-01-01",
                name: type,
                properties: { pricingTier: "Standard" },
              })),
            },
          },
        });
      const first = plans("first", "AI", "CloudPosture");
      const second = plans("second", "StorageAccounts", "KeyVaults", "Arm");
      const defender = "defender-subscription-require-ai-plans";
      assert.deepEqual(await judgeAll(defender, [first, second]), {});
      assert.deepEqual(Object.keys(await judgeAll(defender, [first])), ["first"]);
    });
  });

  describe("private DNS", () => {
    it("of a classic zone is linked by azure-native, by name", async () => {
      const policy = "network-private-dns-zone-require-vnet-link";
      const name = "privatelink.openai.azure.com";
      const zone = registered("azure:privatedns/zone:Zone", "zone", { ...inGroup, name });
      const link = await run(() => {
        new privatedns.VirtualNetworkLink("link", {
          ...inGroup,
          privateZoneName: name,
          virtualNetwork: { id: vnet },
        });
      });
      assert.deepEqual(await judgeAll(policy, [zone, ...link]), {});
      assert.deepEqual(Object.keys(await judgeAll(policy, [zone])), ["zone"]);
    });

    it("in a template registers an endpoint of azure-native", async () => {
      const policy = "network-private-endpoint-require-dns-zones";
      const program = await run(() => {
        const account = new cognitiveservices.Account("ai", {
          ...inGroup,
          accountName: "ai",
          kind: "OpenAI",
        });
        new network.PrivateEndpoint("endpoint", {
          ...inGroup,
          privateEndpointName: "endpoint",
          privateLinkServiceConnections: [
            { privateLinkServiceId: account.id, groupIds: ["account"] },
          ],
        });
      });
      const zones = (zone: string) =>
        template([
          {
            type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
            apiVersion: "2024-05-01",
            name: "endpoint/default",
            properties: {
              privateDnsZoneConfigs: [
                {
                  name: "one",
                  properties: {
                    privateDnsZoneId: `[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.${zone}')]`,
                  },
                },
              ],
            },
          },
        ]);
      assert.deepEqual(await judgeAll(policy, [...program, zones("openai.azure.com")]), {});
      assert.deepEqual(Object.keys(await judgeAll(policy, [...program, zones("api.azureml.ms")])), [
        "endpoint",
      ]);
    });
  });
});
