import aiServicesAccountRequireDiagnosticLogs from "./ai-services-account-require-diagnostic-logs";
import defenderSubscriptionRequireAiPlans from "./defender-subscription-require-ai-plans";
import mlWorkspaceRequireDiagnosticLogs from "./ml-workspace-require-diagnostic-logs";

/** The policies of this domain, by name. */
export default [
  aiServicesAccountRequireDiagnosticLogs,
  defenderSubscriptionRequireAiPlans,
  mlWorkspaceRequireDiagnosticLogs,
];
