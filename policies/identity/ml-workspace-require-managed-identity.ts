import { resourcePolicy } from "../core/define";
import { managedIdentity } from "../core/example-ids";
import { expect } from "../core/expect";
import { managedIdentityTypes, userAssignedTypes } from "./managed-identity";

export default resourcePolicy({
  name: "ml-workspace-require-managed-identity",
  kind: "machinelearningservices:Workspace",
  title: "ML workspaces have a managed identity",
  severity: "medium",
  level: "advisory",
  mcsb: ["IM-3"],
  why: "The identity replaces stored credentials for storage, Key Vault and the registry, and gives RBAC something to hold on to.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication",
  parameters: {
    requireUserAssigned: {
      type: "boolean",
      default: false,
      description:
        "Ask for a user-assigned identity, which outlives the workspace and can be granted its roles before that exists.",
    },
  },

  findings: (workspace, { parameters: { requireUserAssigned } }) =>
    expect(
      workspace.identity.type,
      requireUserAssigned ? userAssignedTypes : managedIdentityTypes,
      "violates",
    ),
  *remediation(workspace, { parameters: { requireUserAssigned } }) {
    // An identity of the user's is not ours to name.
    if (!requireUserAssigned) yield { set: workspace.identity.type, to: "SystemAssigned" };
  },

  fix: "Set identity.type to SystemAssigned, or to UserAssigned with identity.userAssignedIdentities and primaryUserAssignedIdentity (the only way with requireUserAssigned).",

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
