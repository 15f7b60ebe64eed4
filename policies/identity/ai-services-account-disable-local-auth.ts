import { resourcePolicy } from "../core/define";

export default resourcePolicy({
  name: "ai-services-account-disable-local-auth",
  kind: "cognitiveservices:Account",
  title: "Azure AI accounts accept Microsoft Entra tokens only",
  severity: "high",
  level: "mandatory",
  controls: { MCSB: "IM-1", "NIST SP 800-53 R5": "AC-2, AC-2(1), AC-2(7), AC-3, IA-2, IA-4" },
  derivedControls: {
    MCSB: "IM-3",
    "NIST SP 800-53 R4": "AC-2, AC-3, IA-2, IA-4, IA-5, IA-8, IA-9",
    "PCI DSS 3.2.1": "7.2, 8.3",
    "CIS Controls v8": "6.7, 12.5",
  },
  azurePolicy: {
    "71ef260a-8f18-47b7-abcb-62d0673d94dc":
      "Azure AI Services resources should have key access disabled (disable local authentication)",
    "14de9e63-1b31-492e-a5a3-c3f7fd57f555":
      "Configure Cognitive Services accounts to disable local authentication methods (Modify)",
    "55eff01b-f2bd-4c32-9203-db285f709d30":
      "Configure Azure AI Services resources to disable local key access (disable local authentication) (DeployIfNotExists)",
  },
  why: "An account key is a bearer secret with full data-plane access: no RBAC, no conditional access, no per-user audit. Whoever finds it in code or logs can read prompts, run every model and burn the quota.",
  docs: "https://learn.microsoft.com/azure/ai-services/disable-local-auth",

  property: (account) => account.properties.disableLocalAuth,
  mustBe: true,
  absent: "violates",
  remediate: true,

  fix: "Set properties.disableLocalAuth to true, give the account a properties.customSubDomainName (Entra tokens need one), and call it with a managed identity that holds a data-plane role such as Cognitive Services OpenAI User.",

  examples: {
    good: [{ kind: "OpenAI", properties: { disableLocalAuth: true } }],
    bad: [
      { kind: "OpenAI", properties: {} },
      { kind: "AIServices", properties: { disableLocalAuth: false } },
    ],
  },
});
