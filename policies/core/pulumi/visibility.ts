import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { notApplicable, type Dispatched } from "./dispatch";
import { exemptionOf } from "../config/exemptions";
import { exemptLine, pathText } from "./message";
import type { Unseen } from "../spellings/read";
import { report, reportAs } from "./report";
import type { Request, Run } from "./run";

/** Its name, which exemptions may use like that of any policy. */
export const visibilityName = "pack-visibility";

const title = "What is deployed can be judged by the azure-ai-security pack";

const advice = [
  "Why: whatever it deploys, no policy of this pack sees it.",
  "Fix: declare the resources in the program, or give the template inline; or check it by other means.",
];

/** Says what the pack cannot judge, so that its silence is not taken for a pass. */
export function visibility(run: Run): Dispatched<Request> {
  const telling = (unseenOf: (args: ResourceValidationArgs) => readonly Unseen[]) =>
    ((args, to) => {
      const unseen = unseenOf(args);
      if (unseen.length === 0) args.notApplicable("Everything here can be judged");
      const lines = unseen.map(({ path, why }) =>
        path.length === 0 ? `Not judged: ${why}` : `${pathText(path)}: not judged, since ${why}`,
      );
      const exempt = exemptionOf(run.settings.exemptions, visibilityName, args.urn, run.today());
      if (exempt.state === "in force") {
        reportAs("advisory", to, { title }, [exemptLine(exempt), ...lines].join("\n"));
      } else report(to, [...lines, ...advice].join("\n"));
    }) satisfies ResourceValidationPolicy["validateResource"];
  const policy: ResourceValidationPolicy = {
    name: visibilityName,
    description: title,
    displayName: title,
    enforcementLevel: "advisory",
    severity: "medium",
    remediationSteps: "Write the resources in the program, or the template into the deployment.",
    validateResource: telling((args) => run.recorder.contents(args, visibilityName).unseen),
  };
  const idle = notApplicable(policy);
  return {
    policy,
    handOver({ contents }) {
      if (!contents) return undefined;
      const { unseen } = contents;
      return unseen.length === 0 ? idle : { ...policy, validateResource: telling(() => unseen) };
    },
  };
}
