import { example, stackPolicy } from "../core/define";
import { text } from "../core/expect";
import { unsure } from "../core/finding";
import { items, read } from "../core/ref";
import type { Stack } from "../core/stack";
import { onlyGroup, registeredZones, zoneGroups, zoneNeed, type ZoneNeed } from "./private-dns";
import { connectionsOf, type Connection } from "./private-link";

export default stackPolicy({
  name: "network-private-endpoint-require-dns-zones",
  kind: "network:PrivateEndpoint",
  title: "Private endpoints register every DNS zone their service needs",
  severity: "medium",
  level: "advisory",
  derivedControls: {
    MCSB: "NS-2, NS-10",
    "NIST SP 800-53 R4": "AC-4, SC-2, SC-7, SC-20, SC-21",
    "PCI DSS 3.2.1": "1.1, 1.2, 1.3",
    "CIS Controls v8": "3.12, 4.4, 4.9, 9.2",
  },
  azurePolicy: {
    "c4bc6f10-cb41-49eb-b000-d5ab82e2a091":
      "Configure Cognitive Services accounts to use private DNS zones (Wires one of the three zones of an AI account only)",
    "ee40564d-486e-4f68-a5ca-7a621edae0fb":
      "Configure Azure Machine Learning workspace to use private DNS zones (related definition; not used for the framework mapping)",
    "fbc14a67-53e4-4932-abcc-2049c6706009":
      "Configure Azure AI Search services to use private DNS zones (related definition; not used for the framework mapping)",
    "ac673a9a-f77d-4846-b2d8-a57f8e1c01d4":
      "Configure Azure Key Vaults to use private DNS zones (related definition; not used for the framework mapping)",
    "e9585a95-5b8c-4d03-b193-dc7eb5ac4c32":
      "Configure Container registries to use private DNS zones (related definition; not used for the framework mapping)",
    "75973700-529f-4de2-b794-fb9b6781b6b0":
      "Configure a private DNS Zone ID for blob groupID (related definition; not used for the framework mapping)",
  },
  why: "An AI account answers under three domains and a workspace under two; a name without a private record keeps resolving to the public address, so traffic fails or quietly leaves the network.",
  docs: "https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
  parameters: {
    allowCentralDns: {
      type: "boolean",
      default: false,
      description:
        "Accept endpoints without a zone group, for tenants where a central policy creates it; an existing group must still be complete.",
    },
  },

  elsewhere: "private-dns",
  *findings(_, { subject: endpoint, stack, parameters }) {
    const needs = [...connectionsOf(endpoint)].flatMap((connection) => needsOf(connection, stack));
    if (needs.length === 0) return;
    const referrers = stack.referrers(endpoint.kind, zoneGroups);
    const groups = referrers
      .certain(endpoint)
      .map(({ from }) => ({ from, zones: registeredZones(stack, from) }));
    const registered = new Set(groups.flatMap(({ zones }) => [...zones.names]));
    if ([...registered].some(isSovereign)) return;
    const missing = [...new Set(needs.flatMap((need) => lacking(need, registered)))];
    if (missing.length === 0) return;
    const undecided = groups.find(({ zones }) => zones.open);
    const [perhaps] = referrers.possible(endpoint);
    if (undecided?.zones.open) yield unsure(undecided.zones.open, undecided.from.name);
    else if (perhaps) yield unsure(perhaps.ref, perhaps.from.name);
    else if (groups.length > 0) yield { found: `its zone groups lack ${missing.join(", ")}` };
    else if (!parameters.allowCentralDns)
      yield* stack.missing(
        "private-dns",
        `no private DNS zone group of this stack registers it in ${missing.join(", ")}`,
      );
  },

  fix: "Add a network.PrivateDnsZoneGroup with privateEndpointName and privateDnsZoneConfigs for the missing zones.",

  examples: {
    good: [
      [
        example(
          "cognitiveservices:Account",
          {
            resourceGroupName: "rg",
            accountName: "ai",
            kind: "AIServices",
            sku: { name: "S0" },
            properties: { customSubDomainName: "ai" },
          },
          "ai",
        ),
        example(
          "network:PrivateEndpoint",
          {
            resourceGroupName: "rg",
            privateEndpointName: "ai-pe",
            subnet: {
              id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/endpoints",
            },
            privateLinkServiceConnections: [
              { name: "ai-pe", groupIds: ["account"], privateLinkServiceId: "${ai.id}" },
            ],
          },
          "ai-pe",
        ),
        example(
          "network:PrivateDnsZoneGroup",
          {
            resourceGroupName: "rg",
            privateDnsZoneGroupName: "default",
            privateDnsZoneConfigs: [
              {
                name: "cognitiveservices",
                privateDnsZoneId:
                  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.cognitiveservices.azure.com",
              },
              {
                name: "openai",
                privateDnsZoneId:
                  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com",
              },
              {
                name: "services",
                privateDnsZoneId:
                  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.services.ai.azure.com",
              },
            ],
            privateEndpointName: "${ai-pe.name}",
          },
          "ai-dns",
        ),
      ],
    ],
    bad: [
      [
        example(
          "cognitiveservices:Account",
          {
            resourceGroupName: "rg",
            accountName: "ai",
            kind: "AIServices",
            sku: { name: "S0" },
            properties: { customSubDomainName: "ai" },
          },
          "ai",
        ),
        example(
          "network:PrivateEndpoint",
          {
            resourceGroupName: "rg",
            privateEndpointName: "ai-pe",
            subnet: {
              id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/endpoints",
            },
            privateLinkServiceConnections: [
              { name: "ai-pe", groupIds: ["account"], privateLinkServiceId: "${ai.id}" },
            ],
          },
          "ai-pe",
        ),
      ],
      [
        example(
          "cognitiveservices:Account",
          {
            resourceGroupName: "rg",
            accountName: "ai",
            kind: "AIServices",
            sku: { name: "S0" },
            properties: { customSubDomainName: "ai" },
          },
          "ai",
        ),
        example(
          "network:PrivateEndpoint",
          {
            resourceGroupName: "rg",
            privateEndpointName: "ai-pe",
            subnet: {
              id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/endpoints",
            },
            privateLinkServiceConnections: [
              { name: "ai-pe", groupIds: ["account"], privateLinkServiceId: "${ai.id}" },
            ],
          },
          "ai-pe",
        ),
        example(
          "network:PrivateDnsZoneGroup",
          {
            resourceGroupName: "rg",
            privateDnsZoneGroupName: "default",
            privateDnsZoneConfigs: [
              {
                name: "openai",
                privateDnsZoneId:
                  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com",
              },
            ],
            privateEndpointName: "${ai-pe.name}",
          },
          "ai-dns",
        ),
      ],
      [
        example(
          "machinelearningservices:Workspace",
          { resourceGroupName: "rg", workspaceName: "ml" },
          "ml",
        ),
        example(
          "network:PrivateEndpoint",
          {
            resourceGroupName: "rg",
            privateEndpointName: "ml-pe",
            subnet: {
              id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/endpoints",
            },
            privateLinkServiceConnections: [
              { name: "ml-pe", groupIds: ["amlworkspace"], privateLinkServiceId: "${ml.id}" },
            ],
          },
          "ml-pe",
        ),
        example(
          "network:PrivateDnsZoneGroup",
          {
            resourceGroupName: "rg",
            privateDnsZoneGroupName: "default",
            privateDnsZoneConfigs: [
              {
                name: "api",
                privateDnsZoneId:
                  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.api.azureml.ms",
              },
            ],
            privateEndpointName: "${ml-pe.name}",
          },
          "ml-dns",
        ),
      ],
    ],
  },
});

/** The zones a connection needs, by the groups it names or, without any, by the only one its target has. */
function needsOf({ from, ref, groupIds }: Connection, stack: Stack): ZoneNeed[] {
  const named = groupIds ? items(groupIds).map((group) => text(group) ?? "") : [];
  const only = named.length === 0 ? onlyGroup(stack, from, ref) : undefined;
  if (named.length === 0 && only === undefined) read(ref);
  const target = stack.target(from, ref, "cognitiveservices:Account");
  const account = target !== "any" && "certain" in target ? target.certain : undefined;
  return [...named, ...(only === undefined ? [] : [only])].map((group) => zoneNeed(group, account));
}

function lacking({ zones, any }: ZoneNeed, registered: ReadonlySet<string>): readonly string[] {
  const missing = zones.filter((zone) => !registered.has(zone));
  return any && missing.length < zones.length ? [] : missing;
}

/** Sovereign clouds have zones of other names. */
function isSovereign(zone: string): boolean {
  return /\.(us|cn)$/.test(zone);
}
