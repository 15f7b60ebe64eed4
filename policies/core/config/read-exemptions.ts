/** Exemptions as users write them: one that is wrong does not count, and what is wrong is told. */
import { dayAfter, daysBetween, isDay } from "./days";
import type { Exemption, NamedResource } from "./exemptions";
import { matchesGlob } from "./glob";
import { nearest } from "./nearest";
import { unknownKey } from "./parameters";
import { stackOrProjectError, urnGlobError } from "./urn-glob";
import { isObject } from "../value/value";

/** What exemptions are held against. */
export interface Bounds {
  readonly policyNames: readonly string[];
  /** YYYY-MM-DD in UTC. */
  readonly today: string;
  readonly longestDays: number;
}

/** Those that count; what is wrong with the others is added to the errors. */
export function readExemptions(
  entries: readonly unknown[],
  bounds: Bounds,
  errors: string[],
): readonly Exemption[] {
  return entries.flatMap((entry, index) => {
    const wrong = exemptionErrors(entry, bounds);
    errors.push(...wrong.map((error) => `exemptions[${index}]: ${error}`));
    return wrong.length === 0 ? [entry as Exemption] : [];
  });
}

const exemptionKeys = ["policies", "resources", "reason", "expires"];
const resourceKeys = ["project", "stack", "name"];

function exemptionErrors(entry: unknown, bounds: Bounds): readonly string[] {
  if (!isObject(entry)) return [`must be an object with ${exemptionKeys.join(", ")}`];
  const { policies, resources, reason, expires } = entry;
  const errors = unknownKeys(entry, exemptionKeys);
  if (!texts(policies)) errors.push('"policies" must be a list of policy names or globs');
  else errors.push(...policies.flatMap((name) => unknownPolicy(name, bounds.policyNames)));
  if (!Array.isArray(resources) || resources.length === 0 || !resources.every(isResource))
    errors.push(
      '"resources" must be a list of URN globs (urn:…) or of { "project", "stack", "name" }',
    );
  else errors.push(...(resources as Exemption["resources"]).flatMap(resourceErrors));
  if (typeof reason !== "string" || reason.trim() === "")
    errors.push('"reason" is missing: say why the risk is accepted');
  return [...errors, ...endErrors(expires, bounds)];
}

function endErrors(expires: unknown, { today, longestDays }: Bounds): readonly string[] {
  if (typeof expires !== "string") return ['"expires" is missing: give the last day as YYYY-MM-DD'];
  if (!isDay(expires)) return ['"expires" is not a date: give the last day as YYYY-MM-DD'];
  if (daysBetween(today, expires) <= longestDays) return [];
  const latest = dayAfter(today, longestDays);
  return [
    `"expires" is further ahead than "longestExemptionDays" allows (${longestDays}): give ${latest} or an earlier day, and look at it again then`,
  ];
}

function unknownPolicy(name: string, policyNames: readonly string[]): readonly string[] {
  if (policyNames.some((policy) => matchesGlob(name, policy))) return [];
  const meant = nearest(name, policyNames);
  return [`no policy is named "${name}"${meant ? `; did you mean "${meant}"?` : ""}`];
}

function resourceErrors(resource: string | NamedResource): readonly string[] {
  if (typeof resource === "string") {
    const wrong = urnGlobError(resource);
    return wrong === undefined ? [] : [`no resource can match "${resource}": ${wrong}`];
  }
  const { project, stack, name } = resource;
  const wrong = [
    stackOrProjectError("project", project),
    stackOrProjectError("stack", stack),
    name.trim() === name ? undefined : `the name "${name}" begins or ends in a blank`,
  ];
  return [
    // An unknown key may have been meant to narrow it.
    ...unknownKeys(resource, resourceKeys),
    ...wrong.filter((one) => one !== undefined),
  ];
}

function unknownKeys(given: object, known: readonly string[]): string[] {
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => unknownKey(key, known));
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
