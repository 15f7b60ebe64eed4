/** Ids of what examples refer to and do not declare. */

export const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
export const resourceGroup = `${subscription}/resourceGroups/rg-ai`;
export const managedIdentity = inGroup("ManagedIdentity/userAssignedIdentities/id-ml");
export const virtualNetwork = inGroup("Network/virtualNetworks/vnet");
export const subnet = `${virtualNetwork}/subnets/training`;
export const kubernetesCompute = inGroup("MachineLearningServices/workspaces/ml/computes/aks");

/** The id of a resource in the examples' group, by provider without "Microsoft.", types and names. */
export function inGroup(rest: string): string {
  return `${resourceGroup}/providers/Microsoft.${rest}`;
}

/** The id of a built-in role, by its GUID. */
export function builtInRole(guid: string): string {
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}
