/**
 * How older API versions shape a kind, where that is not as in the v3 default SDK. Sources: azure-native.md of the facts,
 * section 1, gotcha 2, and section 4 (SDK 2.90 and 3.2 to 3.28); for versions before 2023, the sources of the SDK's first
 * major version (pulumi/pulumi-azure-native, `sdk/nodejs/<module>/v<version>`).
 */

/** A property that has another name there; `*` stands for each element of a list. */
export interface Respelling {
  readonly canonical: readonly string[];
  readonly legacy: readonly string[];
}

export interface OlderShape {
  /** The API versions that have it. Without `first`: from the beginning; without `last`: to this day. */
  readonly first?: string;
  readonly last?: string;
  /** The first version known to have another one. Of versions between, it is not known which one they have. */
  readonly next?: string;
  /** These are Azure's own names, so that ARM has them, too. Elsewhere the SDK alone renames ARM's `properties`. */
  readonly azure?: true;
  readonly respellings: readonly Respelling[];
}

const renamed = (canonical: string, legacy: string): Respelling => ({
  canonical: canonical.split("."),
  legacy: legacy.split("."),
});

/**
 * SDK 3.12 (API 2025-09-01) has `xProperties`, SDK 3.15 (2025-12-01) has `properties`. The names come from Microsoft's
 * swagger, so those of a package for one version go by that version; nobody has looked at 2025-10-01-preview.
 */
const wrapper = (legacy: string, first = "2022-05-01"): OlderShape => ({
  first,
  last: "2025-09-01",
  next: "2025-12-01",
  respellings: [renamed("properties", legacy)],
});
/** One version alone. Before it (2021-03-01-preview) it was `properties`, too. */
const details = (legacy: string): OlderShape => ({
  first: "2022-02-01-preview",
  last: "2022-02-01-preview",
  next: "2022-05-01",
  respellings: [renamed("properties", legacy)],
});
const threshold = renamed(
  "properties.contentFilters.*.severityThreshold",
  "properties.contentFilters.*.allowedContentLevel",
);

const policyDocument: OlderShape = {
  last: "2018-06-01-preview",
  next: "2019-01-01",
  azure: true,
  respellings: [renamed("value", "policyContent"), renamed("format", "contentFormat")],
};
/** AI hubs proxy the API of accounts and kept its first names, to this day (azure-native.md, 4.2). */
const filtersOfHubs: OlderShape = { azure: true, respellings: [threshold] };

/** By kind. */
export const olderShapes: Readonly<Record<string, readonly OlderShape[]>> = {
  "apimanagement:Api": [
    {
      last: "2018-06-01-preview",
      next: "2019-01-01",
      azure: true,
      respellings: [renamed("value", "contentValue"), renamed("format", "contentFormat")],
    },
  ],
  "apimanagement:ApiOperationPolicy": [policyDocument],
  "apimanagement:ApiPolicy": [policyDocument],
  "apimanagement:Policy": [policyDocument],
  "apimanagement:ProductPolicy": [policyDocument],
  "authorization:RoleAssignment": [
    {
      last: "2015-07-01",
      next: "2017-10-01-preview",
      respellings: [
        renamed("principalId", "properties.principalId"),
        renamed("roleDefinitionId", "properties.roleDefinitionId"),
      ],
    },
  ],
  "cognitiveservices:ProjectCapabilityHost": [
    {
      last: "2025-04-01-preview",
      next: "2025-06-01",
      respellings: [renamed("projectCapabilityHostProperties", "capabilityHostProperties")],
    },
  ],
  "cognitiveservices:RaiPolicy": [
    {
      last: "2024-04-01-preview",
      next: "2024-06-01-preview",
      azure: true,
      respellings: [threshold],
    },
  ],
  "machinelearningservices:BatchDeployment": [
    wrapper("batchDeploymentProperties"),
    details("batchDeploymentDetails"),
  ],
  "machinelearningservices:BatchEndpoint": [
    wrapper("batchEndpointProperties"),
    details("batchEndpointDetails"),
  ],
  "machinelearningservices:ConnectionRaiPolicy": [filtersOfHubs],
  "machinelearningservices:Datastore": [
    wrapper("datastoreProperties"),
    details("datastoreDetails"),
    {
      last: "2021-03-01-preview",
      next: "2022-02-01-preview",
      azure: true,
      respellings: [renamed("properties.credentials", "properties.contents.credentials")],
    },
  ],
  "machinelearningservices:EnvironmentVersion": [
    wrapper("environmentVersionProperties"),
    details("environmentVersionDetails"),
  ],
  "machinelearningservices:Job": [wrapper("jobBaseProperties"), details("jobBaseDetails")],
  "machinelearningservices:MarketplaceSubscription": [
    wrapper("marketplaceSubscriptionProperties", "2024-01-01-preview"),
  ],
  "machinelearningservices:OnlineDeployment": [
    wrapper("onlineDeploymentProperties"),
    details("onlineDeploymentDetails"),
  ],
  "machinelearningservices:OnlineEndpoint": [
    wrapper("onlineEndpointProperties"),
    details("onlineEndpointDetails"),
  ],
  "machinelearningservices:RaiPolicy": [filtersOfHubs],
  "machinelearningservices:Registry": [
    {
      last: "2025-09-01",
      next: "2025-12-01",
      respellings: [
        "discoveryUrl",
        "intellectualPropertyPublisher",
        "managedResourceGroup",
        "managedResourceGroupSettings",
        "mlFlowRegistryUri",
        "publicNetworkAccess",
        "regionDetails",
        "registryPrivateEndpointConnections",
      ].map((name) => renamed(name, `registryProperties.${name}`)),
    },
  ],
  "machinelearningservices:RegistryEnvironmentVersion": [
    wrapper("environmentVersionProperties", "2022-10-01-preview"),
  ],
  "machinelearningservices:Schedule": [wrapper("scheduleProperties", "2022-06-01-preview")],
  "machinelearningservices:ServerlessEndpoint": [
    wrapper("serverlessEndpointProperties", "2023-08-01-preview"),
  ],
  "machinelearningservices:WorkspaceConnection": [
    {
      last: "2022-02-01-preview",
      next: "2022-05-01",
      respellings: ["authType", "category", "target"].map((name) =>
        renamed(`properties.${name}`, name),
      ),
    },
  ],
};
