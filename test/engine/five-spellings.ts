/**
 * Parts of an insecure platform in five spellings, joined across them; a program for `spellings.test.ts`.
 * Names are given where another spelling needs to know them at the first preview.
 */
import * as azure from "@pulumi/azure";
import * as authorization from "@pulumi/azure-native/authorization";
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as machinelearning from "@pulumi/azure-native/machinelearningservices";
import * as network from "@pulumi/azure-native/network";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as privatedns from "@pulumi/azure-native/privatedns";
import * as resources from "@pulumi/azure-native/resources";
import * as security from "@pulumi/azure-native/security";
import * as pulumi from "@pulumi/pulumi";

const resourceGroupName = "ai";
const location = "westeurope";
const subscription = pulumi.interpolate`/subscriptions/${authorization.getClientConfigOutput().subscriptionId}`;
const group = pulumi.interpolate`${subscription}/resourceGroups/${resourceGroupName}`;

// 1. azure-native, typed

const logs = new operationalinsights.Workspace("logs", {
  resourceGroupName,
  sku: { name: "PerGB2018" },
});

// Logged by a template, reached through a generic private endpoint, filtered by a classic RAI policy.
const openai = new cognitiveservices.Account("openai", {
  resourceGroupName,
  kind: "OpenAI",
  sku: { name: "S0" },
  properties: { publicNetworkAccess: "Disabled", disableLocalAuth: false },
});

// Logged by a generic setting, reached through nothing.
new cognitiveservices.Account("translator", {
  resourceGroupName,
  accountName: "translator",
  kind: "TextTranslation",
  sku: { name: "S1" },
  properties: { publicNetworkAccess: "Disabled", disableLocalAuth: true },
});

// Logged by a classic setting, reached through a classic private endpoint.
const workspace = new machinelearning.Workspace("workspace", {
  resourceGroupName,
  workspaceName: "ml",
  identity: { type: "SystemAssigned" },
  publicNetworkAccess: "Disabled",
  managedNetwork: { isolationMode: "AllowInternetOutbound" },
});

// No network resolves it.
const openaiZone = new privatedns.PrivateZone("openai-zone", {
  resourceGroupName,
  privateZoneName: "privatelink.openai.azure.com",
  location: "Global",
});

for (const pricingName of ["AI", "Arm", "KeyVaults"])
  new security.Pricing(`defender-${pricingName}`, {
    scopeId: subscription,
    pricingName,
    pricingTier: "Standard",
  });

// 2. azure-native, with the API version in the token

class Versioned extends pulumi.CustomResource {}
new Versioned("azure-native:machinelearningservices/v20240401:OnlineEndpoint", "scoring", {
  resourceGroupName,
  workspaceName: workspace.name,
  endpointName: "scoring",
  location,
  onlineEndpointProperties: { authMode: "Key", publicNetworkAccess: "Enabled" },
});

// 3. azure-native's generic resource

new resources.Resource("cluster", {
  resourceGroupName,
  resourceProviderNamespace: "Microsoft.MachineLearningServices",
  parentResourcePath: "workspaces/ml",
  resourceType: "computes",
  resourceName: "cluster",
  apiVersion: "2024-04-01",
  location,
  properties: {
    computeType: "AmlCompute",
    properties: { vmSize: "Standard_NC4as_T4_v3", remoteLoginPortPublicAccess: "Enabled" },
  },
});

