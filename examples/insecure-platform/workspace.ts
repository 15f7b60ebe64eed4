import * as machinelearning from "@pulumi/azure-native/machinelearningservices";
import { listStorageAccountKeysOutput } from "@pulumi/azure-native/storage";

import { insights } from "./monitoring";
import { trainingSubnet } from "./network";
import { resourceGroup, sshPublicKey } from "./platform";
import { registry, storage, trainingData } from "./storage";
import { vault } from "./vault";

const resourceGroupName = resourceGroup.name;

export const workspace = new machinelearning.Workspace("workspace", {
  resourceGroupName,
  keyVault: vault.id,
  storageAccount: storage.id,
  containerRegistry: registry.id,
  applicationInsights: insights.id,
  publicNetworkAccess: "Enabled",
});

new machinelearning.Compute("cluster", {
  resourceGroupName,
  workspaceName: workspace.name,
  properties: {
    computeType: "AmlCompute",
    properties: {
      vmSize: "Standard_NC4as_T4_v3",
      subnet: { id: trainingSubnet.id },
      scaleSettings: { minNodeCount: 0, maxNodeCount: 4 },
      // To look at jobs that hang.
      remoteLoginPortPublicAccess: "Enabled",
    },
  },
});

new machinelearning.Compute("notebook", {
  resourceGroupName,
  workspaceName: workspace.name,
  computeName: "team-notebook",
  properties: {
    computeType: "ComputeInstance",
    properties: {
      vmSize: "Standard_DS3_v2",
      sshSettings: { sshPublicAccess: "Enabled", adminPublicKey: sshPublicKey },
    },
  },
});

const storageKeys = listStorageAccountKeysOutput({ resourceGroupName, accountName: storage.name });

new machinelearning.Datastore("datastore", {
  resourceGroupName,
  workspaceName: workspace.name,
  name: "training_data",
  properties: {
    datastoreType: "AzureBlob",
    accountName: storage.name,
    containerName: trainingData.name,
    credentials: {
      credentialsType: "AccountKey",
      secrets: {
        secretsType: "AccountKey",
        key: storageKeys.apply(({ keys }) => keys[0]!.value),
      },
    },
  },
});
