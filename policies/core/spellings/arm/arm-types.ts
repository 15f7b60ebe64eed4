/**
 * Where the resources of a kind live in ARM, and how the SDK reshapes ARM's body. One line a kind: each segment of the
 * type with the input that names it, after `{input}/` if the resource extends the one whose id that input holds.
 * Sources: the SDK's inputs (compared by `test/spellings/arm/raw-arm.test.ts`) and the template reference,
 * https://learn.microsoft.com/azure/templates.
 */

/** A property that the SDK names otherwise than ARM does, both by their path in the SDK; `*` is each element of a list. */
type Renames = Readonly<Record<string, string>>;

export interface ArmType {
  readonly path: string;
  /** The SDK lifts ARM's `properties` to the top. */
  readonly flat?: boolean;
  /** From the path in the SDK to the last step of it in ARM. */
  readonly renames?: Renames;
  /** Objects, by their path in the SDK, whose own `properties` the SDK lifts too. */
  readonly lifted?: readonly string[];
  /** Names that ARM has under `properties` although other types have them beside it. */
  readonly inner?: readonly string[];
  /** Only bodies of this `kind` (several types share a path). */
  readonly bodyKind?: string;
  /** `identity.userAssignedIdentities` stays the map it is in ARM. */
  readonly identityMap?: boolean;
}

type Shape = Omit<ArmType, "path" | "flat">;

const nested = (path: string, shape: Shape = {}): ArmType => ({ path, ...shape });
const flat = (path: string, shape: Shape = {}): ArmType => ({ path, flat: true, ...shape });

const ai = "Microsoft.CognitiveServices/accounts(accountName)";
const aiProject = `${ai}/projects(projectName)`;
const ml = "Microsoft.MachineLearningServices/workspaces(workspaceName)";
const vault = "Microsoft.KeyVault/vaults(vaultName)";
const storage = "Microsoft.Storage/storageAccounts(accountName)";
const registry = "Microsoft.ContainerRegistry/registries(registryName)";
const apim = "Microsoft.ApiManagement/service(serviceName)";
const apimWorkspace = `${apim}/workspaces(workspaceId)`;
const logs = "Microsoft.OperationalInsights/workspaces(workspaceName)";
const sentinel = `{workspace}/Microsoft.SecurityInsights`;
const perimeter = "Microsoft.Network/networkSecurityPerimeters(networkSecurityPerimeterName)";

// x-ms-client-name in the specifications of Microsoft.ApiManagement: `type` is the API's type, `apiType` how to import it.
const api: Shape = { renames: { apiType: "type", soapApiType: "apiType" } };
// x-ms-client-name and the template reference of Microsoft.Storage.
const storageRenames: Renames = {
  enableHttpsTrafficOnly: "supportsHttpsTrafficOnly",
  enableNfsV3: "isNfsV3Enabled",
  networkRuleSet: "networkAcls",
  "networkRuleSet.ipRules.*.iPAddressOrRange": "value",
  "networkRuleSet.virtualNetworkRules.*.virtualNetworkResourceId": "id",
  "encryption.keyVaultProperties": "keyvaultproperties",
  "encryption.keyVaultProperties.keyName": "keyname",
  "encryption.keyVaultProperties.keyVersion": "keyversion",
  "encryption.keyVaultProperties.keyVaultUri": "keyvaulturi",
  "encryption.encryptionIdentity": "identity",
  "encryption.encryptionIdentity.encryptionUserAssignedIdentity": "userAssignedIdentity",
  "encryption.encryptionIdentity.encryptionFederatedIdentityClientId": "federatedIdentityClientId",
};
const validity: Shape = {
  renames: { "properties.attributes.expires": "exp", "properties.attributes.notBefore": "nbf" },
};
// The only service whose template reference has its names in Pascal case.
const appInsights: Renames = {
  applicationType: "Application_Type",
  disableIpMasking: "DisableIpMasking",
  disableLocalAuth: "DisableLocalAuth",
  flowType: "Flow_Type",
  forceCustomerStorageForProfiler: "ForceCustomerStorageForProfiler",
  hockeyAppId: "HockeyAppId",
  immediatePurgeDataOn30Days: "ImmediatePurgeDataOn30Days",
  ingestionMode: "IngestionMode",
  requestSource: "Request_Source",
  retentionInDays: "RetentionInDays",
  samplingPercentage: "SamplingPercentage",
  workspaceResourceId: "WorkspaceResourceId",
};
/** Paths of a subnet's own resources, below `at`. */
const subnet = (at: string): string[] =>
  [
    "",
    ".delegations.*",
    ".networkSecurityGroup",
    ".networkSecurityGroup.securityRules.*",
    ".routeTable",
    ".routeTable.routes.*",
    ".serviceEndpointPolicies.*",
  ].map((below) => `${at}${below}`.replace(/^\./, ""));
