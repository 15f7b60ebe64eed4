/** azurerm_security_center_* (Defender for Cloud) and azurerm_sentinel_*. */
import { thisSubscription } from "../arm/arm-id";
import { one, type ClassicTable } from "./entry";
import { always, block, each, flag, orElse, within, type Sources } from "./rules";

const inWorkspace = within("logAnalyticsWorkspaceId", "workspaceName");
const alerts = { alerts: { state: "Enabled" } };

const incidentRule: Sources = {
  ...inWorkspace,
  ruleId: "name",
  alertRuleTemplateName: "alertRuleTemplateGuid",
  description: "description",
  displayName: "displayName",
  enabled: orElse("enabled", true),
};

export const security: ClassicTable = {
  // It has no scope: it is the plan of the subscription that the provider is configured with.
  security_center_subscription_pricing: one(
    "securitycenter/subscriptionPricing:SubscriptionPricing",
    {
      kind: "security:Pricing",
      props: {
        scopeId: always(thisSubscription),
        pricingName: orElse("resourceType", "VirtualMachines"),
        pricingTier: "tier",
        subPlan: "subplan",
        extensions: each("extensions", { name: "name", isEnabled: always("True") }),
      },
    },
  ),
  security_center_contact: one("securitycenter/contact:Contact", {
    kind: "security:SecurityContact",
    props: {
      securityContactName: orElse("name", "default"),
      // Several addresses stand in one text, as for Azure.
      emails: "email",
      phone: "phone",
      isEnabled: "alertNotifications",
      // The switch of this API stands for alerts of high severity.
      notificationsSources: flag(
        "alertNotifications",
        [{ sourceType: "Alert", minimalSeverity: "High" }],
        [],
      ),
      notificationsByRole: {
        state: flag("alertsToAdmins", "On", "Off"),
        roles: flag("alertsToAdmins", ["Owner"], []),
      },
    },
  }),
  security_center_storage_defender: one("securitycenter/storageDefender:StorageDefender", {
    kind: "security:DefenderForStorage",
    props: {
      resourceId: "storageAccountId",
      settingName: always("current"),
      properties: {
        isEnabled: always(true),
        overrideSubscriptionLevelSettings: orElse("overrideSubscriptionSettingsEnabled", false),
        malwareScanning: {
          onUpload: {
            isEnabled: orElse("malwareScanningOnUploadEnabled", false),
            capGBPerMonth: orElse("malwareScanningOnUploadCapGbPerMonth", -1),
          },
          scanResultsEventGridTopicResourceId: "scanResultsEventGridTopicId",
        },
        sensitiveDataDiscovery: { isEnabled: orElse("sensitiveDataDiscoveryEnabled", false) },
      },
    },
  }),
  advanced_threat_protection: one(
    "securitycenter/advancedThreatProtection:AdvancedThreatProtection",
    {
      kind: "security:AdvancedThreatProtection",
      props: {
        resourceId: "targetResourceId",
        settingName: always("current"),
        isEnabled: "enabled",
      },
    },
  ),
  sentinel_log_analytics_workspace_onboarding: one(
    "sentinel/logAnalyticsWorkspaceOnboarding:LogAnalyticsWorkspaceOnboarding",
    {
      kind: "securityinsights:SentinelOnboardingState",
      props: {
        ...within("workspaceId", "workspaceName"),
        sentinelOnboardingStateName: always("default"),
        customerManagedKey: orElse("customerManagedKeyEnabled", false),
      },
    },
  ),
  sentinel_alert_rule_scheduled: one("sentinel/alertRuleScheduled:AlertRuleScheduled", {
    kind: "securityinsights:ScheduledAlertRule",
    props: {
      ...incidentRule,
      kind: always("Scheduled"),
      query: "query",
      queryFrequency: orElse("queryFrequency", "PT5H"),
      queryPeriod: orElse("queryPeriod", "PT5H"),
      severity: "severity",
      suppressionDuration: orElse("suppressionDuration", "PT5H"),
      suppressionEnabled: orElse("suppressionEnabled", false),
      tactics: "tactics",
      techniques: "techniques",
      triggerOperator: orElse("triggerOperator", "GreaterThan"),
      triggerThreshold: orElse("triggerThreshold", 0),
      templateVersion: "alertRuleTemplateVersion",
      customDetails: "customDetails",
      eventGroupingSettings: block("eventGrouping", { aggregationKind: "aggregationMethod" }),
      incidentConfiguration: block("incident", { createIncident: "createIncidentEnabled" }),
      entityMappings: each("entityMappings", {
        entityType: "entityType",
        fieldMappings: each("fieldMappings", {
          columnName: "columnName",
          identifier: "identifier",
        }),
      }),
    },
  }),
  sentinel_alert_rule_ms_security_incident: one(
    "sentinel/alertRuleMsSecurityIncident:AlertRuleMsSecurityIncident",
    {
      kind: "securityinsights:MicrosoftSecurityIncidentCreationAlertRule",
      props: {
        ...incidentRule,
        kind: always("MicrosoftSecurityIncidentCreation"),
        productFilter: "productFilter",
        severitiesFilter: "severityFilters",
        displayNamesFilter: "displayNameFilters",
        displayNamesExcludeFilter: "displayNameExcludeFilters",
      },
    },
  ),
  // The provider turns the alerts of a connector on.
  sentinel_data_connector_azure_security_center: one(
    "sentinel/dataConnectorAzureSecurityCenter:DataConnectorAzureSecurityCenter",
    {
      kind: "securityinsights:ASCDataConnector",
      props: {
        ...inWorkspace,
        dataConnectorId: "name",
        kind: always("AzureSecurityCenter"),
        subscriptionId: "subscriptionId",
        dataTypes: always(alerts),
      },
    },
  ),
  sentinel_data_connector_azure_active_directory: one(
    "sentinel/dataConnectorAzureActiveDirectory:DataConnectorAzureActiveDirectory",
    {
      kind: "securityinsights:AADDataConnector",
      props: {
        ...inWorkspace,
        dataConnectorId: "name",
        kind: always("AzureActiveDirectory"),
        tenantId: "tenantId",
        dataTypes: always(alerts),
      },
    },
  ),
};
