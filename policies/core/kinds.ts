/**
 * Where the resources of a kind live in ARM: each type segment with the input that names it. The kinds are
 * those that others refer to, and those whose outputs lack the inputs that say what they belong to.
 * Source: the SDK's docs (import id of each class) and its constructor, which `test/core/kinds.test.ts` compares.
 */
const armPaths: Readonly<Record<string, string>> = {
  "apimanagement:ApiManagementService": "Microsoft.ApiManagement/service(serviceName)",
  "applicationinsights:Component": "Microsoft.Insights/components(resourceName)",
  "authorization:RoleAssignment":
    "{scope}/Microsoft.Authorization/roleAssignments(roleAssignmentName)",
  "authorization:RoleDefinition":
    "{scope}/Microsoft.Authorization/roleDefinitions(roleDefinitionId)",
  "cognitiveservices:Account": "Microsoft.CognitiveServices/accounts(accountName)",
  "cognitiveservices:Deployment":
    "Microsoft.CognitiveServices/accounts(accountName)/deployments(deploymentName)",
  "cognitiveservices:RaiPolicy":
    "Microsoft.CognitiveServices/accounts(accountName)/raiPolicies(raiPolicyName)",
  "containerregistry:Registry": "Microsoft.ContainerRegistry/registries(registryName)",
  "cosmosdb:DatabaseAccount": "Microsoft.DocumentDB/databaseAccounts(accountName)",
  "keyvault:ManagedHsm": "Microsoft.KeyVault/managedHSMs(name)",
  "keyvault:Vault": "Microsoft.KeyVault/vaults(vaultName)",
  "machinelearningservices:Registry": "Microsoft.MachineLearningServices/registries(registryName)",
  "machinelearningservices:Workspace":
    "Microsoft.MachineLearningServices/workspaces(workspaceName)",
  "managedidentity:UserAssignedIdentity":
    "Microsoft.ManagedIdentity/userAssignedIdentities(resourceName)",
  "monitor:DiagnosticSetting": "{resourceUri}/Microsoft.Insights/diagnosticSettings(name)",
  "monitor:PrivateLinkScope": "Microsoft.Insights/privateLinkScopes(scopeName)",
  "network:PrivateDnsZoneGroup":
    "Microsoft.Network/privateEndpoints(privateEndpointName)/privateDnsZoneGroups(privateDnsZoneGroupName)",
  "network:PrivateEndpoint": "Microsoft.Network/privateEndpoints(privateEndpointName)",
  "network:VirtualNetwork": "Microsoft.Network/virtualNetworks(virtualNetworkName)",
  "operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces(workspaceName)",
  "privatedns:PrivateZone": "Microsoft.Network/privateDnsZones(privateZoneName)",
  "privatedns:VirtualNetworkLink":
    "Microsoft.Network/privateDnsZones(privateZoneName)/virtualNetworkLinks(virtualNetworkLinkName)",
  "search:Service": "Microsoft.Search/searchServices(searchServiceName)",
  "security:Pricing": "{scopeId}/Microsoft.Security/pricings(pricingName)",
  "storage:StorageAccount": "Microsoft.Storage/storageAccounts(accountName)",
};

export interface ArmPath {
  /** Lower-cased type with its namespace, for example `microsoft.network/privatednszones`. */
  readonly type: string;
  /** The inputs that name the segments, outermost first; the last one is the resource's own name. */
  readonly names: readonly string[];
  /** The input that holds the id of the resource this one extends. */
  readonly extends?: string;
}

const parsed = new Map<string, ArmPath>();
for (const [kind, path] of Object.entries(armPaths)) {
  const base = /^\{(\w+)\}\//.exec(path);
  const names = [...path.matchAll(/\((\w+)\)/g)].map(([, name]) => name ?? "");
  const type = path
    .replace(/^\{\w+\}\//, "")
    .replace(/\(\w+\)/g, "")
    .toLowerCase();
  parsed.set(kind, { type, names, ...(base?.[1] !== undefined && { extends: base[1] }) });
}

export const armPathsByKind: ReadonlyMap<string, ArmPath> = parsed;
