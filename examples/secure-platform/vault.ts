// Keys and secrets.

import * as keyvault from "@pulumi/azure-native/keyvault";

import { keepLogs } from "./monitoring";
import { zones } from "./network";
import { prefix, resourceGroup, searchApiKey, tags, tenantId } from "./platform";
import { PrivateConnection } from "./private-connection";

const resourceGroupName = resourceGroup.name;

export const vaultName = `${prefix}-vault`;

export const vault = new keyvault.Vault("vault", {
  resourceGroupName,
  vaultName,
  properties: {
    tenantId,
    sku: { family: "A", name: keyvault.SkuName.Premium },
    enableRbacAuthorization: true,
    enableSoftDelete: true,
    softDeleteRetentionInDays: 90,
    enablePurgeProtection: true,
    publicNetworkAccess: "Disabled",
    networkAcls: { defaultAction: "Deny", bypass: "AzureServices" },
  },
  tags,
});

export const encryptionKeyName = "data-at-rest";

export const encryptionKey = new keyvault.Key("encryption-key", {
  resourceGroupName,
  vaultName: vault.name,
  keyName: encryptionKeyName,
  properties: {
    kty: "RSA-HSM",
    keySize: 3072,
    keyOps: ["wrapKey", "unwrapKey"],
    rotationPolicy: {
      attributes: { expiryTime: "P2Y" },
      lifetimeActions: [
        {
          trigger: { timeAfterCreate: "P1Y" },
          action: { type: keyvault.KeyRotationPolicyActionType.Rotate },
        },
      ],
    },
  },
});

new keyvault.Secret("search-api-key", {
  resourceGroupName,
  vaultName: vault.name,
  properties: {
    value: searchApiKey,
    contentType: "Web search API key; new ones from the search portal",
    attributes: { expires: Date.parse("2027-06-30T00:00:00Z") / 1000 },
  },
});

new PrivateConnection("vault", { target: vault, groupId: "vault", zones: [zones.vault] });

keepLogs("vault", vault.id);
