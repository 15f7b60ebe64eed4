import { resourcePolicy } from "../core/define";
import { hasNumber, number, shown } from "../core/expect";
import { violation } from "../core/finding";

const secondsPerDay = 86_400;

export default resourcePolicy({
  name: "key-vault-secret-require-expiry",
  kind: "keyvault:Secret",
  title: "Key Vault secrets have an expiration date",
  severity: "high",
  level: "mandatory",
  controls: {
    MCSB: "DP-6",
    "NIST SP 800-53 R5": "IA-5",
    "ISO 27002:2022": "8.24",
    "SOC 2": "CC6.1",
    "CIS Azure": "3.3.3, 3.3.4",
    "PCI DSS 4": "3.6.1, 3.6.1.1, 3.7.1, 3.7.2, 3.7.3, 3.7.5, 3.7.6, 3.7.7, 3.7.8",
  },
  derivedControls: {
    MCSB: "IM-8",
    "NIST SP 800-53 R4": "IA-5, SC-12, SC-28",
    "PCI DSS 3.2.1": "3.5, 3.6, 6.3, 8.2",
    "CIS Controls v8": "16.9, 16.12",
  },
  azurePolicy: {
    "98728c90-32c7-4049-8429-847dc0f4fe37": "Key Vault secrets should have an expiration date",
    "342e8053-e12e-4c44-be01-c3c2f318400f":
      "Secrets should have the specified maximum validity period (here the parameter maximumValidityDays)",
  },
  why: "API keys and connection strings without an end date are never rotated; the one that leaks today still opens the model endpoint in three years.",
  docs: "https://learn.microsoft.com/azure/key-vault/secrets/about-secrets",
  parameters: {
    maximumValidityDays: {
      type: "number",
      default: 0,
      minimum: 0,
      maximum: 3660,
      description: "Longest accepted life of a secret in days; 0 turns this part off.",
    },
  },

  *findings({ properties: { attributes } }, { parameters: { maximumValidityDays } }) {
    const { expires, notBefore } = attributes;
    // A date that is not known yet is a date.
    if (!hasNumber(expires)) yield violation(expires, shown(expires), "a Unix time in seconds");
    else if (maximumValidityDays > 0) {
      const start = number(notBefore) ?? Date.now() / 1000;
      if ((number(expires) ?? 0) - start > maximumValidityDays * secondsPerDay)
        yield violation(
          expires,
          "later than allowed",
          `at most ${maximumValidityDays} days after it becomes valid`,
        );
    }
  },

  fix: "Set properties.attributes.expires to a Unix time in seconds.",

  examples: {
    good: [{ properties: { attributes: { expires: 1830294000 } } }],
    bad: [
      { properties: { contentType: "text/plain" } },
      { properties: { attributes: { enabled: false, notBefore: 1585206000 } } },
      { properties: { attributes: { expires: 0 } } },
    ],
  },
});
