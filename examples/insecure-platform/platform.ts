// What every other file stands on: settings, resource group, and who is deploying.

import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

/** Object id of the Entra group of the data scientists. */
export const dataScientists =
  config.get("dataScientists") ?? "00000000-0000-0000-0000-000000000001";

/** With it the data scientists log in to their notebook machine. */
export const sshPublicKey = config.get("sshPublicKey") ?? "ssh-rsa not-a-real-key";

/** Key of the web search service that the agents call: `pulumi config set --secret searchApiKey …`. */
export const searchApiKey = config.getSecret("searchApiKey") ?? pulumi.secret("not-a-real-key");

export const deployer = authorization.getClientConfigOutput();
export const subscription = pulumi.interpolate`/subscriptions/${deployer.subscriptionId}`;

export const resourceGroup = new resources.ResourceGroup("resource-group");
