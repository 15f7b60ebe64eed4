/** Which private DNS zones a private endpoint needs, and which it registers. */
import { isKnown, text } from "../core/expect";
import { parseArmId } from "../core/arm-id";
import { items, type Leaf, type Ref } from "../core/ref";
import type { Props } from "../core/sdk";
import type { Stack } from "../core/stack";
import type { Subject } from "../core/subject";

const cognitive = "privatelink.cognitiveservices.azure.com";
const openai = "privatelink.openai.azure.com";
const foundry = "privatelink.services.ai.azure.com";

/** Zones of which all, or any, must be there. */
export interface ZoneNeed {
  readonly zones: readonly string[];
  readonly any?: boolean;
}

// https://learn.microsoft.com/azure/private-link/private-endpoint-dns
const zonesByGroup: Readonly<Record<string, readonly string[]>> = {
  amlworkspace: ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"],
  amlregistry: ["privatelink.api.azureml.ms"],
  searchservice: ["privatelink.search.windows.net"],
  vault: ["privatelink.vaultcore.azure.net"],
  managedhsm: ["privatelink.managedhsm.azure.net"],
  registry: ["privatelink.azurecr.io"],
  azuremonitor: [
    "privatelink.monitor.azure.com",
    "privatelink.oms.opinsights.azure.com",
    "privatelink.ods.opinsights.azure.com",
    "privatelink.agentsvc.azure-automation.net",
    "privatelink.blob.core.windows.net",
  ],
  gateway: ["privatelink.azure-api.net"],
  sql: ["privatelink.documents.azure.com"],
  ...Object.fromEntries(
    ["blob", "file", "queue", "table", "web", "dfs"].flatMap((service) =>
      [service, `${service}_secondary`].map((group) => [
        group,
        [`privatelink.${service}.core.windows.net`],
      ]),
    ),
  ),
};

/** The only group of a kind, which an endpoint need not name. */
const onlyGroups: Readonly<Record<string, string>> = {
  "apimanagement:ApiManagementService": "gateway",
  "cognitiveservices:Account": "account",
  "containerregistry:Registry": "registry",
  "keyvault:ManagedHsm": "managedhsm",
  "keyvault:Vault": "vault",
  "machinelearningservices:Registry": "amlregistry",
  "machinelearningservices:Workspace": "amlworkspace",
  "search:Service": "searchservice",
};

/** The zones that a connection through a group needs; none for a group that is not of an Azure service we know. */
export function zoneNeed(group: string, account: Subject | undefined): ZoneNeed {
  if (group.toLowerCase() !== "account") return { zones: zonesByGroup[group.toLowerCase()] ?? [] };
  const kind =
    account && text((account.props as Ref<Props<"cognitiveservices:Account">>).kind)?.toLowerCase();
  if (kind === undefined) return { zones: [cognitive, openai, foundry], any: true };
  if (kind === "openai") return { zones: [openai] };
  return { zones: kind === "aiservices" ? [cognitive, openai, foundry] : [cognitive] };
}

/** The group that a connection without group ids goes through, when its target has just one. */
export function onlyGroup(stack: Stack, from: Subject, ref: Leaf<unknown>): string | undefined {
  return Object.entries(onlyGroups).find(([kind]) => {
    const target = stack.target(from, ref, kind);
    return target !== "any" && "certain" in target;
  })?.[1];
}

/** The zones that a zone group registers, lower-cased. */
export interface RegisteredZones {
  readonly names: ReadonlySet<string>;
  /** A zone that is not known yet, if there is one. */
  readonly open?: Leaf<unknown>;
}

export function registeredZones(stack: Stack, group: Subject): RegisteredZones {
  const { privateDnsZoneConfigs: configs } = group.props as Ref<
    Props<"network:PrivateDnsZoneGroup">
  >;
  if (!isKnown(configs)) return { names: new Set(), open: configs };
  const names = new Set<string>();
  const unknown: Leaf<unknown>[] = [];
  let candidates: readonly Subject[] = [];
  for (const { privateDnsZoneId: id } of items(configs)) {
    if (isKnown(id)) {
      const zone = parseArmId(text(id) ?? "")?.names.at(-1);
      if (zone !== undefined) names.add(zone);
      continue;
    }
    const target = stack.target(group, id, "privatedns:PrivateZone");
    unknown.push(id);
    if (target !== "any") candidates = "certain" in target ? [target.certain] : target.possible;
  }
  // The engine's edges name the zones of the whole list: as many as there are unknown ids, or it is open which.
  const zones = candidates.map(
    (zone) => (zone.props as Ref<Props<"privatedns:PrivateZone">>).privateZoneName,
  );
  const [first] = unknown;
  const resolved = zones.length <= unknown.length;
  if (resolved)
    for (const zone of zones) if (isKnown(zone)) names.add(text(zone)?.toLowerCase() ?? "");
  const allKnown = resolved && zones.length === unknown.length && zones.every(isKnown);
  return { names, ...(first && !allKnown && { open: first }) };
}

/** A zone group, and the endpoint it says it belongs to. */
interface ZoneGroup {
  readonly from: Subject;
  readonly ref: Leaf<unknown>;
}

export function* zoneGroups(stack: Stack): Generator<ZoneGroup> {
  for (const group of stack.of("network:PrivateDnsZoneGroup"))
    yield {
      from: group,
      ref: (group.props as Ref<Props<"network:PrivateDnsZoneGroup">>).privateEndpointName,
    };
}
