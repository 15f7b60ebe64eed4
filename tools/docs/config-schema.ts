/** A JSON schema of the policy pack's configuration file, for editors: stricter than what Pulumi itself checks. */
import { configSchema, type Parameter } from "../../policies/core/config/parameters";
import type { Policy } from "../../policies/core/policy";
import { settingsSchema } from "../../policies/core/config/settings";
import { elsewheres } from "../../policies/core/stack/stack";

type Schema = Readonly<Record<string, unknown>>;

export function configFileSchema(policies: readonly Policy[]): Schema {
  const names = policies.map(({ name }) => name);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of the policy pack azure-ai-security",
    type: "object",
    additionalProperties: false,
    properties: {
      all: { description: "The level of every policy not named itself.", ...entry({}) },
      "pack-settings": {
        description: "What concerns several policies.",
        type: "object",
        additionalProperties: false,
        properties: { ...settingsSchema.properties, ...settings(names) },
      },
      "pack-visibility": { description: "Says where the pack cannot look. Default: advisory.", ...entry({}, false) },
      ...Object.fromEntries(policies.map((policy) => [policy.name, policyEntry(policy)])),
    },
  };
}

const levels = ["mandatory", "advisory", "disabled"];

function policyEntry(policy: Policy): Schema {
  const { properties: loose } = configSchema(policy.parameters);
  const properties = Object.fromEntries(
    Object.entries(policy.parameters).map(([name, one]) => [name, withWords(one, { ...loose[name] })]),
  );
  const remediates = policy.scope === "resource" && policy.remediation !== undefined;
  return { description: `${policy.title}. Default: ${policy.level}.`, ...entry(properties, remediates) };
}

/** An editor offers the words of a list and checks its entries, which the engine is not asked to. */
function withWords(parameter: Parameter, schema: Schema): Schema {
  if (parameter.type !== "string[]") return schema;
  const { words, known, pattern } = parameter;
  const text = { type: "string", ...(pattern !== undefined && { pattern }) };
  const items = words ? { enum: words } : known ? { anyOf: [{ enum: known }, text] } : text;
  return { ...schema, uniqueItems: true, items };
}

/** A level, or an object with a level and parameters. */
function entry(parameters: Schema, remediates = true): Schema {
  const level = { enum: remediates ? [...levels, "remediate"] : levels };
  return {
    anyOf: [
      level,
      { type: "object", additionalProperties: false, properties: { enforcementLevel: level, ...parameters } },
    ],
  };
}

/** What the pack reads out of `pack-settings` (policies/core/config/settings.ts), whose own schema is loose on purpose. */
function settings(policies: readonly string[]): Readonly<Record<string, Schema>> {
  const text = { type: "string", pattern: "\\S" };
  const name = { type: "string", pattern: "^[\\w.*-]+$" };
  return {
    enforcementLevel: { enum: levels },
    longestExemptionDays: { ...settingsSchema.properties["longestExemptionDays"], type: "integer", minimum: 1 },
    providedElsewhere: {
      description: "What other stacks provide, so that no stack is asked for it.",
      type: "array",
      items: { enum: elsewheres },
    },
    exemptions: {
      description: "Resources let off policies, for a reason and until a date.",
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["policies", "resources", "reason", "expires"],
        properties: {
          policies: {
            description: "Names or globs of policies.",
            type: "array",
            minItems: 1,
            items: { anyOf: [{ enum: policies }, { type: "string", pattern: "\\*" }] },
          },
          resources: {
            description: "URN globs (urn:pulumi:<stack>::<project>::<types>::<name>, or fewer parts with a * at the end), or names within a project and stack; with case.",
            type: "array",
            minItems: 1,
            items: {
              anyOf: [
                { type: "string", pattern: "^urn:((pulumi:.*|\\*.*)?\\*|(pulumi:|\\*)[\\w.*-]*::[\\w.*-]+::[^:].*::.+)$" },
                {
                  type: "object",
                  additionalProperties: false,
                  required: ["project", "stack", "name"],
                  properties: { project: name, stack: name, name: text },
                },
              ],
            },
          },
          reason: { description: "Why the risk is accepted.", ...text },
          expires: {
            description: "The last day it counts, in UTC.",
            type: "string",
            pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
          },
        },
      },
    },
  };
}
