/** A policy that mends, where a test is about remediations and not about what they set. */
import { resourcePolicy } from "../../policies/core/define";
import { facts } from "./facts";

export const purgeProtection = resourcePolicy({
  ...facts,
  name: "key-vault-require-purge-protection-here",
  kind: "keyvault:Vault",
  property: ({ properties }) => properties.enablePurgeProtection,
  mustBe: true,
  absent: "violates",
  remediate: true,
});
