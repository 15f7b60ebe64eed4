import { example, resourcePolicy } from "../core/define";
import { expectSet, isSet, text } from "../core/expect";
import { matchesGlob } from "../core/config/glob";
import { deploymentKinds, isModelDeployment } from "./deployments";

export default resourcePolicy({
  name: "openai-deployment-require-content-filter",
  kind: deploymentKinds,
  title: "Model deployments name the content filter that applies to them",
  severity: "high",
  level: "advisory",
  azurePolicy: [
    {
      id: "930f48f9-f07e-427c-9494-52603581c6a9",
      remark: "judges the filter in force after the deployment, and can only audit",
    },
  ],
  mcsb: ["AI-2"],
  why: "A deployment without a named RAI policy runs with whatever default Microsoft ships at that moment. No reviewer can see from the code which filter guards it, and default filters leave indirect attack detection off.",
  docs: "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-filters",
  parameters: {
    exemptModels: {
      type: "string[]",
      default: ["*embed*", "*rerank*", "whisper*", "tts*", "*-tts*", "*transcribe*"],
      ifEmpty: "no model is exempt",
      // Stars alone would exempt every model.
      pattern: "^[^\\s]*[^\\s*][^\\s]*$",
      example: "whisper*",
      description: "Model names (wildcards) without a text content filter.",
    },
  },

  when: isModelDeployment,
  *findings({ properties: deployment }, { parameters: { exemptModels } }) {
    if (isSet(deployment.raiPolicyName)) return;
    const model = text(deployment.model.name) ?? "";
    if (!exemptModels.some((pattern) => matchesGlob(pattern, model)))
      yield* expectSet(deployment.raiPolicyName);
  },

  fix: 'Set properties.raiPolicyName to a strict RAI policy of the account, or at least to "Microsoft.DefaultV2".',

  examples: {
    good: [
      { properties: { model: { name: "gpt-5.1" }, raiPolicyName: "strict" } },
      { properties: { model: { name: "text-embedding-3-large" } } },
    ],
    bad: [
      { properties: { model: { name: "gpt-5.1" } } },
      { properties: { model: { name: "gpt-5.1" }, raiPolicyName: "" } },
      example("machinelearningservices:EndpointDeployment", {
        properties: { type: "Azure.OpenAI", model: { name: "gpt-5.1" } },
      }),
    ],
  },
});