new resources.Resource("openai-endpoint", {
  resourceGroupName,
  resourceProviderNamespace: "Microsoft.Network",
  parentResourcePath: "",
  resourceType: "privateEndpoints",
  resourceName: "openai-endpoint",
  apiVersion: "2024-05-01",
  location,
  properties: {
    subnet: {
      id: pulumi.interpolate`${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
    },
    privateLinkServiceConnections: [
      { name: "openai", properties: { privateLinkServiceId: openai.id, groupIds: ["account"] } },
    ],
  },
});

new resources.Resource("translator-logs", {
  resourceGroupName,
  resourceProviderNamespace: "Microsoft.CognitiveServices",
  parentResourcePath: "accounts/translator/providers/Microsoft.Insights",
  resourceType: "diagnosticSettings",
  resourceName: "logs",
  apiVersion: "2021-05-01-preview",
  properties: { workspaceId: logs.id, logs: [{ categoryGroup: "allLogs", enabled: true }] },
});

new network.PrivateDnsZoneGroup("openai-names", {
  resourceGroupName,
  privateEndpointName: "openai-endpoint",
  privateDnsZoneConfigs: [{ name: "openai", privateDnsZoneId: openaiZone.id }],
});

// 4. classic

// Reached through a private endpoint of a template, logged by nothing.
const speech = new azure.cognitive.Account("speech", {
  resourceGroupName,
  location,
  kind: "SpeechServices",
  skuName: "S0",
  publicNetworkAccessEnabled: false,
});

const apiZone = new azure.privatedns.Zone("api-zone", {
  resourceGroupName,
  name: "privatelink.api.azureml.ms",
});

new privatedns.VirtualNetworkLink("api-zone-link", {
  resourceGroupName,
  privateZoneName: apiZone.name,
  location: "Global",
  registrationEnabled: false,
  virtualNetwork: {
    id: pulumi.interpolate`${group}/providers/Microsoft.Network/virtualNetworks/v`,
  },
});

// It lacks the zone of the notebooks.
new azure.privatelink.Endpoint("workspace-endpoint", {
  resourceGroupName,
  location,
  subnetId: pulumi.interpolate`${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
  privateServiceConnection: {
    name: "workspace",
    privateConnectionResourceId: workspace.id,
    subresourceNames: ["amlworkspace"],
    isManualConnection: false,
  },
  privateDnsZoneGroup: { name: "workspace", privateDnsZoneIds: [apiZone.id] },
});

new azure.monitoring.DiagnosticSetting("workspace-logs", {
  targetResourceId: workspace.id,
  logAnalyticsWorkspaceId: logs.id,
  enabledLogs: [{ categoryGroup: "allLogs" }],
});

// Of the account in the template below, by its id.
new azure.monitoring.DiagnosticSetting("foundry-logs", {
  targetResourceId: pulumi.interpolate`${group}/providers/Microsoft.CognitiveServices/accounts/foundry`,
  logAnalyticsWorkspaceId: logs.id,
  enabledLogs: [{ category: "Audit" }, { category: "RequestResponse" }],
});

const relaxed = new azure.cognitive.AccountRaiPolicy("relaxed", {
  cognitiveAccountId: openai.id,
  basePolicyName: "Microsoft.DefaultV2",
  contentFilters: ["Prompt", "Completion"].flatMap((source) =>
    ["Hate", "Sexual", "Violence", "Selfharm"].map((name) => ({
      name,
      source,
      filterEnabled: true,
      blockEnabled: name !== "Selfharm",
      severityThreshold: "High",
    })),
  ),
});

new cognitiveservices.Deployment("summaries", {
  resourceGroupName,
  accountName: openai.name,
  deploymentName: "summaries",
  sku: { name: "GlobalStandard", capacity: 50 },
  properties: {
    model: { format: "OpenAI", name: "gpt-5.1", version: "2025-11-13" },
    raiPolicyName: relaxed.name,
  },
});

const data = new azure.storage.Account("data", {
  resourceGroupName,
  location,
  name: "aidata",
  accountTier: "Standard",
  accountReplicationType: "LRS",
});

new azure.machinelearning.DatastoreBlobstorage("datastore", {
  workspaceId: workspace.id,
  storageContainerId: pulumi.interpolate`${data.id}/blobServices/default/containers/training`,
  accountKey: pulumi.secret("not-a-real-key"),
});

new azure.authorization.Assignment("owners", {
  scope: workspace.id,
  principalId: "00000000-0000-0000-0000-000000000001",
  roleDefinitionName: "Owner",
});

new azure.keyvault.Key("signing-key", {
  keyVaultId: pulumi.interpolate`${group}/providers/Microsoft.KeyVault/vaults/ai-vault`,
  keyType: "RSA",
  keySize: 2048,
  keyOpts: ["sign"],
});

new azure.securitycenter.SubscriptionPricing("defender-storage", {
  resourceType: "StorageAccounts",
  tier: "Standard",
});

// 5. ARM templates

const template = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
};

new resources.Deployment("platform", {
  resourceGroupName,
  deploymentName: "platform",
  properties: {
    mode: "Incremental",
    parameters: {
      loggedAccount: { value: openai.id },
      logAnalytics: { value: logs.id },
      vaultName: { value: "ai-vault" },
    },
    template: {
      ...template,
      parameters: {
        loggedAccount: { type: "string" },
        logAnalytics: { type: "string" },
        vaultName: { type: "string" },
        foundryName: { type: "string", defaultValue: "foundry" },
      },
      resources: [
        {
          type: "Microsoft.CognitiveServices/accounts",
          apiVersion: "2025-06-01",
          name: "[parameters('foundryName')]",
          location: "[resourceGroup().location]",
          kind: "AIServices",
          sku: { name: "S0" },
          properties: { disableLocalAuth: true, publicNetworkAccess: "Enabled" },
          resources: [
            {
              type: "deployments",
              apiVersion: "2025-06-01",
              name: "chat",
              dependsOn: ["[parameters('foundryName')]"],
              sku: { name: "GlobalStandard", capacity: "[mul(500, 2)]" },
              properties: { model: { format: "OpenAI", name: "gpt-5.1", version: "2025-11-13" } },
            },
          ],
        },
        {
          type: "Microsoft.Insights/diagnosticSettings",
          apiVersion: "2021-05-01-preview",
          scope: "[parameters('loggedAccount')]",
          name: "requests",
          properties: {
            workspaceId: "[parameters('logAnalytics')]",
            logs: [
              { categoryGroup: "audit", enabled: true },
              { category: "Trace", enabled: true },
            ],
          },
        },
        {
          type: "Microsoft.Resources/deployments",
          apiVersion: "2022-09-01",
          name: "secrets",
          properties: {
            mode: "Incremental",
            expressionEvaluationOptions: { scope: "inner" },
            parameters: { name: { value: "[parameters('vaultName')]" } },
            template: {
              ...template,
              parameters: { name: { type: "string" } },
              resources: [
                {
                  type: "Microsoft.KeyVault/vaults",
                  apiVersion: "2023-07-01",
                  name: "[parameters('name')]",
                  location,
                  properties: {
                    tenantId: "[subscription().tenantId]",
                    sku: { family: "A", name: "standard" },
                    publicNetworkAccess: "disabled",
                  },
                },
                {
                  type: "Microsoft.KeyVault/vaults/secrets",
                  apiVersion: "2023-07-01",
                  name: "[concat(parameters('name'), '/search-api-key')]",
                  dependsOn: ["[resourceId('Microsoft.KeyVault/vaults', parameters('name'))]"],
                  properties: { value: "not-a-real-key" },
                },
              ],
            },
          },
        },
        {
          type: "Microsoft.Resources/deployments",
          apiVersion: "2022-09-01",
          name: "gateway",
          properties: {
            mode: "Incremental",
            templateLink: { uri: "https://example.com/gateway.json" },
          },
        },
      ],
    },
  },
});

new resources.Deployment("speech-network", {
  resourceGroupName,
  deploymentName: "speech-network",
  properties: {
    mode: "Incremental",
    parameters: { target: { value: speech.id } },
    template: {
      ...template,
      parameters: { target: { type: "string" } },
      resources: [
        {
          type: "Microsoft.Network/privateEndpoints",
          apiVersion: "2024-05-01",
          name: "speech-endpoint",
          location,
          properties: {
            subnet: { id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 's')]" },
            privateLinkServiceConnections: [
              {
                name: "speech",
                properties: {
                  privateLinkServiceId: "[parameters('target')]",
                  groupIds: ["account"],
                },
              },
            ],
          },
        },
      ],
    },
  },
});
