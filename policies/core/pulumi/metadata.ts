import type { PolicyComplianceFramework } from "@pulumi/policy";
import {
  benchmarkControls,
  benchmarkKey,
  controlsOf,
  controlTags,
  frameworks,
  type Served,
} from "../frameworks";
import { configSchema } from "../config/parameters";
import type { Policy } from "../policy";

/** What Pulumi shows of a policy. */
export function metadata(policy: Policy) {
  const served = controlsOf(policy);
  const framework = complianceFramework(served);
  return {
    name: policy.name,
    description: policy.title,
    displayName: policy.title,
    enforcementLevel: policy.level,
    severity: policy.severity,
    remediationSteps: policy.fix,
    url: policy.docs,
    tags: controlTags(served),
    ...(framework && { framework }),
    ...(Object.keys(policy.parameters).length > 0 && {
      configSchema: configSchema(policy.parameters),
    }),
  };
}

/** Pulumi shows one framework per policy: the benchmark that all policies share. The others are tags. */
function complianceFramework(served: Served): PolicyComplianceFramework | undefined {
  const { name = benchmarkKey, version = "" } = frameworks[benchmarkKey] ?? {};
  const specification = benchmarkControls(served).join(", ");
  if (specification === "") return undefined;
  return {
    name,
    version,
    reference: "https://learn.microsoft.com/security/benchmark/azure/overview",
    specification,
  };
}
