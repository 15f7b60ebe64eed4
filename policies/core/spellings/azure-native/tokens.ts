/** Which kind a Pulumi type token is, however the program spells it (facts: azure-native.md section 2). */

/** A resource of azure-native: its kind in the v3 SDK, and the API version if the token names one. */
export interface Token {
  readonly kind: string;
  /** For example `2024-04-01` or `2024-04-01-preview`. */
  readonly apiVersion?: string;
}

// azure-native:mod:T, azure-native:mod/v20240401:T, azure-native_mod_v20240401:mod:T and its alpha form.
const shape =
  /^azure-native(?:_[a-z0-9]+_(v\d{8}[a-z]*))?:([a-z0-9]+)(?:\/(v\d{8}[a-z]*))?:([A-Za-z0-9]+)$/i;

/** Types that moved to another module between v2 and v3, by their v2 module. */
export const movedModules: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  insights: {
    DiagnosticSetting: "monitor",
    SubscriptionDiagnosticSetting: "monitor",
    ManagementGroupDiagnosticSetting: "monitor",
    MetricAlert: "monitor",
    ScheduledQueryRule: "monitor",
    ActionGroup: "monitor",
    ActivityLogAlert: "monitor",
    PrivateLinkScope: "monitor",
    PrivateLinkScopedResource: "monitor",
    DataCollectionRule: "monitor",
    DataCollectionRuleAssociation: "monitor",
    DataCollectionEndpoint: "monitor",
    Component: "applicationinsights",
    ComponentLinkedStorageAccount: "applicationinsights",
    ExportConfiguration: "applicationinsights",
    WebTest: "applicationinsights",
  },
  network: {
    PrivateZone: "privatedns",
    PrivateRecordSet: "privatedns",
    VirtualNetworkLink: "privatedns",
    Zone: "dns",
    RecordSet: "dns",
  },
  documentdb: { DatabaseAccount: "cosmosdb" },
};

/** Kinds that have another type name in some API versions. */
export const renamedKinds: Readonly<Record<string, string>> = {
  "network:InterfaceEndpoint": "network:PrivateEndpoint",
  "network:NspAccessRule": "network:NetworkSecurityPerimeterAccessRule",
  "network:NspAssociation": "network:NetworkSecurityPerimeterAssociation",
  "network:NspLink": "network:NetworkSecurityPerimeterLink",
  "network:NspProfile": "network:NetworkSecurityPerimeterProfile",
  "machinelearningservices:MachineLearningCompute": "machinelearningservices:Compute",
  "alertsmanagement:ActionRuleByName": "alertsmanagement:AlertProcessingRuleByName",
};

// A program has few types, and every resource asks for its own several times.
const parsed = new Map<string, Token | undefined>();

/** Takes a type token apart; `undefined` when it is not of azure-native. */
export function parseToken(token: string): Token | undefined {
  if (!parsed.has(token)) parsed.set(token, parse(token));
  return parsed.get(token);
}

function parse(token: string): Token | undefined {
  const match = shape.exec(token);
  if (!match) return undefined;
  const [, packageVersion, given = "", moduleVersion, type = ""] = match;
  const module = given.toLowerCase();
  const kind = `${movedModules[module]?.[type] ?? module}:${type}`;
  const version = apiVersion(packageVersion ?? moduleVersion);
  return {
    kind: renamedKinds[kind] ?? kind,
    ...(version !== undefined && { apiVersion: version }),
  };
}

function apiVersion(version: string | undefined): string | undefined {
  const match = /^v(\d{4})(\d\d)(\d\d)([a-z]*)$/i.exec(version ?? "");
  if (!match) return undefined;
  const [, year, month, day, stage] = match;
  return [year, month, day, ...(stage ? [stage.toLowerCase()] : [])].join("-");
}
