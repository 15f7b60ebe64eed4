import type { ResourceValidationPolicy } from "@pulumi/policy";
import { pathText } from "./message";
import type { Run } from "./run";

/** What a request holds, besides kinds, when it deploys something that nobody can judge. */
export const unseenKind = "unseen";

const title = "What is deployed can be judged by the azure-ai-security pack";

/** Says what the pack cannot judge, so that its silence is not taken for a pass. */
export function visibility(run: Run): ResourceValidationPolicy {
  const name = "pack-visibility";
  return {
    name,
    description: title,
    displayName: title,
    enforcementLevel: "advisory",
    severity: "medium",
    remediationSteps: "Write the resources in the program, or the template into the deployment.",
    validateResource(args, to) {
      const { unseen } = run.recorder.contents(args, name);
      if (unseen.length === 0) args.notApplicable("Everything here can be judged");
      const lines = unseen.map(({ path, why }) =>
        path.length === 0 ? `Not judged: ${why}` : `${pathText(path)}: not judged, since ${why}`,
      );
      to(
        [
          ...lines,
          "Why: whatever it deploys, no policy of this pack sees it.",
          "Fix: declare the resources in the program, or give the template inline; or check it by other means.",
        ].join("\n"),
      );
    },
  };
}
