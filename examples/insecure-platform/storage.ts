import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as network from "@pulumi/azure-native/network";
import * as privatedns from "@pulumi/azure-native/privatedns";
import * as azureStorage from "@pulumi/azure-native/storage";

import { endpointSubnet } from "./network";
import { resourceGroup } from "./platform";

const resourceGroupName = resourceGroup.name;

export const storage = new azureStorage.StorageAccount("storage", {
  resourceGroupName,
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
});

export const trainingData = new azureStorage.BlobContainer("training-data", {
  resourceGroupName,
  accountName: storage.name,
});

// The zone is there, but no network resolves it, and the endpoint registers no name in it.
new network.PrivateEndpoint("storage-endpoint", {
  resourceGroupName,
  subnet: { id: endpointSubnet.id },
  privateLinkServiceConnections: [
    { name: "storage", privateLinkServiceId: storage.id, groupIds: ["blob"] },
  ],
});
new privatedns.PrivateZone("blob-zone", {
  resourceGroupName,
  privateZoneName: "privatelink.blob.core.windows.net",
  location: "Global",
});

export const registry = new containerregistry.Registry("registry", {
  resourceGroupName,
  sku: { name: "Basic" },
  adminUserEnabled: true,
});
