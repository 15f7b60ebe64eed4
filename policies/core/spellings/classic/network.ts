/** azurerm networking: private endpoints and their DNS, virtual networks, security groups, perimeters. */
import { one, type ClassicTable } from "./entry";
import {
  Rule,
  block,
  each,
  flag,
  first,
  identity,
  inGroup,
  listOf,
  orElse,
  self,
  spell,
  valueAt,
  within,
  type Source,
  type Sources,
} from "./rules";

/** The connection of an endpoint, as the list it belongs to: those that wait for approval are apart. */
function connections(manual: boolean): Rule {
  const list = listOf("privateServiceConnection", {
    name: "name",
    groupIds: "subresourceNames",
    privateLinkServiceId: first("privateConnectionResourceId", "privateConnectionResourceAlias"),
    requestMessage: "requestMessage",
  });
  return new Rule(
    (from) => {
      const isManual = valueAt(from, "privateServiceConnection.isManualConnection") === true;
      return isManual === manual ? list.read(from) : undefined;
    },
    (rest) => list.spell(rest),
  );
}

const securityRule: Sources = Object.fromEntries(
  `access description destinationAddressPrefix destinationAddressPrefixes destinationPortRange destinationPortRanges
   direction priority protocol sourceAddressPrefix sourceAddressPrefixes sourcePortRange sourcePortRanges`
    .split(/\s+/)
    .map((name): [string, Source] => [name, name]),
);

const subnet: Sources = {
  defaultOutboundAccess: orElse("defaultOutboundAccessEnabled", true),
  privateEndpointNetworkPolicies: orElse("privateEndpointNetworkPolicies", "Disabled"),
  privateLinkServiceNetworkPolicies: flag(
    "privateLinkServiceNetworkPoliciesEnabled",
    "Enabled",
    "Disabled",
    true,
  ),
  serviceEndpoints: each("serviceEndpoints", { service: self }),
};
const delegation: Sources = { name: "name", serviceName: "serviceDelegation.name" };

const addition = (props: Sources) => ({
  kind: "network:Subnet",
  partial: true as const,
  props: { ...within("subnetId", "virtualNetworkName", "subnetName"), ...props },
});

