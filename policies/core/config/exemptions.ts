import { daysBetween } from "./days";
import { matchesGlob, matchesGlobWithCase } from "./glob";
import { matchesUrn } from "./urn-glob";

/** A decision to let named resources off named policies, for a reason and until a date. */
export interface Exemption {
  /** Names or globs of policies. */
  readonly policies: readonly string[];
  /** URN globs, or names within a project and stack. */
  readonly resources: readonly (string | NamedResource)[];
  readonly reason: string;
  /** The last day it counts, as YYYY-MM-DD in UTC. */
  readonly expires: string;
}

export interface NamedResource {
  readonly project: string;
  readonly stack: string;
  readonly name: string;
}

/** One that counts today, and how many days it still does; 0 on the last. */
export interface InForce {
  readonly state: "in force";
  readonly exemption: Exemption;
  readonly daysLeft: number;
}

export type ExemptionState =
  { readonly state: "none" } | { readonly state: "ended"; readonly exemption: Exemption } | InForce;

/**
 * Whether a resource is exempt from a policy. One in force wins over one that ended.
 * @param today YYYY-MM-DD in UTC.
 */
export function exemptionOf(
  exemptions: readonly Exemption[],
  policy: string,
  urn: string,
  today: string,
): ExemptionState {
  let last: Exemption | undefined;
  for (const exemption of exemptions) {
    if (!exemption.policies.some((pattern) => matchesGlob(pattern, policy))) continue;
    if (!exemption.resources.some((resource) => names(resource, urn))) continue;
    // Of several, the one that ends last: nobody need look after one that another outlives.
    if (!last || exemption.expires > last.expires) last = exemption;
  }
  if (!last) return { state: "none" };
  if (last.expires < today) return { state: "ended", exemption: last };
  return { state: "in force", exemption: last, daysLeft: daysBetween(today, last.expires) };
}

function names(resource: string | NamedResource, urn: string): boolean {
  if (typeof resource === "string") return matchesUrn(resource, urn);
  const { project, stack, name } = stackOf(urn);
  return (
    matchesGlobWithCase(resource.project, project) &&
    matchesGlobWithCase(resource.stack, stack) &&
    matchesGlobWithCase(resource.name, name)
  );
}

/** The parts of `urn:pulumi:<stack>::<project>::<types>::<name>`. */
export function stackOf(urn: string): NamedResource {
  const [stack = "", project = "", , ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, name: name.join("::") };
}
