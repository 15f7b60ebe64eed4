import * as keyvault from "@pulumi/azure-native/keyvault";
import * as monitor from "@pulumi/azure-native/monitor";

import { logs } from "./monitoring";
import { deployer, resourceGroup, searchApiKey } from "./platform";

const resourceGroupName = resourceGroup.name;

export const vault = new keyvault.Vault("vault", {
  resourceGroupName,
  properties: {
    tenantId: deployer.tenantId,
    sku: { family: "A", name: keyvault.SkuName.Standard },
    accessPolicies: [
      {
        tenantId: deployer.tenantId,
        objectId: deployer.objectId,
        permissions: { keys: ["all"], secrets: ["all"] },
      },
    ],
  },
});

new keyvault.Key("signing-key", {
  resourceGroupName,
  vaultName: vault.name,
  properties: { kty: "RSA", keySize: 2048 },
});

new keyvault.Secret("search-api-key", {
  resourceGroupName,
  vaultName: vault.name,
  properties: { value: searchApiKey },
});

new monitor.DiagnosticSetting("vault-audit", {
  resourceUri: vault.id,
  workspaceId: logs.id,
  logs: [{ categoryGroup: "audit", enabled: true }],
});
