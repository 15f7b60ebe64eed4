/**
 * What each policy says of resources of the classic provider: written by hand, since a conversion from azure-native
 * would be the pack's own table again. Inputs that matter to no policy are those that the SDK insists on.
 */
import * as azure from "@pulumi/azure";
import type { Resource } from "@pulumi/pulumi";

export type Program = () => Resource | readonly Resource[];

export interface ClassicExamples {
  readonly good: readonly Program[];
  readonly bad: readonly Program[];
  /** Those of which no verdict is possible. */
  readonly undecided?: readonly Program[];
  /** Why one of the lists is empty, or a verdict is not possible. */
  readonly because?: string;
}

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
const providers = `${subscription}/resourceGroups/rg/providers`;
const accountId = `${providers}/Microsoft.CognitiveServices/accounts/ai`;
const workspaceId = `${providers}/Microsoft.MachineLearningServices/workspaces/ml`;
const vaultId = `${providers}/Microsoft.KeyVault/vaults/kv`;
const storageId = `${providers}/Microsoft.Storage/storageAccounts/st`;
const containerId = `${storageId}/blobServices/default/containers/data`;
const identityId = `${providers}/Microsoft.ManagedIdentity/userAssignedIdentities/id-ml`;
const networkId = `${providers}/Microsoft.Network/virtualNetworks/vnet`;
const zoneIds = (...zones: string[]) =>
  zones.map((zone) => `${providers}/Microsoft.Network/privateDnsZones/privatelink.${zone}`);
const central = `${providers}/Microsoft.OperationalInsights/workspaces/central`;
const principalId = "11111111-1111-1111-1111-111111111111";
const role = (id: string) =>
  `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`;

const account = (args: Partial<azure.cognitive.AccountArgs> = {}) =>
  new azure.cognitive.Account("ai", {
    name: "ai",
    resourceGroupName: "rg",
    kind: "OpenAI",
    skuName: "S0",
    ...args,
  });
const aiServices = (args: Partial<azure.cognitive.AIServicesArgs> = {}) =>
  new azure.cognitive.AIServices("ais", {
    name: "ais",
    resourceGroupName: "rg",
    skuName: "S0",
    ...args,
  });
const workspace = (args: Partial<azure.machinelearning.WorkspaceArgs> = {}) =>
  new azure.machinelearning.Workspace("ml", {
    name: "ml",
    resourceGroupName: "rg",
    identity: { type: "SystemAssigned" },
    applicationInsightsId: `${providers}/Microsoft.Insights/components/appi`,
    keyVaultId: vaultId,
    storageAccountId: storageId,
    ...args,
  });
const hub = (args: Partial<azure.aifoundry.HubArgs> = {}) =>
  new azure.aifoundry.Hub("hub", {
    name: "hub",
    resourceGroupName: "rg",
    identity: { type: "SystemAssigned" },
    keyVaultId: vaultId,
    storageAccountId: storageId,
    ...args,
  });
const project = (args: Partial<azure.aifoundry.ProjectArgs> = {}) =>
  new azure.aifoundry.Project("project", { aiServicesHubId: workspaceId, ...args });
const cluster = (args: Partial<azure.machinelearning.ComputeClusterArgs> = {}) =>
  new azure.machinelearning.ComputeCluster("cluster", {
    machineLearningWorkspaceId: workspaceId,
    vmPriority: "Dedicated",
    vmSize: "STANDARD_DS3_V2",
    scaleSettings: { minNodeCount: 0, maxNodeCount: 1, scaleDownNodesAfterIdleDuration: "PT2M" },
    ...args,
  });
const instance = (args: Partial<azure.machinelearning.ComputeInstanceArgs> = {}) =>
  new azure.machinelearning.ComputeInstance("instance", {
    machineLearningWorkspaceId: workspaceId,
    virtualMachineSize: "STANDARD_DS3_V2",
    ...args,
  });
