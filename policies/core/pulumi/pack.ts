/** Makes the policies that Pulumi runs out of what the policy files say. */
import type {
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { dispatching, type SdkPolicy } from "./dispatch";
import { configMessage } from "./message";
import type { Policy } from "../policy";
import { report } from "./report";
import { Run, type Request, type Today } from "./run";
import { resource, stack } from "./sdk-policy";
import { noSettings, readSettings, settingsSchema } from "../config/settings";
import { visibility, visibilityName } from "./visibility";

/** The policies as Pulumi runs them: `pack-settings` first, since it prepares what the others use. */
export function toSdkPolicies(
  policies: readonly Policy[],
  today: Today = () => new Date().toISOString().slice(0, 10),
): SdkPolicy[] {
  const names = [...policies.map(({ name }) => name), visibilityName];
  const run = new Run(policies, names, today);
  return dispatching<Request>(
    (see) => packSettings(run, see),
    [
      ...policies.map((policy) =>
        policy.scope === "resource" ? resource(policy, run) : stack(policy, run),
      ),
      visibility(run),
    ],
  );
}

const settingsTitle = "The settings of the azure-ai-security pack are valid";

/**
 * Reads the settings in both phases, since `refresh --run-program` has the second one only, and
 * reads what a request holds.
 */
function packSettings(
  run: Run,
  see: (request: Request) => void,
): ResourceValidationPolicy & Pick<StackValidationPolicy, "validateStack"> {
  const name = "pack-settings";
  const configure = (config: Readonly<Record<string, unknown>>, to: ReportViolation) => {
    if (run.settings !== noSettings) return;
    const { settings, errors } = readSettings(config, run.policyNames, run.today());
    run.settings = settings;
    if (errors.length > 0) report(to, configMessage(name, errors));
  };
  return {
    name,
    description: settingsTitle,
    displayName: settingsTitle,
    enforcementLevel: "mandatory",
    severity: "high",
    configSchema: settingsSchema,
    validateResource(args, to) {
      configure(args.getConfig(), to);
      const contents = run.contents(args);
      see({ contents, kinds: contents.kinds, urn: args.urn });
    },
    validateStack(args, to) {
      configure(args.getConfig(), to);
      see({ stacks: run.stacks(args) });
    },
  };
}
