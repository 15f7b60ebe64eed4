import openaiDeploymentRequireContentFilter from "./openai-deployment-require-content-filter";
import openaiDeploymentRestrictCapacity from "./openai-deployment-restrict-capacity";
import openaiRaiPolicyRequireHarmFilters from "./openai-rai-policy-require-harm-filters";
import openaiRaiPolicyRestrictHarmThreshold from "./openai-rai-policy-restrict-harm-threshold";

/** The policies of this domain, by name. */
export default [
  openaiDeploymentRequireContentFilter,
  openaiDeploymentRestrictCapacity,
  openaiRaiPolicyRequireHarmFilters,
  openaiRaiPolicyRestrictHarmThreshold,
];
