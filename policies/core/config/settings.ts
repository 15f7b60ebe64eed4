/** What concerns several policies at once: the configuration of the policy `pack-settings`. */
import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Exemption, NamedResource } from "./exemptions";
import { matchesGlob } from "./glob";
import { nearest } from "./nearest";
import { unknownKey } from "./parameters";
import { elsewheres } from "../stack/stack";
import { isObject } from "../value/value";

export interface Settings {
  readonly exemptions: readonly Exemption[];
  readonly providedElsewhere: ReadonlySet<string>;
}

export const noSettings: Settings = { exemptions: [], providedElsewhere: new Set() };

/**
 * Deliberately loose below the top level: the engine's own complaints about a schema do not name the remedy,
 * `readSettings` does.
 */
export const settingsSchema: PolicyConfigSchema = {
  properties: {
    exemptions: {
      type: "array",
      items: { type: "object" },
      default: [],
      description:
        'Resources let off policies: { "policies": ["name or glob"], "resources": ["URN glob" or { "project", "stack", "name" }], "reason": "…", "expires": "YYYY-MM-DD" }.',
    },
    providedElsewhere: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: `What other stacks provide, so that no stack is asked for it: ${elsewheres.join(", ")}.`,
    },
  },
};

/** Reads the settings; an entry that is wrong does not count, and is told. */
export function readSettings(
  config: Readonly<Record<string, unknown>>,
  policyNames: readonly string[],
): { settings: Settings; errors: readonly string[] } {
  const errors: string[] = [];
  for (const key of Object.keys(config))
    if (!Object.hasOwn(settingsSchema.properties, key))
      errors.push(unknownKey(key, Object.keys(settingsSchema.properties)));
  const exemptions = list(config, "exemptions", errors).flatMap((entry, index) => {
    const wrong = exemptionErrors(entry, policyNames);
    errors.push(...wrong.map((error) => `exemptions[${index}]: ${error}`));
    return wrong.length === 0 ? [entry as Exemption] : [];
  });
  const providedElsewhere = list(config, "providedElsewhere", errors).filter((entry) => {
    const known = elsewheres.some((one) => one === entry);
    if (!known)
      errors.push(
        `providedElsewhere: ${typeof entry === "string" ? unknownKey(entry, elsewheres) : "must hold texts"}`,
      );
    return known;
  });
  return {
    settings: { exemptions, providedElsewhere: new Set(providedElsewhere as string[]) },
    errors,
  };
}

function list(
  config: Readonly<Record<string, unknown>>,
  key: string,
  errors: string[],
): readonly unknown[] {
  const given = Object.hasOwn(config, key) ? config[key] : [];
  if (Array.isArray(given)) return given;
  errors.push(`"${key}" must be a list`);
  return [];
}

const exemptionKeys = ["policies", "resources", "reason", "expires"];

function exemptionErrors(entry: unknown, policyNames: readonly string[]): string[] {
  if (!isObject(entry)) return [`must be an object with ${exemptionKeys.join(", ")}`];
  const errors = Object.keys(entry)
    .filter((key) => !exemptionKeys.includes(key))
    .map((key) => unknownKey(key, exemptionKeys));
  const { policies, resources, reason, expires } = entry;
  if (!texts(policies)) errors.push('"policies" must be a list of policy names or globs');
  else errors.push(...policies.flatMap((name) => unknownPolicy(name, policyNames)));
  if (!Array.isArray(resources) || resources.length === 0 || !resources.every(isResource))
    errors.push(
      '"resources" must be a list of URN globs (urn:…) or of { "project", "stack", "name" }',
    );
  if (typeof reason !== "string" || reason.trim() === "")
    errors.push('"reason" is missing: say why the risk is accepted');
  if (typeof expires !== "string")
    errors.push('"expires" is missing: give the last day as YYYY-MM-DD');
  else if (!isDate(expires))
    errors.push('"expires" is not a date: give the last day as YYYY-MM-DD');
  return errors;
}

function unknownPolicy(name: string, policyNames: readonly string[]): string[] {
  if (policyNames.some((policy) => matchesGlob(name, policy))) return [];
  const meant = nearest(name, policyNames);
  return [`no policy is named "${name}"${meant ? `; did you mean "${meant}"?` : ""}`];
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
    ["project", "stack", "name"].every((key) => typeof value[key] === "string" && value[key] !== "")
  );
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
