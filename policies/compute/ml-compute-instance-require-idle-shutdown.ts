import { resourcePolicy } from "../core/define";
import { is, shown, text } from "../core/expect";
import { violation } from "../core/finding";
import { minutes } from "./computes";

/** The shortest idle time that Azure accepts, in minutes. */
const shortest = 15;

export default resourcePolicy({
  name: "ml-compute-instance-require-idle-shutdown",
  kind: "machinelearningservices:Compute",
  title: "ML compute instances shut down when idle",
  severity: "medium",
  level: "advisory",
  azurePolicy: ["679ddf89-ab8f-48a5-9029-e76054077449"],
  mcsb: ["AM-3", "PV-3"],
  why: "An instance that runs for weeks is an unpatched workstation with its owner's identity and the data mounted. It is also paid for day and night.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-manage-compute-instance",
  parameters: {
    maxIdleTime: {
      type: "string",
      default: "PT3H",
      pattern: "^P(([0-9]+[WD])+(T([0-9]+[HMS])+)?|T([0-9]+[HMS])+)$",
      example: "PT3H",
      range: { minimum: "PT15M", maximum: "P3D", measure: minutes },
      description: "Longest idle time as an ISO 8601 duration (Azure allows PT15M to P3D).",
    },
  },

  when: (compute) => is(compute.properties.computeType, "ComputeInstance"),
  *findings({ properties: compute }, { parameters: { maxIdleTime } }) {
    const { idleTimeBeforeShutdown } = compute.properties;
    const idle = minutes(text(idleTimeBeforeShutdown) ?? "");
    if (idle === undefined || idle < shortest || idle > (minutes(maxIdleTime) ?? 0))
      yield violation(
        idleTimeBeforeShutdown,
        shown(idleTimeBeforeShutdown),
        `a duration from PT15M to ${maxIdleTime}`,
      );
  },
  *remediation({ properties: compute }, { parameters: { maxIdleTime } }) {
    const { idleTimeBeforeShutdown } = compute.properties;
    const anHourOrLess = (minutes(maxIdleTime) ?? 0) < 60 ? maxIdleTime : "PT60M";
    if (text(idleTimeBeforeShutdown) === undefined)
      yield { set: idleTimeBeforeShutdown, to: anHourOrLess };
  },

  fix: "Set properties.properties.idleTimeBeforeShutdown to PT60M or another duration up to the limit.",

  examples: {
    good: [
      {
        properties: {
          computeType: "ComputeInstance",
          properties: { idleTimeBeforeShutdown: "PT30M" },
        },
      },
      { properties: { computeType: "AmlCompute" } },
    ],
    bad: [
      { properties: { computeType: "ComputeInstance", properties: { vmSize: "STANDARD_DS3_V2" } } },
      { properties: { computeType: "ComputeInstance" } },
      {
        properties: {
          computeType: "ComputeInstance",
          properties: { idleTimeBeforeShutdown: "P3D" },
        },
      },
    ],
  },
});
