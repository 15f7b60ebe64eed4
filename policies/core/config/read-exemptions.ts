/** Exemptions as users write them: one that is wrong does not count, and what is wrong is told. */
import { dayAfter, daysBetween, isDay } from "./days";
import type { Exemption, NamedResource } from "./exemptions";
import { matchesGlob } from "./glob";
import { below, unknownKeys, type Mistake } from "./mistake";
import { nearest } from "./nearest";
import { stackOrProjectError, urnGlobError } from "./urn-glob";
import { isObject } from "../value/value";

/** What exemptions are held against. */
export interface Bounds {
  readonly policyNames: readonly string[];
  /** YYYY-MM-DD in UTC. */
  readonly today: string;
  readonly longestDays: number;
}

/** Those that count, and what is wrong with the others. */
export function readExemptions(
  entries: readonly unknown[],
  bounds: Bounds,
): { exemptions: readonly Exemption[]; mistakes: readonly Mistake[] } {
  const exemptions: Exemption[] = [];
  const mistakes = entries.flatMap((entry, index) => {
    const wrong = mistakesOf(entry, bounds);
    if (wrong.length === 0) exemptions.push(entry as Exemption);
    return below([index], wrong);
  });
  return { exemptions, mistakes };
}

const exemptionKeys = ["policies", "resources", "reason", "expires"];
const resourceKeys = ["project", "stack", "name"];

function mistakesOf(entry: unknown, bounds: Bounds): readonly Mistake[] {
  if (!isObject(entry))
    return [{ path: [], text: `must be an object with ${exemptionKeys.join(", ")}` }];
  const { policies, resources, reason, expires } = entry;
  const hasReason = typeof reason === "string" && reason.trim() !== "";
  return [
    ...unknownKeys(entry, exemptionKeys),
    ...below(["policies"], policiesMistakes(policies, bounds.policyNames)),
    ...below(["resources"], resourcesMistakes(resources)),
    ...(hasReason ? [] : [{ path: ["reason"], text: "is missing: say why the risk is accepted" }]),
    ...endErrors(expires, bounds).map((text) => ({ path: ["expires"], text })),
  ];
}

function endErrors(expires: unknown, { today, longestDays }: Bounds): readonly string[] {
  if (typeof expires !== "string") return ["is missing: give the last day as YYYY-MM-DD"];
  if (!isDay(expires)) return ["is not a date: give the last day as YYYY-MM-DD"];
  if (daysBetween(today, expires) <= longestDays) return [];
  const latest = dayAfter(today, longestDays);
  return [
    `is further ahead than "longestExemptionDays" allows (${longestDays}): give ${latest} or an earlier day, and look at it again then`,
  ];
}

function policiesMistakes(given: unknown, policyNames: readonly string[]): readonly Mistake[] {
  if (!texts(given)) return [{ path: [], text: "must be a list of policy names or globs" }];
  return given.flatMap((name, index) => {
    if (policyNames.some((policy) => matchesGlob(name, policy))) return [];
    return [{ path: [index], text: unknownPolicy(name, policyNames) }];
  });
}

/** Says of a name, or of a glob, that no policy is named so, and which was probably meant. */
export function unknownPolicy(name: string, policyNames: readonly string[]): string {
  const meant = nearest(name, policyNames);
  return `no policy is named "${name}"${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
}

function resourcesMistakes(given: unknown): readonly Mistake[] {
  if (!Array.isArray(given) || given.length === 0 || !given.every(isResource))
    return [
      {
        path: [],
        text: 'must be a list of URN globs (urn:…) or of { "project", "stack", "name" }',
      },
    ];
  return given.flatMap((one, index) => below([index], resourceMistakes(one)));
}

function resourceMistakes(resource: string | NamedResource): readonly Mistake[] {
  if (typeof resource === "string") {
    const wrong = urnGlobError(resource);
    return wrong === undefined
      ? []
      : [{ path: [], text: `no resource can match "${resource}": ${wrong}` }];
  }
  const { project, stack, name } = resource;
  const wrong = {
    project: stackOrProjectError("project", project),
    stack: stackOrProjectError("stack", stack),
    name: name.trim() === name ? undefined : `"${name}" begins or ends in a blank`,
  };
  return [
    // An unknown key may have been meant to narrow it.
    ...unknownKeys(resource, resourceKeys),
    ...Object.entries(wrong).flatMap(([key, text]) =>
      text === undefined ? [] : [{ path: [key], text }],
    ),
  ];
}

function texts(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === "string" && one !== "")
  );
}

function isResource(value: unknown): value is string | NamedResource {
  // A bare name would exempt that name in every stack of an organization.
  if (typeof value === "string") return value.startsWith("urn:");
  return (
    isObject(value) &&
    resourceKeys.every((key) => typeof value[key] === "string" && value[key] !== "")
  );
}
