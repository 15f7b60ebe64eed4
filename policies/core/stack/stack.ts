/** The resources of one stack and how they refer to each other. Built once per run, read by stack policies. */
import type { Outcomes, Unsure } from "../finding";
import { Graph, partsOf, type Part, type Recorded, type StackResource } from "./graph";
import { push } from "../multimap";
import { classOf } from "../scope/classes";
import { placeOf, type Leaf } from "../ref";
import { most, targetOf, type Target } from "./references";
import type { Unseen } from "../spellings/reading";
import type { Subject } from "../subject";

/** What a stack policy looks for and another stack may hold. */
export const elsewheres = [
  "private-endpoints",
  "private-dns",
  "diagnostic-settings",
  "defender-plans",
] as const;
export type Elsewhere = (typeof elsewheres)[number];

/** A property of a subject that refers to another. */
export interface Link {
  readonly from: Subject;
  readonly ref: Leaf<unknown>;
}

export class Stack {
  readonly #parts: readonly Part[];
  #made: Graph | undefined;
  readonly #relations = new Map<unknown, Map<string, unknown>>();

  /** What tells it from the other stacks of a run. */
  readonly key: string;
  /** Whether what AI stands on is judged here. */
  readonly inScope: boolean;
  readonly #elsewhere: ReadonlySet<string>;

  /**
   * @param resources all of one stack.
   * @param elsewhere what the settings declare as provided by another stack.
   */
  constructor(
    private readonly resources: readonly StackResource[],
    private readonly recorded: Recorded,
    {
      key = "",
      elsewhere = new Set<string>(),
      inScope = true,
    }: { key?: string; elsewhere?: ReadonlySet<string>; inScope?: boolean } = {},
  ) {
    this.key = key;
    this.inScope = inScope;
    this.#elsewhere = elsewhere;
    this.#parts = partsOf(resources, recorded);
  }

  /** Made when it is first asked for, since most stacks hold nothing that is judged. */
  get #graph(): Graph {
    return (this.#made ??= new Graph(this.#parts));
  }

  /** The URN of the stack's own resource; a state file may lack it. */
  get rootUrn(): string | undefined {
    return this.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  }

  /** Whether there is any subject of one of these kinds. */
  hasAny(given: readonly string[]): boolean {
    const kinds = given.filter((kind) => this.inScope || classOf(kind) !== "support");
    const mayBe = this.#parts.some(({ contents }) =>
      kinds.some((kind) => contents.kinds.has(kind)),
    );
    return mayBe && kinds.some((kind) => this.#graph.of(kind).length > 0);
  }

  /** The subjects of a kind, in the order of their URNs. */
  of(kind: string): readonly Subject[] {
    this.#read(kind);
    return this.#graph.of(kind).map(({ subject }) => subject);
  }

  /** What this stack deploys and nobody can judge, by URN: of the resources that no resource phase saw. */
  get unseen(): ReadonlyMap<string, readonly Unseen[]> {
    if (!this.inScope) return new Map();
    const found = this.#parts
      .filter(
        ({ complete, deployed, contents }) => !complete && deployed && contents.unseen.length > 0,
      )
      .map(({ resource, contents }) => [resource.urn, contents.unseen] as const);
    return new Map(found);
  }

  /** A kind that nothing declares is never read: an answer about it would be made up. */
  #read(kind: string): void {
    if (!this.recorded.kinds.has(kind))
      throw new TypeError(`${kind} is neither judged nor in joined-kinds.ts`);
  }

  /** Those of them that the stack deploys, or has deployed. */
  judged(kind: string): readonly Subject[] {
    if (!this.inScope && classOf(kind) === "support") return [];
    return this.#graph
      .of(kind)
      .filter(({ deployed }) => deployed)
      .map(({ subject }) => subject);
  }

  /**
   * Something this stack lacks: a finding, unless the settings say that it is provided elsewhere.
   * @param perhaps what may turn out to provide it; then it is undecided.
   */
  *missing(what: Elsewhere, found: string, perhaps?: Link): Outcomes {
    if (this.isElsewhere(what)) return;
    yield perhaps ? undecided(perhaps) : { found };
  }

  /** Whether the settings say that another stack provides this. */
  isElsewhere(what: Elsewhere): boolean {
    return this.#elsewhere.has(what);
  }

  /** The subject of a kind that a reference (an ARM id or a name) leads to. */
  target({ from, ref }: Link, kind: string): Target {
    this.#read(kind);
    return targetOf(this.#graph, from, ref, kind);
  }

  /**
   * For every subject of `to`, the references that lead or may lead to it: computed once per relation, in time
   * linear in the number of resources.
   * @param relation a function of the module's top level, which is also what the result is kept by.
   */
  referrers<T extends Link>(to: string, relation: (stack: Stack) => Iterable<T>): Referrers<T> {
    const byKind = this.#relations.get(relation) ?? new Map<string, unknown>();
    this.#relations.set(relation, byKind);
    let made = byKind.get(to) as Referrers<T> | undefined;
    if (!made) {
      made = new Referrers<T>();
      for (const link of relation(this)) made.add(link, perhaps(link, this.target(link, to)));
      byKind.set(to, made);
    }
    return made;
  }
}

/** What a resource leads to that may not be deployed at all, it leads to perhaps. */
function perhaps({ from }: Link, target: Target): Target {
  return from.conditional && target !== "any" && "certain" in target
    ? { possible: [target.certain] }
    : target;
}

/** An outcome: the verdict depends on a value of another resource that is not known yet. */
export function undecided({ from, ref }: Link): Unsure {
  const { path, block } = placeOf(ref);
  return { unknown: from.spell(block ?? path), of: from.name };
}

/** Which references lead to each subject. */
export class Referrers<T> {
  readonly #certain = new Map<Subject, T[]>();
  readonly #possible = new Map<Subject, T[]>();
  readonly #any: T[] = [];

  add(link: T, target: Target): void {
    if (target === "any") this.#any.push(link);
    else if ("certain" in target) push(this.#certain, target.certain, link);
    else for (const subject of target.possible) push(this.#possible, subject, link);
  }

  /** Those that lead to it. */
  certain(subject: Subject): readonly T[] {
    return this.#certain.get(subject) ?? [];
  }

  /** One that may lead to it and fits, if there is any. */
  perhaps(subject: Subject, fits: (link: T) => boolean = () => true): T | undefined {
    // Of very many, one that was not looked at may fit.
    return (
      this.#possible.get(subject)?.find(fits) ??
      this.#any.slice(0, most).find(fits) ??
      this.#any[most]
    );
  }
}
