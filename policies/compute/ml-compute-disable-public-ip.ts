import { resourcePolicy } from "../core/define";
import { isManagedCompute } from "./computes";

export default resourcePolicy({
  name: "ml-compute-disable-public-ip",
  kind: "machinelearningservices:Compute",
  title: "ML compute nodes have no public IP address",
  severity: "high",
  level: "mandatory",
  mcsb: ["NS-1", "NS-2"],
  why: "A public address puts SSH, notebooks and the training data behind them within reach of the Internet. By default every training node gets one.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-secure-training-vnet",

  when: isManagedCompute,
  property: (compute) => compute.properties.properties.enableNodePublicIp,
  mustBe: false,
  absent: "violates",

  fix: "Set properties.properties.enableNodePublicIp to false.",

  examples: {
    good: [
      { properties: { computeType: "AmlCompute", properties: { enableNodePublicIp: false } } },
      { properties: { computeType: "Kubernetes" } },
    ],
    bad: [
      { properties: { computeType: "AmlCompute", properties: { vmSize: "STANDARD_DS3_V2" } } },
      { properties: { computeType: "ComputeInstance" } },
      { properties: { computeType: "ComputeInstance", properties: { enableNodePublicIp: true } } },
    ],
  },
});
