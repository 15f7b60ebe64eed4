// Azure OpenAI, with the content filter that every model goes through.

import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as managedidentity from "@pulumi/azure-native/managedidentity";

import { grant } from "./access";
import { keepLogs } from "./monitoring";
import { zones } from "./network";
import { prefix, resourceGroup, tags } from "./platform";
import { PrivateConnection } from "./private-connection";

const resourceGroupName = resourceGroup.name;
const accountName = `${prefix}-openai`;

export const openai = new cognitiveservices.Account("openai", {
  resourceGroupName,
  accountName,
  kind: "OpenAI",
  sku: { name: "S0" },
  identity: { type: cognitiveservices.ResourceIdentityType.SystemAssigned },
  properties: {
    // Entra tokens are accepted on a subdomain of one's own only.
    customSubDomainName: accountName,
    disableLocalAuth: true,
    publicNetworkAccess: "Disabled",
    networkAcls: { defaultAction: "Deny" },
    restrictOutboundNetworkAccess: true,
    allowedFqdnList: [],
  },
  tags,
});

const harms = ["Hate", "Sexual", "Violence", "Selfharm"];

const contentFilter = new cognitiveservices.RaiPolicy("content-filter", {
  resourceGroupName,
  accountName: openai.name,
  raiPolicyName: "strict",
  properties: {
    basePolicyName: "Microsoft.DefaultV2",
    mode: "Blocking",
    contentFilters: [
      ...harms.flatMap((name) =>
        ["Prompt", "Completion"].map((source) => ({
          name,
          source,
          enabled: true,
          blocking: true,
          severityThreshold: "Medium",
        })),
      ),
      { name: "Jailbreak", source: "Prompt", enabled: true, blocking: true },
      { name: "Indirect Attack", source: "Prompt", enabled: true, blocking: true },
      { name: "Protected Material Text", source: "Completion", enabled: true, blocking: true },
      { name: "Protected Material Code", source: "Completion", enabled: true, blocking: true },
    ],
  },
});

new cognitiveservices.Deployment("chat", {
  resourceGroupName,
  accountName: openai.name,
  deploymentName: "chat",
  // Thousands of tokens per minute.
  sku: { name: "DataZoneStandard", capacity: 100 },
  properties: {
    model: { format: "OpenAI", name: "gpt-5.1", version: "2025-11-13" },
    versionUpgradeOption: "OnceCurrentVersionExpired",
    raiPolicyName: contentFilter.name,
  },
});

/** The identity of the applications that talk to the models. */
const assistant = new managedidentity.UserAssignedIdentity("assistant", {
  resourceGroupName,
  tags,
});

grant("assistant-may-call-openai", {
  role: "Cognitive Services OpenAI User",
  to: assistant.principalId,
  principalType: "ServicePrincipal",
  on: openai,
});

new PrivateConnection("openai", { target: openai, groupId: "account", zones: [zones.openai] });

keepLogs("openai", openai.id);
