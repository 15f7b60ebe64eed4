import { resourcePolicy } from "../core/define";

export default resourcePolicy({
  name: "key-vault-key-require-hsm",
  kind: "keyvault:Key",
  title: "Key Vault keys are protected by a hardware security module",
  severity: "medium",
  level: "advisory",
  azurePolicy: ["587c79fe-dd04-4a5e-9d0b-f89598c7261b"],
  mcsb: ["DP-6"],
  why: "A key in an HSM cannot be read out, not even by an administrator or from a memory dump. For keys that encrypt training data and models at rest this is the expected protection.",
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
