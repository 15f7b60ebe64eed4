import { resourcePolicy } from "../core/define";
import { managedIdentity } from "../core/example-ids";
import { managedIdentityTypes } from "./managed-identity";

export default resourcePolicy({
  name: "ml-workspace-require-managed-identity",
  kind: "machinelearningservices:Workspace",
  title: "ML workspaces have a managed identity",
  severity: "medium",
  level: "advisory",
  mcsb: ["IM-3"],
  why: "The identity replaces stored credentials for storage, Key Vault and the registry, and gives RBAC something to hold on to.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication",

  property: (workspace) => workspace.identity.type,
  mustBe: managedIdentityTypes,
  absent: "violates",
  remediate: true,

  fix: "Set identity.type to SystemAssigned, or to UserAssigned with identity.userAssignedIdentities and primaryUserAssignedIdentity.",

  examples: {
    good: [
      { identity: { type: "SystemAssigned" } },
      {
        identity: { type: "UserAssigned", userAssignedIdentities: [managedIdentity] },
        primaryUserAssignedIdentity: managedIdentity,
      },
    ],
    bad: [{ kind: "Project" }, { identity: { type: "None" } }],
  },
});