const gatewayParts = `authenticationCertificates backendAddressPools backendHttpSettingsCollection frontendIPConfigurations
  frontendPorts gatewayIPConfigurations httpListeners listeners probes redirectConfigurations requestRoutingRules
  rewriteRuleSets sslCertificates sslProfiles trustedClientCertificates trustedRootCertificates urlPathMaps`;

export const armTypes: Readonly<Record<string, ArmType>> = {
  "apimanagement:Api": flat(`${apim}/apis(apiId)`, api),
  "apimanagement:ApiManagementService": flat(apim, { identityMap: true }),
  "apimanagement:ApiOperationPolicy": flat(
    `${apim}/apis(apiId)/operations(operationId)/policies(policyId)`,
  ),
  "apimanagement:ApiPolicy": flat(`${apim}/apis(apiId)/policies(policyId)`),
  "apimanagement:Backend": flat(`${apim}/backends(backendId)`),
  "apimanagement:Certificate": flat(`${apim}/certificates(certificateId)`),
  "apimanagement:NamedValue": flat(`${apim}/namedValues(namedValueId)`, { inner: ["tags"] }),
  "apimanagement:Policy": flat(`${apim}/policies(policyId)`),
  "apimanagement:PolicyFragment": flat(`${apim}/policyFragments(id)`),
  "apimanagement:Product": flat(`${apim}/products(productId)`),
  "apimanagement:ProductPolicy": flat(`${apim}/products(productId)/policies(policyId)`),
  "apimanagement:WorkspaceApi": flat(`${apimWorkspace}/apis(apiId)`, api),
  "apimanagement:WorkspaceApiPolicy": flat(`${apimWorkspace}/apis(apiId)/policies(policyId)`),
  "apimanagement:WorkspaceBackend": flat(`${apimWorkspace}/backends(backendId)`),
  "apimanagement:WorkspaceNamedValue": flat(`${apimWorkspace}/namedValues(namedValueId)`, {
    inner: ["tags"],
  }),
  "apimanagement:WorkspacePolicy": flat(`${apimWorkspace}/policies(policyId)`),
  "apimanagement:WorkspaceProductPolicy": flat(
    `${apimWorkspace}/products(productId)/policies(policyId)`,
  ),
  "applicationinsights:Component": flat("Microsoft.Insights/components(resourceName)", {
    renames: appInsights,
  }),
  "authorization:PolicyAssignment": flat(
    "{scope}/Microsoft.Authorization/policyAssignments(policyAssignmentName)",
  ),
  "authorization:PolicyExemption": flat(
    "{scope}/Microsoft.Authorization/policyExemptions(policyExemptionName)",
  ),
  "authorization:RoleAssignment": flat(
    "{scope}/Microsoft.Authorization/roleAssignments(roleAssignmentName)",
  ),
  "authorization:RoleDefinition": flat(
    "{scope}/Microsoft.Authorization/roleDefinitions(roleDefinitionId)",
    { renames: { roleType: "type" } },
  ),
  "cognitiveservices:Account": nested(ai),
  "cognitiveservices:AccountCapabilityHost": nested(`${ai}/capabilityHosts(capabilityHostName)`, {
    renames: { capabilityHostProperties: "properties" },
  }),
  "cognitiveservices:AccountConnection": nested(`${ai}/connections(connectionName)`),
  "cognitiveservices:AgentApplication": nested(`${aiProject}/applications(name)`),
  "cognitiveservices:Deployment": nested(`${ai}/deployments(deploymentName)`),
  "cognitiveservices:EncryptionScope": nested(`${ai}/encryptionScopes(encryptionScopeName)`),
  "cognitiveservices:ManagedNetworkSetting": nested(`${ai}/managedNetworks(managedNetworkName)`),
  "cognitiveservices:OutboundRule": nested(
    `${ai}/managedNetworks(managedNetworkName)/outboundRules(ruleName)`,
  ),
  "cognitiveservices:Project": nested(aiProject),
  "cognitiveservices:ProjectCapabilityHost": nested(
    `${aiProject}/capabilityHosts(capabilityHostName)`,
    { renames: { projectCapabilityHostProperties: "properties" } },
  ),
  "cognitiveservices:ProjectConnection": nested(`${aiProject}/connections(connectionName)`),
  "cognitiveservices:RaiBlocklist": nested(`${ai}/raiBlocklists(raiBlocklistName)`),
  "cognitiveservices:RaiPolicy": nested(`${ai}/raiPolicies(raiPolicyName)`),
  "cognitiveservices:SubscriptionRaiPolicy": nested(
    "Microsoft.CognitiveServices/raiPolicies(raiPolicyName)",
  ),
  "compute:Disk": flat("Microsoft.Compute/disks(diskName)"),
  "compute:DiskEncryptionSet": flat("Microsoft.Compute/diskEncryptionSets(diskEncryptionSetName)"),
  "compute:VirtualMachine": flat("Microsoft.Compute/virtualMachines(vmName)"),
  "compute:VirtualMachineScaleSet": flat(
    "Microsoft.Compute/virtualMachineScaleSets(vmScaleSetName)",
  ),
  "containerregistry:Registry": flat(registry, {
    identityMap: true,
    renames: { "networkRuleSet.ipRules.*.iPAddressOrRange": "value" },
  }),
  "containerregistry:Token": flat(`${registry}/tokens(tokenName)`),
  "cosmosdb:DatabaseAccount": flat("Microsoft.DocumentDB/databaseAccounts(accountName)"),
  "keyvault:Key": nested(`${vault}/keys(keyName)`, validity),
  "keyvault:ManagedHsm": nested("Microsoft.KeyVault/managedHSMs(name)"),
  "keyvault:Secret": nested(`${vault}/secrets(secretName)`, validity),
  "keyvault:Vault": nested(vault),
  "machinelearningservices:BatchDeployment": nested(
    `${ml}/batchEndpoints(endpointName)/deployments(deploymentName)`,
  ),
  "machinelearningservices:BatchEndpoint": nested(`${ml}/batchEndpoints(endpointName)`),
  "machinelearningservices:Compute": nested(`${ml}/computes(computeName)`),
  "machinelearningservices:ConnectionDeployment": nested(
    `${ml}/connections(connectionName)/deployments(deploymentName)`,
  ),
  "machinelearningservices:ConnectionRaiPolicy": nested(
    `${ml}/connections(connectionName)/raiPolicies(raiPolicyName)`,
  ),
  "machinelearningservices:Datastore": nested(`${ml}/datastores(name)`),
  "machinelearningservices:EndpointDeployment": nested(
    `${ml}/endpoints(endpointName)/deployments(deploymentName)`,
  ),
  "machinelearningservices:EnvironmentVersion": nested(
    `${ml}/environments(name)/versions(version)`,
  ),
  "machinelearningservices:InferenceEndpoint": nested(
    `${ml}/inferencePools(poolName)/endpoints(endpointName)`,
    { renames: { inferenceEndpointProperties: "properties" } },
  ),
  "machinelearningservices:Job": nested(`${ml}/jobs(id)`),
  "machinelearningservices:ManagedNetworkSettingsRule": nested(`${ml}/outboundRules(ruleName)`),
  "machinelearningservices:MarketplaceSubscription": nested(`${ml}/marketplaceSubscriptions(name)`),
  "machinelearningservices:OnlineDeployment": nested(
    `${ml}/onlineEndpoints(endpointName)/deployments(deploymentName)`,
  ),
  "machinelearningservices:OnlineEndpoint": nested(`${ml}/onlineEndpoints(endpointName)`),
  "machinelearningservices:OutboundRule": nested(
    `${ml}/managedNetworks(managedNetworkName)/outboundRules(ruleName)`,
  ),
  "machinelearningservices:RaiPolicy": nested(
    `${ml}/endpoints(endpointName)/raiPolicies(raiPolicyName)`,
  ),
  "machinelearningservices:Registry": flat(
    "Microsoft.MachineLearningServices/registries(registryName)",
  ),
  "machinelearningservices:RegistryEnvironmentVersion": nested(
    "Microsoft.MachineLearningServices/registries(registryName)/environments(environmentName)/versions(version)",
  ),
  "machinelearningservices:Schedule": nested(`${ml}/schedules(name)`),
  "machinelearningservices:ServerlessEndpoint": nested(`${ml}/serverlessEndpoints(name)`),
  "machinelearningservices:Workspace": flat(ml),
  "machinelearningservices:WorkspaceConnection": nested(`${ml}/connections(connectionName)`),
  "managedidentity:FederatedIdentityCredential": flat(
    "Microsoft.ManagedIdentity/userAssignedIdentities(resourceName)/federatedIdentityCredentials(federatedIdentityCredentialResourceName)",
  ),
  "managedidentity:UserAssignedIdentity": flat(
    "Microsoft.ManagedIdentity/userAssignedIdentities(resourceName)",
  ),
  "monitor:DiagnosticSetting": flat("{resourceUri}/Microsoft.Insights/diagnosticSettings(name)"),
  "monitor:ManagementGroupDiagnosticSetting": flat(
    "{managementGroupId}/Microsoft.Insights/diagnosticSettings(name)",
  ),
  "monitor:PrivateLinkScope": flat("Microsoft.Insights/privateLinkScopes(scopeName)"),
  "monitor:SubscriptionDiagnosticSetting": flat("Microsoft.Insights/diagnosticSettings(name)"),
  "network:ApplicationGateway": flat(
    "Microsoft.Network/applicationGateways(applicationGatewayName)",
    { inner: ["sku"], lifted: gatewayParts.split(/\s+/).map((part) => `${part}.*`) },
  ),
  "network:NetworkSecurityGroup": flat(
    "Microsoft.Network/networkSecurityGroups(networkSecurityGroupName)",
    { lifted: ["securityRules.*"] },
  ),
  "network:NetworkSecurityPerimeterAccessRule": flat(
    `${perimeter}/profiles(profileName)/accessRules(accessRuleName)`,
  ),
  "network:NetworkSecurityPerimeterAssociation": flat(
    `${perimeter}/resourceAssociations(associationName)`,
  ),
  "network:PrivateDnsZoneGroup": flat(
    "Microsoft.Network/privateEndpoints(privateEndpointName)/privateDnsZoneGroups(privateDnsZoneGroupName)",
    { lifted: ["privateDnsZoneConfigs.*"] },
  ),
  "network:PrivateEndpoint": flat("Microsoft.Network/privateEndpoints(privateEndpointName)", {
    lifted: [
      "privateLinkServiceConnections.*",
      "manualPrivateLinkServiceConnections.*",
      "ipConfigurations.*",
      ...subnet("subnet"),
    ],
  }),
  "network:SecurityRule": flat(
    "Microsoft.Network/networkSecurityGroups(networkSecurityGroupName)/securityRules(securityRuleName)",
  ),
  "network:Subnet": flat(
    "Microsoft.Network/virtualNetworks(virtualNetworkName)/subnets(subnetName)",
    { lifted: subnet("").slice(1) },
  ),
  "network:VirtualNetwork": flat("Microsoft.Network/virtualNetworks(virtualNetworkName)", {
    lifted: [...subnet("subnets.*"), "virtualNetworkPeerings.*"],
  }),
  "operationalinsights:Cluster": flat("Microsoft.OperationalInsights/clusters(clusterName)"),
  "operationalinsights:LinkedService": flat(`${logs}/linkedServices(linkedServiceName)`),
  "operationalinsights:Table": flat(`${logs}/tables(tableName)`),
  "operationalinsights:Workspace": flat(logs, { inner: ["sku"] }),
  "privatedns:PrivateZone": flat("Microsoft.Network/privateDnsZones(privateZoneName)"),
  "privatedns:VirtualNetworkLink": flat(
    "Microsoft.Network/privateDnsZones(privateZoneName)/virtualNetworkLinks(virtualNetworkLinkName)",
  ),
  "resources:ResourceGroup": flat("Microsoft.Resources/resourceGroups(resourceGroupName)"),
  "search:Service": flat("Microsoft.Search/searchServices(searchServiceName)"),
  "search:SharedPrivateLinkResource": nested(
    "Microsoft.Search/searchServices(searchServiceName)/sharedPrivateLinkResources(sharedPrivateLinkResourceName)",
  ),
  "security:AdvancedThreatProtection": flat(
    "{resourceId}/Microsoft.Security/advancedThreatProtectionSettings(settingName)",
  ),
  "security:AlertsSuppressionRule": flat(
    "Microsoft.Security/alertsSuppressionRules(alertsSuppressionRuleName)",
  ),
  "security:DefenderForStorage": nested(
    "{resourceId}/Microsoft.Security/defenderForStorageSettings(settingName)",
  ),
  "security:Pricing": flat("{scopeId}/Microsoft.Security/pricings(pricingName)"),
  "security:SecurityContact": flat("Microsoft.Security/securityContacts(securityContactName)"),
  "securityinsights:AADDataConnector": flat(`${sentinel}/dataConnectors(dataConnectorId)`, {
    bodyKind: "AzureActiveDirectory",
  }),
  "securityinsights:ASCDataConnector": flat(`${sentinel}/dataConnectors(dataConnectorId)`, {
    bodyKind: "AzureSecurityCenter",
  }),
  "securityinsights:MicrosoftSecurityIncidentCreationAlertRule": flat(
    `${sentinel}/alertRules(ruleId)`,
    { bodyKind: "MicrosoftSecurityIncidentCreation" },
  ),
  "securityinsights:ScheduledAlertRule": flat(`${sentinel}/alertRules(ruleId)`, {
    bodyKind: "Scheduled",
  }),
  "securityinsights:SentinelOnboardingState": flat(
    `${sentinel}/onboardingStates(sentinelOnboardingStateName)`,
  ),
  "storage:BlobContainer": flat(`${storage}/blobServices()/containers(containerName)`),
  "storage:EncryptionScope": flat(`${storage}/encryptionScopes(encryptionScopeName)`),
  "storage:LocalUser": flat(`${storage}/localUsers(username)`),
  "storage:ObjectReplicationPolicy": flat(
    `${storage}/objectReplicationPolicies(objectReplicationPolicyId)`,
  ),
  "storage:StorageAccount": flat(storage, { renames: storageRenames }),
};
