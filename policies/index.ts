import { PolicyPack } from "@pulumi/policy";
import { allPolicies } from "./all";
import { toSdkPolicies } from "./core/pulumi/pack";
import { runtimeError } from "./core/pulumi/runtime";
import { spareTheSdk } from "./core/pulumi/spared";
import { shareValues } from "./core/value/edge";

const error = runtimeError(process.versions.node);
if (error !== undefined) {
  console.error(error);
  process.exit(1);
}

shareValues();
spareTheSdk();

new PolicyPack("azure-ai-security", {
  displayName: "Azure AI security",
  description: "Stops insecure Azure AI infrastructure at preview.",
  provider: "azure-native",
  policies: toSdkPolicies(allPolicies),
});
