import { example, resourcePolicy } from "../core/define";
import { isKnown, number, shown, text } from "../core/expect";
import { violation } from "../core/finding";
import { deploymentKinds, isModelDeployment } from "./deployments";

export default resourcePolicy({
  name: "openai-deployment-restrict-capacity",
  kind: deploymentKinds,
  title: "Model deployments cap their capacity",
  severity: "medium",
  level: "advisory",
  mcsb: ["AI-6", "AM-2"],
  why: "Without a deliberate cap one leaked token or runaway agent burns the whole quota and budget. Capacity is the tokens-per-minute (and with it the requests-per-minute) limit of a deployment.",
  docs: "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/quota",
  parameters: {
    maxCapacity: {
      type: "number",
      default: 300,
      minimum: 0,
      maximum: 1_000_000,
      description: "Largest capacity of one pay-as-you-go deployment, in 1,000 tokens per minute.",
    },
    maxProvisionedCapacity: {
      type: "number",
      default: 300,
      minimum: 0,
      maximum: 100_000,
      description: "Largest number of provisioned throughput units of one deployment.",
    },
  },

  when: isModelDeployment,
  *findings(deployment, { parameters, subject }) {
    const sku =
      subject.kind === "cognitiveservices:Deployment" ? deployment.sku : deployment.properties.sku;
    // The older API versions have it in the scale settings.
    const places = [sku.capacity, deployment.properties.scaleSettings.capacity];
    const placeOfCapacity = () => places.find((one) => number(one) !== undefined) ?? sku.capacity;
    const least = Math.min(parameters.maxCapacity, parameters.maxProvisionedCapacity);
    if (
      !isKnown(sku.name) &&
      isKnown(sku.capacity) &&
      (number(placeOfCapacity()) ?? Infinity) <= least
    )
      return;
    // Without a name it is the Standard SKU of the older API versions, and so is one we do not know.
    const name = text(sku.name)?.toLowerCase() ?? "standard";
    if (name.includes("batch")) return;
    const isProvisioned = name.includes("provisioned");
    const limit = isProvisioned ? parameters.maxProvisionedCapacity : parameters.maxCapacity;
    const place = placeOfCapacity();
    const capacity = number(place);
    if (capacity === undefined ? !isProvisioned : capacity > limit)
      yield violation(place, shown(place), `a number up to ${limit}`);
  },

  fix: "Set sku.capacity to the thousands of tokens per minute that the workload needs, or raise the limit in the policy's configuration.",

  examples: {
    good: [
      { sku: { name: "DataZoneStandard", capacity: 50 } },
      { sku: { name: "GlobalBatch", capacity: 50000 } },
    ],
    bad: [
      { properties: {} },
      { sku: { name: "DataZoneStandard" } },
      { sku: { name: "DataZoneStandard", capacity: 5000 } },
      example("machinelearningservices:EndpointDeployment", {
        properties: { type: "Azure.OpenAI", sku: { name: "Standard", capacity: 5000 } },
      }),
    ],
  },
});
