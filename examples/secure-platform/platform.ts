// What every other file stands on: settings, resource group, and who is deploying.

import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const environment = config.get("environment") ?? "dev";

/** Starts every name that people type or that Azure shows in a URL. */
export const prefix = `contoso-ai-${environment}`;

export const tags = { environment, owner: "ai-platform" };

/** Object id of the Entra group of the data scientists. */
export const dataScientists =
  config.get("dataScientists") ?? "00000000-0000-0000-0000-000000000001";

/** Key of the web search service that the agents call: `pulumi config set --secret searchApiKey …`. */
export const searchApiKey = config.getSecret("searchApiKey") ?? pulumi.secret("not-a-real-key");

const deployer = authorization.getClientConfigOutput();
export const tenantId = deployer.tenantId;

export const subscription = pulumi.interpolate`/subscriptions/${deployer.subscriptionId}`;

export const resourceGroup = new resources.ResourceGroup("resource-group", {
  resourceGroupName: prefix,
  tags,
});
