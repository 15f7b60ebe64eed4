import { example, resourcePolicy } from "../core/define";
import { each, expect, is, isKnown } from "../core/expect";
import {
  byFilters,
  contentFilters,
  harmCategory,
  harmFilters,
  raiPolicyKinds,
  thresholdsUpTo,
} from "./content-filters";

export default resourcePolicy({
  name: "openai-rai-policy-restrict-harm-threshold",
  kind: raiPolicyKinds,
  title: "RAI policies filter harmful content from medium severity or lower",
  severity: "critical",
  level: "mandatory",
  azurePolicy: [
    {
      id: "930f48f9-f07e-427c-9494-52603581c6a9",
      remark:
        'compares with a set whose default is Medium and High; assign it with ["Low","Medium"]',
    },
  ],
  mcsb: ["AI-2"],
  why: "With threshold High, clearly hateful, sexual or violent material of medium severity passes in both directions. Only the most severe content is stopped.",
  docs: "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-filters",
  parameters: {
    maxThreshold: {
      type: "string",
      default: "Medium",
      enum: ["Low", "Medium", "High"],
      description: "Laxest accepted threshold: Low, Medium or High.",
    },
  },

  findings: ({ properties: policy }, { parameters: { maxThreshold } }) =>
    byFilters(policy, () =>
      each(contentFilters(policy), function* (filter) {
        const { severityThreshold } = filter;
        const accepted = thresholdsUpTo(maxThreshold);
        if (isKnown(severityThreshold) && is(severityThreshold, ...accepted)) return;
        if (harmCategory(filter) !== undefined && is(filter.enabled, true))
          yield* expect(severityThreshold, accepted, "violates");
      }),
    ),

  fix: 'Set severityThreshold (allowedContentLevel in older API versions and in machinelearningservices) to "Medium" or "Low" on every harm entry.',

  examples: {
    good: [
      { properties: { contentFilters: harmFilters("Medium") } },
      { properties: { contentFilters: harmFilters("Low") } },
      example("machinelearningservices:RaiPolicy", {
        properties: { contentFilters: harmFilters(undefined, { allowedContentLevel: "Low" }) },
      }),
    ],
    bad: [
      { properties: { contentFilters: harmFilters("High") } },
      { properties: { contentFilters: harmFilters(undefined) } },
      example("machinelearningservices:RaiPolicy", {
        properties: { contentFilters: harmFilters(undefined, { allowedContentLevel: "High" }) },
      }),
    ],
  },
});
