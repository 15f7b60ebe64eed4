/** A policy as the core sees it: what a policy file says (`define.ts`), its kind's types left behind. */
import type { Outcome } from "./finding";
import type { Parameters, Values } from "./config/parameters";
import type { Leaf } from "./ref";
import type { Elsewhere, Stack } from "./stack/stack";
import type { Subject } from "./subject";
import type { Path } from "./value/value";

export type Severity = "low" | "medium" | "high" | "critical";

/** Our default; users choose per policy among these and `remediate`. */
export type Level = "mandatory" | "advisory" | "disabled";

export interface Facts {
  /** `<service>-<resource>-<disable|require|restrict>-<thing>`; permanent. */
  readonly name: string;
  /** The compliant fact, present tense, no full stop. */
  readonly title: string;
  readonly severity: Severity;
  readonly level: Level;
  /** Ids of equivalent built-in definitions of Azure Policy; with a remark where we differ on purpose. */
  readonly azurePolicy?: readonly (string | { readonly id: string; readonly remark: string })[];
  /** Controls of the Microsoft cloud security benchmark that it serves and none of these is mapped to. */
  readonly mcsb?: readonly string[];
  /** What an attacker or an accident gains otherwise; messages show the first sentence, the docs all of it. */
  readonly why: string;
  readonly docs: string;
  /** Imperative; names the property. */
  readonly fix: string;
}

/** What a judgement may read besides the resource's properties. */
export interface Context<P extends Parameters = Parameters> {
  readonly parameters: Values<P>;
  readonly subject: Subject;
}

/** A value that level `remediate` sets. */
export interface Change {
  readonly set: Leaf<unknown>;
  readonly to: string | number | boolean;
}

/** Inputs of one resource: in a stack with the logical name that `${name.id}` in another example refers to. */
export interface Example {
  readonly kind: string;
  readonly name?: string;
  readonly props: object;
}

/** What a stack policy says, and of which subject; of none when it is about the stack. */
export type StackOutcome = Outcome & { readonly on?: Subject };

interface Erased extends Facts {
  readonly kinds: readonly string[];
  readonly parameters: Parameters;
}

/** What must hold where one property decides, for the docs and the tests. */
export interface Demand {
  readonly path: Path;
  readonly mustBe: readonly (string | number | boolean)[] | "set";
  readonly absent: "complies" | "violates";
}

export interface ResourcePolicy extends Erased {
  readonly scope: "resource";
  readonly demand?: Demand;
  readonly when: (props: Leaf<unknown>, context: Context) => boolean;
  readonly findings: (props: Leaf<unknown>, context: Context) => Iterable<Outcome>;
  readonly remediation?: (props: Leaf<unknown>, context: Context) => Iterable<Change>;
  readonly examples: { readonly good: readonly Example[]; readonly bad: readonly Example[] };
}

interface OfStack extends Erased {
  readonly scope: "stack";
  /** What this policy looks for and another stack may hold; `providedElsewhere` silences it. */
  readonly elsewhere: Elsewhere;
  readonly examples: {
    readonly good: readonly (readonly Example[])[];
    readonly bad: readonly (readonly Example[])[];
  };
}

/** About the relations of each resource of a kind. */
export interface RelationPolicy extends OfStack {
  readonly when: (props: Leaf<unknown>, context: StackContext) => boolean;
  readonly findings: (props: Leaf<unknown>, context: StackContext) => Iterable<Outcome>;
}
export type StackContext = Context & { readonly stack: Stack };

/** About a stack as a whole. */
export interface DutyPolicy extends OfStack {
  readonly judge: (stack: Stack, parameters: Values<Parameters>) => Iterable<StackOutcome>;
}

export type StackPolicy = RelationPolicy | DutyPolicy;
export type Policy = ResourcePolicy | StackPolicy;
