import { example, stackPolicy } from "../core/define";
import { isSet, text } from "../core/expect";
import { unsure } from "../core/finding";
import type { Leaf, Ref } from "../core/ref";
import type { Props } from "../core/sdk";
import type { Stack } from "../core/stack";
import type { Subject } from "../core/subject";

export default stackPolicy({
  name: "network-private-dns-zone-require-vnet-link",
  kind: "privatedns:PrivateZone",
  title: "Private link DNS zones are linked to a virtual network",
  severity: "medium",
  level: "advisory",
  derivedControls: {
    MCSB: "NS-10",
    "NIST SP 800-53 R4": "SC-20, SC-21",
    "CIS Controls v8": "4.9, 9.2",
  },
  why: "A zone that no network is linked to answers nobody: clients fall back to the public address.",
  docs: "https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links",

  elsewhere: "private-dns",
  when: (zone) => text(zone.privateZoneName)?.toLowerCase().startsWith("privatelink.") ?? false,
  *findings(_, { subject: zone, stack }) {
    const links = stack.referrers(zone.kind, virtualNetworkLinks);
    if (links.certain(zone).some(reachesNetwork)) return;
    const [open] = links.possible(zone).filter(reachesNetwork);
    if (open) yield unsure(open.ref, open.from.name);
    else
      yield* stack.missing(
        "private-dns",
        "no virtual network link of this stack belongs to the zone",
      );
  },

  fix: "Add a privatedns.VirtualNetworkLink with privateZoneName, virtualNetwork: { id } and registrationEnabled: false.",

  examples: {
    good: [
      [
        example(
          "privatedns:PrivateZone",
          {
            resourceGroupName: "rg",
            privateZoneName: "privatelink.openai.azure.com",
            location: "Global",
          },
          "openai",
        ),
        example(
          "privatedns:VirtualNetworkLink",
          {
            resourceGroupName: "rg",
            location: "Global",
            registrationEnabled: false,
            virtualNetwork: {
              id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet",
            },
            privateZoneName: "${openai.name}",
          },
          "link",
        ),
      ],
    ],
    bad: [
      [
        example(
          "privatedns:PrivateZone",
          {
            resourceGroupName: "rg",
            privateZoneName: "privatelink.openai.azure.com",
            location: "Global",
          },
          "openai",
        ),
      ],
    ],
  },
});

interface ZoneLink {
  readonly from: Subject;
  readonly ref: Leaf<unknown>;
}

function* virtualNetworkLinks(stack: Stack): Generator<ZoneLink> {
  for (const from of stack.of("privatedns:VirtualNetworkLink"))
    yield { from, ref: linkOf(from).privateZoneName };
}

function reachesNetwork({ from }: ZoneLink): boolean {
  return isSet(linkOf(from).virtualNetwork.id);
}

function linkOf(subject: Subject): Ref<Props<"privatedns:VirtualNetworkLink">> {
  return subject.props as Ref<Props<"privatedns:VirtualNetworkLink">>;
}
