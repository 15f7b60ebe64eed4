// Training data, model files and container images.

import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as azureStorage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

import { grant } from "./access";
import { keepLogs } from "./monitoring";
import { zones } from "./network";
import { prefix, resourceGroup, subscription, tags } from "./platform";
import { PrivateConnection } from "./private-connection";
import { encryptionKey, encryptionKeyName, vault, vaultName } from "./vault";

const resourceGroupName = resourceGroup.name;

const identityName = `${prefix}-storage`;

const storageIdentity = new managedidentity.UserAssignedIdentity("storage-identity", {
  resourceGroupName,
  resourceName: identityName,
  tags,
});

const mayUseKey = grant("storage-may-use-key", {
  role: "Key Vault Crypto Service Encryption User",
  to: storageIdentity.principalId,
  principalType: "ServicePrincipal",
  on: vault,
});

export const storage = new azureStorage.StorageAccount(
  "storage",
  {
    resourceGroupName,
    kind: "StorageV2",
    sku: { name: "Standard_ZRS" },
    identity: { type: "UserAssigned", userAssignedIdentities: [storageIdentity.id] },
    // Names, not references: one value that is not known yet would make the SDK send all of
    // `encryption` as unknown, and the first preview could not tell whose key it is. Hence the
    // explicit dependencies below.
    encryption: {
      keySource: "Microsoft.Keyvault",
      keyVaultProperties: {
        keyVaultUri: `https://${vaultName}.vault.azure.net/`,
        keyName: encryptionKeyName,
      },
      encryptionIdentity: {
        encryptionUserAssignedIdentity: pulumi.interpolate`${subscription}/resourceGroups/${prefix}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identityName}`,
      },
    },
    publicNetworkAccess: "Disabled",
    networkRuleSet: { defaultAction: azureStorage.DefaultAction.Deny, bypass: "AzureServices" },
    allowSharedKeyAccess: false,
    allowBlobPublicAccess: false,
    allowCrossTenantReplication: false,
    enableHttpsTrafficOnly: true,
    minimumTlsVersion: "TLS1_2",
    tags,
  },
  { dependsOn: [mayUseKey, encryptionKey] },
);

export const trainingData = new azureStorage.BlobContainer("training-data", {
  resourceGroupName,
  accountName: storage.name,
  publicAccess: "None",
});

new PrivateConnection("blob", { target: storage, groupId: "blob", zones: [zones.blob] });
new PrivateConnection("file", { target: storage, groupId: "file", zones: [zones.file] });

keepLogs("blob", pulumi.interpolate`${storage.id}/blobServices/default`);

export const registry = new containerregistry.Registry("registry", {
  resourceGroupName,
  sku: { name: "Premium" },
  adminUserEnabled: false,
  anonymousPullEnabled: false,
  publicNetworkAccess: "Disabled",
  networkRuleSet: { defaultAction: "Deny" },
  policies: { exportPolicy: { status: "disabled" } },
  tags,
});

new PrivateConnection("registry", {
  target: registry,
  groupId: "registry",
  zones: [zones.registry],
});

keepLogs("registry", registry.id);
