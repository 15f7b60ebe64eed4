/** Every way to have a managed identity. */
export const managedIdentityTypes = [
  "SystemAssigned",
  "UserAssigned",
  "SystemAssigned,UserAssigned",
] as const;

/** Those in which the user chooses it. */
export const userAssignedTypes = ["UserAssigned", "SystemAssigned,UserAssigned"] as const;