const blobDatastore = (args: Partial<azure.machinelearning.DatastoreBlobstorageArgs> = {}) =>
  new azure.machinelearning.DatastoreBlobstorage("data", {
    workspaceId,
    storageContainerId: containerId,
    ...args,
  });
const lakeDatastore = (args: Partial<azure.machinelearning.DatastoreDatalakeGen2Args> = {}) =>
  new azure.machinelearning.DatastoreDatalakeGen2("lake", {
    workspaceId,
    storageContainerId: containerId,
    ...args,
  });
const assignment = (args: Partial<azure.authorization.AssignmentArgs>) =>
  new azure.authorization.Assignment("assignment", {
    scope: `${subscription}/resourceGroups/rg`,
    principalId,
    ...args,
  });
const definition = (...permissions: azure.types.input.authorization.RoleDefinitionPermission[]) =>
  new azure.authorization.RoleDefinition("definition", {
    scope: `${subscription}/resourceGroups/rg`,
    permissions,
  });
const vault = (args: Partial<azure.keyvault.KeyVaultArgs> = {}) =>
  new azure.keyvault.KeyVault("kv", {
    resourceGroupName: "rg",
    skuName: "premium",
    tenantId: principalId,
    ...args,
  });
const hsm = (args: Partial<azure.keyvault.ManagedHardwareSecurityModuleArgs> = {}) =>
  new azure.keyvault.ManagedHardwareSecurityModule("hsm", {
    resourceGroupName: "rg",
    skuName: "Standard_B1",
    tenantId: principalId,
    adminObjectIds: [principalId],
    ...args,
  });
const key = (keyType: string) =>
  new azure.keyvault.Key("key", { keyVaultId: vaultId, keyOpts: ["wrapKey"], keyType });
const secret = (args: Partial<azure.keyvault.SecretArgs> = {}) =>
  new azure.keyvault.Secret("secret", { keyVaultId: vaultId, value: "placeholder", ...args });
const storage = (args: Partial<azure.storage.AccountArgs> = {}) =>
  new azure.storage.Account("st", {
    name: "st",
    resourceGroupName: "rg",
    accountTier: "Standard",
    accountReplicationType: "ZRS",
    ...args,
  });
const encryptionScope = (source: string) =>
  new azure.storage.EncryptionScope("scope", { storageAccountId: storageId, source });
const deployment = (args: Partial<azure.cognitive.DeploymentArgs> = {}) =>
  new azure.cognitive.Deployment("gpt", {
    cognitiveAccountId: accountId,
    model: { format: "OpenAI", name: "gpt-5.1" },
    sku: { name: "DataZoneStandard", capacity: 50 },
    ...args,
  });
const filters = (severityThreshold: string, overrides: object = {}) =>
  ["Hate", "Sexual", "Selfharm", "Violence"].flatMap((name) =>
    ["Prompt", "Completion"].map((source) => ({
      ...{ name, source, severityThreshold, filterEnabled: true, blockEnabled: true },
      ...overrides,
    })),
  );
const raiPolicy = (contentFilters: azure.types.input.cognitive.AccountRaiPolicyContentFilter[]) =>
  new azure.cognitive.AccountRaiPolicy("strict", {
    cognitiveAccountId: accountId,
    basePolicyName: "Microsoft.DefaultV2",
    contentFilters,
  });
const endpoint = (to: string, subresource: string, ...zones: string[]) =>
  new azure.privatelink.Endpoint("endpoint", {
    name: "endpoint",
    resourceGroupName: "rg",
    subnetId: `${networkId}/subnets/endpoints`,
    privateServiceConnection: {
      name: "connection",
      isManualConnection: false,
      privateConnectionResourceId: to,
      subresourceNames: [subresource],
    },
    ...(zones.length > 0 && {
      privateDnsZoneGroup: { name: "default", privateDnsZoneIds: zoneIds(...zones) },
    }),
  });
const zone = (name: string) => new azure.privatedns.Zone("zone", { name, resourceGroupName: "rg" });
const link = (privateDnsZoneName: string) =>
  new azure.privatedns.ZoneVirtualNetworkLink("link", {
    resourceGroupName: "rg",
    privateDnsZoneName,
    virtualNetworkId: networkId,
  });
