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
  azurePolicy: [
    "98728c90-32c7-4049-8429-847dc0f4fe37",
    {
      id: "342e8053-e12e-4c44-be01-c3c2f318400f",
      remark: "here the parameter maximumValidityDays",
    },
  ],
  mcsb: ["IM-8"],
  why: "API keys and connection strings without an end date are never rotated. The one that leaks today still opens the model endpoint in three years.",
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
