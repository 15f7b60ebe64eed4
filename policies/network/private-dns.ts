/** Which private DNS zones a private endpoint needs, and which it registers. */
import { parseArmId } from "../core/spellings/arm/arm-id";
import { isKnown, isPartlyKnown, partlyKnown, text } from "../core/expect";
import { armPathsByKind } from "../core/spellings/arm/kinds";
import { items, type Leaf, type Ref } from "../core/ref";
import type { Props } from "../core/sdk";
import type { Link, Stack } from "../core/stack/stack";
import type { Subject } from "../core/subject";
import type { Connection } from "./private-link";

const cognitive = "privatelink.cognitiveservices.azure.com";
const openai = "privatelink.openai.azure.com";
const foundry = "privatelink.services.ai.azure.com";

/** What a connection needs: any one of these zones. */
type Need = readonly string[];

const zonesOfStorage = Object.fromEntries(
  ["blob", "file", "queue", "table", "web", "dfs"].flatMap((service) => {
    const zones = [`privatelink.${service}.core.windows.net`];
    return [
      [service, zones],
      [`${service}_secondary`, zones],
    ];
  }),
);

/**
 * The zones of each service, by group id in lower case. Services share ids (an account of Purview has a group
 * `account`, Synapse has `sql` and `web`), so that the id alone does not tell the zones.
 * https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
const zonesByService: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "apimanagement:ApiManagementService": { gateway: ["privatelink.azure-api.net"] },
  // By the kind of the account: see `needsOfAccount`.
  "cognitiveservices:Account": { account: [] },
  "containerregistry:Registry": { registry: ["privatelink.azurecr.io"] },
  // One of several groups: the others are databases of other kinds.
  "cosmosdb:DatabaseAccount": { sql: ["privatelink.documents.azure.com"], mongodb: [] },
  "keyvault:ManagedHsm": { managedhsm: ["privatelink.managedhsm.azure.net"] },
  "keyvault:Vault": { vault: ["privatelink.vaultcore.azure.net"] },
  "machinelearningservices:Registry": { amlregistry: ["privatelink.api.azureml.ms"] },
  "machinelearningservices:Workspace": {
    amlworkspace: ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"],
  },
  "monitor:PrivateLinkScope": {
    azuremonitor: [
      "privatelink.monitor.azure.com",
      "privatelink.oms.opinsights.azure.com",
      "privatelink.ods.opinsights.azure.com",
      "privatelink.agentsvc.azure-automation.net",
      "privatelink.blob.core.windows.net",
    ],
  },
  "search:Service": { searchservice: ["privatelink.search.windows.net"] },
  "storage:StorageAccount": zonesOfStorage,
};

/** The zones a connection needs, as far as they are known, and the value that leaves others open. */
export interface Needs {
  readonly zones: readonly Need[];
  readonly open?: Leaf<unknown>;
}

export function needsOf(connection: Connection, stack: Stack): Needs {
  const { ref, groupIds } = connection;
  const services = Object.keys(zonesByService).filter((kind) => mayLeadTo(connection, kind, stack));
  if (services.length === 0) return { zones: [] };
  if (groupIds && !isKnown(groupIds)) return { zones: [], open: groupIds };
  const groups = groupIds ? items(groupIds) : [];
  if (groups.length === 0) {
    if (services.length > 1) return { zones: [], open: ref };
    // A service with one group only goes without saying.
    const [only, ...others] = Object.keys(zonesByService[services[0] ?? ""] ?? {});
    const implied = only !== undefined && others.length === 0;
    return { zones: implied ? needsOfGroup(only, services, connection, stack) : [] };
  }
  const open = groups.find((group) => !isKnown(group));
  const zones = groups
    .filter(isKnown)
    .flatMap((group) =>
      needsOfGroup(text(group)?.toLowerCase() ?? "", services, connection, stack),
    );
  return { zones, ...(open && { open }) };
}

