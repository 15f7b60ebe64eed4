// One network. Every service is reached in it through a private endpoint and a private DNS name.

import * as network from "@pulumi/azure-native/network";
import * as privatedns from "@pulumi/azure-native/privatedns";

import { resourceGroup, tags } from "./platform";

const resourceGroupName = resourceGroup.name;

const virtualNetwork = new network.VirtualNetwork("network", {
  resourceGroupName,
  addressSpace: { addressPrefixes: ["10.20.0.0/16"] },
  tags,
});

// Azure's default rules suffice: they admit the virtual network and nobody else.
const securityGroup = new network.NetworkSecurityGroup("security-group", {
  resourceGroupName,
  tags,
});

export const endpointSubnet = new network.Subnet("endpoints", {
  resourceGroupName,
  virtualNetworkName: virtualNetwork.name,
  addressPrefix: "10.20.1.0/24",
  networkSecurityGroup: { id: securityGroup.id },
  privateEndpointNetworkPolicies: "NetworkSecurityGroupEnabled",
  defaultOutboundAccess: false,
});

new network.Subnet(
  "applications",
  {
    resourceGroupName,
    virtualNetworkName: virtualNetwork.name,
    addressPrefix: "10.20.2.0/24",
    networkSecurityGroup: { id: securityGroup.id },
    defaultOutboundAccess: false,
  },
  // Azure changes one subnet of a network at a time.
  { dependsOn: endpointSubnet },
);

/** A private DNS zone that the virtual network resolves. */
function zone(name: string, domain: string): privatedns.PrivateZone {
  const privateZone = new privatedns.PrivateZone(`${name}-zone`, {
    resourceGroupName,
    privateZoneName: domain,
    location: "Global",
    tags,
  });
  new privatedns.VirtualNetworkLink(`${name}-link`, {
    resourceGroupName,
    privateZoneName: privateZone.name,
    location: "Global",
    registrationEnabled: false,
    virtualNetwork: { id: virtualNetwork.id },
    tags,
  });
  return privateZone;
}

export const zones = {
  openai: zone("openai", "privatelink.openai.azure.com"),
  workspace: zone("workspace", "privatelink.api.azureml.ms"),
  notebooks: zone("notebooks", "privatelink.notebooks.azure.net"),
  vault: zone("vault", "privatelink.vaultcore.azure.net"),
  blob: zone("blob", "privatelink.blob.core.windows.net"),
  file: zone("file", "privatelink.file.core.windows.net"),
  registry: zone("registry", "privatelink.azurecr.io"),
};
