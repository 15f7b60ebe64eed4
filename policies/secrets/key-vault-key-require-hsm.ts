import { resourcePolicy } from "../core/define";

export default resourcePolicy({
  name: "key-vault-key-require-hsm",
  kind: "keyvault:Key",
  title: "Key Vault keys are protected by a hardware security module",
  severity: "medium",
  level: "advisory",
  derivedControls: {
    MCSB: "DP-6",
    "NIST SP 800-53 R4": "IA-5, SC-12, SC-28",
    "PCI DSS 3.2.1": "3.6",
  },
  azurePolicy: {
    "587c79fe-dd04-4a5e-9d0b-f89598c7261b":
      "Keys should be backed by a hardware security module (HSM)",
  },
  why: "An HSM-backed key cannot be read out, not even by an administrator or a memory dump; for keys that encrypt training data and models at rest this is the expected protection.",
  docs: "https://learn.microsoft.com/azure/key-vault/keys/about-keys",

  property: (key) => key.properties.kty,
  mustBe: ["RSA-HSM", "EC-HSM", "oct-HSM"],
  absent: "violates",

  fix: 'Set properties.kty to "RSA-HSM" or "EC-HSM" (vault sku premium).',

  examples: {
    good: [
      { properties: { kty: "RSA-HSM", keySize: 3072 } },
      { properties: { kty: "EC-HSM", curveName: "P-256" } },
    ],
    bad: [
      { properties: { keySize: 3072 } },
      { properties: { kty: "RSA", keySize: 3072 } },
      { properties: { kty: "EC", curveName: "P-256" } },
    ],
  },
});
