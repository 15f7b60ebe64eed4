import { example, stackPolicy } from "../core/define";
import { archive, central, requireLogs } from "./diagnostic-logs";
import { hasManagedNetwork } from "./managed-network";

/** What the firewall of a managed network let through and refused; no audit event. */
const managedNetworkEvent = "ManagedNetworkEvent";

export default stackPolicy({
  name: "ai-services-account-require-diagnostic-logs",
  kind: "cognitiveservices:Account",
  title: "AI services accounts send their audit and request logs to Log Analytics",
  severity: "high",
  level: "advisory",
  controls: { MCSB: "LT-3" },
  derivedControls: {
    "NIST SP 800-53 R4": "AU-3, AU-6, AU-12, SI-4",
    "PCI DSS 3.2.1": "10.1, 10.2, 10.3",
    "CIS Controls v8": "8.2, 8.5, 8.12",
  },
  azurePolicy: {
    "1b4d1c4e-934c-4703-944c-27c82c06bebb":
      "Diagnostic logs in Azure AI services resources should be enabled (satisfied by a setting whose logs are all disabled)",
    "55d1f543-d1b0-4811-9663-d6d0dbc6326d":
      "Enable logging by category group for Cognitive Services (microsoft.cognitiveservices/accounts) to Log Analytics",
  },
  why: "Without Audit and RequestResponse logs nobody can tell who listed keys, changed a filter or called a model how often; an abuse investigation has no evidence.",
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
        example(
          "monitor:DiagnosticSetting",
          {
            resourceUri: "${ai.id}",
            workspaceId: central,
            logs: [{ categoryGroup: "allLogs", enabled: true }],
          },
          "logs",
        ),
      ],
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        example(
          "monitor:DiagnosticSetting",
          {
            resourceUri: "${ai.id}",
            workspaceId: central,
            logs: [
              { category: "Audit", enabled: true },
              { category: "RequestResponse", enabled: true },
            ],
          },
          "logs",
        ),
      ],
    ],
    bad: [
      [example("cognitiveservices:Account", { accountName: "ai" }, "ai")],
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        example(
          "monitor:DiagnosticSetting",
          {
            resourceUri: "${ai.id}",
            workspaceId: central,
            logs: [{ category: "Trace", enabled: true }],
          },
          "logs",
        ),
      ],
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        example(
          "monitor:DiagnosticSetting",
          {
            resourceUri: "${ai.id}",
            storageAccountId: archive,
            logs: [{ categoryGroup: "allLogs", enabled: true }],
          },
          "archive",
        ),
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
        example(
          "monitor:DiagnosticSetting",
          {
            resourceUri: "${foundry.id}",
            workspaceId: central,
            logs: [{ categoryGroup: "audit", enabled: true }],
          },
          "logs",
        ),
      ],
    ],
  },
});
