/** azurerm_storage_*: accounts, and what is declared apart from them. */
import { one, type ClassicTable } from "./entry";
import {
  always,
  block,
  change,
  commaText,
  each,
  enabled,
  first,
  flag,
  identity,
  inGroup,
  joined,
  keyPart,
  nameIn,
  not,
  orElse,
  self,
  where,
  within,
  words,
  type Sources,
} from "./rules";

const networkRules = (privateLinks: string): Sources => ({
  bypass: commaText("bypasses"),
  defaultAction: "defaultAction",
  ipRules: each("ipRules", { iPAddressOrRange: self }),
  virtualNetworkRules: each("virtualNetworkSubnetIds", { virtualNetworkResourceId: self }),
  resourceAccessRules: each(privateLinks, {
    resourceId: "endpointResourceId",
    tenantId: "endpointTenantId",
  }),
});

const inlineKey = first("customerManagedKey.keyVaultKeyId", "customerManagedKey.managedHsmKeyId");
const key = first("keyVaultKeyId", "managedHsmKeyId");

const ofAccount = (name: string): Sources => ({
  ...within("storageAccountId", "accountName"),
  [name]: "name",
});

export const storage: ClassicTable = {
  storage_account: one("storage/account:Account", {
    kind: "storage:StorageAccount",
    open: {
      networkRuleSet: "networkRules",
      "encryption.keySource": "customerManagedKey",
      "encryption.keyVaultProperties": "customerManagedKey",
    },
    props: {
      accountName: "name",
      ...inGroup,
      identity,
      kind: orElse("accountKind", "StorageV2"),
      sku: { name: joined("_", "accountTier", "accountReplicationType") },
      accessTier: "accessTier",
      publicNetworkAccess: enabled("publicNetworkAccessEnabled", true),
      allowSharedKeyAccess: orElse("sharedAccessKeyEnabled", true),
      allowBlobPublicAccess: orElse(
        first("allowNestedItemsToBePublic", "allowBlobPublicAccess"),
        true,
      ),
      enableHttpsTrafficOnly: orElse(
        first("httpsTrafficOnlyEnabled", "enableHttpsTrafficOnly"),
        true,
      ),
      minimumTlsVersion: orElse("minTlsVersion", "TLS1_2"),
      allowCrossTenantReplication: orElse("crossTenantReplicationEnabled", false),
      defaultToOAuthAuthentication: orElse("defaultToOauthAuthentication", false),
      isLocalUserEnabled: orElse("localUserEnabled", true),
      isSftpEnabled: orElse("sftpEnabled", false),
      isHnsEnabled: "isHnsEnabled",
      enableNfsV3: orElse("nfsv3Enabled", false),
      allowedCopyScope: "allowedCopyScope",
      dnsEndpointType: "dnsEndpointType",
      sasPolicy: block("sasPolicy", {
        expirationAction: orElse("expirationAction", "Log"),
        sasExpirationPeriod: "expirationPeriod",
      }),
      immutableStorageWithVersioning: {
        immutabilityPolicy: block("immutabilityPolicy", {
          allowProtectedAppendWrites: "allowProtectedAppendWrites",
          immutabilityPeriodSinceCreationInDays: "periodSinceCreationInDays",
          state: "state",
        }),
      },
      networkRuleSet: block("networkRules", networkRules("privateLinkAccesses")),
      encryption: {
        keySource: where("customerManagedKey", always("Microsoft.Keyvault")),
        keyVaultProperties: {
          keyVaultUri: keyPart("vault", inlineKey),
          keyName: keyPart("name", inlineKey),
          keyVersion: keyPart("version", inlineKey),
        },
        encryptionIdentity: {
          encryptionUserAssignedIdentity: "customerManagedKey.userAssignedIdentityId",
        },
        requireInfrastructureEncryption: orElse("infrastructureEncryptionEnabled", false),
        services: {
          queue: { keyType: orElse("queueEncryptionKeyType", "Service") },
          table: { keyType: orElse("tableEncryptionKeyType", "Service") },
        },
      },
    },
  }),
  storage_account_network_rules: one("storage/accountNetworkRules:AccountNetworkRules", {
    kind: "storage:StorageAccount",
    partial: true,
    props: {
      ...within("storageAccountId", "accountName"),
      networkRuleSet: networkRules("privateLinkAccessRules"),
    },
  }),
  storage_account_customer_managed_key: one("storage/customerManagedKey:CustomerManagedKey", {
    kind: "storage:StorageAccount",
    partial: true,
    props: {
      ...within("storageAccountId", "accountName"),
      encryption: {
        keySource: always("Microsoft.Keyvault"),
        keyVaultProperties: {
          keyVaultUri: first(
            keyPart("vault", key),
            "keyVaultUri",
            change(nameIn("keyVaultId"), (name) => `https://${name}.vault.azure.net/`),
          ),
          keyName: first(keyPart("name", key), "keyName"),
          keyVersion: first(keyPart("version", key), "keyVersion"),
        },
        encryptionIdentity: {
          encryptionUserAssignedIdentity: "userAssignedIdentityId",
          encryptionFederatedIdentityClientId: "federatedIdentityClientId",
        },
      },
    },
  }),
  storage_container: one("storage/container:Container", {
    kind: "storage:BlobContainer",
    props: {
      ...ofAccount("containerName"),
      accountName: first(nameIn("storageAccountId"), "storageAccountName"),
      publicAccess: words(orElse("containerAccessType", "private"), {
        private: "None",
        blob: "Blob",
        container: "Container",
      }),
      defaultEncryptionScope: "defaultEncryptionScope",
      denyEncryptionScopeOverride: not("encryptionScopeOverrideEnabled"),
      metadata: "metadata",
    },
  }),
  storage_encryption_scope: one("storage/encryptionScope:EncryptionScope", {
    kind: "storage:EncryptionScope",
    props: {
      ...ofAccount("encryptionScopeName"),
      source: "source",
      keyVaultProperties: { keyUri: "keyVaultKeyId" },
      requireInfrastructureEncryption: "infrastructureEncryptionRequired",
    },
  }),
  storage_account_local_user: one("storage/localUser:LocalUser", {
    kind: "storage:LocalUser",
    props: {
      ...ofAccount("username"),
      hasSshKey: orElse("sshKeyEnabled", false),
      hasSshPassword: orElse("sshPasswordEnabled", false),
      homeDirectory: "homeDirectory",
      sshAuthorizedKeys: each("sshAuthorizedKeys", { description: "description", key: "key" }),
      permissionScopes: each("permissionScopes", {
        resourceName: "resourceName",
        service: "service",
        // Azure writes the permissions as letters: read, create, write, delete, list.
        permissions: joined(
          "",
          flag("permissions.read", "r", "", false),
          flag("permissions.create", "c", "", false),
          flag("permissions.write", "w", "", false),
          flag("permissions.delete", "d", "", false),
          flag("permissions.list", "l", "", false),
        ),
      }),
    },
  }),
};
