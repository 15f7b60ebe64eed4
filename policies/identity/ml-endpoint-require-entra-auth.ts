import { example, resourcePolicy } from "../core/define";
import { kubernetesCompute } from "../core/example-ids";
import { expect, is, isSet } from "../core/expect";

export default resourcePolicy({
  name: "ml-endpoint-require-entra-auth",
  kind: [
    "machinelearningservices:OnlineEndpoint",
    "machinelearningservices:BatchEndpoint",
    "machinelearningservices:ServerlessEndpoint",
    "machinelearningservices:InferenceEndpoint",
  ],
  title: "ML endpoints accept Microsoft Entra tokens only",
  severity: "high",
  level: "mandatory",
  mcsb: ["IM-1", "IM-3"],
  why: "An endpoint key never expires, belongs to nobody and opens the model to whoever copied it. An Entra token names the caller, obeys RBAC and conditional access, and ends.",
  docs: "https://learn.microsoft.com/azure/machine-learning/concept-endpoints-online-auth",

  *findings(endpoint, { subject: { kind } }) {
    const { authMode, compute } = endpoint.properties;
    if (kind === "machinelearningservices:InferenceEndpoint")
      yield* expect(endpoint.inferenceEndpointProperties.authMode, ["AAD"], "violates");
    else if (kind === "machinelearningservices:ServerlessEndpoint")
      yield* expect(authMode, ["AAD"], "violates");
    else if (!is(authMode, "AADToken")) {
      // A compute is there when Kubernetes serves the endpoint, and that knows no AADToken.
      const onKubernetes = kind === "machinelearningservices:OnlineEndpoint" && isSet(compute);
      yield* expect(authMode, onKubernetes ? ["AMLToken", "AADToken"] : ["AADToken"], "violates");
    }
  },

  fix: "Set properties.authMode to AADToken (on Kubernetes AMLToken, on serverless endpoints AAD; on inference endpoints inferenceEndpointProperties.authMode to AAD) and grant the callers the score permission.",

  examples: {
    good: [
      { properties: { authMode: "AADToken" } },
      { properties: { authMode: "AMLToken", compute: kubernetesCompute } },
      example("machinelearningservices:BatchEndpoint", { properties: { authMode: "AADToken" } }),
      example("machinelearningservices:ServerlessEndpoint", { properties: { authMode: "AAD" } }),
      example("machinelearningservices:InferenceEndpoint", {
        inferenceEndpointProperties: { authMode: "AAD" },
      }),
    ],
    bad: [
      { properties: {} },
      { properties: { authMode: "Key" } },
      { properties: { authMode: "AMLToken" } },
      example("machinelearningservices:ServerlessEndpoint", {
        properties: { authMode: "KeyAndAAD" },
      }),
      example("machinelearningservices:InferenceEndpoint", {
        inferenceEndpointProperties: { authMode: "Key" },
      }),
    ],
  },
});
