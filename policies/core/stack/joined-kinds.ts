/**
 * The kinds that relations lead from or to, besides those that a policy judges. Resources of other kinds are not read,
 * nor remembered; `Stack` refuses to be asked for them, so that a kind which is missing here shows in the first test.
 */
export const joinedKinds: readonly string[] = [
  "apimanagement:ApiManagementService",
  "cognitiveservices:Account",
  "cognitiveservices:ManagedNetworkSetting",
  "containerregistry:Registry",
  "cosmosdb:DatabaseAccount",
  "keyvault:ManagedHsm",
  "keyvault:Vault",
  "machinelearningservices:Registry",
  "machinelearningservices:Workspace",
  "monitor:DiagnosticSetting",
  "monitor:PrivateLinkScope",
  "network:PrivateDnsZoneGroup",
  "network:PrivateEndpoint",
  "privatedns:PrivateZone",
  "privatedns:VirtualNetworkLink",
  "resources:ResourceGroup",
  "search:Service",
  "security:Pricing",
  "storage:StorageAccount",
];
