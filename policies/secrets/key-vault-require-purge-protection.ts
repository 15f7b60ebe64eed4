import { example, resourcePolicy } from "../core/define";
import { is } from "../core/expect";

export default resourcePolicy({
  name: "key-vault-require-purge-protection",
  kind: ["keyvault:Vault", "keyvault:ManagedHsm"],
  title: "Key vaults and managed HSMs are protected against purging",
  severity: "high",
  level: "mandatory",
  azurePolicy: ["0b60c0b2-2dc2-4e1c-b5c9-abbed971de53", "c39ba22d-4428-4149-b981-70acb31fc383"],
  why: "Whoever may delete a vault could otherwise purge it at once and destroy every key in it. Encrypted models and data sets are then gone for good.",
  docs: "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",

  // Azure keeps the settings of what it recovers.
  when: (vault) => !is(vault.properties.createMode, "recover"),
  property: (vault) => vault.properties.enablePurgeProtection,
  mustBe: true,
  // The SDK sends true for a managed HSM; Azure itself has it off for both.
  absent: "violates",
  remediate: true,

  fix: "Set properties.enablePurgeProtection to true. It cannot be turned off again.",

  examples: {
    good: [
      { properties: { enablePurgeProtection: true } },
      { properties: { createMode: "recover" } },
      example("keyvault:ManagedHsm", { properties: { enablePurgeProtection: true } }),
    ],
    bad: [
      { properties: {} },
      { properties: { enablePurgeProtection: false } },
      example("keyvault:ManagedHsm", { properties: { enablePurgeProtection: false } }),
    ],
  },
});