export const network: ClassicTable = {
  private_endpoint: {
    tokens: ["privatelink/endpoint:Endpoint"],
    is: [
      {
        kind: "network:PrivateEndpoint",
        props: {
          privateEndpointName: "name",
          ...inGroup,
          subnet: { id: "subnetId" },
          privateLinkServiceConnections: connections(false),
          manualPrivateLinkServiceConnections: connections(true),
          customNetworkInterfaceName: "customNetworkInterfaceName",
        },
      },
      {
        kind: "network:PrivateDnsZoneGroup",
        when: (inputs) => valueAt(inputs, "privateDnsZoneGroup") !== undefined,
        props: {
          privateEndpointName: "name",
          resourceGroupName: "resourceGroupName",
          privateDnsZoneGroupName: "privateDnsZoneGroup.name",
          privateDnsZoneConfigs: each("privateDnsZoneGroup.privateDnsZoneIds", {
            privateDnsZoneId: self,
          }),
        },
      },
    ],
  },
  private_dns_zone: one("privatedns/zone:Zone", {
    kind: "privatedns:PrivateZone",
    props: { privateZoneName: "name", resourceGroupName: "resourceGroupName", tags: "tags" },
  }),
  private_dns_zone_virtual_network_link: one(
    "privatedns/zoneVirtualNetworkLink:ZoneVirtualNetworkLink",
    {
      kind: "privatedns:VirtualNetworkLink",
      props: {
        virtualNetworkLinkName: "name",
        privateZoneName: "privateDnsZoneName",
        resourceGroupName: "resourceGroupName",
        tags: "tags",
        virtualNetwork: { id: "virtualNetworkId" },
        registrationEnabled: orElse("registrationEnabled", false),
        resolutionPolicy: "resolutionPolicy",
      },
    },
  ),
  virtual_network: one("network/virtualNetwork:VirtualNetwork", {
    kind: "network:VirtualNetwork",
    props: {
      virtualNetworkName: "name",
      ...inGroup,
      addressSpace: { addressPrefixes: "addressSpaces" },
      dhcpOptions: { dnsServers: "dnsServers" },
      enableDdosProtection: "ddosProtectionPlan.enable",
      ddosProtectionPlan: { id: "ddosProtectionPlan.id" },
      encryption: block("encryption", { enforcement: "enforcement" }),
      subnets: each("subnets", {
        name: "name",
        addressPrefixes: first("addressPrefixes", listed("addressPrefix")),
        ...subnet,
        networkSecurityGroup: { id: "securityGroup" },
        routeTable: { id: "routeTableId" },
        delegations: listOf("delegation", delegation),
      }),
    },
  }),
  subnet: one("network/subnet:Subnet", {
    kind: "network:Subnet",
    open: { networkSecurityGroup: "", natGateway: "", routeTable: "" },
    props: {
      subnetName: "name",
      resourceGroupName: "resourceGroupName",
      virtualNetworkName: "virtualNetworkName",
      addressPrefixes: "addressPrefixes",
      ...subnet,
      delegations: each("delegations", delegation),
    },
  }),
  subnet_network_security_group_association: one(
    "network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation",
    addition({ networkSecurityGroup: { id: "networkSecurityGroupId" } }),
  ),
  subnet_nat_gateway_association: one(
    "network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation",
    addition({ natGateway: { id: "natGatewayId" } }),
  ),
  subnet_route_table_association: one(
    "network/subnetRouteTableAssociation:SubnetRouteTableAssociation",
    addition({ routeTable: { id: "routeTableId" } }),
  ),
  network_security_group: one("network/networkSecurityGroup:NetworkSecurityGroup", {
    kind: "network:NetworkSecurityGroup",
    props: {
      networkSecurityGroupName: "name",
      ...inGroup,
      securityRules: each("securityRules", {
        name: "name",
        ...securityRule,
        sourceApplicationSecurityGroups: each("sourceApplicationSecurityGroupIds", { id: self }),
        destinationApplicationSecurityGroups: each("destinationApplicationSecurityGroupIds", {
          id: self,
        }),
      }),
    },
  }),
  network_security_rule: one("network/networkSecurityRule:NetworkSecurityRule", {
    kind: "network:SecurityRule",
    props: {
      securityRuleName: "name",
      resourceGroupName: "resourceGroupName",
      networkSecurityGroupName: "networkSecurityGroupName",
      ...securityRule,
      sourceApplicationSecurityGroups: listOf("sourceApplicationSecurityGroupIds", { id: self }),
      destinationApplicationSecurityGroups: listOf("destinationApplicationSecurityGroupIds", {
        id: self,
      }),
    },
  }),
  network_security_perimeter_access_rule: one(
    "network/networkSecurityPerimeterAccessRule:NetworkSecurityPerimeterAccessRule",
    {
      kind: "network:NetworkSecurityPerimeterAccessRule",
      props: {
        ...within(
          "networkSecurityPerimeterProfileId",
          "networkSecurityPerimeterName",
          "profileName",
        ),
        accessRuleName: "name",
        direction: "direction",
        addressPrefixes: "addressPrefixes",
        fullyQualifiedDomainNames: "fqdns",
        serviceTags: "serviceTags",
        subscriptions: each("subscriptionIds", { id: self }),
      },
    },
  ),
  network_security_perimeter_association: one(
    "network/networkSecurityPerimeterAssociation:NetworkSecurityPerimeterAssociation",
    {
      kind: "network:NetworkSecurityPerimeterAssociation",
      props: {
        ...perimeterOf("networkSecurityPerimeterProfileId"),
        associationName: "name",
        accessMode: "accessMode",
        privateLinkResource: { id: "resourceId" },
        profile: { id: "networkSecurityPerimeterProfileId" },
      },
    },
  ),
  application_gateway: one("network/applicationGateway:ApplicationGateway", {
    kind: "network:ApplicationGateway",
    props: {
      applicationGatewayName: "name",
      ...inGroup,
      identity,
      sku: block("sku", { name: "name", tier: "tier", capacity: "capacity" }),
      sslCertificates: each("sslCertificates", {
        name: "name",
        data: "data",
        password: "password",
        keyVaultSecretId: "keyVaultSecretId",
      }),
      sslPolicy: block("sslPolicy", {
        policyType: "policyType",
        policyName: "policyName",
        minProtocolVersion: "minProtocolVersion",
        cipherSuites: "cipherSuites",
      }),
    },
  }),
};

function perimeterOf(path: string): Sources {
  const { networkSecurityPerimeterName = "", resourceGroupName = "" } = within(
    path,
    "networkSecurityPerimeterName",
    "profileName",
  );
  return { networkSecurityPerimeterName, resourceGroupName };
}

/** A value that older releases take alone. */
function listed(path: string): Rule {
  return new Rule(
    (from) => {
      const value = valueAt(from, path);
      return typeof value === "string" ? [value] : undefined;
    },
    () => spell(path, []),
  );
}
