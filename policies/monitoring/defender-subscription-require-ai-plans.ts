import { idKey, thisSubscription } from "../core/spellings/arm/arm-id";
import { example, subscriptionPolicy } from "../core/define";
import { is, isKnown, isPartlyKnown, partlyKnown, same, text } from "../core/expect";
import { unsure } from "../core/finding";
import { push } from "../core/multimap";
import type { Example, StackOutcome } from "../core/policy";
import type { Leaf, Ref } from "../core/ref";
import type { Props } from "../core/sdk";
import type { Subject } from "../core/subject";
import { segmentsOf } from "../core/value/text";

interface Pricing {
  readonly subject: Subject;
  readonly props: Ref<Props<"security:Pricing">>;
}

/** What a subscription must hold for the plans to be its business. */
const aiKinds = [
  "cognitiveservices:Account",
  "machinelearningservices:Workspace",
  "search:Service",
] as const;

export default subscriptionPolicy({
  name: "defender-subscription-require-ai-plans",
  title: "Subscriptions with AI resources turn on the Defender plans that AI workloads need",
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
      known: [
        "AI",
        "Api",
        "AppServices",
        "Arm",
        "CloudPosture",
        "Containers",
        "CosmosDbs",
        "KeyVaults",
        "OpenSourceRelationalDatabases",
        "SqlServers",
        "SqlServerVirtualMachines",
        "StorageAccounts",
        "VirtualMachines",
      ],
      pattern: "^[A-Za-z][A-Za-z0-9]*$",
      example: "KeyVaults",
      description:
        "Plans, by pricingName. Add Containers, Api, CosmosDbs, VirtualMachines where the workload uses them.",
    },
  },

  kinds: ["security:Pricing", ...aiKinds],
  elsewhere: "defender-plans",
  *judge(stack, { plans }) {
    if (stack.isElsewhere("defender-plans")) return;
    const subscriptions = new Map<string, Pricing[]>();
    for (const subject of stack.of("security:Pricing")) {
      const pricing: Pricing = { subject, props: subject.props as Pricing["props"] };
      const { scopeId, pricingName } = pricing.props;
      if (isPartlyKnown(scopeId) && !isSubscription(scopeId)) continue;
      const open = [scopeId, pricingName].find((ref) => !isPartlyKnown(ref));
      // It may be any plan, of any subscription.
      if (open) {
        yield { ...unsure(open), on: subject };
        return;
      }
      push(subscriptions, idKey(partlyKnown(scopeId) ?? ""), pricing);
    }
    if (subscriptions.size === 0 && aiKinds.some((kind) => stack.judged(kind).length > 0))
      yield { found: `no Defender plan is declared; missing ${plans.join(", ")}` };
    for (const pricings of together(subscriptions)) yield* lacking(pricings, plans);
  },

  fix: 'Add a security.Pricing with pricingTier "Standard" for each missing plan: pricingName "AI", "CloudPosture", "StorageAccounts", "KeyVaults", "Arm". Where another stack turns them on, list "defender-plans" in providedElsewhere of pack-settings.',

  examples: {
    good: [["AI", "CloudPosture", "StorageAccounts", "KeyVaults", "Arm"].map((name) => plan(name))],
    bad: [
      [plan("KeyVaults"), plan("StorageAccounts")],
      [example("cognitiveservices:Account", { accountName: "ai" }, "ai")],
    ],
  },
});

/** Plans that do not name their subscription are of the one that the others name, if they agree. */
function together(
  subscriptions: ReadonlyMap<string, readonly Pricing[]>,
): Iterable<readonly Pricing[]> {
  const { [idKey(thisSubscription)]: own = [], ...named } = Object.fromEntries(subscriptions);
  const [other, ...more] = Object.values(named);
  return other && more.length === 0 ? [[...other, ...own]] : subscriptions.values();
}

/** A plan may also be for a single resource. */
function isSubscription(scopeId: Leaf<string>): boolean {
  const [first, , ...more] = segmentsOf(partlyKnown(scopeId) ?? "");
  return first !== undefined && same(first, "subscriptions") && more.length === 0;
}

function* lacking(pricings: readonly Pricing[], plans: readonly string[]): Iterable<StackOutcome> {
  const on = pricings[0]?.subject;
  const notPaid = plans.flatMap((plan) => {
    const declared = pricings.filter(({ props }) => is(props.pricingName, plan));
    if (declared.some(isPaid)) return [];
    return { plan, open: declared.find(({ props }) => !isKnown(props.pricingTier)) };
  });
  const missing = notPaid.filter(({ open }) => open === undefined).map(({ plan }) => plan);
  const [open] = notPaid.flatMap((one) => one.open ?? []);
  if (missing.length > 0)
    yield { found: `its subscription lacks ${missing.join(", ")}`, ...(on && { on }) };
  else if (open) yield { ...unsure(open.props.pricingTier), on: open.subject };
}

function isPaid({ props: { pricingTier } }: Pricing): boolean {
  return isKnown(pricingTier) && text(pricingTier) !== undefined && !is(pricingTier, "Free");
}

/** A plan that is paid for, for examples. */
function plan(pricingName: string): Example {
  const scopeId = "/subscriptions/00000000-0000-0000-0000-000000000000";
  return example(
    "security:Pricing",
    { scopeId, pricingName, pricingTier: "Standard" },
    pricingName,
  );
}
