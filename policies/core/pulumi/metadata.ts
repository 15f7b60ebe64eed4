import type { PolicyComplianceFramework } from "@pulumi/policy";
import { controlTags, frameworks } from "../frameworks";
import { configSchema } from "../config/parameters";
import type { Policy } from "../policy";

/** What Pulumi shows of a policy. */
export function metadata(policy: Policy) {
  const framework = complianceFramework(policy);
  return {
    name: policy.name,
    description: policy.title,
    displayName: policy.title,
    enforcementLevel: policy.level,
    severity: policy.severity,
    remediationSteps: policy.fix,
    url: policy.docs,
    tags: [...controlTags(policy.controls ?? {}), ...controlTags(policy.derivedControls ?? {})],
    ...(framework && { framework }),
    ...(Object.keys(policy.parameters).length > 0 && {
      configSchema: configSchema(policy.parameters),
    }),
  };
}

/** Pulumi shows one framework per policy: the benchmark that all policies share. The others are tags. */
function complianceFramework({
  controls,
  derivedControls,
}: Policy): PolicyComplianceFramework | undefined {
  const specification = [controls?.MCSB, derivedControls?.MCSB].filter(Boolean).join(", ");
  if (specification === "") return undefined;
  return {
    ...frameworks.MCSB,
    reference: "https://learn.microsoft.com/security/benchmark/azure/overview",
    specification,
  };
}
