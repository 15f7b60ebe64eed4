/** What is wrong in a configuration, as far as it can be known without a stack. */
import { allPolicies } from "../policies/all";
import { daysBetween } from "../policies/core/config/days";
import type { Exemption } from "../policies/core/config/exemptions";
import { matchesGlob } from "../policies/core/config/glob";
import { below, unknownKeys, type Mistake } from "../policies/core/config/mistake";
import { nearest } from "../policies/core/config/nearest";
import { readParameters } from "../policies/core/config/parameters";
import { unknownPolicy } from "../policies/core/config/read-exemptions";
import { readSettings, settingsName } from "../policies/core/config/settings";
import { typeIn } from "../policies/core/config/urn-glob";
import { soonDays } from "../policies/core/pulumi/message";
import { toSdkPolicies } from "../policies/core/pulumi/pack";
import { mayHold } from "../policies/core/subject";
import { isObject } from "../policies/core/value/value";

export interface Finding extends Mistake {
  /** That it is hardly meant, but nothing that Pulumi or the pack objects to. */
  readonly isWarning?: boolean;
}

const levels = ["mandatory", "advisory", "remediate", "disabled"];
/** What stands beside the names of policies. */
const all = "all";
const environments = "environments";

type Entry = Readonly<Record<string, unknown>>;

const sdkPolicies = toSdkPolicies(allPolicies);
const names = sdkPolicies.map(({ name }) => name);
/** Those that an exemption may name. */
const exemptable = names.filter((name) => name !== settingsName);
const defaults = new Map(sdkPolicies.map((one) => [one.name, String(one.enforcementLevel)]));
const remediating = new Set(
  sdkPolicies.flatMap((one) => ("remediateResource" in one ? [one.name] : [])),
);
const parametersOf = new Map(allPolicies.map(({ name, parameters }) => [name, parameters]));

/**
 * @param config as JSON has it.
 * @param today YYYY-MM-DD in UTC.
 */
export function checkConfiguration(
  config: unknown,
  today: string,
): { configured: number; findings: readonly Finding[] } {
  if (!isObject(config)) {
    const text = 'must be an object, as in { "all": "advisory" }';
    return { configured: 0, findings: [{ path: [], text }] };
  }
  const keys = Object.keys(config).filter((key) => key !== all && key !== environments);
  return {
    configured: keys.filter((key) => names.includes(key)).length,
    findings: [
      ...(all in config ? below([all], ofAll(config[all])) : []),
      ...(environments in config
        ? below([environments], ofEnvironments(config[environments]))
        : []),
      ...keys.flatMap((key) => below([key], ofEntry(key, config, today))),
    ],
  };
}

function ofAll(given: unknown): readonly Finding[] {
  const mistakes = levelMistakes(given);
  if (mistakes.length > 0) return mistakes;
  const cannot = names.length - remediating.size;
  return [
    ...unknownKeys(entryOf(given), ["enforcementLevel"]),
    ...(levelOf(given) === "remediate"
      ? warning([], `makes ${cannot} policies block that have no remediation, as "mandatory" does`)
      : []),
  ];
}

/** What Pulumi reads besides policies. */
function ofEnvironments(given: unknown): readonly Finding[] {
  const isList = Array.isArray(given) && given.every((one) => typeof one === "string");
  return isList ? [] : [{ path: [], text: "must be a list of names of Pulumi ESC environments" }];
}

function ofEntry(name: string, config: Entry, today: string): readonly Finding[] {
  if (!names.includes(name)) {
    const hint = name.includes("*") ? "; a level is given by whole name, or to all" : "";
    return [{ path: [], text: `${unknownPolicy(name, [...names, all])}${hint}` }];
  }
  const given = config[name];
  const mistakes = levelMistakes(given);
  if (mistakes.length > 0 && !isObject(given)) return mistakes;
  const parameters = entryOf(given);
  return [
    ...mistakes,
    ...(levelOf(given) === "remediate" && !remediating.has(name)
      ? [
          {
            path: isObject(given) ? ["enforcementLevel"] : [],
            text: `cannot be "remediate": the policy has no remediation, and would block as with "mandatory"`,
          },
        ]
      : []),
    ...(name === settingsName
      ? ofSettings(parameters, config, today)
      : readParameters(parametersOf.get(name) ?? {}, parameters).mistakes),
    ...levelWarnings(name, config),
  ];
}

/** A policy that is named, but whose level is hardly what was meant. */
function levelWarnings(name: string, config: Entry): readonly Finding[] {
  const given = config[name];
  const isConfigured = Object.keys(entryOf(given)).length > 0;
  const level = effectiveLevel(name, config);
  if (!isConfigured) return [];
  if (level === "disabled") {
    const by = levelOf(given) === undefined && levelOf(config[all]) ? ' by "all"' : "";
    return warning([], `is disabled${by}, so that nothing else in it counts`);
  }
  const own = defaults.get(name);
  // At whatever level it is, what `pack-settings` says counts.
  if (name === settingsName || levelOf(given) !== undefined || level === own) return [];
  return warning(
    [],
    `has the level "${level}" of "all", not "${own}" as by default; say which by "enforcementLevel"`,
  );
}

