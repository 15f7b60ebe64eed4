// Where logs and traces go.

import * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import * as monitor from "@pulumi/azure-native/monitor";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import type * as pulumi from "@pulumi/pulumi";

import { resourceGroup, tags } from "./platform";

const logs = new operationalinsights.Workspace("logs", {
  resourceGroupName: resourceGroup.name,
  sku: { name: "PerGB2018" },
  retentionInDays: 180,
  features: { disableLocalAuth: true },
  tags,
});

export const insights = new applicationinsights.Component("insights", {
  resourceGroupName: resourceGroup.name,
  applicationType: "web",
  kind: "web",
  ingestionMode: "LogAnalytics",
  workspaceResourceId: logs.id,
  tags,
});

/** Sends every log of a resource to Log Analytics. */
export function keepLogs(
  name: string,
  resourceUri: pulumi.Input<string>,
  opts?: pulumi.CustomResourceOptions,
): void {
  new monitor.DiagnosticSetting(
    `${name}-logs`,
    {
      name: "all-logs",
      resourceUri,
      workspaceId: logs.id,
      logs: [{ categoryGroup: "allLogs", enabled: true }],
    },
    opts,
  );
}
