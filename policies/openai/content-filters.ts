/** The content filters of a RAI policy. */
import { text } from "../core/expect";
import { unsure, type Outcome, type Outcomes } from "../core/finding";
import { items, read, type Leaf, type Ref } from "../core/ref";
import type { Props } from "../core/sdk";

export const raiPolicyKinds = [
  "cognitiveservices:RaiPolicy",
  "cognitiveservices:SubscriptionRaiPolicy",
  "machinelearningservices:RaiPolicy",
  "machinelearningservices:ConnectionRaiPolicy",
] as const;
type RaiPolicy = NonNullable<Props<"cognitiveservices:RaiPolicy">["properties"]>;
type ContentFilters = NonNullable<RaiPolicy["contentFilters"]>;

export type Filter = Ref<ContentFilters[number]>;

/**
 * Judges a policy by its filters. The API of 2026-09-15-preview also takes them as `acs`, in a form that is not read;
 * where the list stands beside it, the list counts.
 */
export function* byFilters(
  policy: { readonly contentFilters: Leaf<unknown> },
  judge: () => Iterable<Outcome>,
): Outcomes {
  // Newer than the SDK's types.
  const { acs } = policy as unknown as { readonly acs: Leaf<unknown> };
  if (items(contentFilters(policy)).length === 0 && typeof read(acs) === "object")
    yield unsure(acs, "the filters are given in a form that this policy does not read");
  else yield* judge();
}

/** The filters of a policy, in the shape of the first kind, which the core gives those of the other kinds. */
export function contentFilters(policy: {
  readonly contentFilters: Leaf<unknown>;
}): Leaf<ContentFilters> {
  return policy.contentFilters as Leaf<ContentFilters>;
}

const categories = ["Hate", "Sexual", "Violence", "Selfharm"];
const sources = ["Prompt", "Completion"];

/** Every harm category in each direction, for example "Hate in Prompt". */
export const harmPairs: readonly string[] = categories.flatMap((category) =>
  sources.map((source) => `${category} in ${source}`),
);

/** The harm category a filter is about, in one spelling: Selfharm, Self-harm and self_harm are the same. */
export function harmCategory(filter: Filter): string | undefined {
  const name = text(filter.name)?.toLowerCase().replace(/[ _-]/g, "");
  return categories.find((category) => category.toLowerCase() === name);
}

/** The category and direction a filter is about; `undefined` when it is not about harm. */
export function harmPair(filter: Filter): string | undefined {
  const category = harmCategory(filter);
  if (category === undefined) return undefined;
  const source = text(filter.source)?.toLowerCase();
  const direction = sources.find((one) => one.toLowerCase() === source);
  return direction === undefined ? undefined : `${category} in ${direction}`;
}

const severities = ["Low", "Medium", "High"];

/** The thresholds that filter as much as this one, or more. A low threshold filters from low severity on. */
export function thresholdsUpTo(laxest: string): readonly string[] {
  return severities.slice(0, severities.indexOf(laxest) + 1);
}

/** The eight harm filters, for examples. */
export function harmFilters(
  severityThreshold: string | undefined,
  overrides: object = {},
): {
  name: string;
  source: string;
  enabled: boolean;
  blocking: boolean;
  severityThreshold?: string;
}[] {
  return categories.flatMap((name) =>
    sources.map((source) => ({
      name,
      source,
      enabled: true,
      blocking: true,
      ...(severityThreshold !== undefined && { severityThreshold }),
      ...overrides,
    })),
  );
}
