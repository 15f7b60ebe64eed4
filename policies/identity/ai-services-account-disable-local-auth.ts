import { resourcePolicy } from "../core/define";

export default resourcePolicy({
  name: "ai-services-account-disable-local-auth",
  kind: "cognitiveservices:Account",
  title: "Azure AI accounts accept Microsoft Entra tokens only",
  severity: "high",
  level: "mandatory",
  azurePolicy: [
    "71ef260a-8f18-47b7-abcb-62d0673d94dc",
    "14de9e63-1b31-492e-a5a3-c3f7fd57f555",
    "55eff01b-f2bd-4c32-9203-db285f709d30",
  ],
  mcsb: ["IM-3"],
  why: "An account key is a bearer secret that names nobody and gives full access to the data plane. It knows no RBAC, no conditional access and no per-user audit: whoever finds it in code or logs can read prompts, run every model and burn the quota.",
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
