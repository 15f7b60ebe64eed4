/** azurerm_machine_learning_* and azurerm_ai_foundry*: workspaces, hubs and projects, computes, datastores. */
import { one, type ClassicKind, type ClassicTable } from "./entry";
import {
  Rule,
  always,
  block,
  common,
  enabled,
  identity,
  inGroup,
  nameIn,
  groupIn,
  not,
  orElse,
  unless,
  valueAt,
  where,
  within,
  type Source,
  type Sources,
} from "./rules";

const workspace: Sources = {
  workspaceName: "name",
  identity,
  primaryUserAssignedIdentity: "primaryUserAssignedIdentity",
  description: "description",
  friendlyName: "friendlyName",
};
const withDependencies: Sources = {
  ...workspace,
  ...inGroup,
  keyVault: "keyVaultId",
  storageAccount: "storageAccountId",
  containerRegistry: "containerRegistryId",
  applicationInsights: "applicationInsightsId",
  encryption: block("encryption", {
    status: always("Enabled"),
    keyVaultProperties: { keyIdentifier: "keyId", keyVaultArmId: "keyVaultId" },
    identity: { userAssignedIdentity: "userAssignedIdentityId" },
  }),
  managedNetwork: block("managedNetwork", { isolationMode: "isolationMode" }),
};

/** A compute of one of the types that `properties` tells apart. */
const compute = (computeType: string, properties: Sources): ClassicKind => ({
  kind: "machinelearningservices:Compute",
  props: {
    ...within("machineLearningWorkspaceId", "workspaceName"),
    ...common,
    computeName: "name",
    identity,
    properties: { computeType: always(computeType), description: "description", ...properties },
  },
});

/** The key wins, as in the provider. */
const keyOrSas: Sources = {
  credentialsType: where(
    "accountKey",
    always("AccountKey"),
    where("sharedAccessSignature", always("Sas"), always("None")),
  ),
  secrets: {
    secretsType: where(
      "accountKey",
      always("AccountKey"),
      where("sharedAccessSignature", always("Sas")),
    ),
    key: "accountKey",
    sasToken: unless("accountKey", "sharedAccessSignature"),
  },
};
const datastore = (datastoreType: string, properties: Sources): ClassicKind => ({
  kind: "machinelearningservices:Datastore",
  props: {
    ...within("workspaceId", "workspaceName"),
    name: "name",
    properties: {
      datastoreType: always(datastoreType),
      description: "description",
      tags: "tags",
      ...properties,
    },
  },
});

const outboundRule = (type: string, destination: Source): ClassicKind => ({
  kind: "machinelearningservices:ManagedNetworkSettingsRule",
  props: {
    ...within("workspaceId", "workspaceName"),
    ruleName: "name",
    properties: { type: always(type), destination },
  },
});

/** As the provider derives it from what the block holds (azurerm, `expandSSLConfig`). */
const sslStatus = new Rule(
  (from) => {
    if (valueAt(from, "leafDomainLabel")) return "Auto";
    return ["cert", "key", "cname"].some((one) => valueAt(from, one)) ? "Enabled" : "Disabled";
  },
  () => [],
);

