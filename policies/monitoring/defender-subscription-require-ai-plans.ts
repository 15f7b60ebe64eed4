import { idKey, thisSubscription } from "../core/spellings/arm/arm-id";
import { example, subscriptionPolicy } from "../core/define";
import { subscription } from "../core/example-ids";
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
  azurePolicy: [
    "c2c0c6d8-007b-4a48-8d9b-3539bddd8e87",
    "1f90fc71-a595-4066-8974-d4d0802e8ef0",
    "640d2586-54d2-465f-877f-9ffc1d2109f4",
    "0e6763cc-5078-4e64-889d-ff4d9a839047",
    "c3d20c29-b36d-48fe-808b-99a87530ad99",
  ],
  why: "Prompt attacks, key theft and malicious uploads are each seen by another plan, so every missing one is a blind spot. It takes four plans and posture management; AI threat protection is the newest and the one most often missing.",
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
  return example(
    "security:Pricing",
    { scopeId: subscription, pricingName, pricingTier: "Standard" },
    pricingName,
  );
}
