import type {
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Dispatched } from "./dispatch";
import { exemptionOf } from "../config/exemptions";
import { exemptText, textOfLines } from "./message";
import type { Unseen } from "../spellings/reading";
import { report, reportAs } from "./report";
import type { Request, Run } from "./run";
import type { Stack } from "../stack/stack";
import { pathText } from "../value/path";

/** Its name, which exemptions may use like that of any policy. */
export const visibilityName = "pack-visibility";

const title = "What is deployed can be judged by the azure-ai-security pack";

const advice = [
  "Why: whatever it deploys, no policy of this pack sees it.",
  "Fix: declare the resources in the program, or give the template inline; or check it by other means.",
];

/** By URN, the lines to tell. */
type Found = readonly (readonly [urn: string, lines: readonly string[]])[];
type Both = ResourceValidationPolicy & Pick<StackValidationPolicy, "validateStack">;

/**
 * Says what the pack could not judge, so that its silence is not taken for a pass: what is out of sight, and what failed.
 * Comes after all that judge.
 */
export function visibility(run: Run): Dispatched<Request> {
  /** What there is to say of a resource, one line each. */
  const linesOf = (urn: string, unseen: readonly Unseen[]) => [
    ...unseen.map(({ path, why }) =>
      path.length === 0 ? `Not judged: ${why}` : `${pathText(path)}: not judged, since ${why}`,
    ),
    ...run.failures.take(urn).map((failure) => `Not judged by ${failure}`),
  ];
  const tell = (lines: readonly string[], urn: string, to: ReportViolation) => {
    const exempt = exemptionOf(run.settings.exemptions, visibilityName, urn, run.today());
    if (exempt.state === "in force")
      reportAs("advisory", to, { title }, exemptText(lines, exempt), urn);
    else report(to, textOfLines(lines, advice), urn);
  };
  const tellAll = (found: Found, to: ReportViolation) => {
    for (const [urn, lines] of found) tell(lines, urn, to);
  };
  const policy: Both = {
    name: visibilityName,
    description: title,
    displayName: title,
    enforcementLevel: "advisory",
    severity: "medium",
    remediationSteps: "Write the resources in the program, or the template into the deployment.",
    validateResource(args: ResourceValidationArgs, to) {
      const lines = linesOf(args.urn, run.contents(args).unseen);
      if (lines.length === 0) args.notApplicable("Everything here can be judged");
      tell(lines, args.urn, to);
    },
    validateStack(args, to) {
      tellAll(ofStacks(run.stacks(args)), to);
    },
  };
  const ofStacks = (stacks: readonly Stack[]): Found => {
    const unseen = new Map(stacks.flatMap((stack) => [...stack.unseen]));
    for (const [urn, contents] of stacks.flatMap((stack) => run.deferredIn(stack)))
      if (contents.unseen.length > 0) unseen.set(urn, contents.unseen);
    const urns = new Set([...unseen.keys(), ...run.failures.urns]);
    return [...urns].map((urn) => [urn, linesOf(urn, unseen.get(urn) ?? [])] as const);
  };
  return {
    policy,
    handOver(request) {
      if (request.stacks) {
        const found = ofStacks(request.stacks);
        if (found.length === 0) return "passes";
        return { telling: { ...policy, validateStack: (_args, to) => tellAll(found, to) } };
      }
      const { contents, urn } = request;
      const lines = linesOf(urn, contents.unseen);
      if (lines.length === 0) return "does not apply";
      return { telling: { ...policy, validateResource: (_args, to) => tell(lines, urn, to) } };
    },
  };
}
