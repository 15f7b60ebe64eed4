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
  derivedControls: {
    MCSB: "AI-2",
    "NIST SP 800-53 R5": "AC-2, SI-3, SI-4",
    "PCI DSS 4": "6.4.3, 11.6.1",
    "ISO 27001:2022": "A.8.7, A.8.16",
    "SOC 2": "CC7.2",
  },
  azurePolicy: {
    "930f48f9-f07e-427c-9494-52603581c6a9":
      '[Preview]: Cognitive Services Deployments should only use allowed control (compares with a set whose default is Medium and High; assign it with ["Low","Medium"])',
  },
  why: "With threshold High only the most severe content is stopped: clearly hateful, sexual or violent material at medium severity passes in both directions.",
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
