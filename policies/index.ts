import * as path from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { allPolicies } from "./all";
import { buildError } from "./core/pulumi/build";
import { toSdkPolicies } from "./core/pulumi/pack";
import { runtimeError } from "./core/pulumi/runtime";
import { spareTheSdk } from "./core/pulumi/spared";
import { shareValues } from "./core/value/edge";

const error =
  runtimeError(process.versions.node) ?? buildError(path.resolve(__dirname, "..", ".."));
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
