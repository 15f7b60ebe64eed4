/** Where a deployment deploys to, and the ids and objects that follow from it. */
import { placeholder } from "./placeholder";
import { dictionary, type Dictionary } from "./value";

/** Names may hold placeholders. */
export interface Scope {
  readonly kind: "resourceGroup" | "subscription" | "managementGroup" | "tenant";
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly managementGroup?: string;
}

export function subscriptionScope(subscription: string): Scope {
  return { kind: "subscription", subscription };
}

export function groupScope(subscription: string, resourceGroup: string): Scope {
  return { kind: "resourceGroup", subscription, resourceGroup };
}

/** The subscription that a template is deployed to, while the program does not say which. */
export function ownSubscription(owner: string): string {
  return placeholder("subscription", owner);
}

/** The id of a scope, empty for the tenant. */
export function scopeId({ kind, subscription, resourceGroup, managementGroup }: Scope): string {
  if (kind === "tenant") return "";
  if (kind === "managementGroup")
    return `/providers/Microsoft.Management/managementGroups/${managementGroup ?? ""}`;
  const group = kind === "resourceGroup" ? `/resourceGroups/${resourceGroup ?? ""}` : "";
  return `/subscriptions/${subscription ?? ""}${group}`;
}

/** The scope that a "scope" property means: an id, or one relative to the tenant. */
export function parseScope(text: string): Scope | undefined {
  const [first, second, third, fourth, ...rest] = text.split("/").filter((part) => part !== "");
  if (first === undefined) return { kind: "tenant" };
  const word = first.toLowerCase();
  if (word === "subscriptions" && second !== undefined) {
    if (third === undefined) return subscriptionScope(second);
    if (third.toLowerCase() === "resourcegroups" && fourth !== undefined && rest.length === 0)
      return groupScope(second, fourth);
  }
  if (word === "microsoft.management" && second !== undefined && third !== undefined)
    return { kind: "managementGroup", managementGroup: third };
  if (word === "providers" && second?.toLowerCase() === "microsoft.management")
    return fourth === undefined ? undefined : { kind: "managementGroup", managementGroup: fourth };
  return undefined;
}

/** What `resourceGroup()`, `subscription()` … return, as far as the scope says. */
export function describeScope(name: string, scope: Scope): Dictionary | undefined {
  const { kind, subscription, resourceGroup, managementGroup } = scope;
  const open = (known: readonly [string, string][]) =>
    dictionary(known, placeholder(name, scopeId(scope)));
  switch (name) {
    case "resourcegroup":
      if (kind !== "resourceGroup" || resourceGroup === undefined) return undefined;
      return open([
        ["id", scopeId(scope)],
        ["name", resourceGroup],
        ["type", "Microsoft.Resources/resourceGroups"],
      ]);
    case "subscription": {
      if (subscription === undefined) return undefined;
      const id = scopeId(subscriptionScope(subscription));
      return dictionary(
        [
          ["id", id],
          ["subscriptionId", subscription],
        ],
        placeholder(name, id),
      );
    }
    case "managementgroup":
      if (kind !== "managementGroup" || managementGroup === undefined) return undefined;
      return open([
        ["id", scopeId(scope)],
        ["name", managementGroup],
      ]);
    default:
      return undefined;
  }
}
