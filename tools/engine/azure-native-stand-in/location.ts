/** The location a resource gets when the program gives none, found in the real provider's order. */
import type { ResourceType } from "./types";
import { hasUnknown, UNKNOWN, type Properties, type Value } from "./values";

/** Where resource groups that the program does not create itself are said to be; the real provider would ask Azure. */
const ELSEWHERE = "westeurope";

const groups = new Map<string, Value>();

/** Notes where a resource group of the program is. */
export function rememberGroup(type: ResourceType, inputs: Properties): void {
  const name = inputs["resourceGroupName"];
  const location = inputs["location"];
  if (
    type.key === "resources:ResourceGroup" &&
    typeof name === "string" &&
    location !== undefined
  ) {
    groups.set(name.toLowerCase(), location);
  }
}

/**
 * The old location, else the configured one, else the resource group's, which is unknown while the group's name is.
 *
 * @returns undefined when there is nothing to go by
 */
export function defaultLocation(
  type: ResourceType,
  news: Properties,
  olds: Properties,
  configured: string | undefined,
): Value | undefined {
  const group = news["resourceGroupName"];
  if (olds["location"] !== undefined) {
    return olds["location"];
  }
  if (configured !== undefined) {
    return configured;
  }
  if (typeof group !== "string" || type.key === "resources:ResourceGroup") {
    return undefined;
  }
  return hasUnknown(group) ? UNKNOWN : (groups.get(group.toLowerCase()) ?? ELSEWHERE);
}
