import type { ReportViolation } from "@pulumi/policy";
import type { Facts } from "../policy";

/** The form of `reportViolation` that takes a level of its own; the SDK has it (server.js), its types do not. */
type ReportAtLevel = (violation: {
  message: string;
  urn?: string;
  enforcementLevel: "advisory" | "mandatory";
}) => void;

/** Reports at the policy's level, which the SDK knows from the user's configuration. */
export function report(to: ReportViolation, message: string, urn?: string): void {
  to(message, urn);
}

/** Reports at this level, whatever the policy's. Pulumi prints no title above such a message, so it is put in. */
export function reportAs(
  level: "advisory" | "mandatory",
  to: ReportViolation,
  policy: Pick<Facts, "title">,
  message: string,
  urn?: string,
): void {
  const withTitle = `${policy.title}\n${message}`;
  (to as unknown as ReportAtLevel)({
    message: withTitle,
    enforcementLevel: level,
    ...(urn !== undefined && { urn }),
  });
}
