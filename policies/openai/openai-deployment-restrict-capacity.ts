import { resourcePolicy } from "../core/define";
import { number, text } from "../core/expect";
import { violation } from "../core/finding";
import { printable } from "../core/printable";
import { deploymentKinds, isModelDeployment } from "./deployments";

export default resourcePolicy({
  name: "openai-deployment-restrict-capacity",
  kind: deploymentKinds,
  title: "Model deployments cap their capacity",
  severity: "medium",
  level: "advisory",
  derivedControls: {
    MCSB: "AI-6, AM-2",
    "NIST SP 800-53 R4": "CM-8, PM-5",
    "PCI DSS 3.2.1": "6.3",
    "CIS Controls v8": "2.5, 2.6, 2.7, 4.8",
    "NIST SP 800-53 R5": "AU-6, IR-4, SI-4",
    "PCI DSS 4": "10.6.2, 11.5.1",
    "ISO 27001:2022": "A.8.15, A.8.16",
    "SOC 2": "CC7.2",
  },
  why: "Capacity is the tokens-per-minute (and with it the requests-per-minute) limit of a deployment. Without a deliberate cap one leaked token or runaway agent burns the whole quota and budget.",
  docs: "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/quota",
  parameters: {
    maxCapacity: {
      type: "number",
      default: 300,
      description: "Largest capacity of one pay-as-you-go deployment, in 1,000 tokens per minute.",
    },
    maxProvisionedCapacity: {
      type: "number",
      default: 300,
      description: "Largest number of provisioned throughput units of one deployment.",
    },
  },

  when: isModelDeployment,
  *findings(deployment, { parameters, subject }) {
    const sku =
      subject.kind === "cognitiveservices:Deployment" ? deployment.sku : deployment.properties.sku;
    const { scaleSettings } = deployment.properties;
    // Without a name it is the Standard SKU of the older API versions, and so is one we do not know.
    const name = text(sku.name)?.toLowerCase() ?? "standard";
    if (name.includes("batch")) return;
    const provisioned = name.includes("provisioned");
    const limit = provisioned ? parameters.maxProvisionedCapacity : parameters.maxCapacity;
    const capacity = number(sku.capacity) ?? number(scaleSettings.capacity);
    if (capacity === undefined ? !provisioned : capacity > limit)
      yield violation(sku.capacity, printable(capacity), `set, and at most ${limit}`);
  },

  fix: "Set sku.capacity to the thousands of tokens per minute the workload needs, at most maxCapacity.",

  examples: {
    good: [
      {
        resourceGroupName: "rg",
        accountName: "oai",
        deploymentName: "chat",
        sku: { name: "DataZoneStandard", capacity: 50 },
        properties: {
          model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
          raiPolicyName: "strict",
        },
      },
    ],
    bad: [
      {
        resourceGroupName: "rg",
        accountName: "oai",
        deploymentName: "chat",
        sku: { name: "DataZoneStandard", capacity: 5000 },
        properties: {
          model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
          raiPolicyName: "strict",
        },
      },
      {
        resourceGroupName: "rg",
        accountName: "oai",
        deploymentName: "chat",
        sku: { name: "DataZoneStandard" },
        properties: {
          model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
          raiPolicyName: "strict",
        },
      },
    ],
  },
});