/** Whether a connection may be one to a service: the id of a resource in another stack tells that, too. */
function mayLeadTo(link: Link, kind: string, stack: Stack): boolean {
  const ref = link.ref as Leaf<string>;
  if (isPartlyKnown(ref)) {
    const id = partlyKnown(ref);
    return id !== undefined && parseArmId(id)?.type === armPathsByKind.get(kind)?.type;
  }
  const target = stack.target(link, kind);
  return target === "any" || "certain" in target || target.possible.length > 0;
}

function needsOfGroup(
  group: string,
  services: readonly string[],
  connection: Connection,
  stack: Stack,
): readonly Need[] {
  if (group === "account") return needsOfAccount(connection, stack);
  return services.flatMap((kind) => zonesByService[kind]?.[group] ?? []).map((zone) => [zone]);
}

function needsOfAccount(connection: Connection, stack: Stack): readonly Need[] {
  const target = stack.target(connection, "cognitiveservices:Account");
  const account = target !== "any" && "certain" in target ? target.certain : undefined;
  const kind = account && (account.props as Ref<Props<"cognitiveservices:Account">>).kind;
  const known = kind && isKnown(kind) ? text(kind)?.toLowerCase() : undefined;
  if (known === undefined) return [[cognitive, openai, foundry]];
  if (known === "openai") return [[openai]];
  return known === "aiservices" ? [[cognitive], [openai], [foundry]] : [[cognitive]];
}

/** The zones that zone groups register, lower-cased, and the value that leaves others open. */
export interface RegisteredZones {
  readonly names: ReadonlySet<string>;
  readonly open?: Link;
}

export function registeredZones(groups: readonly Subject[], stack: Stack): RegisteredZones {
  const names = new Set<string>();
  let open: Link | undefined;
  for (const group of groups) {
    const { privateDnsZoneConfigs: configs } = group.props as Ref<
      Props<"network:PrivateDnsZoneGroup">
    >;
    if (!isKnown(configs)) {
      open = { from: group, ref: configs };
      continue;
    }
    const ids = items(configs).map(({ privateDnsZoneId }) => privateDnsZoneId);
    for (const id of ids.filter(isNamed)) {
      const address = parseArmId(partlyKnown(id) ?? "");
      const [zone] = address?.names ?? [];
      if (address?.type === "microsoft.network/privatednszones" && typeof zone === "string")
        names.add(zone);
    }
    const links = ids.filter((id) => !isNamed(id)).map((ref): Link => ({ from: group, ref }));
    const zones = zonesBehind(links, stack, names);
    for (const zone of zones) names.add(zone);
    if (zones.length < links.length) open = links[0];
  }
  return { names, ...(open && { open }) };
}

/** Whether it is known which zone an id is of, if not where the zone is. */
function isNamed(id: Leaf<string>): boolean {
  if (!isPartlyKnown(id)) return false;
  const [zone] = parseArmId(partlyKnown(id) ?? "")?.names ?? [];
  return zone === undefined || typeof zone === "string";
}

/**
 * The names of the zones whose ids are not known yet; fewer than links if it is open which they are. The engine's
 * edges name the zones of the whole list, those included whose ids are known.
 */
function zonesBehind(
  links: readonly Link[],
  stack: Stack,
  listed: ReadonlySet<string>,
): readonly string[] {
  const [first] = links;
  const target = first ? stack.target(first, "privatedns:PrivateZone") : "any";
  if (target === "any") return [];
  const zones = "certain" in target ? [target.certain] : target.possible;
  const names = zones
    .map((zone) => (zone.props as Ref<Props<"privatedns:PrivateZone">>).privateZoneName)
    .map((name) => (isKnown(name) ? (text(name)?.toLowerCase() ?? "") : undefined))
    .filter((name) => name === undefined || !listed.has(name));
  return names.length <= links.length ? names.filter((name) => name !== undefined) : [];
}

/** The zone groups of a stack, each with the endpoint it says it belongs to. */
export function* zoneGroups(stack: Stack): Generator<Link> {
  for (const from of stack.of("network:PrivateDnsZoneGroup"))
    yield {
      from,
      ref: (from.props as Ref<Props<"network:PrivateDnsZoneGroup">>).privateEndpointName,
    };
}
