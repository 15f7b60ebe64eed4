import * as network from "@pulumi/azure-native/network";

import { resourceGroup } from "./platform";

const resourceGroupName = resourceGroup.name;

const virtualNetwork = new network.VirtualNetwork("network", {
  resourceGroupName,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});

export const endpointSubnet = new network.Subnet("endpoints", {
  resourceGroupName,
  virtualNetworkName: virtualNetwork.name,
  addressPrefix: "10.0.1.0/24",
});

export const trainingSubnet = new network.Subnet(
  "training",
  {
    resourceGroupName,
    virtualNetworkName: virtualNetwork.name,
    addressPrefix: "10.0.2.0/24",
  },
  // Azure changes one subnet of a network at a time.
  { dependsOn: endpointSubnet },
);
