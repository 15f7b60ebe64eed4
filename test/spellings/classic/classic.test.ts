/** Real classes of `@pulumi/azure`, and what they are in azure-native's words, written by hand. */
import * as assert from "node:assert";
import * as azure from "@pulumi/azure";
import * as fc from "fast-check";
import { classicTypes, readClassic } from "../../../policies/core/spellings/classic";
import { thisSubscription } from "../../../policies/core/spellings/arm/arm-id";
import type { Declared } from "../../../policies/core/spellings/reading";
import { UNKNOWN } from "../../../policies/core/value/value";
import { register } from "./classic-program";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const account = `${group}/providers/Microsoft.CognitiveServices/accounts/ai`;
const workspace = `${group}/providers/Microsoft.MachineLearningServices/workspaces/ml`;
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;
const storage = `${group}/providers/Microsoft.Storage/storageAccounts/st`;
const logs = `${group}/providers/Microsoft.OperationalInsights/workspaces/log`;

async function declare(program: Parameters<typeof register>[0]): Promise<readonly Declared[]> {
  const resources = await register(program);
  return resources.flatMap(({ type, inputs }) => readClassic(type, inputs));
}

async function only(program: Parameters<typeof register>[0]): Promise<Declared> {
  const [first, ...others] = await declare(program);
  assert.ok(first);
  assert.strictEqual(others.length, 0);
  return first;
}

