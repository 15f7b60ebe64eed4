/** azurerm_cognitive_* and azurerm_ai_services: Azure OpenAI, AI services and Foundry accounts. */
import { one, type ClassicTable } from "./entry";
import {
  always,
  block,
  common,
  each,
  enabled,
  first,
  identity,
  inGroup,
  keyPart,
  listOf,
  not,
  orElse,
  self,
  within,
  type Source,
  type Sources,
} from "./rules";

const encryption = (key: Source): Sources => ({
  keySource: always("Microsoft.KeyVault"),
  keyVaultProperties: {
    keyVaultUri: keyPart("vault", key),
    keyName: keyPart("name", key),
    keyVersion: keyPart("version", key),
    identityClientId: "identityClientId",
  },
});

const accountProperties: Sources = {
  restrictOutboundNetworkAccess: orElse("outboundNetworkAccessRestricted", false),
  allowedFqdnList: "fqdns",
  customSubDomainName: "customSubdomainName",
  networkAcls: block("networkAcls", {
    bypass: "bypass",
    defaultAction: "defaultAction",
    ipRules: each("ipRules", { value: self }),
    virtualNetworkRules: each("virtualNetworkRules", {
      id: "subnetId",
      ignoreMissingVnetServiceEndpoint: "ignoreMissingVnetServiceEndpoint",
    }),
  }),
  encryption: block("customerManagedKey", encryption(first("keyVaultKeyId", "managedHsmKeyId"))),
  userOwnedStorage: each("storages", {
    resourceId: "storageAccountId",
    identityClientId: "identityClientId",
  }),
};

const account: Sources = {
  accountName: "name",
  ...inGroup,
  identity,
  sku: { name: "skuName" },
};

const ofAccount = (name: string): Sources => ({
  ...within("cognitiveAccountId", "accountName"),
  [name]: "name",
});

const connection = (authType: string, credentials: Sources = {}) => ({
  kind: "cognitiveservices:AccountConnection",
  props: {
    ...ofAccount("connectionName"),
    properties: {
      authType: always(authType),
      category: "category",
      target: "target",
      metadata: "metadata",
      credentials,
    },
  },
});

export const cognitive: ClassicTable = {
  cognitive_account: one("cognitive/account:Account", {
    kind: "cognitiveservices:Account",
    open: { "properties.encryption": "customerManagedKey" },
    props: {
      ...account,
      kind: "kind",
      properties: {
        ...accountProperties,
        publicNetworkAccess: enabled("publicNetworkAccessEnabled", true),
        disableLocalAuth: not("localAuthEnabled", true),
        allowProjectManagement: orElse("projectManagementEnabled", false),
        dynamicThrottlingEnabled: "dynamicThrottlingEnabled",
        networkInjections: listOf("networkInjection", {
          scenario: "scenario",
          subnetArmId: "subnetId",
        }),
        apiProperties: {
          aadClientId: "metricsAdvisorAadClientId",
          aadTenantId: "metricsAdvisorAadTenantId",
          superUser: "metricsAdvisorSuperUserName",
          websiteName: "metricsAdvisorWebsiteName",
          qnaRuntimeEndpoint: "qnaRuntimeEndpoint",
          qnaAzureSearchEndpointId: "customQuestionAnsweringSearchServiceId",
          qnaAzureSearchEndpointKey: "customQuestionAnsweringSearchServiceKey",
        },
      },
    },
  }),
  ai_services: one("cognitive/aIServices:AIServices", {
    kind: "cognitiveservices:Account",
    open: { "properties.encryption": "customerManagedKey" },
    props: {
      ...account,
      kind: always("AIServices"),
      properties: {
        ...accountProperties,
        publicNetworkAccess: orElse("publicNetworkAccess", "Enabled"),
        disableLocalAuth: not("localAuthenticationEnabled", true),
      },
    },
  }),
  cognitive_account_customer_managed_key: one(
    "cognitive/accountCustomerManagedKey:AccountCustomerManagedKey",
    {
      kind: "cognitiveservices:Account",
      partial: true,
      props: {
        ...within("cognitiveAccountId", "accountName"),
        properties: { encryption: encryption("keyVaultKeyId") },
      },
    },
  ),
  cognitive_deployment: one("cognitive/deployment:Deployment", {
    kind: "cognitiveservices:Deployment",
    props: {
      ...ofAccount("deploymentName"),
      sku: first(
        block("sku", {
          name: "name",
          capacity: orElse("capacity", 1),
          tier: "tier",
          size: "size",
          family: "family",
        }),
        // @pulumi/azure 5.
        block("scale", {
          name: "type",
          capacity: orElse("capacity", 1),
          tier: "tier",
          size: "size",
          family: "family",
        }),
      ),
      properties: {
        model: block("model", { format: "format", name: "name", version: "version" }),
        raiPolicyName: "raiPolicyName",
        versionUpgradeOption: orElse("versionUpgradeOption", "OnceNewDefaultVersionAvailable"),
      },
    },
  }),
  cognitive_account_project: one("cognitive/accountProject:AccountProject", {
    kind: "cognitiveservices:Project",
    props: {
      ...ofAccount("projectName"),
      ...common,
      identity,
      properties: { description: "description", displayName: "displayName" },
    },
  }),
  cognitive_account_rai_policy: one("cognitive/accountRaiPolicy:AccountRaiPolicy", {
    kind: "cognitiveservices:RaiPolicy",
    props: {
      ...ofAccount("raiPolicyName"),
      tags: "tags",
      properties: {
        basePolicyName: "basePolicyName",
        mode: "mode",
        contentFilters: each("contentFilters", {
          name: "name",
          source: "source",
          enabled: "filterEnabled",
          blocking: "blockEnabled",
          severityThreshold: "severityThreshold",
        }),
      },
    },
  }),
  cognitive_account_rai_blocklist: one("cognitive/accountRaiBlocklist:AccountRaiBlocklist", {
    kind: "cognitiveservices:RaiBlocklist",
    props: {
      ...ofAccount("raiBlocklistName"),
      tags: "tags",
      properties: { description: "description" },
    },
  }),
  cognitive_account_connection_api_key: one(
    "cognitive/accountConnectionApiKey:AccountConnectionApiKey",
    connection("ApiKey", { key: "apiKey" }),
  ),
  cognitive_account_connection_account_key: one(
    "cognitive/accountConnectionAccountKey:AccountConnectionAccountKey",
    connection("AccountKey", { key: "accountKey" }),
  ),
  cognitive_account_connection_custom_keys: one(
    "cognitive/accountConnectionCustomKeys:AccountConnectionCustomKeys",
    connection("CustomKeys", { keys: "customKeys" }),
  ),
  cognitive_account_connection_entra_id: one(
    "cognitive/accountConnectionEntraId:AccountConnectionEntraId",
    connection("AAD"),
  ),
  cognitive_account_connection_account_managed_identity: one(
    "cognitive/accountConnectionAccountManagedIdentity:AccountConnectionAccountManagedIdentity",
    connection("ManagedIdentity"),
  ),
};
