/**
 * Bodies as Azure's template reference has them (https://learn.microsoft.com/azure/templates), and as templates in use
 * write them; expected are the inputs of the SDK, written by hand.
 */
import * as assert from "node:assert";
import * as fc from "fast-check";
import { armTypes } from "../../../policies/core/spellings/arm/arm-types";
import { idOf, thisSubscription } from "../../../policies/core/spellings/arm/arm-id";
import type { Declared } from "../../../policies/core/spellings/reading";
import { readAzapi } from "../../../policies/core/spellings/arm/azapi";
import { readGenericResource } from "../../../policies/core/spellings/arm/generic";
import { readArm, type RawArm } from "../../../policies/core/spellings/arm/raw-arm";
import { OPEN, UNKNOWN } from "../../../policies/core/value/value";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
const group = `${subscription}/resourceGroups/rg`;
const account = `${group}/providers/Microsoft.CognitiveServices/accounts/ai`;

function only(declared: readonly Declared[] | undefined): Declared {
  assert.strictEqual(declared?.length, 1);
  const [first] = declared;
  assert.ok(first);
  return first;
}

function arm(type: string, names: readonly unknown[], body: unknown, more: Partial<RawArm> = {}) {
  return only(readArm({ type, names, body, resourceGroup: "rg", subscription, ...more }));
}