describe("classic provider", () => {
  it("accounts: flips, words, lists and Terraform's defaults", async () => {
    const bare = await only(
      () =>
        new azure.cognitive.Account("a", {
          name: "ai",
          resourceGroupName: "rg",
          kind: "OpenAI",
          skuName: "S0",
        }),
    );
    assert.strictEqual(bare.kind, "cognitiveservices:Account");
    assert.deepStrictEqual(bare.props, {
      accountName: "ai",
      resourceGroupName: "rg",
      kind: "OpenAI",
      sku: { name: "S0" },
      properties: {
        publicNetworkAccess: "Enabled",
        disableLocalAuth: false,
        restrictOutboundNetworkAccess: false,
        allowProjectManagement: false,
      },
    });
    assert.deepStrictEqual(bare.open, [["properties", "encryption"]]);
    const full = await only(
      () =>
        new azure.cognitive.Account("a", {
          name: "ai",
          resourceGroupName: "rg",
          kind: "AIServices",
          skuName: "S0",
          publicNetworkAccessEnabled: false,
          localAuthEnabled: false,
          outboundNetworkAccessRestricted: true,
          fqdns: ["contoso.com"],
          customSubdomainName: "ai",
          identity: { type: "UserAssigned", identityIds: ["id"] },
          networkAcls: {
            bypass: "AzureServices",
            defaultAction: "Deny",
            ipRules: ["1.2.3.4"],
            virtualNetworkRules: [{ subnetId: "subnet" }],
          },
          networkInjection: { scenario: "agent", subnetId: "agents" },
          projectManagementEnabled: true,
          customerManagedKey: {
            keyVaultKeyId: "https://kv.vault.azure.net/keys/cmk/1",
            identityClientId: "client",
          },
          storages: [{ storageAccountId: storage }],
        }),
    );
    assert.deepStrictEqual(full.props, {
      accountName: "ai",
      resourceGroupName: "rg",
      kind: "AIServices",
      sku: { name: "S0" },
      identity: { type: "UserAssigned", userAssignedIdentities: ["id"] },
      properties: {
        publicNetworkAccess: "Disabled",
        disableLocalAuth: true,
        restrictOutboundNetworkAccess: true,
        allowedFqdnList: ["contoso.com"],
        customSubDomainName: "ai",
        allowProjectManagement: true,
        networkAcls: {
          bypass: "AzureServices",
          defaultAction: "Deny",
          ipRules: [{ value: "1.2.3.4" }],
          virtualNetworkRules: [{ id: "subnet" }],
        },
        networkInjections: [{ scenario: "agent", subnetArmId: "agents" }],
        encryption: {
          keySource: "Microsoft.KeyVault",
          keyVaultProperties: {
            keyVaultUri: "https://kv.vault.azure.net/",
            keyName: "cmk",
            keyVersion: "1",
            identityClientId: "client",
          },
        },
        userOwnedStorage: [{ resourceId: storage }],
      },
    });
    assert.strictEqual(full.open, undefined);
    const told = (...path: (string | number)[]) => full.spell(path).join(".");
    assert.strictEqual(told("properties", "disableLocalAuth"), "localAuthEnabled");
    assert.strictEqual(
      told("properties", "networkAcls", "ipRules", 0, "value"),
      "networkAcls.ipRules.0",
    );
    assert.strictEqual(
      told("properties", "networkInjections", 0, "subnetArmId"),
      "networkInjection.subnetId",
    );
    assert.strictEqual(
      told("properties", "encryption", "keyVaultProperties", "keyName"),
      "customerManagedKey.keyVaultKeyId",
    );
    assert.strictEqual(told("identity", "userAssignedIdentities", 0), "identity.identityIds.0");
  });

  it("AI services accounts have other names for the same", async () => {
    const { kind, props } = await only(
      () =>
        new azure.cognitive.AIServices("a", {
          name: "ai",
          resourceGroupName: "rg",
          skuName: "S0",
          publicNetworkAccess: "Disabled",
          localAuthenticationEnabled: false,
        }),
    );
    assert.strictEqual(kind, "cognitiveservices:Account");
    assert.deepStrictEqual(props, {
      accountName: "ai",
      resourceGroupName: "rg",
      kind: "AIServices",
      sku: { name: "S0" },
      properties: {
        publicNetworkAccess: "Disabled",
        disableLocalAuth: true,
        restrictOutboundNetworkAccess: false,
      },
    });
  });

  it("deployments, content filters and connections belong to the account of an id", async () => {
    const [deployment, policy, connection] = await declare(() => [
      new azure.cognitive.Deployment("d", {
        name: "gpt",
        cognitiveAccountId: account,
        model: { format: "OpenAI", name: "gpt-4o", version: "2024-11-20" },
        sku: { name: "GlobalStandard", capacity: 450 },
        raiPolicyName: "strict",
      }),
      new azure.cognitive.AccountRaiPolicy("p", {
        name: "strict",
        cognitiveAccountId: account,
        basePolicyName: "Microsoft.DefaultV2",
        contentFilters: [
          {
            name: "Hate",
            source: "Prompt",
            filterEnabled: true,
            blockEnabled: false,
            severityThreshold: "High",
          },
        ],
      }),
      new azure.cognitive.AccountConnectionApiKey("c", {
        name: "search",
        cognitiveAccountId: account,
        category: "CognitiveSearch",
        target: "https://srch.search.windows.net",
        apiKey: "placeholder",
      }),
    ]);
    const inAccount = { accountName: "ai", resourceGroupName: "rg" };
    assert.deepStrictEqual(deployment?.props, {
      ...inAccount,
      deploymentName: "gpt",
      sku: { name: "GlobalStandard", capacity: 450 },
      properties: {
        model: { format: "OpenAI", name: "gpt-4o", version: "2024-11-20" },
        raiPolicyName: "strict",
        versionUpgradeOption: "OnceNewDefaultVersionAvailable",
      },
    });
    assert.deepStrictEqual(deployment.spell(["accountName"]), ["cognitiveAccountId"]);
    assert.deepStrictEqual(policy?.props, {
      ...inAccount,
      raiPolicyName: "strict",
      properties: {
        basePolicyName: "Microsoft.DefaultV2",
        contentFilters: [
          {
            name: "Hate",
            source: "Prompt",
            enabled: true,
            blocking: false,
            severityThreshold: "High",
          },
        ],
      },
    });
    assert.deepStrictEqual(policy.spell(["properties", "contentFilters", 0, "blocking"]), [
      "contentFilters",
      0,
      "blockEnabled",
    ]);
    // What classic has no word for is told where it would stand.
    assert.deepStrictEqual(policy.spell(["properties", "contentFilters", 0, "action"]), [
      "contentFilters",
      0,
      "action",
    ]);
    assert.deepStrictEqual(connection?.props, {
      ...inAccount,
      connectionName: "search",
      properties: {
        authType: "ApiKey",
        category: "CognitiveSearch",
        target: "https://srch.search.windows.net",
        credentials: { key: "placeholder" },
      },
    });
  });

  it("workspaces, hubs and projects are one kind", async () => {
    const needed = {
      resourceGroupName: "rg",
      keyVaultId: vault,
      storageAccountId: storage,
      identity: { type: "SystemAssigned" },
    };
    const [ml, hub, project] = await declare(() => [
      new azure.machinelearning.Workspace("ml", {
        ...needed,
        name: "ml",
        applicationInsightsId: "appi",
        publicNetworkAccessEnabled: false,
        highBusinessImpact: true,
        managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" },
        serverlessCompute: { publicIpEnabled: true },
        encryption: { keyId: "https://kv/keys/k", keyVaultId: vault },
      }),
      new azure.aifoundry.Hub("hub", { ...needed, name: "hub" }),
      new azure.aifoundry.Project("project", { name: "p", aiServicesHubId: workspace }),
    ]);
    assert.deepStrictEqual(ml?.props, {
      workspaceName: "ml",
      resourceGroupName: "rg",
      kind: "Default",
      sku: { name: "Basic" },
      identity: { type: "SystemAssigned" },
      keyVault: vault,
      storageAccount: storage,
      applicationInsights: "appi",
      publicNetworkAccess: "Disabled",
      hbiWorkspace: true,
      managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" },
      serverlessComputeSettings: { serverlessComputeNoPublicIP: false },
      encryption: {
        status: "Enabled",
        keyVaultProperties: { keyIdentifier: "https://kv/keys/k", keyVaultArmId: vault },
      },
      enableServiceSideCMKEncryption: false,
      systemDatastoresAuthMode: "AccessKey",
      v1LegacyMode: false,
    });
    assert.deepStrictEqual(hub?.props, {
      workspaceName: "hub",
      resourceGroupName: "rg",
      kind: "Hub",
      identity: { type: "SystemAssigned" },
      keyVault: vault,
      storageAccount: storage,
      publicNetworkAccess: "Enabled",
      hbiWorkspace: false,
    });
    assert.deepStrictEqual(project?.props, {
      workspaceName: "p",
      resourceGroupName: "rg",
      kind: "Project",
      hubResourceId: workspace,
      hbiWorkspace: false,
    });
  });

  it("computes: Terraform's default is a public address, keys on, the cluster's port closed", async () => {
    const [cluster, instance] = await declare(() => [
      new azure.machinelearning.ComputeCluster("c", {
        name: "cpu",
        machineLearningWorkspaceId: workspace,
        vmPriority: "Dedicated",
        vmSize: "STANDARD_DS3_V2",
        scaleSettings: {
          minNodeCount: 0,
          maxNodeCount: 4,
          scaleDownNodesAfterIdleDuration: "PT2M",
        },
      }),
      new azure.machinelearning.ComputeInstance("i", {
        name: "dev",
        machineLearningWorkspaceId: workspace,
        virtualMachineSize: "STANDARD_DS3_V2",
        nodePublicIpEnabled: false,
        localAuthEnabled: false,
        ssh: { publicKey: "ssh-rsa x" },
        subnetResourceId: "subnet",
      }),
    ]);
    assert.deepStrictEqual(cluster?.props, {
      workspaceName: "ml",
      resourceGroupName: "rg",
      computeName: "cpu",
      properties: {
        computeType: "AmlCompute",
        disableLocalAuth: false,
        properties: {
          enableNodePublicIp: true,
          remoteLoginPortPublicAccess: "Disabled",
          vmPriority: "Dedicated",
          vmSize: "STANDARD_DS3_V2",
          scaleSettings: {
            minNodeCount: 0,
            maxNodeCount: 4,
            nodeIdleTimeBeforeScaleDown: "PT2M",
          },
        },
      },
    });
    assert.deepStrictEqual(instance?.props, {
      workspaceName: "ml",
      resourceGroupName: "rg",
      computeName: "dev",
      properties: {
        computeType: "ComputeInstance",
        disableLocalAuth: true,
        properties: {
          enableNodePublicIp: false,
          sshSettings: { sshPublicAccess: "Enabled", adminPublicKey: "ssh-rsa x" },
          subnet: { id: "subnet" },
          vmSize: "STANDARD_DS3_V2",
        },
      },
    });
    assert.deepStrictEqual(
      instance.spell(["properties", "properties", "sshSettings", "sshPublicAccess"]),
      ["ssh"],
    );
  });

  it("datastores: what credential is set says the type", async () => {
    const container = `${storage}/blobServices/default/containers/data`;
    const [keyed, shared, none, lake] = await declare(() => [
      new azure.machinelearning.DatastoreBlobstorage("k", {
        name: "k",
        workspaceId: workspace,
        storageContainerId: container,
        accountKey: "placeholder",
      }),
      new azure.machinelearning.DatastoreFileshare("s", {
        name: "s",
        workspaceId: workspace,
        storageFileshareId: `${storage}/fileServices/default/shares/files`,
        sharedAccessSignature: "placeholder",
      }),
      new azure.machinelearning.DatastoreBlobstorage("n", {
        name: "n",
        workspaceId: workspace,
        storageContainerId: container,
        serviceDataAuthIdentity: "WorkspaceSystemAssignedIdentity",
      }),
      new azure.machinelearning.DatastoreDatalakeGen2("l", {
        name: "l",
        workspaceId: workspace,
        storageContainerId: container,
        tenantId: "t",
        clientId: "c",
        clientSecret: "placeholder",
      }),
    ]);
    assert.deepStrictEqual(keyed?.props, {
      workspaceName: "ml",
      resourceGroupName: "rg",
      name: "k",
      properties: {
        datastoreType: "AzureBlob",
        accountName: "st",
        containerName: "data",
        credentials: {
          credentialsType: "AccountKey",
          secrets: { secretsType: "AccountKey", key: "placeholder" },
        },
        serviceDataAccessAuthIdentity: "None",
      },
    });
    const properties = (declared: Declared | undefined) =>
      (declared?.props as { properties: Record<string, unknown> }).properties;
    assert.deepStrictEqual(properties(shared)["credentials"], {
      credentialsType: "Sas",
      secrets: { secretsType: "Sas", sasToken: "placeholder" },
    });
    assert.deepStrictEqual(properties(none)["credentials"], { credentialsType: "None" });
    assert.deepStrictEqual(properties(lake)["credentials"], {
      credentialsType: "ServicePrincipal",
      tenantId: "t",
      clientId: "c",
      secrets: { secretsType: "ServicePrincipal", clientSecret: "placeholder" },
    });
  });

  it("vaults, secrets, keys, certificates and access policies", async () => {
    const [kv, secret, key, policy, certificate] = await declare(() => [
      new azure.keyvault.KeyVault("kv", {
        name: "kv",
        resourceGroupName: "rg",
        skuName: "premium",
        tenantId: "t",
        publicNetworkAccessEnabled: false,
        rbacAuthorizationEnabled: true,
        networkAcls: { bypass: "None", defaultAction: "Deny", virtualNetworkSubnetIds: ["s"] },
        accessPolicies: [{ objectId: "o", tenantId: "t", secretPermissions: ["Get"] }],
      }),
      new azure.keyvault.Secret("s", {
        name: "openai",
        keyVaultId: vault,
        value: "placeholder",
        expirationDate: "2028-01-01T00:00:00Z",
      }),
      new azure.keyvault.Key("k", {
        name: "cmk",
        keyVaultId: vault,
        keyType: "RSA-HSM",
        keySize: 3072,
        keyOpts: ["wrapKey"],
        rotationPolicy: {
          expireAfter: "P1Y",
          notifyBeforeExpiry: "P29D",
          automatic: { timeBeforeExpiry: "P30D" },
        },
      }),
      new azure.keyvault.AccessPolicy("p", {
        keyVaultId: vault,
        objectId: "o",
        tenantId: "t",
        keyPermissions: ["Purge"],
      }),
      new azure.keyvault.Certificate("c", {
        name: "tls",
        keyVaultId: vault,
        certificate: { contents: "placeholder" },
      }),
    ]);
    assert.deepStrictEqual(kv?.props, {
      vaultName: "kv",
      resourceGroupName: "rg",
      properties: {
        tenantId: "t",
        sku: { family: "A", name: "premium" },
        publicNetworkAccess: "Disabled",
        enablePurgeProtection: false,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enableRbacAuthorization: true,
        networkAcls: {
          bypass: "None",
          defaultAction: "Deny",
          virtualNetworkRules: [{ id: "s" }],
        },
        accessPolicies: [{ objectId: "o", tenantId: "t", permissions: { secrets: ["Get"] } }],
      },
    });
    assert.deepStrictEqual(secret?.props, {
      vaultName: "kv",
      resourceGroupName: "rg",
      secretName: "openai",
      properties: { value: "placeholder", attributes: { expires: 1830297600 } },
    });
    assert.deepStrictEqual(secret.spell(["properties", "attributes", "expires"]), [
      "expirationDate",
    ]);
    assert.deepStrictEqual(key?.props, {
      vaultName: "kv",
      resourceGroupName: "rg",
      keyName: "cmk",
      properties: {
        kty: "RSA-HSM",
        keySize: 3072,
        keyOps: ["wrapKey"],
        rotationPolicy: {
          attributes: { expiryTime: "P1Y" },
          lifetimeActions: [
            {
              action: { type: "rotate" },
              trigger: { timeAfterCreate: undefined, timeBeforeExpiry: "P30D" },
            },
            { action: { type: "notify" }, trigger: { timeBeforeExpiry: "P29D" } },
          ],
        },
      },
    });
    assert.deepStrictEqual(policy?.props, {
      vaultName: "kv",
      resourceGroupName: "rg",
      policy: { objectId: "o", tenantId: "t", permissions: { keys: ["Purge"] } },
    });
    assert.strictEqual(certificate?.kind, "azure:keyvault/certificate:Certificate");
    assert.deepStrictEqual(certificate.props, {
      name: "tls",
      keyVaultId: vault,
      certificate: { contents: "placeholder" },
    });
  });

  it("storage accounts, and what may be declared apart from them", async () => {
    const [inline, rules, key] = await declare(() => [
      new azure.storage.Account("st", {
        name: "st",
        resourceGroupName: "rg",
        accountTier: "Standard",
        accountReplicationType: "ZRS",
        sharedAccessKeyEnabled: false,
        allowNestedItemsToBePublic: false,
        networkRules: {
          defaultAction: "Deny",
          bypasses: ["Logging", "Metrics"],
          ipRules: ["1.2.3.4"],
        },
      }),
      new azure.storage.AccountNetworkRules("rules", {
        storageAccountId: storage,
        defaultAction: "Allow",
      }),
      new azure.storage.CustomerManagedKey("key", {
        storageAccountId: storage,
        keyVaultKeyId: "https://kv.vault.azure.net/keys/cmk",
      }),
    ]);
    assert.deepStrictEqual(inline?.props, {
      accountName: "st",
      resourceGroupName: "rg",
      kind: "StorageV2",
      sku: { name: "Standard_ZRS" },
      publicNetworkAccess: "Enabled",
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      allowCrossTenantReplication: false,
      defaultToOAuthAuthentication: false,
      isLocalUserEnabled: true,
      isSftpEnabled: false,
      enableNfsV3: false,
      networkRuleSet: {
        bypass: "Logging, Metrics",
        defaultAction: "Deny",
        ipRules: [{ iPAddressOrRange: "1.2.3.4" }],
      },
      encryption: {
        requireInfrastructureEncryption: false,
        services: { queue: { keyType: "Service" }, table: { keyType: "Service" } },
      },
    });
    assert.deepStrictEqual(inline.open, [
      ["encryption", "keySource"],
      ["encryption", "keyVaultProperties"],
    ]);
    assert.deepStrictEqual(rules?.props, {
      accountName: "st",
      resourceGroupName: "rg",
      networkRuleSet: { defaultAction: "Allow" },
    });
    assert.deepStrictEqual([rules.partial, rules.complete], [true, false]);
    assert.deepStrictEqual(key?.props, {
      accountName: "st",
      resourceGroupName: "rg",
      encryption: {
        keySource: "Microsoft.Keyvault",
        keyVaultProperties: { keyVaultUri: "https://kv.vault.azure.net/", keyName: "cmk" },
      },
    });
    assert.deepStrictEqual(key.spell(["encryption", "keyVaultProperties", "keyName"]), [
      "keyVaultKeyId",
    ]);
  });

  it("search services and registries", async () => {
    const [search, registry] = await declare(() => [
      new azure.search.Service("s", {
        name: "srch",
        resourceGroupName: "rg",
        sku: "standard",
        publicNetworkAccessEnabled: false,
        authenticationFailureMode: "http403",
        customerManagedKeyEnforcementEnabled: true,
        allowedIps: ["1.2.3.4"],
      }),
      new azure.containerservice.Registry("r", {
        name: "cr",
        resourceGroupName: "rg",
        sku: "Premium",
        adminEnabled: true,
        exportPolicyEnabled: false,
        publicNetworkAccessEnabled: false,
        encryption: { keyVaultKeyId: "https://kv/keys/k", identityClientId: "client" },
        networkRuleSet: {
          defaultAction: "Deny",
          ipRules: [{ action: "Allow", ipRange: "1.2.3.4" }],
        },
      }),
    ]);
    assert.deepStrictEqual(search?.props, {
      searchServiceName: "srch",
      resourceGroupName: "rg",
      sku: { name: "standard" },
      publicNetworkAccess: "Disabled",
      disableLocalAuth: false,
      authOptions: { aadOrApiKey: { aadAuthFailureMode: "http403" } },
      encryptionWithCmk: { enforcement: "Enabled" },
      networkRuleSet: { bypass: "None", ipRules: [{ value: "1.2.3.4" }] },
    });
    assert.deepStrictEqual(registry?.props, {
      registryName: "cr",
      resourceGroupName: "rg",
      sku: { name: "Premium" },
      publicNetworkAccess: "Disabled",
      adminUserEnabled: true,
      anonymousPullEnabled: false,
      networkRuleBypassOptions: "AzureServices",
      networkRuleSet: {
        defaultAction: "Deny",
        ipRules: [{ action: "Allow", iPAddressOrRange: "1.2.3.4" }],
      },
      encryption: {
        status: "enabled",
        keyVaultProperties: { identity: "client", keyIdentifier: "https://kv/keys/k" },
      },
      policies: {
        azureADAuthenticationAsArmPolicy: { status: "enabled" },
        exportPolicy: { status: "disabled" },
        quarantinePolicy: { status: "disabled" },
        trustPolicy: { status: "disabled" },
      },
      zoneRedundancy: "Disabled",
    });
  });

  it("a private endpoint is the zone group inside it, too", async () => {
    const zone = `${group}/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com`;
    const [endpoint, zones, manual, ...others] = await declare(() => [
      new azure.privatelink.Endpoint("pe", {
        name: "pe",
        resourceGroupName: "rg",
        subnetId: "subnet",
        privateServiceConnection: {
          name: "c",
          isManualConnection: false,
          privateConnectionResourceId: account,
          subresourceNames: ["account"],
        },
        privateDnsZoneGroup: { name: "default", privateDnsZoneIds: [zone] },
      }),
      new azure.privatelink.Endpoint("manual", {
        name: "manual",
        resourceGroupName: "rg",
        subnetId: "subnet",
        privateServiceConnection: {
          name: "c",
          isManualConnection: true,
          privateConnectionResourceId: account,
          requestMessage: "please",
        },
      }),
    ]);
    assert.deepStrictEqual(others, []);
    assert.deepStrictEqual(endpoint?.props, {
      privateEndpointName: "pe",
      resourceGroupName: "rg",
      subnet: { id: "subnet" },
      privateLinkServiceConnections: [
        { name: "c", privateLinkServiceId: account, groupIds: ["account"] },
      ],
    });
    assert.deepStrictEqual(
      endpoint.spell(["privateLinkServiceConnections", 0, "privateLinkServiceId"]),
      ["privateServiceConnection", "privateConnectionResourceId"],
    );
    assert.strictEqual(zones?.kind, "network:PrivateDnsZoneGroup");
    assert.deepStrictEqual(zones.props, {
      privateEndpointName: "pe",
      resourceGroupName: "rg",
      privateDnsZoneGroupName: "default",
      privateDnsZoneConfigs: [{ privateDnsZoneId: zone }],
    });
    assert.deepStrictEqual(zones.spell(["privateDnsZoneConfigs", 0, "privateDnsZoneId"]), [
      "privateDnsZoneGroup",
      "privateDnsZoneIds",
      0,
    ]);
    assert.deepStrictEqual(manual?.props, {
      privateEndpointName: "manual",
      resourceGroupName: "rg",
      subnet: { id: "subnet" },
      manualPrivateLinkServiceConnections: [
        { name: "c", privateLinkServiceId: account, requestMessage: "please" },
      ],
    });
  });

  it("zones, links, subnets and security groups", async () => {
    const subnetId = `${group}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/pe`;
    const [zone, link, subnet, association, securityGroup] = await declare(() => [
      new azure.privatedns.Zone("z", {
        name: "privatelink.api.azureml.ms",
        resourceGroupName: "rg",
      }),
      new azure.privatedns.ZoneVirtualNetworkLink("l", {
        name: "l",
        resourceGroupName: "rg",
        privateDnsZoneName: "privatelink.api.azureml.ms",
        virtualNetworkId: "vnet",
      }),
      new azure.network.Subnet("s", {
        name: "pe",
        resourceGroupName: "rg",
        virtualNetworkName: "vnet",
        addressPrefixes: ["10.0.0.0/24"],
        defaultOutboundAccessEnabled: false,
      }),
      new azure.network.SubnetNetworkSecurityGroupAssociation("a", {
        subnetId,
        networkSecurityGroupId: "nsg",
      }),
      new azure.network.NetworkSecurityGroup("n", {
        name: "nsg",
        resourceGroupName: "rg",
        securityRules: [
          {
            name: "ssh",
            access: "Allow",
            direction: "Inbound",
            priority: 100,
            protocol: "Tcp",
            sourceAddressPrefix: "*",
            destinationPortRange: "22",
          },
        ],
      }),
    ]);
    assert.deepStrictEqual(zone?.props, {
      privateZoneName: "privatelink.api.azureml.ms",
      resourceGroupName: "rg",
    });
    assert.deepStrictEqual(link?.props, {
      virtualNetworkLinkName: "l",
      privateZoneName: "privatelink.api.azureml.ms",
      resourceGroupName: "rg",
      virtualNetwork: { id: "vnet" },
      registrationEnabled: false,
    });
    assert.deepStrictEqual(subnet?.props, {
      subnetName: "pe",
      resourceGroupName: "rg",
      virtualNetworkName: "vnet",
      addressPrefixes: ["10.0.0.0/24"],
      defaultOutboundAccess: false,
      privateEndpointNetworkPolicies: "Disabled",
      privateLinkServiceNetworkPolicies: "Enabled",
    });
    assert.deepStrictEqual(subnet.open, [["networkSecurityGroup"], ["natGateway"], ["routeTable"]]);
    assert.strictEqual(association?.partial, true);
    assert.deepStrictEqual(association.props, {
      virtualNetworkName: "vnet",
      subnetName: "pe",
      resourceGroupName: "rg",
      networkSecurityGroup: { id: "nsg" },
    });
    assert.deepStrictEqual(securityGroup?.props, {
      networkSecurityGroupName: "nsg",
      resourceGroupName: "rg",
      securityRules: [
        {
          name: "ssh",
          access: "Allow",
          direction: "Inbound",
          priority: 100,
          protocol: "Tcp",
          sourceAddressPrefix: "*",
          destinationPortRange: "22",
        },
      ],
    });
  });

  it("diagnostic settings: what is listed is on", async () => {
    const [setting, activity] = await declare(() => [
      new azure.monitoring.DiagnosticSetting("d", {
        name: "all",
        targetResourceId: account,
        logAnalyticsWorkspaceId: logs,
        enabledLogs: [{ categoryGroup: "allLogs" }],
        enabledMetrics: [{ category: "AllMetrics" }],
      }),
      new azure.monitoring.DiagnosticSetting("s", {
        name: "activity",
        targetResourceId: "/subscriptions/00000000-0000-0000-0000-000000000000",
        logAnalyticsWorkspaceId: logs,
        enabledLogs: [{ category: "Administrative" }],
      }),
    ]);
    assert.strictEqual(setting?.kind, "monitor:DiagnosticSetting");
    assert.deepStrictEqual(setting.props, {
      resourceUri: account,
      name: "all",
      workspaceId: logs,
      logs: [{ categoryGroup: "allLogs", enabled: true }],
      metrics: [{ category: "AllMetrics", enabled: true }],
    });
    assert.deepStrictEqual(setting.spell(["resourceUri"]), ["targetResourceId"]);
    assert.strictEqual(activity?.kind, "monitor:SubscriptionDiagnosticSetting");
    const older = readClassic("azure:monitoring/diagnosticSetting:DiagnosticSetting", {
      targetResourceId: account,
      logs: [{ category: "Audit", enabled: false }, { category: "Trace" }],
    });
    assert.deepStrictEqual((older[0]?.props as { logs: unknown }).logs, [
      { category: "Audit", enabled: false },
      { category: "Trace", enabled: true },
    ]);
  });

  it("Defender, Sentinel, roles and identities", async () => {
    const [plan, contact, onboarding, byName, byId, custom, credential] = await declare(() => [
      new azure.securitycenter.SubscriptionPricing("p", {
        resourceType: "AI",
        tier: "Standard",
        extensions: [{ name: "AIPromptEvidence" }],
      }),
      new azure.securitycenter.Contact("c", {
        email: "soc@contoso.com",
        alertNotifications: true,
        alertsToAdmins: false,
      }),
      new azure.sentinel.LogAnalyticsWorkspaceOnboarding("s", { workspaceId: logs }),
      new azure.authorization.Assignment("n", {
        scope: group,
        principalId: "p",
        roleDefinitionName: "Owner",
      }),
      new azure.authorization.Assignment("i", {
        scope: group,
        principalId: "p",
        roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/x",
      }),
      new azure.authorization.RoleDefinition("d", {
        name: "AI operator",
        scope: group,
        permissions: [{ actions: ["*"], notActions: [] }],
      }),
      new azure.armmsi.FederatedIdentityCredential("f", {
        name: "github",
        userAssignedIdentityId: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`,
        audience: "api://AzureADTokenExchange",
        issuer: "https://token.actions.githubusercontent.com",
        subject: "repo:contoso/ai:ref:refs/heads/main",
      }),
    ]);
    assert.deepStrictEqual(plan?.props, {
      scopeId: thisSubscription,
      pricingName: "AI",
      pricingTier: "Standard",
      extensions: [{ name: "AIPromptEvidence", isEnabled: "True" }],
    });
    assert.deepStrictEqual(contact?.props, {
      securityContactName: "default",
      emails: "soc@contoso.com",
      isEnabled: true,
      notificationsSources: [{ sourceType: "Alert", minimalSeverity: "High" }],
      notificationsByRole: { state: "Off", roles: [] },
    });
    assert.deepStrictEqual(onboarding?.props, {
      workspaceName: "log",
      resourceGroupName: "rg",
      sentinelOnboardingStateName: "default",
      customerManagedKey: false,
    });
    assert.deepStrictEqual(byName?.props, {
      scope: group,
      principalId: "p",
      roleDefinitionId:
        "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    });
    assert.deepStrictEqual(byId?.props, {
      scope: group,
      principalId: "p",
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/x",
    });
    assert.deepStrictEqual(custom?.props, {
      scope: group,
      roleName: "AI operator",
      assignableScopes: [group],
      permissions: [{ actions: ["*"], notActions: [] }],
    });
    assert.deepStrictEqual(credential?.props, {
      federatedIdentityCredentialResourceName: "github",
      resourceName: "id",
      resourceGroupName: "rg",
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:contoso/ai:ref:refs/heads/main",
      audiences: ["api://AzureADTokenExchange"],
    });
  });

  it("policy assignments say their scope by its level", async () => {
    const [assignment] = await declare(() => [
      new azure.core.ResourceGroupPolicyAssignment("a", {
        name: "ai",
        resourceGroupId: group,
        policyDefinitionId: "definition",
        enforce: false,
        parameters: JSON.stringify({ effect: { value: "Deny" } }),
      }),
    ]);
    assert.strictEqual(assignment?.kind, "authorization:PolicyAssignment");
    assert.deepStrictEqual(assignment.props, {
      scope: group,
      policyAssignmentName: "ai",
      policyDefinitionId: "definition",
      enforcementMode: "DoNotEnforce",
      parameters: { effect: { value: "Deny" } },
    });
  });

  it("Log Analytics, Application Insights and API Management", async () => {
    const [workspace, insights, service, api, policy, value] = await declare(() => [
      new azure.operationalinsights.AnalyticsWorkspace("l", {
        name: "log",
        resourceGroupName: "rg",
        localAuthenticationEnabled: false,
        internetIngestionEnabled: false,
      }),
      new azure.appinsights.Insights("a", {
        name: "appi",
        resourceGroupName: "rg",
        applicationType: "web",
        workspaceId: logs,
        localAuthenticationDisabled: true,
      }),
      new azure.apimanagement.Service("g", {
        name: "apim",
        resourceGroupName: "rg",
        publisherEmail: "a@contoso.com",
        publisherName: "a",
        skuName: "Premium_2",
        security: { frontendTls10Enabled: true },
        hostnameConfiguration: {
          proxies: [{ hostName: "ai.contoso.com", keyVaultCertificateId: "https://kv/secrets/c" }],
        },
      }),
      new azure.apimanagement.Api("api", {
        name: "openai",
        resourceGroupName: "rg",
        apiManagementName: "apim",
        revision: "1",
        protocols: ["https"],
        subscriptionRequired: false,
      }),
      new azure.apimanagement.ApiPolicy("policy", {
        apiName: "openai",
        apiManagementName: "apim",
        resourceGroupName: "rg",
        xmlContent: "<policies/>",
      }),
      new azure.apimanagement.NamedValue("v", {
        name: "key",
        displayName: "key",
        resourceGroupName: "rg",
        apiManagementName: "apim",
        secret: true,
        valueFromKeyVault: { secretId: "https://kv/secrets/key" },
      }),
    ]);
    assert.deepStrictEqual(workspace?.props, {
      workspaceName: "log",
      resourceGroupName: "rg",
      publicNetworkAccessForIngestion: "Disabled",
      publicNetworkAccessForQuery: "Enabled",
      sku: { name: "PerGB2018" },
      forceCmkForQuery: false,
      features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
    });
    assert.deepStrictEqual(insights?.props, {
      resourceName: "appi",
      resourceGroupName: "rg",
      kind: "web",
      applicationType: "web",
      workspaceResourceId: logs,
      publicNetworkAccessForIngestion: "Enabled",
      publicNetworkAccessForQuery: "Enabled",
      disableLocalAuth: true,
      disableIpMasking: false,
      forceCustomerStorageForProfiler: false,
      retentionInDays: 90,
      samplingPercentage: 100,
    });
    const off = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security";
    assert.deepStrictEqual(service?.props, {
      serviceName: "apim",
      resourceGroupName: "rg",
      publisherEmail: "a@contoso.com",
      publisherName: "a",
      sku: { name: "Premium", capacity: 2 },
      publicNetworkAccess: "Enabled",
      virtualNetworkType: "None",
      customProperties: {
        [`${off}.Protocols.Ssl30`]: "False",
        [`${off}.Protocols.Tls10`]: "True",
        [`${off}.Protocols.Tls11`]: "False",
        [`${off}.Backend.Protocols.Ssl30`]: "False",
        [`${off}.Backend.Protocols.Tls10`]: "False",
        [`${off}.Backend.Protocols.Tls11`]: "False",
        [`${off}.Ciphers.TripleDes168`]: "False",
      },
      hostnameConfigurations: [
        { type: "Proxy", hostName: "ai.contoso.com", keyVaultId: "https://kv/secrets/c" },
      ],
    });
    assert.deepStrictEqual(api?.props, {
      serviceName: "apim",
      resourceGroupName: "rg",
      apiId: "openai",
      apiType: "http",
      apiRevision: "1",
      protocols: ["https"],
      subscriptionRequired: false,
    });
    assert.deepStrictEqual(policy?.props, {
      serviceName: "apim",
      resourceGroupName: "rg",
      apiId: "openai",
      policyId: "policy",
      format: "rawxml",
      value: "<policies/>",
    });
    assert.deepStrictEqual(value?.props, {
      serviceName: "apim",
      resourceGroupName: "rg",
      namedValueId: "key",
      displayName: "key",
      secret: true,
      keyVault: { secretIdentifier: "https://kv/secrets/key" },
    });
  });

  it("disks name what encrypts them", async () => {
    const [disk, machine] = await declare(() => [
      new azure.compute.ManagedDisk("d", {
        name: "d",
        resourceGroupName: "rg",
        createOption: "Empty",
        storageAccountType: "Premium_LRS",
        diskEncryptionSetId: "des",
      }),
      new azure.compute.LinuxVirtualMachine("v", {
        name: "jump",
        resourceGroupName: "rg",
        size: "Standard_D2s_v5",
        adminUsername: "a",
        networkInterfaceIds: ["nic"],
        osDisk: { caching: "None", storageAccountType: "Premium_LRS" },
      }),
    ]);
    assert.deepStrictEqual(disk?.props, {
      diskName: "d",
      resourceGroupName: "rg",
      sku: { name: "Premium_LRS" },
      creationData: { createOption: "Empty" },
      encryption: { diskEncryptionSetId: "des" },
      networkAccessPolicy: "AllowAll",
      publicNetworkAccess: "Enabled",
    });
    assert.deepStrictEqual(machine?.props, {
      vmName: "jump",
      resourceGroupName: "rg",
      securityProfile: { encryptionAtHost: false },
      storageProfile: {
        osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
      },
    });
  });

  it("leaves unknown what is not known yet, and counts it as there", () => {
    const [unknown] = readClassic("azure:cognitive/account:Account", {
      name: UNKNOWN,
      localAuthEnabled: UNKNOWN,
      publicNetworkAccessEnabled: UNKNOWN,
      networkAcls: UNKNOWN,
      customerManagedKey: { keyVaultKeyId: UNKNOWN },
      fqdns: ["a", UNKNOWN],
    });
    assert.deepStrictEqual(unknown?.props, {
      accountName: UNKNOWN,
      properties: {
        publicNetworkAccess: UNKNOWN,
        disableLocalAuth: UNKNOWN,
        restrictOutboundNetworkAccess: false,
        allowedFqdnList: ["a", UNKNOWN],
        networkAcls: UNKNOWN,
        allowProjectManagement: false,
        encryption: {
          keySource: "Microsoft.KeyVault",
          keyVaultProperties: { keyVaultUri: UNKNOWN, keyName: UNKNOWN, keyVersion: UNKNOWN },
        },
      },
    });
    const [store] = readClassic("azure:machinelearning/datastoreBlobstorage:DatastoreBlobstorage", {
      workspaceId: UNKNOWN,
      accountKey: UNKNOWN,
    });
    const { workspaceName, properties } = store?.props as {
      workspaceName: unknown;
      properties: { credentials: unknown };
    };
    assert.strictEqual(workspaceName, UNKNOWN);
    assert.deepStrictEqual(properties.credentials, {
      credentialsType: "AccountKey",
      secrets: { secretsType: "AccountKey", key: UNKNOWN },
    });
  });

  it("takes null for absent, a wrong type for nothing, and text for a flag as the provider's to read", () => {
    const [declared] = readClassic("azure:cognitive/account:Account", {
      name: null,
      localAuthEnabled: "yes",
      networkAcls: "Deny",
      customerManagedKey: 5,
    });
    assert.deepStrictEqual(declared?.props, {
      properties: {
        disableLocalAuth: UNKNOWN,
        publicNetworkAccess: "Enabled",
        restrictOutboundNetworkAccess: false,
        allowProjectManagement: false,
      },
    });
  });

  it("is the same in the any-Terraform package", () => {
    const inputs = { name: "ai", kind: "OpenAI", localAuthEnabled: false };
    const [own] = readClassic("azure:cognitive/account:Account", inputs);
    const [any] = readClassic("azurerm:index/cognitiveAccount:CognitiveAccount", inputs);
    assert.ok(own);
    assert.deepStrictEqual(any?.props, own.props);
    // A bridge that keeps a block a list is understood, too.
    const [listed] = readClassic("azurerm:index/cognitiveAccount:CognitiveAccount", {
      networkAcls: [{ defaultAction: "Deny" }],
    });
    const { properties } = listed?.props as { properties: { networkAcls: unknown } };
    assert.deepStrictEqual(properties.networkAcls, { defaultAction: "Deny" });
  });

  it("is nothing when it is none of ours", () => {
    assert.deepStrictEqual(readClassic("azure:batch/pool:Pool", { name: "x" }), []);
    assert.deepStrictEqual(readClassic("azure-native:batch:Pool", {}), []);
    assert.deepStrictEqual(readClassic("azurerm:index/toString:ToString", {}), []);
  });

  it("never throws, whatever the inputs hold", () => {
    const tokens = Object.values(classicTypes).flatMap(({ tokens: own }) => own);
    const names = `name identity networkAcls customerManagedKey contentFilters security hostnameConfiguration
      privateServiceConnection privateDnsZoneGroup rotationPolicy networkRules bypasses enabledLogs skuName ssh ssl
      expirationDate keyVaultId keyVaultKeyId parameters permissions subnets targetResourceId scope storageContainerId`;
    const value = fc.oneof(fc.anything({ maxDepth: 3 }), fc.constant(UNKNOWN));
    fc.assert(
      fc.property(
        fc.constantFrom(...tokens),
        fc.dictionary(fc.constantFrom(...names.split(/\s+/)), value),
        fc.array(fc.oneof(fc.string(), fc.nat(), fc.constantFrom("properties", "__proto__"))),
        (token, inputs, path) => {
          for (const { spell } of readClassic(`azure:${token}`, inputs)) spell(path);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
