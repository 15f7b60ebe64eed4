// The platform of ../secure-platform as a team writes it that has to launch next week: it works.

import "./access";

import { ModelService } from "./model-service";
import { openai } from "./openai";
import { workspace } from "./workspace";

const phi = new ModelService("phi", {
  workspace,
  model: "azureml://registries/azureml/models/Phi-4/versions/7",
  instanceType: "Standard_NC24ads_A100_v4",
});

export const openaiEndpoint = openai.properties.endpoint;
export const workspaceName = workspace.name;
export const scoringUri = phi.scoringUri;
