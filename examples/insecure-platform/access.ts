import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";

import { dataScientists, resourceGroup, subscription } from "./platform";

const ownerRole = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

// So that nobody is blocked before the launch.
new authorization.RoleAssignment("scientists-own-everything", {
  scope: resourceGroup.id,
  principalId: dataScientists,
  principalType: "Group",
  roleDefinitionId: pulumi.interpolate`${subscription}/providers/Microsoft.Authorization/roleDefinitions/${ownerRole}`,
});

new authorization.RoleDefinition("operator-role", {
  scope: resourceGroup.id,
  assignableScopes: [resourceGroup.id],
  roleName: "ml-operator",
  roleType: "CustomRole",
  permissions: [
    { actions: ["Microsoft.MachineLearningServices/*", "Microsoft.CognitiveServices/*"] },
  ],
});
