/**
 * This folder: everything that is not a predicate. At its top are the modules that policies are written with.
 *
 * Here is the shape of a policy file: data, then what must hold. See CONTRIBUTING.md for a walk through one.
 */
import { expect, expectSet, type Scalar } from "./expect";
import type { Outcome } from "./finding";
import type { Parameters, Values } from "./config/parameters";
import type {
  Change,
  Context,
  Demand,
  DutyPolicy,
  Example,
  Facts,
  ResourcePolicy,
  RelationPolicy,
  StackOutcome,
  StackPolicy,
} from "./policy";
import { placeOf, refTo, type Leaf, type Ref } from "./ref";
import type { Kind, Props, RealKind } from "./sdk";
import type { Elsewhere, Stack } from "./stack/stack";

type Kinds<K extends Kind> = K | readonly K[];

/** Inputs that comply and inputs that do not; those of a kind other than the first are wrapped in `example`. */
interface Examples<K extends Kind> {
  readonly good: readonly (DeepPartial<Props<K>> | Example)[];
  readonly bad: readonly (DeepPartial<Props<K>> | Example)[];
}
type DeepPartial<T> = T extends readonly (infer I)[]
  ? readonly DeepPartial<I>[]
  : T extends object
    ? { readonly [N in keyof T]?: DeepPartial<T[N]> }
    : T;

interface ResourceFacts<K extends Kind, P extends Parameters> extends Facts {
  readonly kind: Kinds<K>;
  readonly parameters?: P;
  /** Which resources of the kind it is about; all when left out. */
  readonly when?: (props: Ref<Props<K>>, context: Context<P>) => boolean;
  readonly examples: Examples<K>;
}

/** One property decides. */
interface ByProperty<K extends Kind, P extends Parameters, V> extends ResourceFacts<K, P> {
  readonly property: (props: Ref<Props<K>>) => Leaf<V>;
  /** The accepted values; "set" accepts any text, also text that is not known yet. */
  readonly mustBe: NoInfer<V> | readonly NoInfer<V>[] | "set";
  /** What Azure's documented default amounts to. */
  readonly absent: "complies" | "violates";
  /** Lets level `remediate` set the property to the (first) accepted value. */
  readonly remediate?: boolean;
}

/** More than one property decides: yields findings, in the words of `expect.ts` and of the domain. */
interface ByFindings<K extends Kind, P extends Parameters> extends ResourceFacts<K, P> {
  readonly findings: (props: Ref<Props<K>>, context: Context<P>) => Iterable<Outcome>;
  /** What level `remediate` sets on a resource that violates. */
  readonly remediation?: (props: Ref<Props<K>>, context: Context<P>) => Iterable<Change>;
}

export function resourcePolicy<
  K extends Kind,
  V,
  const P extends Parameters = Record<never, never>,
>(policy: ByProperty<K, P, V>): ResourcePolicy;
export function resourcePolicy<K extends Kind, const P extends Parameters = Record<never, never>>(
  policy: ByFindings<K, P> & RealKind<K>,
): ResourcePolicy;
export function resourcePolicy<K extends Kind, V, const P extends Parameters>(
  policy: ByProperty<K, P, V> | ByFindings<K, P>,
): ResourcePolicy {
  const kinds = listOf(policy.kind);
  const examples = (list: readonly object[]) => list.map((one) => asExample(kinds, one));
  const {
    when = () => true,
    findings,
    remediation,
  } = "property" in policy ? expectation(policy) : policy;
  return {
    ...facts(policy),
    scope: "resource",
    kinds,
    parameters: policy.parameters ?? {},
    examples: { good: examples(policy.examples.good), bad: examples(policy.examples.bad) },
    ...("property" in policy && { demand: demand(policy) }),
    // The kind's types end here: the core hands each policy subjects of its own kinds only.
    ...({ when, findings, ...(remediation && { remediation }) } as unknown as Pick<
      ResourcePolicy,
      "when" | "findings" | "remediation"
    >),
  };
}