describe("raw ARM", () => {
  it("keeps `properties` where the SDK does, and names the parent", () => {
    const { kind, props, spell, complete } = arm(
      "Microsoft.CognitiveServices/accounts/deployments",
      ["ai", "gpt"],
      {
        sku: { name: "GlobalStandard", capacity: 450 },
        properties: { model: { format: "OpenAI", name: "gpt-4o" }, raiPolicyName: "strict" },
        dependsOn: ["x"],
      },
    );
    assert.strictEqual(kind, "cognitiveservices:Deployment");
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      accountName: "ai",
      deploymentName: "gpt",
      sku: { name: "GlobalStandard", capacity: 450 },
      properties: { model: { format: "OpenAI", name: "gpt-4o" }, raiPolicyName: "strict" },
    });
    assert.strictEqual(complete, undefined);
    assert.deepStrictEqual(spell(["properties", "raiPolicyName"]), ["properties", "raiPolicyName"]);
    assert.deepStrictEqual(spell(["accountName"]), ["name"]);
    assert.deepStrictEqual(spell(["resourceGroupName"]), ["resourceGroup"]);
    assert.deepStrictEqual(spell([]), []);
  });

  it("lifts `properties` where the SDK does, and lists the identities", () => {
    const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`;
    const { props, spell, apiVersion } = arm(
      "microsoft.machinelearningservices/WORKSPACES",
      ["ml"],
      {
        location: "westeurope",
        kind: "Hub",
        identity: { type: "SystemAssigned,UserAssigned", userAssignedIdentities: { [id]: {} } },
        properties: {
          publicNetworkAccess: "Disabled",
          managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" },
          encryption: { keyVaultProperties: { keyIdentifier: "https://kv/keys/k" } },
        },
      },
      { apiVersion: "2024-10-01" },
    );
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      workspaceName: "ml",
      location: "westeurope",
      kind: "Hub",
      identity: { type: "SystemAssigned,UserAssigned", userAssignedIdentities: [id] },
      publicNetworkAccess: "Disabled",
      managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" },
      encryption: { keyVaultProperties: { keyIdentifier: "https://kv/keys/k" } },
    });
    assert.strictEqual(apiVersion, "2024-10-01");
    assert.deepStrictEqual(spell(["publicNetworkAccess"]), ["properties", "publicNetworkAccess"]);
    assert.deepStrictEqual(spell(["identity", "type"]), ["identity", "type"]);
    assert.deepStrictEqual(spell(["identity", "userAssignedIdentities", 0]), [
      "identity",
      "userAssignedIdentities",
      id,
    ]);
  });

  it("knows storage accounts by ARM's names", () => {
    const { props, spell } = arm("Microsoft.Storage/storageAccounts", ["st"], {
      sku: { name: "Standard_LRS" },
      kind: "StorageV2",
      properties: {
        supportsHttpsTrafficOnly: true,
        // Nothing to ARM.
        enableHttpsTrafficOnly: false,
        minimumTlsVersion: "TLS1_2",
        networkAcls: {
          bypass: "AzureServices",
          defaultAction: "Deny",
          ipRules: [{ value: "1.2.3.4", action: "Allow" }],
          virtualNetworkRules: [{ id: "subnet", action: "Allow" }],
        },
        encryption: {
          keySource: "Microsoft.Keyvault",
          // Lower case in the reference, camel case in many templates.
          keyVaultProperties: { keyname: "cmk", keyVaultUri: "https://kv" },
          identity: { userAssignedIdentity: "id" },
        },
      },
    });
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      accountName: "st",
      sku: { name: "Standard_LRS" },
      kind: "StorageV2",
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      networkRuleSet: {
        bypass: "AzureServices",
        defaultAction: "Deny",
        ipRules: [{ iPAddressOrRange: "1.2.3.4", action: "Allow" }],
        virtualNetworkRules: [{ virtualNetworkResourceId: "subnet", action: "Allow" }],
      },
      encryption: {
        keySource: "Microsoft.Keyvault",
        keyVaultProperties: { keyName: "cmk", keyVaultUri: "https://kv" },
        encryptionIdentity: { encryptionUserAssignedIdentity: "id" },
      },
    });
    assert.deepStrictEqual(spell(["networkRuleSet", "ipRules", 0, "iPAddressOrRange"]), [
      "properties",
      "networkAcls",
      "ipRules",
      0,
      "value",
    ]);
    assert.deepStrictEqual(spell(["encryption", "keyVaultProperties", "keyName"]), [
      "properties",
      "encryption",
      "keyvaultproperties",
      "keyname",
    ]);
    assert.deepStrictEqual(spell(["sku", "name"]), ["sku", "name"]);
  });

  it("knows registries, whose identities stay a map", () => {
    const { props } = arm("Microsoft.ContainerRegistry/registries", ["cr"], {
      identity: { type: "UserAssigned", userAssignedIdentities: { id: {} } },
      properties: { networkRuleSet: { defaultAction: "Deny", ipRules: [{ value: "1.2.3.4" }] } },
    });
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      registryName: "cr",
      identity: { type: "UserAssigned", userAssignedIdentities: { id: {} } },
      networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "1.2.3.4" }] },
    });
  });

  it("knows Application Insights in Pascal case, and in the case templates use", () => {
    const { props, spell } = arm("microsoft.insights/components", ["appi"], {
      kind: "web",
      properties: {
        Application_Type: "web",
        WorkspaceResourceId: "log",
        disableLocalAuth: true,
        RetentionInDays: 90,
        publicNetworkAccessForIngestion: "Disabled",
      },
    });
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      resourceName: "appi",
      kind: "web",
      applicationType: "web",
      workspaceResourceId: "log",
      disableLocalAuth: true,
      retentionInDays: 90,
      publicNetworkAccessForIngestion: "Disabled",
    });
    assert.deepStrictEqual(spell(["disableLocalAuth"]), ["properties", "DisableLocalAuth"]);
  });

  it("knows when secrets and keys end", () => {
    const { props, spell } = arm("Microsoft.KeyVault/vaults/secrets", ["kv", "key"], {
      properties: { value: "x", attributes: { enabled: true, exp: 1830294000, nbf: 1585206000 } },
    });
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      vaultName: "kv",
      secretName: "key",
      properties: {
        value: "x",
        attributes: { enabled: true, expires: 1830294000, notBefore: 1585206000 },
      },
    });
    assert.deepStrictEqual(spell(["properties", "attributes", "expires"]), [
      "properties",
      "attributes",
      "exp",
    ]);
  });

  it("makes a resource of each access policy that a vault's list adds", () => {
    const [first, second, ...others] = readArm({
      type: "Microsoft.KeyVault/vaults/accessPolicies",
      names: ["kv", "add"],
      resourceGroup: "rg",
      body: {
        properties: {
          accessPolicies: [
            { objectId: "a", permissions: { keys: ["all"] } },
            { objectId: "b", permissions: { secrets: ["get"] } },
          ],
        },
      },
    });
    assert.deepStrictEqual(others, []);
    assert.deepStrictEqual(first?.props, {
      resourceGroupName: "rg",
      vaultName: "kv",
      policy: { objectId: "a", permissions: { keys: ["all"] } },
    });
    assert.deepStrictEqual(second?.spell(["policy", "permissions", "secrets", 0]), [
      "properties",
      "accessPolicies",
      1,
      "permissions",
      "secrets",
      0,
    ]);
  });

  it("lifts the properties of what networks hold", () => {
    const { props, spell } = arm("Microsoft.Network/virtualNetworks", ["vnet"], {
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [
          {
            name: "pe",
            properties: {
              addressPrefix: "10.0.0.0/24",
              networkSecurityGroup: { id: "nsg" },
              delegations: [
                { name: "d", properties: { serviceName: "Microsoft.App/environments" } },
              ],
            },
          },
        ],
      },
    });
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      virtualNetworkName: "vnet",
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [
        {
          name: "pe",
          addressPrefix: "10.0.0.0/24",
          networkSecurityGroup: { id: "nsg" },
          delegations: [{ name: "d", serviceName: "Microsoft.App/environments" }],
        },
      ],
    });
    assert.deepStrictEqual(spell(["subnets", 0, "defaultOutboundAccess"]), [
      "properties",
      "subnets",
      0,
      "properties",
      "defaultOutboundAccess",
    ]);
    assert.deepStrictEqual(spell(["subnets", 0, "name"]), ["properties", "subnets", 0, "name"]);
    assert.deepStrictEqual(spell(["subnets", 0]), ["properties", "subnets", 0]);
  });

  it("lifts the properties of rules, connections and zone configurations", () => {
    const group = arm("Microsoft.Network/networkSecurityGroups", ["nsg"], {
      properties: { securityRules: [{ name: "ssh", properties: { access: "Allow" } }] },
    });
    assert.deepStrictEqual(group.props, {
      resourceGroupName: "rg",
      networkSecurityGroupName: "nsg",
      securityRules: [{ name: "ssh", access: "Allow" }],
    });
    const endpoint = arm("Microsoft.Network/privateEndpoints", ["pe"], {
      properties: {
        subnet: { id: "subnet" },
        privateLinkServiceConnections: [
          { name: "c", properties: { privateLinkServiceId: account, groupIds: ["account"] } },
        ],
      },
    });
    assert.deepStrictEqual(endpoint.props, {
      resourceGroupName: "rg",
      privateEndpointName: "pe",
      subnet: { id: "subnet" },
      privateLinkServiceConnections: [
        { name: "c", privateLinkServiceId: account, groupIds: ["account"] },
      ],
    });
    assert.deepStrictEqual(
      endpoint.spell(["privateLinkServiceConnections", 0, "privateLinkServiceId"]),
      ["properties", "privateLinkServiceConnections", 0, "properties", "privateLinkServiceId"],
    );
    const zones = arm(
      "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
      ["pe", "default"],
      {
        properties: {
          privateDnsZoneConfigs: [{ name: "z", properties: { privateDnsZoneId: "id" } }],
        },
      },
    );
    assert.deepStrictEqual(zones.props, {
      resourceGroupName: "rg",
      privateEndpointName: "pe",
      privateDnsZoneGroupName: "default",
      privateDnsZoneConfigs: [{ name: "z", privateDnsZoneId: "id" }],
    });
  });

  it("takes what Log Analytics and named values have inside", () => {
    const workspace = arm("Microsoft.OperationalInsights/workspaces", ["log"], {
      sku: { name: "ignored" },
      properties: { sku: { name: "PerGB2018" }, features: { disableLocalAuth: true } },
    });
    assert.deepStrictEqual(workspace.props, {
      resourceGroupName: "rg",
      workspaceName: "log",
      sku: { name: "PerGB2018" },
      features: { disableLocalAuth: true },
    });
    assert.deepStrictEqual(workspace.spell(["sku", "name"]), ["properties", "sku", "name"]);
    const value = arm("Microsoft.ApiManagement/service/namedValues", ["apim", "key"], {
      properties: { displayName: "key", secret: true, tags: ["a"] },
    });
    assert.deepStrictEqual(value.props, {
      resourceGroupName: "rg",
      serviceName: "apim",
      namedValueId: "key",
      displayName: "key",
      secret: true,
      tags: ["a"],
    });
  });

  it("tells an API's type from the way it is imported", () => {
    const { props, spell } = arm("Microsoft.ApiManagement/service/apis", ["apim", "openai"], {
      properties: { type: "http", apiType: "graphql", path: "openai", protocols: ["https"] },
    });
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      serviceName: "apim",
      apiId: "openai",
      apiType: "http",
      soapApiType: "graphql",
      path: "openai",
      protocols: ["https"],
    });
    assert.deepStrictEqual(spell(["apiType"]), ["properties", "type"]);
  });

  it("names the properties of capability hosts as the SDK does", () => {
    const { props, spell } = arm(
      "Microsoft.CognitiveServices/accounts/projects/capabilityHosts",
      ["ai", "p", "agents"],
      { properties: { storageConnections: ["blob"] } },
    );
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      accountName: "ai",
      projectName: "p",
      capabilityHostName: "agents",
      projectCapabilityHostProperties: { storageConnections: ["blob"] },
    });
    assert.deepStrictEqual(spell(["projectCapabilityHostProperties", "storageConnections"]), [
      "properties",
      "storageConnections",
    ]);
  });

  describe("that extends another resource", () => {
    const logs = [{ categoryGroup: "allLogs", enabled: true }];

    it("is told by its scope", () => {
      const { kind, props, spell } = arm(
        "Microsoft.Insights/diagnosticSettings",
        ["all"],
        { properties: { logs } },
        { scope: account },
      );
      assert.strictEqual(kind, "monitor:DiagnosticSetting");
      assert.deepStrictEqual(props, { resourceUri: account, name: "all", logs });
      assert.deepStrictEqual(spell(["resourceUri"]), ["scope"]);
    });

    it("is told by its name, as templates before 2019 did", () => {
      const { kind, props, spell } = arm(
        "Microsoft.CognitiveServices/accounts/providers/diagnosticSettings",
        ["ai", "Microsoft.Insights", "all"],
        { properties: { logs } },
      );
      assert.strictEqual(kind, "monitor:DiagnosticSetting");
      assert.deepStrictEqual(props, { resourceUri: account, name: "all", logs });
      assert.deepStrictEqual(spell(["resourceUri"]), ["name"]);
    });

    it("has no known scope if its name is not known", () => {
      const { kind, props } = arm(
        "Microsoft.CognitiveServices/accounts/providers/roleAssignments",
        [UNKNOWN, UNKNOWN, UNKNOWN],
        { properties: { principalId: "p" } },
      );
      assert.strictEqual(kind, "authorization:RoleAssignment");
      assert.deepStrictEqual(props, {
        scope: UNKNOWN,
        roleAssignmentName: UNKNOWN,
        principalId: "p",
      });
    });

    it("applies to what it is deployed to when it says nothing", () => {
      const body = { properties: { roleDefinitionId: "r", principalId: "p" } };
      const type = "Microsoft.Authorization/roleAssignments";
      const own = { roleAssignmentName: "n", roleDefinitionId: "r", principalId: "p" };
      assert.deepStrictEqual(arm(type, ["n"], body).props, { scope: group, ...own });
      assert.deepStrictEqual(arm(type, ["n"], body, { resourceGroup: undefined }).props, {
        scope: subscription,
        ...own,
      });
      assert.deepStrictEqual(arm(type, ["n"], body, { resourceGroup: UNKNOWN }).props, {
        scope: UNKNOWN,
        ...own,
      });
    });

    it("is a setting of the subscription or a management group", () => {
      const type = "Microsoft.Insights/diagnosticSettings";
      const above = { resourceGroup: undefined };
      const management = "/providers/Microsoft.Management/managementGroups/mg";
      assert.strictEqual(
        arm(type, ["activity"], { properties: { logs } }, above).kind,
        "monitor:SubscriptionDiagnosticSetting",
      );
      assert.strictEqual(
        arm(type, ["mg"], { properties: { logs } }, { ...above, scope: management }).kind,
        "monitor:ManagementGroupDiagnosticSetting",
      );
    });

    it("belongs to a workspace of Sentinel", () => {
      const rule = {
        kind: "Scheduled",
        properties: { enabled: true, query: "AzureDiagnostics", severity: "High" },
      };
      const expected = {
        workspaceName: "log",
        resourceGroupName: "rg",
        ruleId: "r",
        kind: "Scheduled",
        enabled: true,
        query: "AzureDiagnostics",
        severity: "High",
      };
      const workspace = `${group}/providers/Microsoft.OperationalInsights/workspaces/log`;
      const type = "Microsoft.SecurityInsights/alertRules";
      const scoped = arm(type, ["r"], rule, { scope: workspace });
      assert.strictEqual(scoped.kind, "securityinsights:ScheduledAlertRule");
      assert.deepStrictEqual(scoped.props, expected);
      const legacy = arm(
        "Microsoft.OperationalInsights/workspaces/providers/alertRules",
        ["log", "Microsoft.SecurityInsights", "r"],
        rule,
      );
      assert.deepStrictEqual(legacy.props, expected);
      assert.deepStrictEqual(
        readArm({ type, names: ["r"], body: { kind: "Fusion" }, scope: workspace }),
        [],
      );
    });
  });

  it("leaves open what an expression holds", () => {
    const type = "Microsoft.MachineLearningServices/workspaces";
    const flat = arm(type, ["ml"], { kind: "Hub", properties: UNKNOWN });
    assert.deepStrictEqual(flat.props, {
      resourceGroupName: "rg",
      workspaceName: "ml",
      kind: "Hub",
    });
    assert.strictEqual(flat.complete, false);
    const nested = arm("Microsoft.KeyVault/vaults", ["kv"], { properties: UNKNOWN });
    assert.deepStrictEqual(nested.props, {
      resourceGroupName: "rg",
      vaultName: "kv",
      properties: UNKNOWN,
    });
    assert.strictEqual(nested.complete, undefined);
    assert.strictEqual(arm("Microsoft.KeyVault/vaults", ["kv"], UNKNOWN).complete, false);
    const rules = arm("Microsoft.Network/networkSecurityGroups", ["nsg"], {
      properties: { securityRules: [{ name: "a", properties: UNKNOWN }, UNKNOWN] },
    });
    assert.deepStrictEqual(rules.props, {
      resourceGroupName: "rg",
      networkSecurityGroupName: "nsg",
      securityRules: [UNKNOWN, UNKNOWN],
    });
  });

  it("keeps the mark of what may hold more than it shows", () => {
    const open = <T extends object>(value: T) => Object.assign(value, { [OPEN]: true });
    const { props } = arm("Microsoft.Search/searchServices", ["srch"], {
      identity: { type: "UserAssigned", userAssignedIdentities: open({ id: {} }) },
      properties: open({ disableLocalAuth: true }),
    });
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      searchServiceName: "srch",
      identity: { type: "UserAssigned", userAssignedIdentities: UNKNOWN },
      disableLocalAuth: true,
      [OPEN]: true,
    });
  });

  it("is read in any case where ARM itself reads it", () => {
    const { props, spell } = arm("MICROSOFT.KEYVAULT/Vaults", ["kv"], {
      Location: "westeurope",
      Properties: { enablePurgeProtection: true },
    });
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      vaultName: "kv",
      location: "westeurope",
      properties: { enablePurgeProtection: true },
    });
    assert.deepStrictEqual(spell(["properties", "enablePurgeProtection"]), [
      "Properties",
      "enablePurgeProtection",
    ]);
  });

  it("is nothing when no policy judges it", () => {
    assert.deepStrictEqual(readArm({ type: "Microsoft.Web/sites", names: ["x"], body: {} }), []);
    assert.deepStrictEqual(readArm({ type: "", names: [], body: null }), []);
  });

  it("never throws, whatever it holds", () => {
    const types = Object.values(armTypes).map(({ path }) =>
      path.replace(/^\{\w+\}\//, "").replace(/\(\w*\)/g, ""),
    );
    const value = fc.oneof(fc.anything(), fc.constant(UNKNOWN), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...types, "a/b/providers/c"), fc.string()),
        fc.array(value),
        fc.oneof(fc.record({ properties: value, identity: value, kind: value }), value),
        value,
        fc.array(fc.oneof(fc.string(), fc.nat())),
        (type, names, body, scope, path) => {
          const raw = { type, names, body, scope, resourceGroup: scope, apiVersion: scope };
          for (const { spell } of readArm(raw)) spell(path);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("azure-native:resources:Resource", () => {
  const inputs = {
    resourceGroupName: "rg",
    resourceProviderNamespace: "Microsoft.CognitiveServices",
    parentResourcePath: "",
    resourceType: "accounts",
    resourceName: "ai",
    apiVersion: "2025-06-01",
    kind: "OpenAI",
    sku: { name: "S0" },
    properties: { disableLocalAuth: true },
  };

  it("is the resource it says", () => {
    const { kind, props, spell, apiVersion } = only(readGenericResource(inputs));
    assert.strictEqual(kind, "cognitiveservices:Account");
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      accountName: "ai",
      kind: "OpenAI",
      sku: { name: "S0" },
      properties: { disableLocalAuth: true },
    });
    assert.strictEqual(apiVersion, "2025-06-01");
    assert.deepStrictEqual(spell(["accountName"]), ["resourceName"]);
    assert.deepStrictEqual(spell(["resourceGroupName"]), ["resourceGroupName"]);
    assert.deepStrictEqual(spell(["properties", "disableLocalAuth"]), [
      "properties",
      "disableLocalAuth",
    ]);
  });

  it("may be a child, or extend another resource", () => {
    const child = only(
      readGenericResource({
        ...inputs,
        parentResourcePath: "accounts/ai",
        resourceType: "deployments",
        resourceName: "gpt",
      }),
    );
    assert.strictEqual(child.kind, "cognitiveservices:Deployment");
    assert.deepStrictEqual(child.spell(["accountName"]), ["parentResourcePath"]);
    assert.deepStrictEqual(child.spell(["deploymentName"]), ["resourceName"]);
    const setting = only(
      readGenericResource({
        resourceGroupName: "rg",
        resourceProviderNamespace: "Microsoft.CognitiveServices",
        parentResourcePath: "accounts/ai/providers/Microsoft.Insights",
        resourceType: "diagnosticSettings",
        resourceName: "all",
        properties: { workspaceId: "log" },
      }),
    );
    assert.strictEqual(setting.kind, "monitor:DiagnosticSetting");
    assert.deepStrictEqual(setting.props, {
      resourceUri: idOf([
        thisSubscription,
        "resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai",
      ]),
      name: "all",
      workspaceId: "log",
    });
    assert.deepStrictEqual(setting.spell(["resourceUri"]), ["parentResourcePath"]);
  });

  it("is not known as long as its type is not", () => {
    assert.strictEqual(readGenericResource({ ...inputs, resourceType: UNKNOWN }), undefined);
    assert.deepStrictEqual(readGenericResource({ ...inputs, resourceType: 1 }), []);
    const named = only(readGenericResource({ ...inputs, resourceName: UNKNOWN }));
    assert.strictEqual((named.props as { accountName: unknown }).accountName, UNKNOWN);
  });
});

describe("azapi", () => {
  const token = "azapi:index/resource:Resource";
  const inputs = {
    type: "Microsoft.CognitiveServices/accounts@2025-06-01",
    parentId: group,
    name: "ai",
    location: "westeurope",
    identity: { type: "UserAssigned", identityIds: ["id"] },
    body: { kind: "AIServices", properties: { publicNetworkAccess: "Disabled" } },
  };
  const expected = {
    resourceGroupName: "rg",
    accountName: "ai",
    kind: "AIServices",
    location: "westeurope",
    identity: { type: "UserAssigned", userAssignedIdentities: ["id"] },
    properties: { publicNetworkAccess: "Disabled" },
  };

  it("is the resource in its body", () => {
    const { kind, props, spell, apiVersion } = only(readAzapi(token, inputs).resources);
    assert.strictEqual(kind, "cognitiveservices:Account");
    assert.strictEqual(apiVersion, "2025-06-01");
    assert.deepStrictEqual(props, { ...expected, resourceGroupName: "rg" });
    assert.deepStrictEqual(spell(["properties", "publicNetworkAccess"]), [
      "body",
      "properties",
      "publicNetworkAccess",
    ]);
    assert.deepStrictEqual(spell(["location"]), ["location"]);
    assert.deepStrictEqual(spell(["identity", "userAssignedIdentities", 0]), [
      "identity",
      "identityIds",
      0,
    ]);
    assert.deepStrictEqual(spell(["resourceGroupName"]), ["parentId"]);
    assert.deepStrictEqual(spell(["accountName"]), ["name"]);
  });

  it("is known by what stands beside a body that is not known", () => {
    const { props } = only(readAzapi(token, { ...inputs, body: UNKNOWN }).resources);
    const known = Object.entries(expected).filter(
      ([key]) => key !== "properties" && key !== "kind",
    );
    assert.deepStrictEqual(props, {
      ...Object.fromEntries(known),
      properties: undefined,
      [OPEN]: true,
    });
  });

  it("is read from text, too", () => {
    const { props } = only(
      readAzapi(token, { ...inputs, body: JSON.stringify(inputs.body) }).resources,
    );
    assert.deepStrictEqual(props, expected);
  });

  it("is a child of the resource that its parent's id names", () => {
    const child = {
      ...inputs,
      type: "Microsoft.CognitiveServices/accounts/raiPolicies@2025-06-01",
      parentId: account,
      name: "strict",
    };
    const { props, spell } = only(readAzapi(token, child).resources);
    const { accountName, raiPolicyName } = props as Record<string, unknown>;
    assert.deepStrictEqual([accountName, raiPolicyName], ["ai", "strict"]);
    assert.deepStrictEqual(spell(["accountName"]), ["parentId"]);
    const unknown = only(readAzapi(token, { ...child, parentId: UNKNOWN }).resources);
    assert.strictEqual((unknown.props as { accountName: unknown }).accountName, UNKNOWN);
  });

  it("extends what its parent's id names", () => {
    const { kind, props } = only(
      readAzapi(token, {
        type: "Microsoft.Authorization/roleAssignments@2022-04-01",
        parentId: account,
        name: "n",
        body: { properties: { principalId: "p" } },
      }).resources,
    );
    assert.strictEqual(kind, "authorization:RoleAssignment");
    assert.deepStrictEqual(props, { scope: account, roleAssignmentName: "n", principalId: "p" });
  });

  it("sets a part of a resource declared elsewhere", () => {
    const { partial, complete, props } = only(
      readAzapi("azapi:index/updateResource:UpdateResource", {
        type: "Microsoft.CognitiveServices/accounts@2025-06-01",
        resourceId: account,
        body: { properties: { disableLocalAuth: false } },
      }).resources,
    );
    assert.deepStrictEqual([partial, complete], [true, false]);
    assert.deepStrictEqual(props, {
      resourceGroupName: "rg",
      accountName: "ai",
      properties: { disableLocalAuth: false },
    });
  });

  it("never throws, and is nothing when it is malformed", () => {
    assert.deepStrictEqual(readAzapi(token, {}), { resources: [], unseen: [] });
    assert.deepStrictEqual(readAzapi(token, { ...inputs, type: UNKNOWN }), {
      resources: [],
      unseen: [{ path: [], why: "its type is not known until deployment" }],
    });
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (body, parentId, identity) => {
        readAzapi(token, { ...inputs, body, parentId, identity });
        readGenericResource({ ...inputs, type: inputs.type, properties: body, identity });
      }),
    );
  });
});
