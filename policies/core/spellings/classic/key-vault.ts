/** azurerm_key_vault*: vaults, managed HSMs, keys, secrets, certificates, access policies. */
import { UNKNOWN } from "../../value/value";
import { one, type ClassicTable } from "./entry";
import {
  Rule,
  always,
  block,
  each,
  enabled,
  first,
  inGroup,
  orElse,
  seconds,
  self,
  valueAt,
  within,
  type Sources,
} from "./rules";

const policy: Sources = {
  tenantId: "tenantId",
  objectId: "objectId",
  applicationId: "applicationId",
  permissions: {
    keys: "keyPermissions",
    secrets: "secretPermissions",
    certificates: "certificatePermissions",
    storage: "storagePermissions",
  },
};

const attributes: Sources = {
  expires: seconds("expirationDate"),
  notBefore: seconds("notBeforeDate"),
};

/** What the provider makes of its rotation policy: rotate as `automatic` says, notify before the end. */
const lifetimeActions = new Rule(
  (from) => {
    const actions: unknown[] = [];
    const automatic = valueAt(from, "automatic");
    const notify = valueAt(from, "notifyBeforeExpiry");
    if (automatic === UNKNOWN || notify === UNKNOWN) return UNKNOWN;
    if (automatic !== undefined)
      actions.push({
        action: { type: "rotate" },
        trigger: {
          timeAfterCreate: valueAt(automatic, "timeAfterCreation"),
          timeBeforeExpiry: valueAt(automatic, "timeBeforeExpiry"),
        },
      });
    if (notify !== undefined)
      actions.push({ action: { type: "notify" }, trigger: { timeBeforeExpiry: notify } });
    return actions.length > 0 ? actions : undefined;
  },
  ([, , last]) => {
    if (last === "timeAfterCreate") return ["automatic", "timeAfterCreation"];
    return last === "timeBeforeExpiry" ? ["automatic", last] : ["automatic"];
  },
);

const keyProperties: Sources = {
  kty: "keyType",
  keySize: "keySize",
  curveName: "curve",
  keyOps: "keyOpts",
  attributes,
};

export const keyVault: ClassicTable = {
  key_vault: one("keyvault/keyVault:KeyVault", {
    kind: "keyvault:Vault",
    props: {
      vaultName: "name",
      ...inGroup,
      properties: {
        tenantId: "tenantId",
        sku: { family: always("A"), name: "skuName" },
        publicNetworkAccess: enabled("publicNetworkAccessEnabled", true),
        enablePurgeProtection: orElse("purgeProtectionEnabled", false),
        enableSoftDelete: always(true),
        softDeleteRetentionInDays: orElse("softDeleteRetentionDays", 90),
        enableRbacAuthorization: orElse(
          first("rbacAuthorizationEnabled", "enableRbacAuthorization"),
          false,
        ),
        enabledForDeployment: "enabledForDeployment",
        enabledForDiskEncryption: "enabledForDiskEncryption",
        enabledForTemplateDeployment: "enabledForTemplateDeployment",
        networkAcls: block("networkAcls", {
          bypass: "bypass",
          defaultAction: "defaultAction",
          ipRules: each("ipRules", { value: self }),
          virtualNetworkRules: each("virtualNetworkSubnetIds", { id: self }),
        }),
        accessPolicies: each("accessPolicies", policy),
      },
    },
  }),
  key_vault_access_policy: one("keyvault/accessPolicy:AccessPolicy", {
    kind: "keyvault:AccessPolicy",
    props: { ...within("keyVaultId", "vaultName"), policy },
  }),
  key_vault_key: one("keyvault/key:Key", {
    kind: "keyvault:Key",
    props: {
      ...within("keyVaultId", "vaultName"),
      keyName: "name",
      tags: "tags",
      properties: {
        ...keyProperties,
        releasePolicy: block("releasePolicy", { data: "json" }),
        rotationPolicy: block("rotationPolicy", {
          attributes: { expiryTime: "expireAfter" },
          lifetimeActions,
        }),
      },
    },
  }),
  key_vault_managed_hardware_security_module_key: one(
    "keyvault/managedHardwareSecurityModuleKey:ManagedHardwareSecurityModuleKey",
    {
      kind: "keyvault:Key",
      props: {
        ...within("managedHsmId", "vaultName"),
        keyName: "name",
        tags: "tags",
        properties: keyProperties,
      },
    },
  ),
  key_vault_secret: one("keyvault/secret:Secret", {
    kind: "keyvault:Secret",
    props: {
      ...within("keyVaultId", "vaultName"),
      secretName: "name",
      tags: "tags",
      properties: {
        attributes,
        contentType: "contentType",
        value: first("value", "valueWo"),
      },
    },
  }),
  // azure-native has no certificates: the kind is the classic type itself, in its own shape.
  key_vault_certificate: one("keyvault/certificate:Certificate keyvault/certifiate:Certifiate", {
    kind: "azure:keyvault/certificate:Certificate",
    props: {
      name: "name",
      keyVaultId: "keyVaultId",
      tags: "tags",
      certificate: "certificate",
      certificatePolicy: "certificatePolicy",
    },
  }),
  key_vault_managed_hardware_security_module: one(
    "keyvault/managedHardwareSecurityModule:ManagedHardwareSecurityModule",
    {
      kind: "keyvault:ManagedHsm",
      props: {
        name: "name",
        ...inGroup,
        sku: { family: always("B"), name: "skuName" },
        properties: {
          tenantId: "tenantId",
          initialAdminObjectIds: "adminObjectIds",
          publicNetworkAccess: enabled("publicNetworkAccessEnabled", true),
          enablePurgeProtection: orElse("purgeProtectionEnabled", false),
          enableSoftDelete: always(true),
          softDeleteRetentionInDays: orElse("softDeleteRetentionDays", 90),
          networkAcls: block("networkAcls", {
            bypass: "bypass",
            defaultAction: "defaultAction",
          }),
        },
      },
    },
  ),
};
