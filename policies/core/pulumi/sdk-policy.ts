/** A policy as Pulumi runs it. */
import type {
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Dispatched, Handed, SdkPolicy } from "./dispatch";
import { exemptionOf } from "../config/exemptions";
import type { Verdict } from "../finding";
import { judgeResource, judgeStack, type StackVerdict } from "./judge";
import { configMessage, exemptMessage, violationMessage } from "./message";
import { metadata } from "./metadata";
import { readParameters, type Parameters, type Values } from "../config/parameters";
import { below } from "../config/mistake";
import { noSettings } from "../config/settings";
import type { Policy, ResourcePolicy, StackPolicy } from "../policy";
import { remediate } from "./remediate";
import { report, reportAs } from "./report";
import type { Request, Run } from "./run";
import type { Stack } from "../stack/stack";
import { classOf } from "../scope/classes";
import { partOf, type Contents } from "../subject";

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
      if (isWaiting(policy, [{ urn: args.urn, ...(found ?? nothingFound) }], run) || !found)
        args.notApplicable(`Judges ${policy.kinds.join(", ")}`);
      tell(policy, found, args.urn, to, run);
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
  const standsOn = policy.kinds.filter((kind) => classOf(kind) === "support");
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
      if (request.stacks) {
        if (!parameters) return { judging: configuring };
        const late =
          standsOn.length === 0
            ? []
            : lateVerdicts(request.stacks, standsOn, (contents, urn) =>
                judged(contents, urn, parameters),
              );
        isWaiting(policy, late, run);
        return handed(policy, sdkPolicy, late, run);
      }
      const { contents, urn } = request;
      if (!parameters)
        return { judging: { ...sdkPolicy, validateResource: judging(() => contents) } };
      const found = judged(contents, urn, parameters);
      const isOpen = isWaiting(policy, [{ urn, ...(found ?? nothingFound) }], run);
      if (!found || isOpen) return "does not apply";
      if (found.findings.length === 0) return "passes";
      const telling: ResourceValidationPolicy["validateResource"] = (args, to) =>
        tell(policy, found, args.urn, to, run);
      return { telling: { ...sdkPolicy, validateResource: telling } };
    },
  };

  /** What waited in the resource phase, in stacks that hold AI. */
  function lateVerdicts(
    stacks: readonly Stack[],
    kinds: readonly string[],
    judge: (contents: Contents, urn: string) => Verdict | undefined,
  ): readonly StackVerdict[] {
    return stacks.flatMap((stack) =>
      run.deferredIn(stack).flatMap(([urn, contents]) => {
        const found = judge(
          partOf(contents, (kind) => kinds.includes(kind)),
          urn,
        );
        return found ? [{ urn, ...found }] : [];
      }),
    );
  }
}

const nothingFound: Verdict = { findings: [], unsure: [] };

export function stack(policy: StackPolicy, run: Run): Dispatched<Request> {
  /** `undefined` when no stack holds anything for it, or nothing of that could be decided. */
  const judged = (stacks: readonly Stack[], parameters: Read) => {
    const parts = stacks.filter((part) => part.hasAny(policy.kinds));
    if (parts.length === 0) return undefined;
    const found = parts.flatMap((part) =>
      judgeStack(policy, part, parameters, (urn, judge) =>
        run.failures.contain(policy.name, urn, judge),
      ),
    );
    return isWaiting(policy, found, run) ? undefined : found;
  };
  const judging = (stacksOf: (args: StackValidationArgs) => readonly Stack[]) =>
    ((args, to) => {
      const parameters = parametersOf(policy, args, to, run);
      const found = judged(stacksOf(args), parameters);
      if (!found) args.notApplicable(`Judges ${policy.kinds.join(", ")}`);
      for (const verdict of found ?? []) tell(policy, verdict, verdict.urn, to, run);
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
      return found ? handed(policy, sdkPolicy, found, run) : "does not apply";
    },
  };
}

/** What a policy says in the stack phase. */
function handed(
  policy: Policy,
  sdkPolicy: SdkPolicy,
  found: readonly StackVerdict[],
  run: Run,
): Handed {
  if (found.every(({ findings }) => findings.length === 0)) return "passes";
  const validateStack: StackValidationPolicy["validateStack"] = (_args, to) => {
    for (const verdict of found) tell(policy, verdict, verdict.urn, to, run);
  };
  return { telling: { ...sdkPolicy, validateStack } };
}

/**
 * Takes note of what a policy waits for, which `pack-undecided` tells.
 * @returns whether it has decided nothing: a policy that waits does not pass.
 */
function isWaiting(policy: Policy, found: readonly StackVerdict[], run: Run): boolean {
  let waits = 0;
  for (const { urn = "", findings, unsure } of found) {
    const isExempt = () =>
      exemptionOf(run.settings.exemptions, policy.name, urn, run.today()).state === "in force";
    const isOpen = findings.length === 0 && unsure.length > 0;
    if (isOpen) waits++;
    run.waiting.set(policy.name, urn, isOpen && !isExempt() ? unsure : []);
  }
  return waits > 0 && waits === found.length;
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

/** Reports what is wrong: one violation per resource and policy. */
function tell(
  policy: Policy,
  found: Verdict | undefined,
  urn: string | undefined,
  to: ReportViolation,
  run: Run,
): void {
  const { findings } = found ?? nothingFound;
  if (findings.length === 0) return;
  const exempt = exemptionOf(run.settings.exemptions, policy.name, urn ?? "", run.today());
  if (exempt.state === "in force")
    reportAs("advisory", to, policy, exemptMessage(findings, exempt), urn);
  else {
    const ended = exempt.state === "ended" ? exempt.exemption : undefined;
    report(to, violationMessage(policy, findings, ended), urn);
  }
}
