/** A policy as Pulumi runs it. */
import type {
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Dispatched } from "./dispatch";
import { exemptionOf } from "../config/exemptions";
import type { Verdict } from "../finding";
import { judgeResource, judgeStack, speaks, type StackVerdict } from "./judge";
import { configMessage, exemptMessage, unsureMessage, violationMessage } from "./message";
import { metadata } from "./metadata";
import { readParameters, type Parameters, type Values } from "../config/parameters";
import { below } from "../config/mistake";
import { noSettings } from "../config/settings";
import type { Policy, ResourcePolicy, StackPolicy } from "../policy";
import { remediate } from "./remediate";
import { report, reportAs } from "./report";
import type { Request, Run } from "./run";
import type { Stack } from "../stack/stack";
import type { Contents } from "../subject";

/** As `readParameters` reads them. */
type Read = Values<Parameters>;

export function resource(policy: ResourcePolicy, run: Run): Dispatched<Request> {
  const { remediation } = policy;
  const judged = (contents: Contents, urn: string, parameters: Read) =>
    run.failures.contain(policy.name, urn, () => judgeResource(policy, contents, parameters));
  const judging = (contentsOf: (args: ResourceValidationArgs) => Contents) =>
    ((args, to) => {
      const parameters = parametersOf(policy, args, to, run);
      const found = judged(contentsOf(args), args.urn, parameters);
      if (found) tell(policy, found, args.urn, to, run);
      else args.notApplicable(`Judges ${policy.kinds.join(", ")}`);
    }) satisfies ResourceValidationPolicy["validateResource"];
  const sdkPolicy: ResourceValidationPolicy = {
    ...metadata(policy),
    validateResource: judging((args) => run.contents(args)),
    ...(remediation && {
      remediateResource: (args: ResourceValidationArgs) =>
        run.failures.contain(policy.name, args.urn, () =>
          remediate(args, policy, remediation, run),
        ),
    }),
  };
  // Where a run has no resource phase, it has nothing to judge, but a configuration to read.
  const configuring: StackValidationPolicy = {
    ...metadata(policy),
    validateStack: (args, to) => void parametersOf(policy, args, to, run),
  };
  return {
    policy: sdkPolicy,
    kinds: policy.kinds,
    // What is handed over holds what this request holds: others may be under way.
    handOver(request) {
      const parameters = run.parameters.get(policy.name);
      if (request.stacks) return parameters ? "passes" : { judging: configuring };
      const { contents, urn } = request;
      if (!parameters)
        return { judging: { ...sdkPolicy, validateResource: judging(() => contents) } };
      const found = judged(contents, urn, parameters);
      if (!found) return "does not apply";
      if (!speaks(found)) return "passes";
      const telling: ResourceValidationPolicy["validateResource"] = (args, to) =>
        tell(policy, found, args.urn, to, run);
      return { telling: { ...sdkPolicy, validateResource: telling } };
    },
  };
}

export function stack(policy: StackPolicy, run: Run): Dispatched<Request> {
  /** `undefined` when no stack holds anything for it. */
  const judged = (stacks: readonly Stack[], parameters: Read) => {
    const parts = stacks.filter((part) => part.hasAny(policy.kinds));
    if (parts.length === 0) return undefined;
    return parts.flatMap((part) =>
      judgeStack(policy, part, parameters, (urn, judge) =>
        run.failures.contain(policy.name, urn, judge),
      ),
    );
  };
  const telling = (found: readonly StackVerdict[], to: ReportViolation) => {
    for (const verdict of found) tell(policy, verdict, verdict.urn, to, run);
  };
  const judging = (stacksOf: (args: StackValidationArgs) => readonly Stack[]) =>
    ((args, to) => {
      const parameters = parametersOf(policy, args, to, run);
      const found = judged(stacksOf(args), parameters);
      if (found) telling(found, to);
      else args.notApplicable(`Judges ${policy.kinds.join(", ")}`);
    }) satisfies StackValidationPolicy["validateStack"];
  const sdkPolicy: StackValidationPolicy = {
    ...metadata(policy),
    validateStack: judging((args) => run.stacks(args)),
  };
  // Its configuration is read with the first resource, so that it need not be handed a stack that it only passes. There
  // are runs without a resource phase (`refresh --run-program`): then it reads that by itself.
  const configuring: ResourceValidationPolicy = {
    ...metadata(policy),
    validateResource: (args, to) => void parametersOf(policy, args, to, run),
  };
  return {
    policy: sdkPolicy,
    handOver({ stacks }) {
      const parameters = run.parameters.get(policy.name);
      if (!stacks) return parameters ? "passes" : { judging: configuring };
      if (!parameters) return { judging: { ...sdkPolicy, validateStack: judging(() => stacks) } };
      const found = judged(stacks, parameters);
      if (!found) return "does not apply";
      if (!found.some(speaks)) return "passes";
      return { telling: { ...sdkPolicy, validateStack: (_args, to) => telling(found, to) } };
    },
  };
}

/**
 * The parameters of a policy. What is wrong with them `pack-settings` tells in the stack phase; if that is disabled, the
 * policy itself, with its first request.
 */
function parametersOf(
  policy: Policy,
  args: { getConfig<T extends object>(): T },
  to: ReportViolation,
  run: Run,
): Read {
  const known = run.parameters.get(policy.name);
  if (known) return known;
  const { values, mistakes } = readParameters(policy.parameters, args.getConfig());
  run.parameters.set(policy.name, values);
  run.note(policy.name, mistakes);
  if (mistakes.length > 0 && run.settings === noSettings)
    reportAs("mandatory", to, policy, configMessage(below([policy.name], mistakes)));
  return values;
}

/** Reports a verdict: one violation per resource and policy, or one advisory when it could not be decided. */
function tell(
  policy: Policy,
  found: Verdict,
  urn: string | undefined,
  to: ReportViolation,
  run: Run,
): void {
  if (!speaks(found)) return;
  const { findings, unsure } = found;
  const exempt = exemptionOf(run.settings.exemptions, policy.name, urn ?? "", run.today());
  if (exempt.state === "in force") {
    if (findings.length > 0) reportAs("advisory", to, policy, exemptMessage(findings, exempt), urn);
  } else if (findings.length > 0) {
    report(
      to,
      violationMessage(policy, findings, exempt.state === "ended" ? exempt.exemption : undefined),
      urn,
    );
  } else reportAs("advisory", to, policy, unsureMessage(policy, unsure), urn);
}
