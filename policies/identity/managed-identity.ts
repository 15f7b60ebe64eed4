/** Every way to have a managed identity; the spaced form is that of services other than ML (azure-native.md, gotcha 8). */
export const managedIdentityTypes = [
  "SystemAssigned",
  "UserAssigned",
  "SystemAssigned,UserAssigned",
  "SystemAssigned, UserAssigned",
] as const;
