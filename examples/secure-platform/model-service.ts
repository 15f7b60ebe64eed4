import * as machinelearning from "@pulumi/azure-native/machinelearningservices";
import * as pulumi from "@pulumi/pulumi";

import { keepLogs } from "./monitoring";
import { resourceGroup, tags } from "./platform";

export interface ModelServiceArgs {
  workspace: machinelearning.Workspace;
  /** Asset id of a model that brings its own scoring code: `azureml://registries/…/models/…/versions/…`. */
  model: string;
  instanceType: string;
  instanceCount: number;
}

/** A model behind an HTTPS endpoint that only the virtual network reaches, with Entra tokens. */
export class ModelService extends pulumi.ComponentResource {
  readonly scoringUri: pulumi.Output<string>;

  constructor(name: string, args: ModelServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("contoso:ml:ModelService", name, {}, opts);
    const place = { resourceGroupName: resourceGroup.name, workspaceName: args.workspace.name };

    const endpoint = new machinelearning.OnlineEndpoint(
      `${name}-endpoint`,
      {
        ...place,
        identity: { type: "SystemAssigned" },
        properties: { authMode: "AADToken", publicNetworkAccess: "Disabled" },
        tags,
      },
      { parent: this },
    );

    new machinelearning.OnlineDeployment(
      `${name}-deployment`,
      {
        ...place,
        endpointName: endpoint.name,
        deploymentName: "blue",
        sku: { name: "Default", capacity: args.instanceCount },
        properties: {
          endpointComputeType: "Managed",
          model: args.model,
          instanceType: args.instanceType,
          appInsightsEnabled: true,
        },
        tags,
      },
      { parent: this },
    );

    keepLogs(name, endpoint.id, { parent: this });

    this.scoringUri = endpoint.properties.scoringUri;
    this.registerOutputs({ scoringUri: this.scoringUri });
  }
}
