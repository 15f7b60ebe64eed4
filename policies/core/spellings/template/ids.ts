/** ARM ids with placeholders for the segments that are not known before deployment. */
import { isVague, placeholder } from "./placeholder";
import { groupScope, scopeId, subscriptionScope, type Scope } from "./scope";

/** More than ARM's ids, less than what is slow to take apart. */
export const longestId = 8192;
/** Of a type; Azure's have up to ten, extensions of extensions included. */
export const mostSegments = 50;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The segments of an id or of a resource's name or type. */
export function segments(text: string): string[] {
  return text.split("/").filter((segment) => segment !== "");
}

export function withoutSlashAtEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === "/") end--;
  return text.slice(0, end);
}

/** A resource below a scope: its type and names zipped. */
export function resourceIdBelow(
  scope: string,
  type: readonly string[],
  names: readonly string[],
): string {
  const [namespace = "", ...types] = type;
  const zipped = types.map((segment, index) => `/${segment}/${names[index] ?? ""}`);
  return `${scope}/providers/${namespace}${zipped.join("")}`;
}

/**
 * As many names as the type has segments. Where a placeholder hides how many there are, the last ones are
 * those that are known.
 */
export function namesFor(count: number, names: readonly string[]): string[] {
  const missing = count - names.length;
  if (missing <= 0 || !names.some(isVague)) return names.slice(Math.max(0, -missing));
  const label = placeholder("name", names.join("/"));
  const hiddenNames = Array.from({ length: missing }, (_, index) =>
    placeholder(label, String(index)),
  );
  return [...hiddenNames, ...names];
}

/**
 * `resourceId` and its siblings; `undefined` when the arguments make no id. `resourceId` takes a subscription
 * and a resource group before the type, which is the first argument with a slash.
 */
export function idFunction(
  name: string,
  args: readonly string[],
  scope: Scope,
): string | undefined {
  const base = name === "extensionresourceid" ? args[0] : undefined;
  const rest = base === undefined ? args : args.slice(1);
  if (args.some((arg) => arg.length > longestId)) return undefined;
  const at = rest.findIndex((arg) => arg.includes("/"));
  if (at < 0) return undefined;
  const type = segments(rest[at] ?? "");
  if (type.length > mostSegments) return undefined;
  const names = namesFor(type.length - 1, rest.slice(at + 1).flatMap(segments));
  if (names.length !== type.length - 1) return undefined;
  const start = startOf(name, rest.slice(0, at), scope, base);
  return start === undefined ? undefined : resourceIdBelow(start, type, names);
}

function startOf(
  name: string,
  given: readonly string[],
  scope: Scope,
  base: string | undefined,
): string | undefined {
  const [first, second] = given;
  switch (name) {
    case "tenantresourceid":
      return "";
    case "extensionresourceid":
      return base === undefined ? undefined : withoutSlashAtEnd(base);
    case "managementgroupresourceid":
      return scopeId({
        kind: "managementGroup",
        managementGroup: first ?? scope.managementGroup ?? placeholder("managementGroup"),
      });
    case "subscriptionresourceid":
      return scopeId(subscriptionScope(first ?? subscriptionOf(scope)));
    default: {
      if (first === undefined) return scopeId(scope);
      if (second !== undefined) return scopeId(groupScope(first, second));
      const isSubscription = scope.kind !== "resourceGroup" && guid.test(first);
      if (isSubscription) return scopeId(subscriptionScope(first));
      return scopeId(groupScope(subscriptionOf(scope), first));
    }
  }
}

function subscriptionOf(scope: Scope): string {
  return scope.subscription ?? placeholder("subscription");
}
