/** azurerm_role_*, managed identities, policy assignments and exemptions, resource groups. */
import { UNKNOWN } from "../../value/value";
import { one, type ClassicTable } from "./entry";
import {
  Rule,
  change,
  common,
  each,
  first,
  flag,
  identity,
  inGroup,
  nameIn,
  groupIn,
  read,
  spell,
  valueAt,
} from "./rules";

/**
 * Built-in roles that grant access, keys or data, by the name that `roleDefinitionName` takes; another name is no role
 * that a policy looks for. Roles of Foundry have the names from before May 2026, too.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const roleIds: Readonly<Record<string, string>> = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "user access administrator": "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  "role based access control administrator": "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
  "access review operator service role": "76cc9ee4-d5d3-4a45-a930-26add3d73475",
  "azure ai administrator": "b78c5d69-af96-48a3-bf8d-a8b4d589de94",
  "azure ai account owner": "e47c6f54-e4a2-4754-9501-8e0985b135e1",
  "foundry account owner": "e47c6f54-e4a2-4754-9501-8e0985b135e1",
  "azure ai owner": "c883944f-8b7b-4483-af10-35834be79c4a",
  "foundry owner": "c883944f-8b7b-4483-af10-35834be79c4a",
  "azure ai project manager": "eadc314b-1a2d-4efa-be10-5d325db5065e",
  "foundry project manager": "eadc314b-1a2d-4efa-be10-5d325db5065e",
  "azure ai user": "53ca6127-db72-4b80-b1b0-d745d6d5456d",
  "foundry user": "53ca6127-db72-4b80-b1b0-d745d6d5456d",
  "foundry agent consumer": "eed3b665-ab3a-47b6-8f48-c9382fb1dad6",
  "azureml data scientist": "f6c7c914-8db3-469d-8ca1-694a8f32e121",
  "cognitive services contributor": "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68",
  "cognitive services user": "a97b65f3-24c7-4388-baec-2e87135dc908",
  "cognitive services openai contributor": "a001fd3d-188f-4b5d-821b-7da978bf7442",
  "cognitive services openai user": "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
  "search service contributor": "7ca78c08-252a-4471-8644-bb5ff32d4ba0",
  "api management service contributor": "312a565d-c81f-4fd8-895a-4e21e48d571c",
  "storage account contributor": "17d1049b-9a84-46fb-8f53-869881c3d3ab",
  "storage account key operator service role": "81a9662b-bebf-436f-a333-f67b29880f12",
  "reader and data access": "c12c1c16-33a1-487b-954d-41c89c60f349",
  "storage blob data owner": "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
  "storage blob data contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "storage blob data reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "key vault contributor": "f25e0fa2-a7c8-4377-a976-54943a77a395",
  "key vault administrator": "00482a5a-887f-4fb3-b363-3b7fe8e74483",
  "key vault secrets officer": "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
  "key vault secrets user": "4633458b-17de-408a-b874-0445c86b69e6",
  "key vault crypto officer": "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
  "key vault certificates officer": "a4417e6f-fecd-4de8-b567-7b0420556985",
  "key vault data access administrator": "8b54135c-b56d-4d72-a534-26097cfdc8d8",
};

/** The id of a role by its name; the name itself, if it is not in the list. */
const roleByName = change("roleDefinitionName", (name) => {
  const id = roleIds[name.trim().toLowerCase()];
  return id === undefined ? name : `/providers/Microsoft.Authorization/roleDefinitions/${id}`;
});
/** Says where the role is written: by name or by id. */
const role = new Rule(
  (from) => read(first("roleDefinitionId", roleByName), from),
  (rest) => spell("roleDefinitionId", rest),
);

const json = (path: string): Rule =>
  change(path, (text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  });

const overrides = each("overrides", {
  value: "value",
  selectors: each("selectors", { kind: "kind", in: "ins", notIn: "notIns" }),
});

/** Classic has one type for each level that a policy is assigned at. */
const assignment = (token: string, scope: string) =>
  one(token, {
    kind: "authorization:PolicyAssignment",
    props: {
      scope,
      policyAssignmentName: "name",
      location: "location",
      identity,
      displayName: "displayName",
      description: "description",
      policyDefinitionId: "policyDefinitionId",
      enforcementMode: flag("enforce", "Default", "DoNotEnforce", true),
      notScopes: "notScopes",
      parameters: json("parameters"),
      metadata: json("metadata"),
      nonComplianceMessages: each("nonComplianceMessages", {
        message: "content",
        policyDefinitionReferenceId: "policyDefinitionReferenceId",
      }),
      overrides,
      resourceSelectors: each("resourceSelectors", {
        name: "name",
        selectors: each("selectors", { kind: "kind", in: "ins", notIn: "notIns" }),
      }),
    },
  });
