/** A policy as Pulumi runs it. */
import type {
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { notApplicable, type Dispatched } from "./dispatch";
import { exemptionOf } from "../config/exemptions";
import type { Verdict } from "../finding";
import { judgeResource, judgeStack, speaks } from "./judge";
import { configMessage, exemptMessage, unsureMessage, violationMessage } from "./message";
import { metadata } from "./metadata";
import { readParameters, type Parameters, type Values } from "../config/parameters";
import type { Policy, ResourcePolicy, StackPolicy } from "../policy";
import { remediate } from "./remediate";
import { report, reportAs } from "./report";
import type { Request, Run } from "./run";
import type { Stack } from "../stack/stack";
import type { Contents } from "../subject";

/** As `readParameters` reads them. */
type Read = Values<Parameters>;

export function resource(policy: ResourcePolicy, run: Run): Dispatched<Request> {
  const judged = remembered((contents: Contents, parameters: Read) =>
    judgeResource(policy, contents, parameters),
  );
  const { remediation } = policy;
  const sdkPolicy: ResourceValidationPolicy = {
    ...metadata(policy),
    validateResource(args, to) {
      const parameters = parametersOf(policy, args, to, run);
      const found = judged(run.recorder.contents(args, policy.name), parameters);
      if (found) tell(policy, found, args.urn, to, run);
      else args.notApplicable(`Judges ${policy.kinds.join(", ")}`);
    },
    ...(remediation && {
      remediateResource: (args: ResourceValidationArgs) =>
        remediate(args, policy, remediation, run),
    }),
  };
  const idle = notApplicable(sdkPolicy);
  return {
    policy: sdkPolicy,
    handOver({ contents }) {
      const parameters = run.parameters.get(policy.name);
      if (!contents || !parameters) return sdkPolicy;
      const found = judged(contents, parameters);
      if (!found) return idle;
      return speaks(found) ? sdkPolicy : undefined;
    },
  };
}

export function stack(policy: StackPolicy, run: Run): Dispatched<Request> {
  const judged = remembered((stacks: readonly Stack[], parameters: Read) =>
    stacks.flatMap((part) => [...judgeStack(policy, part, parameters)]),
  );
  const sdkPolicy: StackValidationPolicy = {
    ...metadata(policy),
    validateStack(args, to) {
      const parameters = parametersOf(policy, args, to, run);
      for (const [urn, found] of judged(run.stacks(args), parameters))
        tell(policy, found, urn, to, run);
    },
  };
  const idle = notApplicable(sdkPolicy);
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
      if (!stacks) return parameters ? undefined : configuring;
      if (!parameters) return sdkPolicy;
      if (!stacks.some((part) => part.hasAny(policy.kinds))) return idle;
      return judged(stacks, parameters).some(([, found]) => speaks(found)) ? sdkPolicy : undefined;
    },
  };
}

/** The parameters of a policy; the first time, what is wrong with them is told. */
function parametersOf(
  policy: Policy,
  args: { getConfig<T extends object>(): T },
  to: ReportViolation,
  run: Run,
): Read {
  const known = run.parameters.get(policy.name);
  if (known) return known;
  const { values, errors } = readParameters(policy.parameters, args.getConfig());
  run.parameters.set(policy.name, values);
  if (errors.length > 0) reportAs("mandatory", to, policy, configMessage(policy.name, errors));
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

/** The function with its last answer kept, for the call that follows when a policy is handed over. */
function remembered<A extends object, B extends object, R>(
  answer: (a: A, b: B) => R,
): (a: A, b: B) => R {
  let last: { readonly a: A; readonly b: B; readonly answer: R } | undefined;
  return (a, b) => {
    if (last?.a !== a || last.b !== b) last = { a, b, answer: answer(a, b) };
    return last.answer;
  };
}
