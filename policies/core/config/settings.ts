/** What concerns several policies at once: the configuration of the policy `pack-settings`. */
import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Exemption } from "./exemptions";
import { unknownKey } from "./parameters";
import { readExemptions } from "./read-exemptions";
import { elsewheres } from "../stack/stack";

export interface Settings {
  readonly exemptions: readonly Exemption[];
  readonly providedElsewhere: ReadonlySet<string>;
}

const defaultLongestDays = 366;

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
    longestExemptionDays: {
      type: "number",
      default: defaultLongestDays,
      description: "How many days ahead an exemption may end; one that ends later does not count.",
    },
    providedElsewhere: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: `What other stacks provide, so that no stack is asked for it: ${elsewheres.join(", ")}.`,
    },
  },
};

/**
 * Reads the settings; an entry that is wrong does not count, and is told.
 * @param today YYYY-MM-DD in UTC.
 */
export function readSettings(
  config: Readonly<Record<string, unknown>>,
  policyNames: readonly string[],
  today: string,
): { settings: Settings; errors: readonly string[] } {
  const errors: string[] = [];
  for (const key of Object.keys(config))
    if (!Object.hasOwn(settingsSchema.properties, key))
      errors.push(unknownKey(key, Object.keys(settingsSchema.properties)));
  const longestDays = longest(config["longestExemptionDays"], errors);
  const exemptions = readExemptions(
    list(config, "exemptions", errors),
    { policyNames, today, longestDays },
    errors,
  );
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

function longest(given: unknown, errors: string[]): number {
  if (given === undefined) return defaultLongestDays;
  if (typeof given === "number" && Number.isInteger(given) && given >= 1) return given;
  errors.push('"longestExemptionDays" must be a whole number of days, at least 1');
  return defaultLongestDays;
}
