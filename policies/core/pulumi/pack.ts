/** Makes the policies that Pulumi runs out of what the policy files say. */
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { dispatching, type SdkPolicy } from "./dispatch";
import { configMessage } from "./message";
import type { Policy } from "../policy";
import { report, reportAs } from "./report";
import { Run, type Request, type Today } from "./run";
import { resource, stack } from "./sdk-policy";
import { noSettings, readSettings, settingsName, settingsSchema } from "../config/settings";
import { undecided, undecidedName } from "./undecided";
import { visibility, visibilityName } from "./visibility";

/** The policies as Pulumi runs them: `pack-settings` first, since it prepares what the others use. */
export function toSdkPolicies(
  policies: readonly Policy[],
  today: Today = () => new Date().toISOString().slice(0, 10),
): SdkPolicy[] {
  const names = [...policies.map(({ name }) => name), visibilityName, undecidedName];
  const run = new Run(policies, names, today);
  return dispatching<Request>(
    (see) => packSettings(run, see),
    (request) => configurationReport(run, request),
    [
      ...policies.map((policy) =>
        policy.scope === "resource" ? resource(policy, run) : stack(policy, run),
      ),
      visibility(run),
      undecided(run),
    ],
  );
}

/** What is done in every stack must not depend on whether it turns out to hold AI. */
function refusedMessage(policies: ReadonlySet<string>): string {
  return `Level remediate of ${[...policies].join(", ")} changes nothing, since what AI stands on is judged in stacks that hold AI only: set "scope": "all" under pack-settings, or another level.`;
}

const settingsTitle = "The settings of the azure-ai-security pack are valid";

const settingsFacts = {
  name: settingsName,
  description: settingsTitle,
  displayName: settingsTitle,
  enforcementLevel: "mandatory",
  severity: "high",
} as const;

/**
 * Reads the settings in both phases, since `refresh --run-program` has the second one only, and
 * reads what a request holds.
 */
function packSettings(
  run: Run,
  see: (request: Request) => void,
): ResourceValidationPolicy & Pick<StackValidationPolicy, "validateStack"> {
  const configure = (config: Readonly<Record<string, unknown>>) => {
    if (run.settings !== noSettings) return;
    const { settings, mistakes } = readSettings(config, run.policyNames, run.today());
    run.settings = settings;
    run.note(settingsName, mistakes);
  };
  return {
    ...settingsFacts,
    configSchema: settingsSchema,
    validateResource(args) {
      configure(args.getConfig());
      const contents = run.judgedNow(args);
      see({ contents, kinds: contents.kinds, urn: args.urn });
    },
    validateStack(args, to) {
      configure(args.getConfig());
      if (run.scopes.refused.size > 0)
        reportAs("advisory", to, { title: settingsTitle }, refusedMessage(run.scopes.refused));
      see({ stacks: run.stacks(args) });
    },
  };
}

/**
 * What is wrong with the configuration, of all policies at once, under the name of `pack-settings`. It comes last in the
 * stack phase, when every policy that is enabled has read its own.
 */
function configurationReport(run: Run, { stacks }: Request): StackValidationPolicy | undefined {
  if (!stacks || run.mistakes.length === 0) return undefined;
  const [urn] = stacks.flatMap(({ rootUrn }) => rootUrn ?? []);
  const message = configMessage(run.mistakes);
  return {
    ...settingsFacts,
    validateStack(_args, to) {
      if (run.isBlocking()) report(to, message, urn);
      else reportAs("advisory", to, { title: settingsTitle }, message, urn);
    },
  };
}
