/** Every way to have a managed identity. */
export const managedIdentityTypes = [
  "SystemAssigned",
  "UserAssigned",
  "SystemAssigned,UserAssigned",
] as const;