const diagnostics = (
  targetResourceId: string,
  args: Partial<azure.monitoring.DiagnosticSettingArgs>,
) => new azure.monitoring.DiagnosticSetting("logs", { targetResourceId, ...args });
const plans = (...types: string[]) =>
  types.map(
    (resourceType) =>
      new azure.securitycenter.SubscriptionPricing(resourceType, {
        resourceType,
        tier: "Standard",
      }),
  );
const allLogs = { enabledLogs: [{ categoryGroup: "allLogs" }] };
const toCentral = { logAnalyticsWorkspaceId: central };
const openAiZone = "privatelink.openai.azure.com";
const keyIn = (name: string) => `https://kv.vault.azure.net/keys/${name}/1`;

export const classicExamples: Readonly<Record<string, ClassicExamples>> = {
  "ai-services-account-disable-local-auth": {
    good: [
      () => account({ localAuthEnabled: false }),
      () => aiServices({ localAuthenticationEnabled: false }),
    ],
    bad: [() => account(), () => account({ localAuthEnabled: true }), () => aiServices()],
  },
  "ai-services-account-disable-public-network-access": {
    good: [
      () => account({ publicNetworkAccessEnabled: false }),
      () => aiServices({ publicNetworkAccess: "Disabled" }),
    ],
    bad: [
      () => account(),
      () => account({ publicNetworkAccessEnabled: true, networkAcls: { defaultAction: "Deny" } }),
      () => aiServices(),
    ],
  },
  "ai-services-account-require-diagnostic-logs": {
    good: [
      () => [account(), diagnostics(accountId, { ...toCentral, ...allLogs })],
      () => [
        account(),
        diagnostics(accountId, {
          ...toCentral,
          enabledLogs: [{ category: "Audit" }, { category: "RequestResponse" }],
        }),
      ],
    ],
    bad: [
      () => account(),
      () => [
        account(),
        diagnostics(accountId, { ...toCentral, enabledLogs: [{ category: "Trace" }] }),
      ],
      () => [account(), diagnostics(accountId, { storageAccountId: storageId, ...allLogs })],
    ],
  },
  "ai-services-account-require-private-endpoint": {
    good: [() => [account(), endpoint(accountId, "account")]],
    bad: [() => account(), () => [account(), endpoint(storageId, "blob")]],
  },
  "defender-subscription-require-ai-plans": {
    good: [() => plans("AI", "CloudPosture", "StorageAccounts", "KeyVaults", "Arm")],
    bad: [() => plans("KeyVaults", "StorageAccounts"), () => account()],
  },
  "key-vault-disable-public-network-access": {
    good: [
      () => vault({ publicNetworkAccessEnabled: false }),
      () => hsm({ publicNetworkAccessEnabled: false }),
    ],
    bad: [
      () => vault(),
      () =>
        vault({
          networkAcls: { bypass: "None", defaultAction: "Deny", ipRules: ["203.0.113.4"] },
        }),
      () => hsm(),
    ],
  },
  "key-vault-key-require-hsm": {
    good: [() => key("RSA-HSM"), () => key("EC-HSM")],
    bad: [() => key("RSA"), () => key("EC")],
  },
  "key-vault-require-purge-protection": {
    good: [
      () => vault({ purgeProtectionEnabled: true }),
      () => hsm({ purgeProtectionEnabled: true }),
    ],
    bad: [() => vault(), () => vault({ purgeProtectionEnabled: false }), () => hsm()],
  },
  "key-vault-secret-require-expiry": {
    good: [() => secret({ expirationDate: "2028-01-01T00:00:00Z" })],
    bad: [() => secret(), () => secret({ notBeforeDate: "2020-01-01T00:00:00Z" })],
  },
  "ml-compute-disable-public-ip": {
    good: [
      () => cluster({ nodePublicIpEnabled: false }),
      () => instance({ nodePublicIpEnabled: false }),
    ],
    bad: [() => cluster(), () => instance({ nodePublicIpEnabled: true })],
  },
  "ml-compute-disable-ssh": {
    good: [() => cluster(), () => cluster({ sshPublicAccessEnabled: false }), () => instance()],
    bad: [
      () => cluster({ sshPublicAccessEnabled: true }),
      () => instance({ ssh: { publicKey: "ssh-rsa placeholder" } }),
    ],
  },
  "ml-compute-instance-require-idle-shutdown": {
    good: [() => cluster()],
    bad: [() => instance()],
  },
  "ml-compute-require-managed-identity": {
    good: [
      () => cluster({ identity: { type: "SystemAssigned" } }),
      () => instance({ identity: { type: "UserAssigned", identityIds: [identityId] } }),
    ],
    bad: [() => cluster(), () => instance()],
  },
  "ml-datastore-disable-stored-credentials": {
    good: [
      () => blobDatastore({ serviceDataAuthIdentity: "WorkspaceSystemAssignedIdentity" }),
      () => lakeDatastore({ serviceDataIdentity: "WorkspaceSystemAssignedIdentity" }),
    ],
    bad: [
      () => blobDatastore({ accountKey: "placeholder" }),
      () => blobDatastore({ sharedAccessSignature: "placeholder" }),
      () =>
        lakeDatastore({
          tenantId: principalId,
          clientId: principalId,
          clientSecret: "placeholder",
        }),
    ],
  },
  "ml-endpoint-require-entra-auth": {
    good: [],
    bad: [],
    because: "the provider has no endpoints of ML workspaces",
  },
  "ml-online-endpoint-disable-public-network-access": {
    good: [],
    bad: [],
    because: "the provider has no endpoints of ML workspaces",
  },
  "ml-workspace-disable-public-network-access": {
    good: [
      () => workspace({ publicNetworkAccessEnabled: false }),
      () => hub({ publicNetworkAccess: "Disabled" }),
      () => project(),
    ],
    bad: [
      () => workspace(),
      () => workspace({ publicNetworkAccessEnabled: true }),
      () => hub(),
      () => hub({ publicNetworkAccess: "Enabled" }),
    ],
  },
  "ml-workspace-require-approved-outbound": {
    good: [
      () => workspace({ managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" } }),
      () => hub({ managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" } }),
      () => project(),
    ],
    bad: [
      () => workspace(),
      () => workspace({ managedNetwork: { isolationMode: "AllowInternetOutbound" } }),
      () => hub({ managedNetwork: { isolationMode: "Disabled" } }),
    ],
  },
  "ml-workspace-require-diagnostic-logs": {
    good: [() => [workspace(), diagnostics(workspaceId, { ...toCentral, ...allLogs })]],
    bad: [
      () => workspace(),
      () => [
        workspace(),
        diagnostics(workspaceId, {
          ...toCentral,
          enabledLogs: [{ category: "AmlComputeJobEvent" }],
        }),
      ],
      () => [workspace(), diagnostics(workspaceId, { storageAccountId: storageId, ...allLogs })],
    ],
  },
  "ml-workspace-require-managed-identity": {
    good: [
      () => workspace(),
      () =>
        workspace({
          identity: { type: "UserAssigned", identityIds: [identityId] },
          primaryUserAssignedIdentity: identityId,
        }),
      () => hub(),
    ],
    bad: [() => project()],
  },
  "ml-workspace-require-private-endpoint": {
    good: [() => [workspace(), endpoint(workspaceId, "amlworkspace")]],
    bad: [() => workspace(), () => [workspace(), endpoint(`${workspaceId}-2`, "amlworkspace")]],
  },
  "network-private-dns-zone-require-vnet-link": {
    good: [() => [zone(openAiZone), link(openAiZone)], () => zone("corp.example.com")],
    bad: [() => zone(openAiZone), () => [zone(openAiZone), link("privatelink.azureml.ms")]],
  },
  "network-private-endpoint-require-dns-zones": {
    good: [
      () => [account(), endpoint(accountId, "account", "openai.azure.com")],
      () => [
        workspace(),
        endpoint(workspaceId, "amlworkspace", "api.azureml.ms", "notebooks.azure.net"),
      ],
    ],
    bad: [
      () => [account({ kind: "AIServices" }), endpoint(accountId, "account")],
      () => [account({ kind: "AIServices" }), endpoint(accountId, "account", "openai.azure.com")],
      () => [workspace(), endpoint(workspaceId, "amlworkspace", "api.azureml.ms")],
    ],
  },
  "openai-deployment-require-content-filter": {
    good: [
      () => deployment({ raiPolicyName: "strict" }),
      () => deployment({ model: { format: "OpenAI", name: "text-embedding-3-large" } }),
    ],
    bad: [() => deployment(), () => deployment({ raiPolicyName: "" })],
  },
  "openai-deployment-restrict-capacity": {
    good: [() => deployment(), () => deployment({ sku: { name: "GlobalBatch", capacity: 50000 } })],
    bad: [() => deployment({ sku: { name: "DataZoneStandard", capacity: 5000 } })],
  },
  "openai-rai-policy-require-harm-filters": {
    good: [() => raiPolicy(filters("Medium"))],
    bad: [
      () => raiPolicy([]),
      () => raiPolicy(filters("Medium").slice(1)),
      () => raiPolicy(filters("Medium", { blockEnabled: false })),
      () => raiPolicy(filters("Medium", { filterEnabled: false })),
    ],
  },
  "openai-rai-policy-restrict-harm-threshold": {
    good: [() => raiPolicy(filters("Medium")), () => raiPolicy(filters("Low"))],
    bad: [() => raiPolicy(filters("High"))],
  },
  "role-assignment-restrict-privileged-roles": {
    good: [
      () => assignment({ roleDefinitionId: role("5e0bd9bd-7b93-4f28-af87-19fc36ad61bd") }),
      () => assignment({ roleDefinitionName: "Cognitive Services OpenAI User" }),
      () => assignment({ roleDefinitionName: "Foundry User" }),
      () =>
        assignment({
          roleDefinitionName: "User Access Administrator",
          condition:
            "!ActionMatches{'Microsoft.Authorization/roleAssignments/write'} AND !ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}",
          conditionVersion: "2.0",
        }),
    ],
    bad: [
      () => assignment({ roleDefinitionId: role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635") }),
      () => assignment({ roleDefinitionName: "Owner", scope: accountId }),
      () => assignment({ roleDefinitionName: "User Access Administrator", scope: subscription }),
      () =>
        assignment({
          roleDefinitionName: "User Access Administrator",
          condition: "!ActionMatches{'Microsoft.Authorization/roleAssignments/write'}",
          conditionVersion: "2.0",
        }),
    ],
  },
  "role-definition-disable-wildcard-actions": {
    good: [() => definition({ actions: ["*/read"] })],
    bad: [
      () => definition({ actions: ["*"] }),
      () =>
        definition({
          actions: ["*/read"],
          dataActions: ["Microsoft.CognitiveServices/accounts/*"],
        }),
    ],
  },
  "storage-account-disable-public-network-access": {
    good: [() => storage({ publicNetworkAccessEnabled: false })],
    bad: [
      () => storage(),
      () => storage({ publicNetworkAccessEnabled: true, networkRules: { defaultAction: "Deny" } }),
    ],
  },
  "storage-account-require-customer-managed-key": {
    good: [
      () =>
        storage({
          customerManagedKey: { keyVaultKeyId: keyIn("cmk"), userAssignedIdentityId: identityId },
        }),
      () => encryptionScope("Microsoft.KeyVault"),
    ],
    bad: [() => encryptionScope("Microsoft.Storage")],
    undecided: [() => storage()],
    because: "a separate azure.storage.CustomerManagedKey may set the key",
  },
};
