/**
 * What could not be decided, once per resource. The Node and Go SDKs make the whole `properties` of an account or a vault
 * unknown when one value in it is: fifteen policies that each said so would bury what matters.
 */
import type { ReportViolation, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import type { Dispatched } from "./dispatch";
import { textOfLines } from "./message";
import { report } from "./report";
import type { Request, Run } from "./run";

/** Its name, which takes a level like that of any policy. */
export const undecidedName = "pack-undecided";

const title = "What decides is known before deployment";

/** Speaks last, in the stack phase only: if that does not run, the operation has failed anyway. */
export function undecided(run: Run): Dispatched<Request> {
  const tellAll = (args: StackValidationArgs, to: ReportViolation) => {
    if (run.waiting.isEmpty) args.notApplicable("Everything is decided");
    for (const [urn, lines] of run.waiting.takeLines())
      report(to, textOfLines(lines, []), urn === "" ? undefined : urn);
  };
  const policy: StackValidationPolicy = {
    name: undecidedName,
    description: title,
    displayName: title,
    enforcementLevel: "advisory",
    severity: "low",
    validateStack: tellAll,
  };
  return {
    policy,
    handOver({ stacks }) {
      if (!stacks) return "passes";
      return run.waiting.isEmpty ? "does not apply" : { telling: policy };
    },
  };
}
