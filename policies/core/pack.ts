/** Makes the policies that Pulumi runs out of what the policy files say. */
import type {
  PolicyComplianceFramework,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { dispatching, type SdkPolicy } from "./dispatch";
import { exemptionOf } from "./exemptions";
import { verdict, whenAbout, type Finding, type Outcome, type Verdict } from "./finding";
import { controlTags, frameworks } from "./frameworks";
import { exemptMessage, unsureMessage, violationMessage } from "./message";
import { push } from "./multimap";
import { configSchema, readParameters } from "./parameters";
import type { Context, Policy, ResourcePolicy, StackPolicy } from "./policy";
import { applyChanges } from "./remediate";
import { report, reportAs } from "./report";
import { unseenKind, visibility, visibilityName } from "./visibility";
import { Run, type Today } from "./run";
import { readSettings, settingsSchema } from "./settings";
import { contentsOf, type Subject } from "./subject";
import type { Path } from "./unknown";

/** The policies as Pulumi runs them: `pack-settings` first, since it prepares what the others use. */
export function toSdkPolicies(
  policies: readonly Policy[],
  today: Today = () => new Date().toISOString().slice(0, 10),
): SdkPolicy[] {
  const run = new Run([...policies.map(({ name }) => name), visibilityName], today);
  const judges = policies.map((policy) => ({
    policy: policy.scope === "resource" ? resource(policy, run) : stack(policy, run),
    isIdle: (kinds: ReadonlySet<string>) =>
      run.hasChecked(policy.name) && !policy.kinds.some((kind) => kinds.has(kind)),
  }));
  return dispatching(
    (see) => packSettings(run, see),
    [{ policy: visibility(run), isIdle: (kinds) => !kinds.has(unseenKind) }, ...judges],
  );
}

const settingsTitle = "The settings of the azure-ai-security pack are valid";

/**
 * Reads the settings in both phases, since `refresh --run-program` has the second one only, records the inputs of
 * every resource, and says which kinds there are to judge.
 */
function packSettings(
  run: Run,
  see: (kinds: ReadonlySet<string>) => void,
): ResourceValidationPolicy & Pick<StackValidationPolicy, "validateStack"> {
  const name = "pack-settings";
  const configure = (config: Readonly<Record<string, unknown>>, to: ReportViolation) => {
    if (!run.checks(name)) return;
    const { settings, errors } = readSettings(config, run.policyNames);
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
      const { subjects, unseen } = run.recorder.contents(args, name);
      see(
        new Set([...subjects.map(({ kind }) => kind), ...(unseen.length > 0 ? [unseenKind] : [])]),
      );
    },
    validateStack(args, to) {
      configure(args.getConfig(), to);
      see(new Set(run.stacks(args).flatMap((part) => part.kinds)));
    },
  };
}

function configMessage(policy: string, errors: readonly string[]): string {
  return [
    `In the configuration of the policy pack, under "${policy}":`,
    ...errors.map((error) => `- ${error}`),
  ].join("\n");
}

/** The parameters of a policy, and once per run what is wrong with them. */
function parametersOf(
  policy: Policy,
  args: { getConfig<T extends object>(): T },
  to: ReportViolation,
  run: Run,
): Context["parameters"] {
  const { values, errors } = readParameters(
    policy.parameters,
    args.getConfig<Record<string, unknown>>(),
  );
  if (run.checks(policy.name) && errors.length > 0)
    reportAs("mandatory", to, policy, configMessage(policy.name, errors));
  return values as Context["parameters"];
}

function resource(policy: ResourcePolicy, run: Run): ResourceValidationPolicy {
  const kinds = new Set(policy.kinds);
  return {
    ...metadata(policy),
    validateResource(args, to) {
      const parameters = parametersOf(policy, args, to, run);
      const { subjects: all } = run.recorder.contents(args, policy.name);
      const subjects = all.filter(({ kind }) => kinds.has(kind));
      const verdicts = subjects.flatMap((subject) => {
        const found = judge(policy, { parameters, subject });
        return found ? [spelled(found, subject)] : [];
      });
      if (verdicts.length === 0) args.notApplicable(`Judges ${policy.kinds.join(", ")}`);
      tell(policy, joined(verdicts), args.urn, to, run);
    },
    ...(policy.remediation && {
      remediateResource: (args: ResourceValidationArgs) => remediate(policy, args, run),
    }),
  };
}

/** What a policy says of a subject; `undefined` when it is not about it. */
function judge(policy: ResourcePolicy, context: Context): Verdict | undefined {
  const { props } = context.subject;
  const seen = { isAbout: true };
  const isAbout = () => (seen.isAbout = policy.when(props, context));
  const found = verdict(() => whenAbout(isAbout, () => policy.findings(props, context)));
  return seen.isAbout ? found : undefined;
}

