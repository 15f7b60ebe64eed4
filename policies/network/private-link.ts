/** Private endpoints and what they connect to. */
import { example } from "../core/define";
import { is, isKnown } from "../core/expect";
import type { Outcomes } from "../core/finding";
import type { Example } from "../core/policy";
import { items, type Leaf, type Ref } from "../core/ref";
import type { Props } from "../core/sdk";
import type { Link, Stack } from "../core/stack/stack";
import type { Subject } from "../core/subject";

/** One connection of a private endpoint: the id of what it connects to; of a list that is not known yet, the list. */
export interface Connection extends Link {
  /** Absent when the connection itself is not known yet. */
  readonly groupIds?: Leaf<readonly string[]>;
}

/** The connections of an endpoint, approved by itself or by the owner of the target. */
export function* connectionsOf(endpoint: Subject): Generator<Connection> {
  const props = endpoint.props as Ref<Props<"network:PrivateEndpoint">>;
  for (const list of [
    props.privateLinkServiceConnections,
    props.manualPrivateLinkServiceConnections,
  ])
    if (!isKnown(list)) yield { from: endpoint, ref: list };
    else
      for (const { privateLinkServiceId, groupIds } of items(list))
        yield { from: endpoint, ref: privateLinkServiceId, groupIds };
}

function* connections(stack: Stack): Generator<Connection> {
  for (const endpoint of stack.of("network:PrivateEndpoint")) yield* connectionsOf(endpoint);
}

/** Finds a resource that no private endpoint of the stack connects to through this group. */
export function* requirePrivateEndpoint(target: Subject, stack: Stack, groupId: string): Outcomes {
  const endpoints = stack.referrers(target.kind, connections);
  const fits = ({ groupIds }: Connection) => groupIds === undefined || admits(groupIds, groupId);
  if (endpoints.certain(target).some(fits)) return;
  yield* stack.missing(
    "private-endpoints",
    `no private endpoint of this stack connects to it with group id ${groupId}`,
    endpoints.perhaps(target, fits),
  );
}

/** Whether a connection may be one to this group: it is unless it names others. */
function admits(groupIds: Leaf<readonly string[]>, groupId: string): boolean {
  if (!isKnown(groupIds)) return true;
  const groups = items(groupIds);
  return groups.length === 0 || groups.some((group) => !isKnown(group) || is(group, groupId));
}

/** The private endpoint of the resource of that name, for examples. */
export function endpointOf(target: string, groupId: string): Example {
  const connection = { privateLinkServiceId: `\${${target}.id}`, groupIds: [groupId] };
  return example(
    "network:PrivateEndpoint",
    { privateLinkServiceConnections: [connection] },
    "endpoint",
  );
}