function expectation<K extends Kind, P extends Parameters, V>(
  policy: ByProperty<K, P, V>,
): ByFindings<K, P> {
  const { property, mustBe, absent } = policy;
  const accepted = listOf(mustBe) as readonly (V & Scalar)[];
  const [first] = accepted;
  return {
    ...policy,
    *findings(props) {
      if (mustBe === "set") yield* expectSet(property(props) as Leaf<unknown> as Leaf<string>);
      else yield* expect(property(props), accepted, absent);
    },
    ...(policy.remediate &&
      first !== undefined && {
        *remediation(props: Ref<Props<K>>) {
          yield { set: property(props), to: first };
        },
      }),
  };
}

function demand<K extends Kind, P extends Parameters, V>({
  property,
  mustBe,
  absent,
}: ByProperty<K, P, V>): Demand {
  const { path } = placeOf(property(refTo<Props<K>>(undefined)));
  const values = listOf(mustBe) as Demand["mustBe"] & readonly unknown[];
  return { path, mustBe: mustBe === "set" ? "set" : values, absent };
}

interface StackFacts<P extends Parameters> extends Facts {
  readonly parameters?: P;
  readonly elsewhere: Elsewhere;
  readonly examples: StackPolicy["examples"];
}

interface PerResource<K extends Kind, P extends Parameters> extends StackFacts<P> {
  readonly kind: Kinds<K>;
  readonly when?: (props: Ref<Props<K>>, context: StackContext<P>) => boolean;
  readonly findings: (props: Ref<Props<K>>, context: StackContext<P>) => Iterable<Outcome>;
}
type StackContext<P extends Parameters> = Context<P> & { readonly stack: Stack };

/** A policy about the relations of each resource of a kind to others of its stack. */
export function stackPolicy<K extends Kind, const P extends Parameters = Record<never, never>>(
  policy: PerResource<K, P> & RealKind<K>,
): RelationPolicy {
  const { when = () => true, findings } = policy;
  return {
    ...ofStack(policy, listOf(policy.kind)),
    ...({ when, findings } as unknown as Pick<RelationPolicy, "when" | "findings">),
  };
}

/**
 * A duty of the subscription a stack deploys into: speaks once per stack, if that holds anything of these kinds.
 */
export function subscriptionPolicy<const P extends Parameters = Record<never, never>>(
  policy: StackFacts<P> & { readonly kinds: readonly Kind[]; readonly judge: Judge<P> },
): DutyPolicy {
  return {
    ...ofStack(policy, policy.kinds),
    judge: policy.judge as unknown as DutyPolicy["judge"],
  };
}

type Judge<P extends Parameters> = (stack: Stack, parameters: Values<P>) => Iterable<StackOutcome>;

function ofStack<P extends Parameters>(policy: StackFacts<P>, kinds: readonly string[]) {
  const { elsewhere, examples, parameters = {} } = policy;
  return { ...facts(policy), scope: "stack", kinds, parameters, elsewhere, examples } as const;
}

/** An example of a kind other than the policy's first, or one of the resources of a stack. */
export function example<K extends Kind>(
  kind: K & (RealKind<K> extends { kind: infer E } ? E : unknown),
  props: DeepPartial<Props<K>>,
  name?: string,
): Example {
  return { kind, props: props as object, ...(name === undefined ? {} : { name }) };
}

function asExample(kinds: readonly string[], given: object): Example {
  const isWrapped = "props" in given && "kind" in given;
  return isWrapped ? (given as Example) : { kind: kinds[0] ?? "", props: given };
}

function facts(policy: Facts): Facts {
  const { name, title, severity, level, azurePolicy, mcsb, why, docs, fix } = policy;
  return {
    name,
    title,
    severity,
    level,
    why,
    docs,
    fix,
    ...(azurePolicy && { azurePolicy }),
    ...(mcsb && { mcsb }),
  };
}

function listOf<T>(one: T | readonly T[]): readonly T[] {
  return Array.isArray(one) ? (one as readonly T[]) : [one as T];
}