function remediate(
  policy: ResourcePolicy,
  args: ResourceValidationArgs,
  run: Run,
): Record<string, unknown> | undefined {
  const { values } = readParameters(policy.parameters, args.getConfig<Record<string, unknown>>());
  const parameters = values as Context["parameters"];
  if (exemptionOf(run.settings.exemptions, policy.name, args.urn, run.today()).state === "in force")
    return undefined;
  let changed = false;
  for (const subject of contentsOf(args).subjects.filter(({ kind }) =>
    policy.kinds.includes(kind),
  )) {
    const context = { parameters, subject };
    const violated = (judge(policy, context)?.findings.length ?? 0) > 0;
    if (
      violated &&
      policy.remediation &&
      applyChanges(args.props, subject, policy.remediation(subject.props, context))
    )
      changed = true;
  }
  return changed ? args.props : undefined;
}

function stack(policy: StackPolicy, run: Run): StackValidationPolicy {
  return {
    ...metadata(policy),
    validateStack(args, to) {
      const parameters = parametersOf(policy, args, to, run);
      for (const part of run.stacks(args)) {
        const outcomes = new Map<Subject | undefined, Outcome[]>();
        for (const { on, ...outcome } of policy.judge(part, parameters))
          push(outcomes, on, outcome);
        const verdicts = new Map<string | undefined, Verdict[]>();
        for (const [subject, list] of outcomes) {
          const found = verdict(() => list);
          push(verdicts, subject?.urn ?? part.rootUrn, subject ? spelled(found, subject) : found);
        }
        for (const [urn, list] of verdicts) tell(policy, joined(list), urn, to, run);
      }
    },
  };
}

/**
 * A verdict in the user's spelling. What a subject that only adds to another leaves out is not known to be absent,
 * and not worth a word.
 */
function spelled({ findings, unsure }: Verdict, subject: Subject): Verdict {
  const { spell, label } = subject;
  const within = label === undefined ? {} : { within: label };
  return {
    findings: findings.map((one): Finding => ({
      ...one,
      ...within,
      ...(one.path && placeOf(one.path, subject)),
    })),
    unsure: subject.partial
      ? []
      : unsure.map((one) => (one.of === undefined ? { ...one, unknown: spell(one.unknown) } : one)),
  };
}

/** "localAuthEnabled: false; must be true" would say the opposite of what is meant: then both names are told. */
function placeOf(
  canonical: Path,
  { spell, translated }: Subject,
): Pick<Finding, "path" | "canonical"> {
  const path = spell(canonical);
  return translated && path.at(-1) !== canonical.at(-1) ? { path, canonical } : { path };
}

function joined(verdicts: readonly Verdict[]): Verdict {
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    unsure: verdicts.flatMap(({ unsure }) => unsure),
  };
}

/** Reports a verdict: one violation per resource and policy, or one advisory when it could not be decided. */
function tell(
  policy: Policy,
  { findings, unsure }: Verdict,
  urn: string | undefined,
  to: ReportViolation,
  run: Run,
): void {
  if (findings.length === 0 && unsure.length === 0) return;
  const exempt = exemptionOf(run.settings.exemptions, policy.name, urn ?? "", run.today());
  if (exempt.state === "in force") {
    if (findings.length > 0)
      reportAs("advisory", to, policy, exemptMessage(findings, exempt.exemption), urn);
  } else if (findings.length > 0) {
    report(
      to,
      violationMessage(policy, findings, exempt.state === "ended" ? exempt.exemption : undefined),
      urn,
    );
  } else reportAs("advisory", to, policy, unsureMessage(policy, unsure), urn);
}

function metadata(policy: Policy) {
  const framework = complianceFramework(policy);
  return {
    name: policy.name,
    description: policy.title,
    displayName: policy.title,
    enforcementLevel: policy.level,
    severity: policy.severity,
    remediationSteps: policy.fix,
    url: policy.docs,
    tags: [...controlTags(policy.controls ?? {}), ...controlTags(policy.derivedControls ?? {})],
    ...(framework && { framework }),
    ...(Object.keys(policy.parameters).length > 0 && {
      configSchema: configSchema(policy.parameters),
    }),
  };
}

/** Pulumi shows one framework per policy: the benchmark that all policies share. The others are tags. */
function complianceFramework({
  controls,
  derivedControls,
}: Policy): PolicyComplianceFramework | undefined {
  const specification = [controls?.MCSB, derivedControls?.MCSB].filter(Boolean).join(", ");
  if (specification === "") return undefined;
  return {
    ...frameworks.MCSB,
    reference: "https://learn.microsoft.com/security/benchmark/azure/overview",
    specification,
  };
}
