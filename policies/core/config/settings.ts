/** What concerns several policies at once: the configuration of the policy `pack-settings`. */
import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Exemption } from "./exemptions";
import { listMistakes } from "./lists";
import { below, unknownKeys, type Mistake } from "./mistake";
import { readExemptions } from "./read-exemptions";
import { scopes, type Scope } from "../scope/scopes";
import { elsewheres } from "../stack/stack";

export interface Settings {
  readonly exemptions: readonly Exemption[];
  readonly providedElsewhere: ReadonlySet<string>;
  /** Whether what AI stands on is judged in stacks that hold AI, or in all. */
  readonly scope: Scope;
}

/** The name of the policy that they are the configuration of. */
export const settingsName = "pack-settings";

const defaultLongestDays = 366;

/** While nobody has read any, or the policy that does is disabled. */
export const noSettings: Settings = {
  exemptions: [],
  providedElsewhere: new Set(),
  scope: "all",
};

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
    scope: {
      type: "string",
      enum: [...scopes],
      default: "ai",
      description:
        "Where Key Vault, Storage, networks and whatever else AI stands on is judged: in stacks that hold AI, or in all.",
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
): { settings: Settings; mistakes: readonly Mistake[] } {
  const given = (key: string, otherwise: unknown) =>
    Object.hasOwn(config, key) && config[key] !== undefined ? config[key] : otherwise;
  const mistakes = [...unknownKeys(config, Object.keys(settingsSchema.properties))];
  const longest = given("longestExemptionDays", defaultLongestDays);
  const isTerm = typeof longest === "number" && Number.isInteger(longest) && longest >= 1;
  if (!isTerm)
    mistakes.push({
      path: ["longestExemptionDays"],
      text: "must be a whole number of days, at least 1",
    });
  const entries = given("exemptions", []);
  if (!Array.isArray(entries)) mistakes.push({ path: ["exemptions"], text: "must be a list" });
  const read = readExemptions(Array.isArray(entries) ? entries : [], {
    policyNames,
    today,
    longestDays: isTerm ? longest : defaultLongestDays,
  });
  const provided = given("providedElsewhere", []);
  const words = Array.isArray(provided) ? provided.map((one) => String(one).toLowerCase()) : [];
  const known = elsewheres.filter((one) => words.includes(one));
  const scope = scopes.find((one) => one === given("scope", "ai"));
  if (!scope) mistakes.push({ path: ["scope"], text: `must be one of ${scopes.join(", ")}` });
  mistakes.push(
    ...below(["exemptions"], read.mistakes),
    ...below(
      ["providedElsewhere"],
      listMistakes({ type: "string[]", default: [], words: elsewheres }, provided),
    ),
  );
  return {
    settings: {
      exemptions: read.exemptions,
      providedElsewhere: new Set(known),
      scope: scope ?? "ai",
    },
    mistakes,
  };
}
