import { example, stackPolicy } from "../core/define";
import { virtualNetwork } from "../core/example-ids";
import { isKnown, isSet, text } from "../core/expect";
import type { Ref } from "../core/ref";
import type { Props } from "../core/sdk";
import type { Link, Stack } from "../core/stack/stack";
import type { Subject } from "../core/subject";

export default stackPolicy({
  name: "network-private-dns-zone-require-vnet-link",
  kind: "privatedns:PrivateZone",
  title: "Private link DNS zones are linked to a virtual network",
  severity: "medium",
  level: "advisory",
  mcsb: ["NS-10"],
  why: "A zone that no network is linked to answers nobody: clients fall back to the public address.",
  docs: "https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links",

  elsewhere: "private-dns",
  when: (zone) => text(zone.privateZoneName)?.toLowerCase().startsWith("privatelink.") ?? false,
  *findings(_, { subject: zone, stack }) {
    const links = stack.referrers(zone.kind, virtualNetworkLinks);
    if (links.certain(zone).some(reachesNetwork)) return;
    yield* stack.missing(
      "private-dns",
      "no virtual network link of this stack belongs to the zone",
      links.perhaps(zone, reachesNetwork),
    );
  },

  fix: "Add a privatedns.VirtualNetworkLink with privateZoneName, virtualNetwork: { id } and registrationEnabled: false.",

  examples: {
    good: [
      [
        example(
          "privatedns:PrivateZone",
          { privateZoneName: "privatelink.openai.azure.com" },
          "zone",
        ),
        example(
          "privatedns:VirtualNetworkLink",
          { privateZoneName: "${zone.name}", virtualNetwork: { id: virtualNetwork } },
          "link",
        ),
      ],
      [example("privatedns:PrivateZone", { privateZoneName: "corp.example.com" }, "zone")],
    ],
    bad: [
      [
        example(
          "privatedns:PrivateZone",
          { privateZoneName: "privatelink.openai.azure.com" },
          "zone",
        ),
      ],
      [
        example(
          "privatedns:PrivateZone",
          { privateZoneName: "privatelink.openai.azure.com" },
          "zone",
        ),
        example("privatedns:VirtualNetworkLink", { privateZoneName: "${zone.name}" }, "link"),
      ],
    ],
  },
});

function* virtualNetworkLinks(stack: Stack): Generator<Link> {
  for (const from of stack.of("privatedns:VirtualNetworkLink"))
    yield { from, ref: linkOf(from).privateZoneName };
}

function reachesNetwork({ from }: Link): boolean {
  const { id } = linkOf(from).virtualNetwork;
  return !isKnown(id) || isSet(id);
}

function linkOf(subject: Subject): Ref<Props<"privatedns:VirtualNetworkLink">> {
  return subject.props as Ref<Props<"privatedns:VirtualNetworkLink">>;
}
