import { resourcePolicy } from "../core/define";
import { subnet } from "../core/example-ids";
import { any, expect, is, isSet } from "../core/expect";
import { isManagedCompute } from "./computes";

export default resourcePolicy({
  name: "ml-compute-disable-ssh",
  kind: "machinelearningservices:Compute",
  title: "The SSH port of ML compute is closed",
  severity: "high",
  level: "mandatory",
  mcsb: ["IM-6", "NS-1"],
  why: "An open SSH port is scanned within minutes; behind it lie the mounted datasets and the compute's managed identity.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-secure-training-vnet",

  when: isManagedCompute,
  *findings({ properties: compute }) {
    const { sshSettings, subnet, enableNodePublicIp } = compute.properties;
    const port = compute.properties.remoteLoginPortPublicAccess;
    // Left to Azure, a cluster's port is open unless the nodes are in a subnet or have no public address.
    const isPrivate = () =>
      any(
        () => isSet(subnet.id),
        () => is(enableNodePublicIp, false),
      );
    if (is(compute.computeType, "ComputeInstance"))
      yield* expect(sshSettings.sshPublicAccess, ["Disabled"], "complies");
    else if (!is(port, "Disabled") && (is(port, "Enabled") || !isPrivate()))
      yield* expect(port, ["Disabled"], "violates");
  },
  *remediation({ properties: compute }) {
    const { sshSettings, remoteLoginPortPublicAccess } = compute.properties;
    const isInstance = is(compute.computeType, "ComputeInstance");
    yield {
      set: isInstance ? sshSettings.sshPublicAccess : remoteLoginPortPublicAccess,
      to: "Disabled",
    };
  },

  fix: "Set properties.properties.remoteLoginPortPublicAccess (cluster) or properties.properties.sshSettings.sshPublicAccess (instance) to Disabled.",

  examples: {
    good: [
      {
        properties: {
          computeType: "AmlCompute",
          properties: { remoteLoginPortPublicAccess: "Disabled" },
        },
      },
      { properties: { computeType: "AmlCompute", properties: { subnet: { id: subnet } } } },
      { properties: { computeType: "ComputeInstance" } },
    ],
    bad: [
      { properties: { computeType: "AmlCompute", properties: { vmSize: "STANDARD_DS3_V2" } } },
      {
        properties: {
          computeType: "AmlCompute",
          properties: { remoteLoginPortPublicAccess: "Enabled" },
        },
      },
      {
        properties: {
          computeType: "ComputeInstance",
          properties: { sshSettings: { sshPublicAccess: "Enabled" } },
        },
      },
    ],
  },
});
