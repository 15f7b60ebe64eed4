import aiServicesAccountDisableLocalAuth from "./ai-services-account-disable-local-auth";
import mlComputeRequireManagedIdentity from "./ml-compute-require-managed-identity";
import mlDatastoreDisableStoredCredentials from "./ml-datastore-disable-stored-credentials";
import mlEndpointRequireEntraAuth from "./ml-endpoint-require-entra-auth";
import mlWorkspaceRequireManagedIdentity from "./ml-workspace-require-managed-identity";
import roleAssignmentRestrictPrivilegedRoles from "./role-assignment-restrict-privileged-roles";
import roleDefinitionDisableWildcardActions from "./role-definition-disable-wildcard-actions";

/** The policies of this domain, by name. */
export default [
  aiServicesAccountDisableLocalAuth,
  mlComputeRequireManagedIdentity,
  mlDatastoreDisableStoredCredentials,
  mlEndpointRequireEntraAuth,
  mlWorkspaceRequireManagedIdentity,
  roleAssignmentRestrictPrivilegedRoles,
  roleDefinitionDisableWildcardActions,
];
