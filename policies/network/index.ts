import aiServicesAccountDisablePublicNetworkAccess from "./ai-services-account-disable-public-network-access";
import aiServicesAccountRequirePrivateEndpoint from "./ai-services-account-require-private-endpoint";
import keyVaultDisablePublicNetworkAccess from "./key-vault-disable-public-network-access";
import mlOnlineEndpointDisablePublicNetworkAccess from "./ml-online-endpoint-disable-public-network-access";
import mlWorkspaceDisablePublicNetworkAccess from "./ml-workspace-disable-public-network-access";
import mlWorkspaceRequireApprovedOutbound from "./ml-workspace-require-approved-outbound";
import mlWorkspaceRequirePrivateEndpoint from "./ml-workspace-require-private-endpoint";
import networkPrivateDnsZoneRequireVnetLink from "./network-private-dns-zone-require-vnet-link";
import networkPrivateEndpointRequireDnsZones from "./network-private-endpoint-require-dns-zones";
import storageAccountDisablePublicNetworkAccess from "./storage-account-disable-public-network-access";

/** The policies of this domain, by name. */
export default [
  aiServicesAccountDisablePublicNetworkAccess,
  aiServicesAccountRequirePrivateEndpoint,
  keyVaultDisablePublicNetworkAccess,
  mlOnlineEndpointDisablePublicNetworkAccess,
  mlWorkspaceDisablePublicNetworkAccess,
  mlWorkspaceRequireApprovedOutbound,
  mlWorkspaceRequirePrivateEndpoint,
  networkPrivateDnsZoneRequireVnetLink,
  networkPrivateEndpointRequireDnsZones,
  storageAccountDisablePublicNetworkAccess,
];
