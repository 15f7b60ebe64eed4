import { resourcePolicy } from "../core/define";
import { builtInRole, inGroup, resourceGroup, subscription } from "../core/example-ids";
import { is, isPartlyKnown, lastSegment, partlyKnown, text } from "../core/expect";
import { unsure, violation } from "../core/finding";
import { providerPattern, providers } from "./providers";
import { laxitiesOf, privilegedRole, reachesProviders } from "./roles";

const confining =
  "a condition that confines roleAssignments/write and roleAssignments/delete to roles that are not privileged";

export default resourcePolicy({
  name: "role-assignment-restrict-privileged-roles",
  kind: "authorization:RoleAssignment",
  title: "Nobody is granted a role that can hand out access to AI resources",
  severity: "critical",
  level: "mandatory",
  mcsb: ["PA-1", "PA-7"],
  why: "Whoever may assign roles can grant themselves every key, prompt and model. A standing assignment of Owner, User Access Administrator or Role Based Access Control Administrator turns one stolen identity into the loss of the platform.",
  docs: "https://learn.microsoft.com/azure/role-based-access-control/best-practices",
  parameters: {
    allowedPrincipals: {
      type: "string[]",
      default: [],
      pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
      example: "11111111-1111-1111-1111-111111111111",
      description:
        "Object ids that may hold these roles, for example the platform team or a break-glass group.",
    },
    watchedProviders: {
      type: "string[]",
      default: [
        "Microsoft.CognitiveServices",
        "Microsoft.MachineLearningServices",
        "Microsoft.Search",
        "Microsoft.KeyVault",
        "Microsoft.Storage",
        "Microsoft.ContainerRegistry",
        "Microsoft.ManagedIdentity",
        "Microsoft.ApiManagement",
        "Microsoft.Insights",
        "Microsoft.OperationalInsights",
        "Microsoft.DocumentDB",
      ],
      known: providers,
      pattern: providerPattern,
      example: "Microsoft.Search",
      description: "Resource providers whose resources count as AI platform.",
    },
  },

  when: ({ scope, principalId }, { parameters: { allowedPrincipals, watchedProviders } }) =>
    // A scope that is not known yet is a resource of this program.
    (!isPartlyKnown(scope) || reachesProviders(partlyKnown(scope), watchedProviders)) &&
    !(allowedPrincipals.length > 0 && is(principalId, ...allowedPrincipals)),
  *findings(assignment) {
    const { roleDefinitionId, condition } = assignment;
    const role = privilegedRole(lastSegment(roleDefinitionId));
    if (!role) return;
    const found = `the role ${role.name}`;
    const given = role.confinable ? text(condition) : undefined;
    if (given === undefined) {
      const confined = `, or this one with ${confining}`;
      yield violation(roleDefinitionId, found, `another role${role.confinable ? confined : ""}`);
      return;
    }
    const laxities = laxitiesOf(given);
    if (!laxities) yield unsure(condition, "it has a form that this policy does not read");
    else if (laxities.length > 0)
      yield violation(
        condition,
        `${found} with a condition that ${laxities.join(" and ")}`,
        confining,
      );
  },

  fix: "Remove the assignment, grant a narrower role, or make the principal eligible through PIM; if it must delegate, use Role Based Access Control Administrator with a condition on roleAssignments/write and roleAssignments/delete that allows named roles only (in the portal: Constrain roles).",

  examples: {
    good: [
      {
        // Cognitive Services OpenAI User
        roleDefinitionId: builtInRole("5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"),
        scope: resourceGroup,
        principalId: "11111111-1111-1111-1111-111111111111",
      },
      {
        // Role Based Access Control Administrator, for one role only
        roleDefinitionId: builtInRole("f58310d9-a9f6-439a-9e8d-f62e7b41a168"),
        scope: resourceGroup,
        principalId: "11111111-1111-1111-1111-111111111111",
        condition:
          "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {53ca6127-db72-4b80-b1b0-d745d6d5456d})) AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {53ca6127-db72-4b80-b1b0-d745d6d5456d}))",
        conditionVersion: "2.0",
      },
    ],
    bad: [
      {
        // Owner
        roleDefinitionId: builtInRole("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
        scope: resourceGroup,
        principalId: "11111111-1111-1111-1111-111111111111",
      },
      {
        // User Access Administrator
        roleDefinitionId: builtInRole("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"),
        scope: inGroup("CognitiveServices/accounts/oai-contoso"),
        principalId: "11111111-1111-1111-1111-111111111111",
      },
      {
        // Role Based Access Control Administrator, without a condition
        roleDefinitionId: builtInRole("f58310d9-a9f6-439a-9e8d-f62e7b41a168"),
        scope: subscription,
        principalId: "11111111-1111-1111-1111-111111111111",
      },
      {
        // Role Based Access Control Administrator: may still take any role away
        roleDefinitionId:
          "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/f58310d9-a9f6-439a-9e8d-f62e7b41a168",
        scope: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-ai",
        principalId: "11111111-1111-1111-1111-111111111111",
        condition:
          "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {53ca6127-db72-4b80-b1b0-d745d6d5456d}))",
        conditionVersion: "2.0",
      },
    ],
  },
});