const exemption = (token: string, scope: string) =>
  one(token, {
    kind: "authorization:PolicyExemption",
    props: {
      scope,
      policyExemptionName: "name",
      displayName: "displayName",
      description: "description",
      exemptionCategory: "exemptionCategory",
      expiresOn: "expiresOn",
      policyAssignmentId: "policyAssignmentId",
      policyDefinitionReferenceIds: "policyDefinitionReferenceIds",
      metadata: json("metadata"),
    },
  });

/** The scope itself can be assigned to when nothing is said. */
const assignableScopes = new Rule(
  (from) => {
    const scopes = valueAt(from, "assignableScopes");
    if (scopes !== undefined && !(Array.isArray(scopes) && scopes.length === 0)) return scopes;
    const scope = valueAt(from, "scope");
    return scope === undefined || scope === UNKNOWN ? scope : [scope];
  },
  (rest) => spell("assignableScopes", rest),
);

export const authorization: ClassicTable = {
  role_assignment: one("authorization/assignment:Assignment role/assignment:Assignment", {
    kind: "authorization:RoleAssignment",
    props: {
      scope: "scope",
      roleAssignmentName: "name",
      roleDefinitionId: role,
      principalId: "principalId",
      principalType: "principalType",
      condition: "condition",
      conditionVersion: "conditionVersion",
      description: "description",
      delegatedManagedIdentityResourceId: "delegatedManagedIdentityResourceId",
    },
  }),
  // Active, not eligible: as good as an assignment, which may end.
  pim_active_role_assignment: one("pim/activeRoleAssignment:ActiveRoleAssignment", {
    kind: "authorization:RoleAssignment",
    props: {
      scope: "scope",
      roleDefinitionId: "roleDefinitionId",
      principalId: "principalId",
      description: "justification",
    },
  }),
  role_definition: one("authorization/roleDefinition:RoleDefinition role/definition:Definition", {
    kind: "authorization:RoleDefinition",
    props: {
      scope: "scope",
      roleDefinitionId: "roleDefinitionId",
      roleName: "name",
      description: "description",
      assignableScopes,
      permissions: each("permissions", {
        actions: "actions",
        notActions: "notActions",
        dataActions: "dataActions",
        notDataActions: "notDataActions",
      }),
    },
  }),
  user_assigned_identity: one(
    "authorization/userAssignedIdentity:UserAssignedIdentity msi/userAssignedIdentity:UserAssignedIdentity",
    { kind: "managedidentity:UserAssignedIdentity", props: { resourceName: "name", ...inGroup } },
  ),
  federated_identity_credential: one(
    "armmsi/federatedIdentityCredential:FederatedIdentityCredential",
    {
      kind: "managedidentity:FederatedIdentityCredential",
      props: {
        federatedIdentityCredentialResourceName: "name",
        resourceName: first(nameIn("userAssignedIdentityId"), nameIn("parentId")),
        resourceGroupName: first(
          "resourceGroupName",
          groupIn("userAssignedIdentityId"),
          groupIn("parentId"),
        ),
        issuer: "issuer",
        subject: "subject",
        audiences: first(
          change("audience", (audience) => [audience]),
          "audience",
        ),
      },
    },
  ),
  subscription_policy_assignment: assignment(
    "core/subscriptionPolicyAssignment:SubscriptionPolicyAssignment",
    "subscriptionId",
  ),
  subscription_policy_exemption: exemption(
    "core/subscriptionPolicyExemption:SubscriptionPolicyExemption",
    "subscriptionId",
  ),
  resource_group_policy_assignment: assignment(
    "core/resourceGroupPolicyAssignment:ResourceGroupPolicyAssignment",
    "resourceGroupId",
  ),
  resource_group_policy_exemption: exemption(
    "core/resourceGroupPolicyExemption:ResourceGroupPolicyExemption",
    "resourceGroupId",
  ),
  resource_policy_assignment: assignment(
    "core/resourcePolicyAssignment:ResourcePolicyAssignment",
    "resourceId",
  ),
  resource_policy_exemption: exemption(
    "core/resourcePolicyExemption:ResourcePolicyExemption",
    "resourceId",
  ),
  management_group_policy_assignment: assignment(
    "management/groupPolicyAssignment:GroupPolicyAssignment",
    "managementGroupId",
  ),
  management_group_policy_exemption: exemption(
    "management/groupPolicyExemption:GroupPolicyExemption",
    "managementGroupId",
  ),
  resource_group: one("core/resourceGroup:ResourceGroup", {
    kind: "resources:ResourceGroup",
    props: { resourceGroupName: "name", ...common, managedBy: "managedBy" },
  }),
};
