import { example, resourcePolicy } from "../core/define";
import { each, expect, is, refuse } from "../core/expect";
import { violation } from "../core/finding";
import { items } from "../core/ref";
import {
  byFilters,
  contentFilters,
  harmFilters,
  harmPair,
  harmPairs,
  raiPolicyKinds,
} from "./content-filters";

export default resourcePolicy({
  name: "openai-rai-policy-require-harm-filters",
  kind: raiPolicyKinds,
  title:
    "RAI policies block hate, sexual, violence and self-harm content in prompts and completions",
  severity: "critical",
  level: "mandatory",
  azurePolicy: [
    {
      id: "930f48f9-f07e-427c-9494-52603581c6a9",
      remark:
        "judges the filters of a deployment, and can only audit; its defaults report the strictest threshold",
    },
  ],
  mcsb: ["AI-2"],
  why: "A category that is left out, disabled or only annotated lets the model produce exactly that content. Any caller can select the RAI policy with the x-policy-id header.",
  docs: "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-filters",
  parameters: {
    trustBasePolicy: {
      type: "boolean",
      default: false,
      description: "Accept missing entries when the base policy is a Microsoft default.",
    },
  },

  findings: ({ properties: policy }, { parameters: { trustBasePolicy } }) =>
    byFilters(policy, function* () {
      const present: (string | undefined)[] = [];
      yield* each(contentFilters(policy), function* (filter) {
        const pair = harmPair(filter);
        present.push(pair);
        if (pair === undefined) return;
        yield* expect(filter.enabled, [true], "violates");
        yield* expect(filter.blocking, [true], "violates");
        yield* refuse(filter.action, ["None", "ANNOTATING"], '"BLOCKING"');
      });
      const missing = harmPairs.filter((pair) => !present.includes(pair));
      // An entry that was not known to be of a pair may be the missing one.
      if (missing.length === 0 || present.length < items(contentFilters(policy)).length) return;
      if (trustBasePolicy && is(policy.basePolicyName, "Microsoft.DefaultV2", "Microsoft.Default"))
        return;
      yield violation(
        policy.contentFilters,
        `no entry for ${missing.join(", ")}`,
        "an enabled, blocking entry for each",
      );
    }),

  fix: "List all eight entries in properties.contentFilters with enabled: true and blocking: true.",

  examples: {
    good: [
      { properties: { contentFilters: harmFilters("Medium") } },
      example("machinelearningservices:RaiPolicy", {
        properties: { contentFilters: harmFilters(undefined, { allowedContentLevel: "Medium" }) },
      }),
    ],
    bad: [
      { properties: { basePolicyName: "Microsoft.DefaultV2" } },
      { properties: { contentFilters: harmFilters("Medium").slice(1) } },
      { properties: { contentFilters: harmFilters("Medium", { blocking: false }) } },
      { properties: { contentFilters: harmFilters("Medium", { enabled: false }) } },
    ],
  },
});
