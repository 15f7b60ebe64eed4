// Who may do what: one narrow role on one resource at a time.

import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";

import { prefix, resourceGroup, subscription } from "./platform";

/** The built-in roles in use, with the ids that they have in every tenant. */
const roles = {
  AcrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  "Azure AI Enterprise Network Connection Approver": "b556d68e-0be0-4f35-a333-ad7ee1ce17ea",
  "AzureML Data Scientist": "f6c7c914-8db3-469d-8ca1-694a8f32e121",
  "Cognitive Services OpenAI User": "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
  "Key Vault Crypto Service Encryption User": "e147488a-f6f5-4113-8e2d-b22465e65bf6",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
};

export interface Grant {
  role: keyof typeof roles;
  /** Object id of the principal. */
  to: pulumi.Input<string>;
  principalType: "Group" | "ServicePrincipal";
  on: pulumi.CustomResource;
}

export function grant(
  name: string,
  { role, to, principalType, on }: Grant,
): authorization.RoleAssignment {
  return new authorization.RoleAssignment(name, {
    scope: on.id,
    principalId: to,
    principalType,
    roleDefinitionId: pulumi.interpolate`${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
  });
}

// Nobody holds it for good: operators activate it for some hours in Privileged Identity Management.
new authorization.RoleDefinition("operator-role", {
  scope: resourceGroup.id,
  assignableScopes: [resourceGroup.id],
  roleName: `${prefix}-operator`,
  roleType: "CustomRole",
  description: "Runs training jobs and rolls out models.",
  permissions: [
    {
      actions: [
        "Microsoft.MachineLearningServices/workspaces/read",
        "Microsoft.MachineLearningServices/workspaces/*/read",
        "Microsoft.MachineLearningServices/workspaces/jobs/*",
        "Microsoft.MachineLearningServices/workspaces/computes/start/action",
        "Microsoft.MachineLearningServices/workspaces/computes/stop/action",
        "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/write",
        "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/write",
      ],
    },
  ],
});