export const machineLearning: ClassicTable = {
  machine_learning_workspace: one("machinelearning/workspace:Workspace", {
    kind: "machinelearningservices:Workspace",
    props: {
      ...withDependencies,
      kind: orElse("kind", "Default"),
      sku: { name: orElse("skuName", "Basic") },
      publicNetworkAccess: enabled("publicNetworkAccessEnabled", true),
      hbiWorkspace: "highBusinessImpact",
      imageBuildCompute: "imageBuildComputeName",
      provisionNetworkNow: "managedNetwork.provisionOnCreationEnabled",
      serverlessComputeSettings: block("serverlessCompute", {
        serverlessComputeNoPublicIP: not("publicIpEnabled", false),
        serverlessComputeCustomSubnet: "subnetId",
      }),
      enableServiceSideCMKEncryption: orElse("serviceSideEncryptionEnabled", false),
      systemDatastoresAuthMode: orElse("storageAccountAccessType", "AccessKey"),
      v1LegacyMode: orElse("v1LegacyModeEnabled", false),
    },
  }),
  ai_foundry: one("aifoundry/hub:Hub", {
    kind: "machinelearningservices:Workspace",
    props: {
      ...withDependencies,
      kind: always("Hub"),
      publicNetworkAccess: orElse("publicNetworkAccess", "Enabled"),
      hbiWorkspace: orElse("highBusinessImpactEnabled", false),
    },
  }),
  ai_foundry_project: one("aifoundry/project:Project", {
    kind: "machinelearningservices:Workspace",
    props: {
      ...workspace,
      ...common,
      resourceGroupName: groupIn("aiServicesHubId"),
      kind: always("Project"),
      hubResourceId: "aiServicesHubId",
      hbiWorkspace: orElse("highBusinessImpactEnabled", false),
    },
  }),
  machine_learning_compute_cluster: one(
    "machinelearning/computeCluster:ComputeCluster",
    compute("AmlCompute", {
      disableLocalAuth: not("localAuthEnabled", true),
      properties: {
        enableNodePublicIp: orElse("nodePublicIpEnabled", true),
        remoteLoginPortPublicAccess: enabled("sshPublicAccessEnabled", false),
        subnet: { id: "subnetResourceId" },
        vmPriority: "vmPriority",
        vmSize: "vmSize",
        scaleSettings: block("scaleSettings", {
          minNodeCount: "minNodeCount",
          maxNodeCount: "maxNodeCount",
          nodeIdleTimeBeforeScaleDown: "scaleDownNodesAfterIdleDuration",
        }),
        userAccountCredentials: block("ssh", {
          adminUserName: "adminUsername",
          adminUserPassword: "adminPassword",
          adminUserSshPublicKey: "keyValue",
        }),
      },
    }),
  ),
  machine_learning_compute_instance: one(
    "machinelearning/computeInstance:ComputeInstance",
    compute("ComputeInstance", {
      disableLocalAuth: not("localAuthEnabled", true),
      properties: {
        enableNodePublicIp: orElse("nodePublicIpEnabled", true),
        computeInstanceAuthorizationType: "authorizationType",
        personalComputeInstanceSettings: {
          assignedUser: block("assignToUser", { objectId: "objectId", tenantId: "tenantId" }),
        },
        // The provider opens the port for the block and closes it without (`expandComputeSSHSetting`).
        sshSettings: {
          sshPublicAccess: where("ssh", always("Enabled"), always("Disabled")),
          adminPublicKey: "ssh.publicKey",
        },
        subnet: { id: "subnetResourceId" },
        vmSize: "virtualMachineSize",
      },
    }),
  ),
  machine_learning_inference_cluster: one(
    "machinelearning/inferenceCluster:InferenceCluster",
    compute("AKS", {
      resourceId: "kubernetesClusterId",
      properties: {
        clusterPurpose: "clusterPurpose",
        sslConfiguration: block("ssl", {
          status: sslStatus,
          cert: "cert",
          cname: "cname",
          key: "key",
          leafDomainLabel: "leafDomainLabel",
          overwriteExistingDomain: "overwriteExistingDomain",
        }),
      },
    }),
  ),
  machine_learning_synapse_spark: one(
    "machinelearning/synapseSpark:SynapseSpark",
    compute("SynapseSpark", {
      disableLocalAuth: not("localAuthEnabled", true),
      resourceId: "synapseSparkPoolId",
    }),
  ),
  machine_learning_datastore_blobstorage: one(
    "machinelearning/datastoreBlobstorage:DatastoreBlobstorage",
    datastore("AzureBlob", {
      accountName: nameIn("storageContainerId", 2),
      containerName: nameIn("storageContainerId"),
      credentials: keyOrSas,
      serviceDataAccessAuthIdentity: orElse("serviceDataAuthIdentity", "None"),
    }),
  ),
  machine_learning_datastore_fileshare: one(
    "machinelearning/datastoreFileshare:DatastoreFileshare",
    datastore("AzureFile", {
      accountName: nameIn("storageFileshareId", 2),
      fileShareName: nameIn("storageFileshareId"),
      credentials: keyOrSas,
      serviceDataAccessAuthIdentity: orElse("serviceDataIdentity", "None"),
    }),
  ),
  machine_learning_datastore_datalake_gen2: one(
    "machinelearning/datastoreDatalakeGen2:DatastoreDatalakeGen2",
    datastore("AzureDataLakeGen2", {
      accountName: nameIn("storageContainerId", 2),
      filesystem: nameIn("storageContainerId"),
      credentials: {
        credentialsType: where("clientSecret", always("ServicePrincipal"), always("None")),
        authorityUrl: "authorityUrl",
        clientId: "clientId",
        tenantId: "tenantId",
        secrets: {
          secretsType: where("clientSecret", always("ServicePrincipal")),
          clientSecret: "clientSecret",
        },
      },
      serviceDataAccessAuthIdentity: orElse("serviceDataIdentity", "None"),
    }),
  ),
  machine_learning_workspace_network_outbound_rule_fqdn: one(
    "machinelearning/workspaceNetworkOutboundRuleFqdn:WorkspaceNetworkOutboundRuleFqdn",
    outboundRule("FQDN", "destinationFqdn"),
  ),
  machine_learning_workspace_network_outbound_rule_private_endpoint: one(
    "machinelearning/workspaceNetworkOutboundRulePrivateEndpoint:WorkspaceNetworkOutboundRulePrivateEndpoint",
    outboundRule("PrivateEndpoint", {
      serviceResourceId: "serviceResourceId",
      sparkEnabled: "sparkEnabled",
      subresourceTarget: "subResourceTarget",
    }),
  ),
  machine_learning_workspace_network_outbound_rule_service_tag: one(
    "machinelearning/workspaceNetworkOutboundRuleServiceTag:WorkspaceNetworkOutboundRuleServiceTag",
    outboundRule("ServiceTag", {
      serviceTag: "serviceTag",
      protocol: "protocol",
      portRanges: "portRanges",
    }),
  ),
};
