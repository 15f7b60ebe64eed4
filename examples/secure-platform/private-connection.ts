import * as network from "@pulumi/azure-native/network";
import type * as privatedns from "@pulumi/azure-native/privatedns";
import * as pulumi from "@pulumi/pulumi";

import { endpointSubnet } from "./network";
import { resourceGroup, tags } from "./platform";

export interface PrivateConnectionArgs {
  /** The resource to reach. */
  target: pulumi.CustomResource;
  /** The part of the resource that this connection reaches, in Azure's words: "blob", "account", "vault" … */
  groupId: string;
  /** The zones in which the addresses of that part are registered. */
  zones: privatedns.PrivateZone[];
}

/** A private endpoint of one resource, with its names in DNS. */
export class PrivateConnection extends pulumi.ComponentResource {
  constructor(name: string, args: PrivateConnectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("contoso:network:PrivateConnection", name, {}, opts);
    const resourceGroupName = resourceGroup.name;

    const endpoint = new network.PrivateEndpoint(
      `${name}-endpoint`,
      {
        resourceGroupName,
        subnet: { id: endpointSubnet.id },
        privateLinkServiceConnections: [
          { name, privateLinkServiceId: args.target.id, groupIds: [args.groupId] },
        ],
        tags,
      },
      { parent: this },
    );

    new network.PrivateDnsZoneGroup(
      `${name}-zones`,
      {
        resourceGroupName,
        privateEndpointName: endpoint.name,
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: args.zones.map((zone, index) => ({
          name: `zone-${index}`,
          privateDnsZoneId: zone.id,
        })),
      },
      { parent: this },
    );

    this.registerOutputs();
  }
}
