import { PolicyPack } from "@pulumi/policy";
import { allPolicies } from "./all";
import { toSdkPolicies } from "./core/pack";
import { requireNode } from "./core/runtime";

requireNode(20);

new PolicyPack("azure-ai-security", {
  displayName: "Azure AI security",
  description: "Stops insecure Azure AI infrastructure at preview.",
  provider: "azure-native",
  policies: toSdkPolicies(allPolicies),
});
