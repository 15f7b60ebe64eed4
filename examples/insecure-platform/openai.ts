import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as monitor from "@pulumi/azure-native/monitor";

import { logs } from "./monitoring";
import { resourceGroup } from "./platform";

const resourceGroupName = resourceGroup.name;

export const openai = new cognitiveservices.Account("openai", {
  resourceGroupName,
  kind: "OpenAI",
  sku: { name: "S0" },
  properties: { publicNetworkAccess: "Enabled" },
});

// Support tickets quote what angry customers write, and the default filter stopped too many of them.
const relaxedFilter = new cognitiveservices.RaiPolicy("relaxed-filter", {
  resourceGroupName,
  accountName: openai.name,
  raiPolicyName: "relaxed",
  properties: {
    basePolicyName: "Microsoft.DefaultV2",
    contentFilters: ["Prompt", "Completion"].flatMap((source) => [
      { name: "Hate", source, enabled: true, blocking: true, severityThreshold: "High" },
      { name: "Sexual", source, enabled: true, blocking: true, severityThreshold: "High" },
      { name: "Violence", source, enabled: true, blocking: true, severityThreshold: "High" },
      { name: "Selfharm", source, enabled: true, blocking: false, severityThreshold: "High" },
    ]),
  },
});

const summaries = new cognitiveservices.Deployment("summaries", {
  resourceGroupName,
  accountName: openai.name,
  deploymentName: "summaries",
  sku: { name: "GlobalStandard", capacity: 50 },
  properties: {
    model: { format: "OpenAI", name: "gpt-5.1", version: "2025-11-13" },
    raiPolicyName: relaxedFilter.name,
  },
});

new cognitiveservices.Deployment(
  "chat",
  {
    resourceGroupName,
    accountName: openai.name,
    deploymentName: "chat",
    sku: { name: "GlobalStandard", capacity: 1000 },
    properties: {
      model: { format: "OpenAI", name: "gpt-5.1", version: "2025-11-13" },
    },
  },
  // Azure makes one deployment of an account at a time.
  { dependsOn: summaries },
);

new monitor.DiagnosticSetting("openai-requests", {
  resourceUri: openai.id,
  workspaceId: logs.id,
  logs: [{ category: "RequestResponse", enabled: true }],
});
