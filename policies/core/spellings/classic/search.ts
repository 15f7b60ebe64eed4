/** azurerm_search_* and azurerm_container_registry*. */
import { one, type ClassicTable } from "./entry";
import {
  always,
  block,
  each,
  enabled,
  first,
  flag,
  implied,
  identity,
  identityMap,
  inGroup,
  not,
  orElse,
  self,
  unless,
  where,
  within,
  words,
} from "./rules";

const status = (path: string, absent?: boolean) => flag(path, "enabled", "disabled", absent);

export const search: ClassicTable = {
  search_service: one("search/service:Service", {
    kind: "search:Service",
    props: {
      searchServiceName: "name",
      ...inGroup,
      identity,
      sku: {
        name: words("sku", {
          storageOptimizedL1: "storage_optimized_l1",
          storageOptimizedL2: "storage_optimized_l2",
        }),
      },
      publicNetworkAccess: enabled("publicNetworkAccessEnabled", true),
      disableLocalAuth: not("localAuthenticationEnabled", true),
      // With keys on and no failure mode, the provider asks for keys only.
      authOptions: {
        aadOrApiKey: { aadAuthFailureMode: "authenticationFailureMode" },
        apiKeyOnly: unless(
          "authenticationFailureMode",
          flag("localAuthenticationEnabled", {}, undefined, true),
        ),
      },
      encryptionWithCmk: {
        enforcement: enabled("customerManagedKeyEnforcementEnabled", false),
      },
      networkRuleSet: {
        bypass: orElse("networkRuleBypassOption", "None"),
        ipRules: each("allowedIps", { value: self }),
      },
      hostingMode: "hostingMode",
      partitionCount: "partitionCount",
      replicaCount: "replicaCount",
      semanticSearch: "semanticSearchSku",
    },
  }),
  search_shared_private_link_service: one(
    "search/sharedPrivateLinkService:SharedPrivateLinkService",
    {
      kind: "search:SharedPrivateLinkResource",
      props: {
        ...within("searchServiceId", "searchServiceName"),
        sharedPrivateLinkResourceName: "name",
        properties: {
          groupId: "subresourceName",
          privateLinkResourceId: "targetResourceId",
          requestMessage: "requestMessage",
        },
      },
    },
  ),
};

export const containerRegistry: ClassicTable = {
  container_registry: one("containerservice/registry:Registry", {
    kind: "containerregistry:Registry",
    props: {
      registryName: "name",
      ...inGroup,
      identity: identityMap,
      sku: { name: "sku" },
      publicNetworkAccess: enabled("publicNetworkAccessEnabled", true),
      adminUserEnabled: orElse("adminEnabled", false),
      anonymousPullEnabled: orElse("anonymousPullEnabled", false),
      dataEndpointEnabled: "dataEndpointEnabled",
      networkRuleBypassOptions: orElse("networkRuleBypassOption", "AzureServices"),
      networkRuleSet: block("networkRuleSet", {
        defaultAction: orElse("defaultAction", "Allow"),
        ipRules: each("ipRules", { action: "action", iPAddressOrRange: "ipRange" }),
      }),
      encryption: block("encryption", {
        // @pulumi/azure 5 could turn the block off.
        status: implied(status("enabled", true)),
        keyVaultProperties: { identity: "identityClientId", keyIdentifier: "keyVaultKeyId" },
      }),
      policies: {
        azureADAuthenticationAsArmPolicy: {
          status: status("azureadAuthenticationAsArmPolicyEnabled", true),
        },
        exportPolicy: { status: status("exportPolicyEnabled", true) },
        quarantinePolicy: { status: status("quarantinePolicyEnabled", false) },
        retentionPolicy: {
          days: first("retentionPolicyInDays", "retentionPolicy.days"),
          status: where(
            "retentionPolicyInDays",
            always("enabled"),
            status("retentionPolicy.enabled"),
          ),
        },
        trustPolicy: {
          status: orElse(
            first(status("trustPolicyEnabled"), status("trustPolicy.enabled")),
            "disabled",
          ),
        },
      },
      zoneRedundancy: enabled("zoneRedundancyEnabled", false),
    },
  }),
  container_registry_token: one("containerservice/registryToken:RegistryToken", {
    kind: "containerregistry:Token",
    props: {
      tokenName: "name",
      resourceGroupName: "resourceGroupName",
      registryName: "containerRegistryName",
      scopeMapId: "scopeMapId",
      status: status("enabled", true),
    },
  }),
};
