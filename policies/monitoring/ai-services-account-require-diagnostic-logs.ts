import { example, stackPolicy } from "../core/define";
import { requireLogs, settingOf } from "./diagnostic-logs";
import { hasManagedNetwork } from "./managed-network";

/** What the firewall of a managed network let through and refused; no audit event. */
const managedNetworkEvent = "ManagedNetworkEvent";

export default stackPolicy({
  name: "ai-services-account-require-diagnostic-logs",
  kind: "cognitiveservices:Account",
  title: "AI services accounts send their audit and request logs to Log Analytics",
  severity: "high",
  level: "advisory",
  azurePolicy: [
    {
      id: "1b4d1c4e-934c-4703-944c-27c82c06bebb",
      remark: "satisfied by a setting whose logs are all disabled",
    },
    "55d1f543-d1b0-4811-9663-d6d0dbc6326d",
  ],
  why: "Without Audit and RequestResponse logs nobody can tell who listed keys, changed a filter or called a model how often. An abuse investigation has no evidence.",
  docs: "https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-cognitiveservices-accounts-logs",
  parameters: {
    requiredCategories: {
      type: "string[]",
      default: ["Audit", "RequestResponse"],
      known: ["Audit", "AzureOpenAIRequestUsage", managedNetworkEvent, "RequestResponse", "Trace"],
      pattern: "^[A-Za-z][A-Za-z0-9]*$",
      example: "Audit",
      description:
        "Log categories that must reach Log Analytics when no category group is enabled.",
    },
  },

  elsewhere: "diagnostic-settings",
  findings: (_, { subject, stack, parameters }) =>
    requireLogs(
      subject,
      stack,
      { groups: ["allLogs", "audit"], categories: parameters.requiredCategories },
      {
        groups: ["allLogs"],
        categories: [managedNetworkEvent],
        when: () => hasManagedNetwork(subject, stack),
      },
    ),

  fix: 'Add a monitor.DiagnosticSetting with resourceUri of the resource, workspaceId of the Log Analytics workspace and logs: [{ categoryGroup: "allLogs", enabled: true }].',

  examples: {
    good: [
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        settingOf("ai", "workspaceId", [{ categoryGroup: "allLogs" }]),
      ],
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        settingOf("ai", "workspaceId", [{ category: "Audit" }, { category: "RequestResponse" }]),
      ],
    ],
    bad: [
      [example("cognitiveservices:Account", { accountName: "ai" }, "ai")],
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        settingOf("ai", "workspaceId", [{ category: "Trace" }]),
      ],
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        settingOf("ai", "storageAccountId", [{ categoryGroup: "allLogs" }]),
      ],
      [
        example(
          "cognitiveservices:Account",
          { accountName: "foundry", kind: "AIServices" },
          "foundry",
        ),
        example(
          "cognitiveservices:ManagedNetworkSetting",
          {
            accountName: "${foundry.name}",
            properties: { managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" } },
          },
          "network",
        ),
        settingOf("foundry", "workspaceId", [{ categoryGroup: "audit" }]),
      ],
    ],
  },
});
