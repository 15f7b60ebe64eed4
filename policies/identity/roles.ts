/** Azure RBAC: privileged roles, what a scope belongs to, what a wildcard covers. */
import { matchesGlob } from "../core/config/glob";
import { same } from "../core/expect";
import { segmentsOf } from "../core/value/text";
import type { Text } from "../core/value/value";
import { openings, type Opening } from "./conditions";

/** A role that can hand out access. */
interface PrivilegedRole {
  readonly name: string;
  /** Whether a condition can confine which roles it hands out. Owner's other rights make that pointless. */
  readonly confinable: boolean;
}

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged
const privilegedRoles: Readonly<Record<string, PrivilegedRole>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": { name: "Owner", confinable: false },
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": { name: "User Access Administrator", confinable: true },
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": {
    name: "Role Based Access Control Administrator",
    confinable: true,
  },
};

/** The privileged role that a role definition id, whatever its prefix, names. */
export function privilegedRole(roleDefinitionId: string | undefined): PrivilegedRole | undefined {
  const guids = roleDefinitionId
    ?.toLowerCase()
    .match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g);
  return privilegedRoles[guids?.at(-1) ?? ""];
}

/**
 * How a condition lets its holder hand out privileged roles, in what follows "a condition that"; an empty list if it
 * does not, `undefined` where its form does not tell.
 */
export function laxitiesOf(condition: string): readonly string[] | undefined {
  const guids = Object.keys(privilegedRoles);
  const open = openings(condition, guids);
  if (!open) return undefined;
  const isWide = ({ roles }: Opening) => roles.length === guids.length;
  const named = ({ action }: Opening) => `roleAssignments/${action}`;
  const wide = open.filter(isWide).map(named);
  return [
    ...(wide.length > 0 ? [`does not confine ${wide.join(" and ")}`] : []),
    ...open
      .filter((one) => !isWide(one))
      .map((one) => `leaves ${named(one)} open to the role ${one.roles.map(nameOf).join(" and ")}`),
  ];
}

function nameOf(guid: string): string {
  return privilegedRoles[guid]?.name ?? guid;
}

/**
 * Whether a scope lets its roles reach AI resources: everything but a single resource of another provider.
 * A missing scope counts as the subscription.
 */
export function reachesProviders(scope: Text | undefined, providers: readonly string[]): boolean {
  const segments = segmentsOf(scope ?? "");
  const named = segments.filter(
    (segment, index) => typeof segment === "string" && same(segments[index - 1], "providers"),
  ) as string[];
  const resources = named.filter((provider) => !matchesGlob("Microsoft.Management", provider));
  return (
    resources.length === 0 ||
    resources.some((one) => providers.some((provider) => matchesGlob(provider, one)))
  );
}

/**
 * The provider whose actions a pattern covers as a whole. `…/read` at the end takes the danger out of it.
 * A wildcard in Azure RBAC stands for any characters, slashes included, so where it starts decides.
 */
export function providerWideAction(
  action: string,
  providers: readonly string[],
): string | undefined {
  const afterLast = action.slice(action.lastIndexOf("*") + 1).toLowerCase();
  const grants = ["/write", "/delete", "/action"].some((verb) => verb.endsWith(afterLast));
  return grants ? coveredProvider(action, 1, providers) : undefined;
}

/** The provider of whose data actions a pattern covers all, or all of one resource type; reading included. */
export function providerWideDataAction(
  action: string,
  providers: readonly string[],
): string | undefined {
  return coveredProvider(action, 2, providers);
}

/** Which of the providers a pattern covers, in words, if its first wildcard comes within `depth` slashes. */
function coveredProvider(
  pattern: string,
  depth: number,
  providers: readonly string[],
): string | undefined {
  const start = pattern.indexOf("*");
  if (start < 0 || pattern.slice(0, start).split("/").length - 1 > depth) return undefined;
  const [provider = ""] = pattern.split("/");
  const covered = providers.find((one) => matchesGlob(provider, one));
  return covered !== undefined && provider.includes("*") ? "all providers" : covered;
}
