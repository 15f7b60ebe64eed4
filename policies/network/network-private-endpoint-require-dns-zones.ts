import { example, stackPolicy } from "../core/define";
import { inGroup } from "../core/example-ids";
import { unsure } from "../core/finding";
import type { Example } from "../core/policy";
import { undecided } from "../core/stack/stack";
import { needsOf, registeredZones, zoneGroups } from "./private-dns";
import { connectionsOf, endpointOf } from "./private-link";

export default stackPolicy({
  name: "network-private-endpoint-require-dns-zones",
  kind: "network:PrivateEndpoint",
  title: "Private endpoints register every DNS zone their service needs",
  severity: "medium",
  level: "advisory",
  azurePolicy: [
    {
      id: "c4bc6f10-cb41-49eb-b000-d5ab82e2a091",
      remark: "registers one of the three zones of an AI account",
    },
    "ee40564d-486e-4f68-a5ca-7a621edae0fb",
    "fbc14a67-53e4-4932-abcc-2049c6706009",
    "ac673a9a-f77d-4846-b2d8-a57f8e1c01d4",
    "e9585a95-5b8c-4d03-b193-dc7eb5ac4c32",
    "75973700-529f-4de2-b794-fb9b6781b6b0",
  ],
  mcsb: ["NS-2", "NS-10"],
  why: "A name without a private record resolves to the public address, so traffic fails or quietly leaves the network. An AI account answers under three domains and a workspace under two.",
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
    const links = stack.referrers(endpoint.kind, zoneGroups);
    const groups = links.certain(endpoint).map(({ from }) => from);
    const registered = registeredZones(groups, stack);
    if ([...registered.names].some(isSovereign)) return;

    const needs = [...connectionsOf(endpoint)].map((connection) => needsOf(connection, stack));
    const lacking = needs
      .flatMap(({ zones }) => zones)
      .filter((zones) => !zones.some((zone) => registered.names.has(zone)))
      .map((zones) => zones.join(" or "));
    const [open] = needs.flatMap((one) => one.open ?? []);
    const perhaps = registered.open ?? links.perhaps(endpoint);

    if (groups.length === 0 && (stack.isElsewhere("private-dns") || parameters.allowCentralDns))
      return;
    if (lacking.length > 0 && perhaps) yield undecided(perhaps);
    else if (lacking.length > 0) {
      const names = [...new Set(lacking)].join(", ");
      yield {
        found:
          groups.length > 0
            ? `its zone groups lack ${names}`
            : `no private DNS zone group of this stack registers it in ${names}`,
      };
    } else if (open) yield unsure(open);
  },

  fix: "Add a network.PrivateDnsZoneGroup with privateEndpointName and privateDnsZoneConfigs for the missing zones.",

  examples: {
    good: [
      [
        ...withEndpoint("cognitiveservices:Account", { kind: "OpenAI" }, "account"),
        zoneGroup("openai.azure.com"),
      ],
      [
        ...withEndpoint("cognitiveservices:Account", { kind: "AIServices" }, "account"),
        zoneGroup("cognitiveservices.azure.com", "openai.azure.com", "services.ai.azure.com"),
      ],
      [
        ...withEndpoint("machinelearningservices:Workspace", {}, "amlworkspace"),
        zoneGroup("api.azureml.ms", "notebooks.azure.net"),
      ],
    ],
    bad: [
      withEndpoint("cognitiveservices:Account", { kind: "AIServices" }, "account"),
      [
        ...withEndpoint("cognitiveservices:Account", { kind: "AIServices" }, "account"),
        zoneGroup("openai.azure.com"),
      ],
      [
        ...withEndpoint("machinelearningservices:Workspace", {}, "amlworkspace"),
        zoneGroup("api.azureml.ms"),
      ],
    ],
  },
});

/** Sovereign clouds have zones of other names. */
function isSovereign(zone: string): boolean {
  return /\.(us|cn)$/.test(zone);
}

/** A resource and its private endpoint, for examples. */
function withEndpoint(
  kind: "cognitiveservices:Account" | "machinelearningservices:Workspace",
  props: { readonly kind?: string },
  groupId: string,
): readonly Example[] {
  return [example(kind, props, "target"), endpointOf("target", groupId)];
}

/** The group that registers the endpoint in zones, by their names without "privatelink.". */
function zoneGroup(...zones: readonly string[]): Example {
  const configs = zones.map((zone) => ({
    privateDnsZoneId: inGroup(`Network/privateDnsZones/privatelink.${zone}`),
  }));
  return example(
    "network:PrivateDnsZoneGroup",
    { privateEndpointName: "${endpoint.name}", privateDnsZoneConfigs: configs },
    "zones",
  );
}
