import { isManagedCompute } from "../compute/computes";
import { resourcePolicy } from "../core/define";
import { managedIdentity } from "../core/example-ids";
import { managedIdentityTypes } from "./managed-identity";

export default resourcePolicy({
  name: "ml-compute-require-managed-identity",
  kind: "machinelearningservices:Compute",
  title: "ML compute clusters and instances have a managed identity",
  severity: "medium",
  level: "advisory",
  mcsb: ["IM-3"],
  why: "Without an identity of the compute, jobs fall back to the keys stored in the datastore. With one they read data and pull images in its name.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication",

  when: isManagedCompute,
  property: (compute) => compute.identity.type,
  mustBe: managedIdentityTypes,
  absent: "violates",
  remediate: true,

  fix: "Set identity.type to SystemAssigned or UserAssigned on the compute.",

  examples: {
    good: [
      { properties: { computeType: "AmlCompute" }, identity: { type: "SystemAssigned" } },
      {
        properties: { computeType: "ComputeInstance" },
        identity: { type: "UserAssigned", userAssignedIdentities: [managedIdentity] },
      },
      { properties: { computeType: "Kubernetes" } },
    ],
    bad: [
      { properties: { computeType: "AmlCompute" } },
      { properties: { computeType: "ComputeInstance" }, identity: { type: "None" } },
    ],
  },
});
