/**
 * Which values a message may show. Policies see secrets in plain text and cannot tell them from other text
 * (`@pulumi/policy` unwraps them), so text is shown only when it is one of Azure's own words.
 */
const words = new Set(
  `AADToken AMLToken Key AAD KeyAndAAD Enabled Disabled SecuredByPerimeter NotSpecified Allow Deny None
   SystemAssigned UserAssigned AllowInternetOutbound AllowOnlyApprovedOutbound AccountKey Sas ServicePrincipal
   Certificate KerberosKeytab KerberosPassword RSA EC RSA-HSM EC-HSM oct Microsoft.Storage Microsoft.Keyvault
   Low Medium High Free Standard Hate Sexual Violence Selfharm Prompt Completion Blocking Asynchronous_filter
   ANNOTATING BLOCKING HITL RETRY Default Deferred Project Hub SqlAdmin true false`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
);

const duration = /^P(?=.)(\d{1,4}[YMWD])*(T(\d{1,5}[HMS])+)?$/;

/** A value as a message shows it; text that could be anything is only said to be there. */
export function printable(value: unknown): string {
  if (value === undefined) return "not set";
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value !== "string") return "not a valid value";
  if (value.trim() === "") return "blank";
  const known = words.has(value.toLowerCase()) || duration.test(value);
  return known ? `"${value}"` : "another value";
}