function ofSettings(settings: Entry, config: Entry, today: string): readonly Finding[] {
  const entries = settings["exemptions"];
  const { settings: read, mistakes } = readSettings(settings, exemptable, today);
  return [
    ...mistakes,
    ...read.exemptions.flatMap((exemption) =>
      below(
        ["exemptions", (entries as readonly unknown[]).indexOf(exemption)],
        ofExemption(exemption, config, today),
      ),
    ),
  ];
}

/** Of one that is written as it must be. */
function ofExemption(exemption: Exemption, config: Entry, today: string): readonly Finding[] {
  const { policies, resources, expires } = exemption;
  const left = daysBetween(today, expires);
  const isDisabled = (name: string) => effectiveLevel(name, config) === "disabled";
  const idle = policies.flatMap((pattern, index) =>
    exemptable.filter((name) => matchesGlob(pattern, name)).every(isDisabled)
      ? warning(["policies", index], "is disabled, so that there is nothing to exempt from")
      : [],
  );
  const isForAll = exemptable.every((name) => policies.some((one) => matchesGlob(one, name)));
  const pointless = resources.flatMap((one, index) => {
    const type = typeof one === "string" ? typeIn(one) : undefined;
    const text = type === undefined ? undefined : unjudged(type, policies);
    return text === undefined ? [] : warning(["resources", index], text);
  });
  const everything = resources.flatMap((one, index) =>
    isForAll && isEverything(one)
      ? warning(["resources", index], `exempts everything from every policy until ${expires}`)
      : [],
  );
  if (left < 0) {
    const text = `ended on ${expires}, so that it exempts nothing; take it out, or agree on another day`;
    return warning(["expires"], text);
  }
  const when = left === 0 ? "today" : left === 1 ? "in 1 day" : `in ${left} days`;
  return [
    ...idle,
    ...pointless,
    ...everything,
    ...(left <= soonDays ? warning(["expires"], `ends ${when}, on ${expires}`) : []),
  ];
}

/** That no policy of those named ever speaks of a resource of this type, if so. */
function unjudged(type: string, patterns: readonly string[]): string | undefined {
  const isNamed = (name: string) => patterns.some((one) => matchesGlob(one, name));
  const isForOwn = exemptable.some((name) => !parametersOf.has(name) && isNamed(name));
  // What the pack says in its own name it says of what it judges.
  const named = isForOwn ? allPolicies : allPolicies.filter(({ name }) => isNamed(name));
  const kinds = new Set(named.flatMap((one) => one.kinds));
  if (mayHold(type, kinds)) return undefined;
  if (type === "pulumi:pulumi:Stack" && named.some((one) => "judge" in one)) return undefined;
  const meant = nearest(
    type,
    [...kinds].map((kind) => `azure-native:${kind}`),
    4,
  );
  const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
  return `exempts nothing: none of these policies judges the type "${type}"${hint}`;
}

function isEverything(resource: Exemption["resources"][number]): boolean {
  const isAny = (text: string) => /^[*:]+$/.test(text);
  if (typeof resource === "string") return isAny(resource.replace(/^urn:(pulumi:)?/, ""));
  return [resource.project, resource.stack, resource.name].every(isAny);
}

/** What the engine makes of it: an entry's own level counts, then that of `all`, then the policy's. */
function effectiveLevel(name: string, config: Entry): string | undefined {
  return levelOf(config[name]) ?? levelOf(config[all]) ?? defaults.get(name);
}

/** `undefined` without a level that there is. */
function levelOf(given: unknown): string | undefined {
  const level = isObject(given) ? given["enforcementLevel"] : given;
  return levels.find((one) => one === level);
}

/** What an entry holds besides its level. */
function entryOf(given: unknown): Entry {
  if (!isObject(given)) return {};
  return Object.fromEntries(Object.entries(given).filter(([key]) => key !== "enforcementLevel"));
}

function levelMistakes(given: unknown): readonly Mistake[] {
  if (isObject(given))
    return Object.hasOwn(given, "enforcementLevel")
      ? below(["enforcementLevel"], wordMistakes(given["enforcementLevel"]))
      : [];
  if (typeof given === "string") return wordMistakes(given);
  return [{ path: [], text: `must be a level (${levels.join(", ")}), or an object` }];
}

function wordMistakes(given: unknown): readonly Mistake[] {
  if (levels.some((one) => one === given)) return [];
  const meant = typeof given === "string" ? nearest(given, levels) : undefined;
  const there = `must be one of ${levels.join(", ")}`;
  const text = meant === undefined ? there : `did you mean "${meant}"?`;
  return [{ path: [], text: `${JSON.stringify(given)} is no level; ${text}` }];
}

function warning(path: Mistake["path"], text: string): readonly Finding[] {
  return [{ path, text, isWarning: true }];
}
