import * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as security from "@pulumi/azure-native/security";

import { resourceGroup, subscription } from "./platform";

const resourceGroupName = resourceGroup.name;

export const logs = new operationalinsights.Workspace("logs", {
  resourceGroupName,
  sku: { name: "PerGB2018" },
});

export const insights = new applicationinsights.Component("insights", {
  resourceGroupName,
  applicationType: "web",
  kind: "web",
  workspaceResourceId: logs.id,
});

new security.Pricing("defender-storage", {
  scopeId: subscription,
  pricingName: "StorageAccounts",
  pricingTier: "Standard",
  subPlan: "DefenderForStorageV2",
});
