// The machine learning workspace, its computes and its data.

import * as machinelearning from "@pulumi/azure-native/machinelearningservices";
import * as managedidentity from "@pulumi/azure-native/managedidentity";

import { grant } from "./access";
import { insights, keepLogs } from "./monitoring";
import { zones } from "./network";
import { openai } from "./openai";
import { dataScientists, prefix, resourceGroup, tags } from "./platform";
import { PrivateConnection } from "./private-connection";
import { registry, storage, trainingData } from "./storage";
import { vault } from "./vault";

const resourceGroupName = resourceGroup.name;
const clusterName = "training";

export const workspace = new machinelearning.Workspace("workspace", {
  resourceGroupName,
  workspaceName: `${prefix}-workspace`,
  identity: { type: "SystemAssigned" },
  keyVault: vault.id,
  storageAccount: storage.id,
  containerRegistry: registry.id,
  applicationInsights: insights.id,
  systemDatastoresAuthMode: "Identity",
  publicNetworkAccess: "Disabled",
  managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" },
  // The registry is closed to the public builders of Azure, so images are built on the cluster.
  imageBuildCompute: clusterName,
  tags,
});

new PrivateConnection("workspace", {
  target: workspace,
  groupId: "amlworkspace",
  zones: [zones.workspace, zones.notebooks],
});

keepLogs("workspace", workspace.id);

// The way out of the managed network to Azure OpenAI, which the workspace approves by itself.
const mayConnect = grant("workspace-may-connect-openai", {
  role: "Azure AI Enterprise Network Connection Approver",
  to: workspace.identity.apply((identity) => identity!.principalId),
  principalType: "ServicePrincipal",
  on: openai,
});
new machinelearning.ManagedNetworkSettingsRule(
  "openai-rule",
  {
    resourceGroupName,
    workspaceName: workspace.name,
    properties: {
      type: "PrivateEndpoint",
      destination: { serviceResourceId: openai.id, subresourceTarget: "account" },
    },
  },
  { dependsOn: mayConnect },
);

grant("scientists-may-use-workspace", {
  role: "AzureML Data Scientist",
  to: dataScientists,
  principalType: "Group",
  on: workspace,
});

const trainingIdentity = new managedidentity.UserAssignedIdentity("training-identity", {
  resourceGroupName,
  tags,
});
grant("training-may-use-data", {
  role: "Storage Blob Data Contributor",
  to: trainingIdentity.principalId,
  principalType: "ServicePrincipal",
  on: storage,
});
grant("training-may-pull-images", {
  role: "AcrPull",
  to: trainingIdentity.principalId,
  principalType: "ServicePrincipal",
  on: registry,
});

// Computes have no subnet: they live in the managed network of the workspace.
new machinelearning.Compute("cluster", {
  resourceGroupName,
  workspaceName: workspace.name,
  computeName: clusterName,
  identity: { type: "UserAssigned", userAssignedIdentities: [trainingIdentity.id] },
  properties: {
    computeType: "AmlCompute",
    disableLocalAuth: true,
    properties: {
      vmSize: "Standard_DS3_v2",
      scaleSettings: { minNodeCount: 0, maxNodeCount: 4, nodeIdleTimeBeforeScaleDown: "PT10M" },
      enableNodePublicIp: false,
      remoteLoginPortPublicAccess: "Disabled",
    },
  },
});

new machinelearning.Compute("notebook", {
  resourceGroupName,
  workspaceName: workspace.name,
  // Unique in the region, therefore with the prefix.
  computeName: `${prefix}-nb`,
  identity: { type: "UserAssigned", userAssignedIdentities: [trainingIdentity.id] },
  properties: {
    computeType: "ComputeInstance",
    disableLocalAuth: true,
    properties: {
      vmSize: "Standard_DS3_v2",
      applicationSharingPolicy: "Personal",
      computeInstanceAuthorizationType: "personal",
      enableNodePublicIp: false,
      sshSettings: { sshPublicAccess: "Disabled" },
      idleTimeBeforeShutdown: "PT30M",
    },
  },
});

new machinelearning.Datastore("datastore", {
  resourceGroupName,
  workspaceName: workspace.name,
  name: "training_data",
  properties: {
    datastoreType: "AzureBlob",
    accountName: storage.name,
    containerName: trainingData.name,
    credentials: { credentialsType: "None" },
    serviceDataAccessAuthIdentity: "WorkspaceSystemAssignedIdentity",
  },
});
