import { matchesGlob } from "./glob";

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

export type ExemptionState =
  | { readonly state: "none" }
  | { readonly state: "in force" | "ended"; readonly exemption: Exemption };

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
  let ended: Exemption | undefined;
  for (const exemption of exemptions) {
    if (!exemption.policies.some((pattern) => matchesGlob(pattern, policy))) continue;
    if (!exemption.resources.some((resource) => names(resource, urn))) continue;
    if (exemption.expires >= today) return { state: "in force", exemption };
    ended = exemption;
  }
  return ended ? { state: "ended", exemption: ended } : { state: "none" };
}

function names(resource: string | NamedResource, urn: string): boolean {
  if (typeof resource === "string") return matchesGlob(resource, urn);
  const { project, stack, name } = stackOf(urn);
  return (
    matchesGlob(resource.project, project) &&
    matchesGlob(resource.stack, stack) &&
    matchesGlob(resource.name, name)
  );
}

/** The parts of `urn:pulumi:<stack>::<project>::<types>::<name>`. */
export function stackOf(urn: string): NamedResource {
  const [stack = "", project = "", , ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, name: name.join("::") };
}
