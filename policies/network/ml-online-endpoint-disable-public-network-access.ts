import { resourcePolicy } from "../core/define";
import { kubernetesCompute } from "../core/example-ids";
import { isSet } from "../core/expect";

export default resourcePolicy({
  name: "ml-online-endpoint-disable-public-network-access",
  kind: "machinelearningservices:OnlineEndpoint",
  title: "Online endpoints are not reachable from public networks",
  severity: "critical",
  level: "mandatory",
  mcsb: ["NS-2"],
  why: "An online endpoint is its own public front door to the model; closing the workspace does not close it. No built-in policy of Azure looks at it.",
  docs: "https://learn.microsoft.com/azure/machine-learning/concept-secure-online-endpoint",

  // A Kubernetes endpoint is exposed by its cluster, not by this property.
  when: (endpoint) => !isSet(endpoint.properties.compute),
  property: (endpoint) => endpoint.properties.publicNetworkAccess,
  mustBe: "Disabled",
  absent: "violates",
  remediate: true,

  fix: 'Set properties.publicNetworkAccess: "Disabled"; clients then call through the private endpoint of the workspace.',

  examples: {
    good: [
      { properties: { publicNetworkAccess: "Disabled" } },
      { properties: { compute: kubernetesCompute } },
    ],
    bad: [{ properties: {} }, { properties: { publicNetworkAccess: "Enabled" } }],
  },
});
