/** azurerm_monitor_diagnostic_setting, Log Analytics and Application Insights. */
import { one, type ClassicTable } from "./entry";
import {
  always,
  change,
  each,
  enabled,
  first,
  identity,
  inGroup,
  keyPart,
  not,
  orElse,
  valueAt,
  within,
  type Sources,
} from "./rules";

const setting: Sources = {
  name: "name",
  // What is listed is on. Releases before 6 list what is off, too.
  logs: first(
    each("enabledLogs", {
      category: "category",
      categoryGroup: "categoryGroup",
      enabled: always(true),
    }),
    each("logs", {
      category: "category",
      categoryGroup: "categoryGroup",
      enabled: orElse("enabled", true),
    }),
  ),
  workspaceId: "logAnalyticsWorkspaceId",
  storageAccountId: "storageAccountId",
  eventHubAuthorizationRuleId: "eventhubAuthorizationRuleId",
  eventHubName: "eventhubName",
  marketplacePartnerId: "partnerSolutionId",
};

function ofSubscription(inputs: unknown): boolean {
  const target = valueAt(inputs, "targetResourceId");
  return typeof target === "string" && /^\/?subscriptions\/[^/]+\/?$/i.test(target);
}

const access: Sources = {
  publicNetworkAccessForIngestion: enabled("internetIngestionEnabled", true),
  publicNetworkAccessForQuery: enabled("internetQueryEnabled", true),
};
const noKeys = first(
  not("localAuthenticationEnabled"),
  "localAuthenticationDisabled",
  always(false),
);

const clusterKey: Sources = {
  keyVaultUri: keyPart("vault", "keyVaultKeyId"),
  keyName: keyPart("name", "keyVaultKeyId"),
  keyVersion: keyPart("version", "keyVaultKeyId"),
};

export const monitoring: ClassicTable = {
  monitor_diagnostic_setting: {
    tokens: ["monitoring/diagnosticSetting:DiagnosticSetting"],
    is: [
      {
        kind: "monitor:DiagnosticSetting",
        when: (inputs) => !ofSubscription(inputs),
        props: {
          resourceUri: "targetResourceId",
          ...setting,
          logAnalyticsDestinationType: "logAnalyticsDestinationType",
          metrics: first(
            each("enabledMetrics", { category: "category", enabled: always(true) }),
            each("metrics", { category: "category", enabled: orElse("enabled", true) }),
          ),
        },
      },
      { kind: "monitor:SubscriptionDiagnosticSetting", when: ofSubscription, props: setting },
    ],
  },
  monitor_private_link_scope: one("monitoring/privateLinkScope:PrivateLinkScope", {
    kind: "monitor:PrivateLinkScope",
    props: {
      scopeName: "name",
      resourceGroupName: "resourceGroupName",
      tags: "tags",
      accessModeSettings: {
        ingestionAccessMode: orElse("ingestionAccessMode", "Open"),
        queryAccessMode: orElse("queryAccessMode", "Open"),
      },
    },
  }),
  log_analytics_workspace: one("operationalinsights/analyticsWorkspace:AnalyticsWorkspace", {
    kind: "operationalinsights:Workspace",
    open: { "features.clusterResourceId": "" },
    props: {
      workspaceName: "name",
      ...inGroup,
      identity,
      ...access,
      sku: { name: orElse("sku", "PerGB2018") },
      retentionInDays: "retentionInDays",
      forceCmkForQuery: orElse("cmkForQueryForced", false),
      workspaceCapping: { dailyQuotaGb: "dailyQuotaGb" },
      features: {
        disableLocalAuth: noKeys,
        enableLogAccessUsingOnlyResourcePermissions: orElse("allowResourceOnlyPermissions", true),
        immediatePurgeDataOn30Days: "immediateDataPurgeOn30DaysEnabled",
      },
      defaultDataCollectionRuleResourceId: "dataCollectionRuleId",
    },
  }),
  log_analytics_workspace_table: one("loganalytics/workspaceTable:WorkspaceTable", {
    kind: "operationalinsights:Table",
    props: {
      ...within("workspaceId", "workspaceName"),
      tableName: "name",
      plan: orElse("plan", "Analytics"),
      retentionInDays: "retentionInDays",
      totalRetentionInDays: "totalRetentionInDays",
    },
  }),
  log_analytics_linked_service: one("loganalytics/linkedService:LinkedService", {
    kind: "operationalinsights:LinkedService",
    props: {
      ...within("workspaceId", "workspaceName"),
      // The service knows two: a cluster takes what is written, an automation account what is read.
      linkedServiceName: first(
        change("writeAccessId", () => "cluster"),
        change("readAccessId", () => "automation"),
      ),
      resourceId: "readAccessId",
      writeAccessResourceId: "writeAccessId",
    },
  }),
  log_analytics_cluster: one("loganalytics/cluster:Cluster", {
    kind: "operationalinsights:Cluster",
    open: { keyVaultProperties: "" },
    props: {
      clusterName: "name",
      ...inGroup,
      identity,
      sku: { name: always("CapacityReservation"), capacity: orElse("sizeGb", 100) },
    },
  }),
  log_analytics_cluster_customer_managed_key: one(
    "loganalytics/clusterCustomerManagedKey:ClusterCustomerManagedKey",
    {
      kind: "operationalinsights:Cluster",
      partial: true,
      props: {
        ...within("logAnalyticsClusterId", "clusterName"),
        keyVaultProperties: clusterKey,
      },
    },
  ),
  application_insights: one("appinsights/insights:Insights", {
    kind: "applicationinsights:Component",
    props: {
      resourceName: "name",
      ...inGroup,
      ...access,
      applicationType: "applicationType",
      kind: "applicationType",
      workspaceResourceId: "workspaceId",
      disableLocalAuth: noKeys,
      disableIpMasking: first(not("ipMaskingEnabled"), "disableIpMasking", always(false)),
      forceCustomerStorageForProfiler: orElse("forceCustomerStorageForProfiler", false),
      retentionInDays: orElse("retentionInDays", 90),
      samplingPercentage: orElse("samplingPercentage", 100),
    },
  }),
};
