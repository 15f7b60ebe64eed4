import { canonicalId } from "../core/arm-id";
import { example, subscriptionPolicy } from "../core/define";
import { is, isKnown, text } from "../core/expect";
import { unsure } from "../core/finding";
import type { Leaf, Ref } from "../core/ref";
import type { Props } from "../core/sdk";

type Pricing = Ref<Props<"security:Pricing">>;

/** What a subscription must hold for the plans to be its business. */
const aiKinds = [
  "cognitiveservices:Account",
  "machinelearningservices:Workspace",
  "search:Service",
] as const;

export default subscriptionPolicy({
  name: "defender-subscription-require-ai-plans",
  title: "Subscriptions that configure Defender turn on the plans AI workloads need",
  severity: "high",
  level: "advisory",
  controls: {
    MCSB: "DP-2, DP-8, IR-3, IR-5, LT-1, LT-2",
    "NIST SP 800-53 R5":
      "AC-2(12), AU-6, AU-6(4), AU-6(5), AU-12, AU-12(1), IR-4, IR-5, RA-5, SI-2, SI-4",
    "ISO 27001:2022": "7.5.3, 9.1, 9.3.3, 10.2",
    "ISO 27002:2022": "8.7",
    "SOC 2": "CC7.2",
    "CIS Azure": "3.1.8.1, 3.1.9.1",
    "PCI DSS 4": "1.4.4, 5.2.1, 5.2.2, 5.2.3, 5.3.1, 5.3.2, 5.3.3, 6.5.2, 12.4.1",
  },
  derivedControls: {
    "NIST SP 800-53 R4": "AU-3, AU-6, AU-12, SI-4",
    "PCI DSS 3.2.1": "10.6, 10.8, A3.5",
    "CIS Controls v8": "8.11",
  },
  azurePolicy: {
    "c2c0c6d8-007b-4a48-8d9b-3539bddd8e87": "Microsoft Defender for AI Services should be enabled",
    "1f90fc71-a595-4066-8974-d4d0802e8ef0": "Microsoft Defender CSPM should be enabled",
    "640d2586-54d2-465f-877f-9ffc1d2109f4": "Microsoft Defender for Storage should be enabled",
    "0e6763cc-5078-4e64-889d-ff4d9a839047": "Azure Defender for Key Vault should be enabled",
    "c3d20c29-b36d-48fe-808b-99a87530ad99": "Azure Defender for Resource Manager should be enabled",
  },
  why: "Prompt attacks, key theft and malicious uploads are seen by four different plans and posture management; turning on some leaves the others blind, and AI threat protection is the newest and the one most often missing.",
  docs: "https://learn.microsoft.com/azure/defender-for-cloud/ai-threat-protection",
  parameters: {
    plans: {
      type: "string[]",
      default: ["AI", "CloudPosture", "StorageAccounts", "KeyVaults", "Arm"],
      description:
        "Plans, by pricingName. Add Containers, Api, CosmosDbs, VirtualMachines where the workload uses them.",
    },
  },

  kinds: ["security:Pricing", ...aiKinds],
  elsewhere: "defender-plans",
  *judge(stack, { plans }) {
    const pricings = stack
      .judged("security:Pricing")
      .map((on) => ({ on, props: on.props as Pricing }));
    const open = pricings.flatMap(({ on, props }) =>
      undecided(props).map((ref) => ({ ...unsure(ref), on })),
    );
    if (open.length > 0) return yield* open.slice(0, 1);
    const subscriptions = new Map<string, typeof pricings>();
    for (const pricing of pricings) {
      const scope = canonicalId(text(pricing.props.scopeId) ?? "");
      if (!/^\/subscriptions\/[^/]+$/.test(scope)) continue;
      subscriptions.set(scope, [...(subscriptions.get(scope) ?? []), pricing]);
    }
    if (subscriptions.size === 0 && aiKinds.some((kind) => stack.judged(kind).length > 0))
      yield* stack.missing(
        "defender-plans",
        `no Defender plan is declared; missing ${plans.join(", ")}`,
      );
    for (const declared of subscriptions.values()) {
      const on = declared[0]?.on;
      const missing = plans.filter((plan) => !declared.some(({ props }) => isPaid(props, plan)));
      for (const finding of missing.length > 0
        ? stack.missing("defender-plans", `its subscription lacks ${missing.join(", ")}`)
        : [])
        yield { ...finding, ...(on && { on }) };
    }
  },
  fix: 'Add a security.Pricing with pricingTier "Standard" for each missing plan: pricingName "AI", "CloudPosture", "StorageAccounts", "KeyVaults", "Arm".',

  examples: {
    good: [
      [
        example(
          "security:Pricing",
          {
            scopeId: "subscriptions/00000000-0000-0000-0000-000000000000",
            pricingName: "AI",
            pricingTier: "Standard",
          },
          "p0",
        ),
        example(
          "security:Pricing",
          {
            scopeId: "subscriptions/00000000-0000-0000-0000-000000000000",
            pricingName: "CloudPosture",
            pricingTier: "Standard",
          },
          "p1",
        ),
        example(
          "security:Pricing",
          {
            scopeId: "subscriptions/00000000-0000-0000-0000-000000000000",
            pricingName: "StorageAccounts",
            pricingTier: "Standard",
            subPlan: "DefenderForStorageV2",
          },
          "p2",
        ),
        example(
          "security:Pricing",
          {
            scopeId: "subscriptions/00000000-0000-0000-0000-000000000000",
            pricingName: "KeyVaults",
            pricingTier: "Standard",
          },
          "p3",
        ),
        example(
          "security:Pricing",
          {
            scopeId: "subscriptions/00000000-0000-0000-0000-000000000000",
            pricingName: "Arm",
            pricingTier: "Standard",
          },
          "p4",
        ),
      ],
    ],
    bad: [
      [
        example(
          "security:Pricing",
          {
            scopeId: "subscriptions/00000000-0000-0000-0000-000000000000",
            pricingName: "KeyVaults",
            pricingTier: "Standard",
          },
          "p0",
        ),
        example(
          "security:Pricing",
          {
            scopeId: "subscriptions/00000000-0000-0000-0000-000000000000",
            pricingName: "StorageAccounts",
            pricingTier: "Standard",
            subPlan: "DefenderForStorageV2",
          },
          "p1",
        ),
      ],
    ],
  },
});

/** The values of a plan that are not known yet: it may be any plan of any subscription. */
function undecided({ scopeId, pricingName, pricingTier }: Pricing): Leaf<unknown>[] {
  return [scopeId, pricingName, pricingTier].filter((ref) => !isKnown(ref));
}

function isPaid({ pricingName, pricingTier }: Pricing, plan: string): boolean {
  return is(pricingName, plan) && text(pricingTier) !== undefined && !is(pricingTier, "Free");
}
