import { example, resourcePolicy } from "../core/define";
import { is } from "../core/expect";

export default resourcePolicy({
  name: "key-vault-require-purge-protection",
  kind: ["keyvault:Vault", "keyvault:ManagedHsm"],
  title: "Key vaults and managed HSMs are protected against purging",
  severity: "high",
  level: "mandatory",
  controls: {
    MCSB: "DP-8",
    "NIST SP 800-53 R5": "CP-9",
    "ISO 27002:2022": "7.14",
    "SOC 2": "CC6.1",
    "HIPAA HITRUST": "1635.12b1Organizational.2-12.b",
    "CIS Azure": "3.3.5",
  },
  derivedControls: { "NIST SP 800-53 R4": "IA-5, SC-12, SC-17", "PCI DSS 3.2.1": "3.6" },
  azurePolicy: {
    "0b60c0b2-2dc2-4e1c-b5c9-abbed971de53": "Key vaults should have deletion protection enabled",
    "c39ba22d-4428-4149-b981-70acb31fc383":
      "Azure Key Vault Managed HSM should have purge protection enabled",
  },
  why: "Whoever may delete a vault could otherwise purge it at once and destroy every key with it: encrypted models and data sets are then gone for good.",
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
