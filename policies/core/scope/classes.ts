/**
 * What a kind is to the scope: `ai` is always judged. `governance` (Defender, Sentinel, policy assignments, logs of subscriptions) is always judged,
 * since a stack speaks of it only by declaring it. `support` is what AI stands on, judged in stacks that hold AI.
 */
export type Class = "ai" | "governance" | "support";

const byModule: Readonly<Record<string, Class>> = {
  botservice: "ai",
  cognitiveservices: "ai",
  machinelearningservices: "ai",
  search: "ai",
  security: "governance",
  securityinsights: "governance",
};

/** Kinds that are something else than their module. */
const byKind: Readonly<Record<string, Class>> = {
  "authorization:PolicyAssignment": "governance",
  "authorization:PolicyExemption": "governance",
  "monitor:ManagementGroupDiagnosticSetting": "governance",
  "monitor:SubscriptionDiagnosticSetting": "governance",
};

export function classOf(kind: string): Class {
  const [module = ""] = kind.split(":");
  return byKind[kind] ?? byModule[module] ?? "support";
}
