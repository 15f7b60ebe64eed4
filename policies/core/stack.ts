/** The resources of one stack and how they refer to each other. Built once per run, read by stack policies. */
import { canonicalId, parseArmId } from "./arm-id";
import type { Finding } from "./finding";
import { armPathsByKind } from "./kinds";
import { placeOf, type Leaf } from "./ref";
import { UNKNOWN, isObject, isUnknown, unwrap } from "./unknown";
import { subjectsOf, type Resource, type Subject } from "./subject";

/** What a stack policy looks for and another stack may hold. */
export const elsewheres = [
  "private-endpoints",
  "private-dns",
  "diagnostic-settings",
  "defender-plans",
] as const;
export type Elsewhere = (typeof elsewheres)[number];

/** A resource as stack policies get it: outputs, and the engine's own edges. */
export interface StackResource extends Resource {
  readonly parent?: { readonly urn: string } | undefined;
  readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/** Which resource a reference leads to. */
export type Target =
  /** This one. */
  | { readonly certain: Subject }
  /** One of these, or, if there are none, something outside of the stack. */
  | { readonly possible: readonly Subject[] }
  /** Nobody knows: any of the kind. */
  | "any";

/** A subject within its stack. */
interface Node {
  readonly subject: Subject;
  readonly resource: StackResource;
  /** False when only outputs are there: a missing property may well be set. */
  readonly complete: boolean;
  /** True for a new resource outside of `--target`: it is not being deployed, yet may be what another needs. */
  readonly untargeted: boolean;
  readonly id?: string;
  readonly ownName?: string;
}

export class Stack {
  readonly #kinds = new Map<string, Node[]>();
  readonly #nodes = new Map<Subject, Node>();
  readonly #byUrn = new Map<string, Node[]>();
  readonly #children = new Map<string, string[]>();
  readonly #byId = new Map<string, Node>();
  readonly #byName = new Map<string, Node[]>();
  readonly #relations = new Map<unknown, unknown>();

  /**
   * @param resources all of one stack.
   * @param recorded the subjects with the inputs that the resource phase saw, if it did.
   * @param elsewhere what the settings declare as provided by another stack.
   */
  constructor(
    readonly resources: readonly StackResource[],
    recorded: (urn: string) => readonly Subject[] | undefined,
    private readonly elsewhere: ReadonlySet<string> = new Set(),
  ) {
    // The engine hands resources over in no fixed order; reports should not change between runs.
    for (const resource of [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1))) {
      if (resource.parent) push(this.#children, resource.parent.urn, resource.urn);
      const inputs = recorded(resource.urn) ?? [];
      const complete = inputs.length > 0;
      const untargeted = !complete && recorded(resource.urn) !== undefined;
      for (const subject of complete ? inputs : subjectsOf(withIdInputs(resource), false))
        this.#add(subject, resource, { complete, untargeted });
    }
  }

  /** The URN of the stack's own resource; a state file may lack it. */
  get rootUrn(): string | undefined {
    return this.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  }

  /** The kinds of which there are subjects. */
  get kinds(): readonly string[] {
    return [...this.#kinds.keys()];
  }

  /** The subjects of a kind, in the order of their URNs. */
  of(kind: string): readonly Subject[] {
    return (this.#kinds.get(kind) ?? []).map(({ subject }) => subject);
  }

  /** Those of them that are being deployed, or are. */
  judged(kind: string): readonly Subject[] {
    return (this.#kinds.get(kind) ?? [])
      .filter(({ untargeted }) => !untargeted)
      .map(({ subject }) => subject);
  }

  /** Something this stack lacks: a finding, unless the settings say that it is provided elsewhere. */
  *missing(what: Elsewhere, found: string): Generator<Finding> {
    if (!this.elsewhere.has(what)) yield { found };
  }

  /** Whether the settings say that another stack provides this. */
  isElsewhere(what: Elsewhere): boolean {
    return this.elsewhere.has(what);
  }

  /** The subject of a kind that a reference (an ARM id or a name) leads to. */
  target(from: Subject, ref: Leaf<unknown>, kind: string): Target {
    const { value, path } = placeOf(ref);
    if (typeof value === "string") return this.#known(from, value, kind);
    if (value !== UNKNOWN) return { possible: [] };
    const node = this.#nodes.get(from);
    if (!node) return "any";
    const input = String(from.spell(path)[0]);
    const candidates = this.#dependencies(node.resource, input).filter(
      ({ subject }) => subject.kind === kind,
    );
    const [only] = candidates;
    if (only && candidates.length === 1) return { certain: only.subject };
    if (candidates.length > 0) return { possible: candidates.map(({ subject }) => subject) };
    return node.complete || input in node.resource.propertyDependencies ? { possible: [] } : "any";
  }

  /**
   * For every subject of `to`, the references that lead or may lead to it: computed once per relation, in time
   * linear in the number of resources.
   * @param relation a function of the module's top level, which is also what the result is kept by.
   */
  referrers<T extends { readonly from: Subject; readonly ref: Leaf<unknown> }>(
    to: string,
    relation: (stack: Stack) => Iterable<T>,
  ): Referrers<T> {
    const kept = this.#relations.get(relation) as Map<string, Referrers<T>> | undefined;
    const known = kept?.get(to);
    if (known) return known;
    const made = new Referrers<T>();
    for (const link of relation(this)) made.add(link, this.target(link.from, link.ref, to));
    const map = kept ?? new Map<string, Referrers<T>>();
    map.set(to, made);
    this.#relations.set(relation, map);
    return made;
  }

  /** The ARM id of a subject, once it is known. */
  id(subject: Subject): string | undefined {
    return this.#nodes.get(subject)?.id;
  }

  #add(
    subject: Subject,
    resource: StackResource,
    inputs: Pick<Node, "complete" | "untargeted">,
  ): void {
    const own = resource.urn === subject.urn && subject.spell([]).length === 0;
    const outputs = unwrap(resource.props);
    const id = own && isObject(outputs) ? knownText(outputs["id"]) : undefined;
    const armPath = armPathsByKind.get(subject.kind);
    const named = armPath
      ? knownText(input(subject, armPath.names[armPath.names.length - 1] ?? ""))
      : undefined;
    const ownName = id === undefined ? named?.toLowerCase() : parseArmId(id)?.names.at(-1);
    const node: Node = {
      subject,
      resource,
      ...inputs,
      ...(id !== undefined && { id: canonicalId(id) }),
      ...(ownName !== undefined && { ownName }),
    };
    this.#nodes.set(subject, node);
    push(this.#kinds, subject.kind, node);
    push(this.#byUrn, subject.urn, node);
    if (node.id !== undefined) this.#byId.set(node.id, node);
    push(this.#byName, `${subject.kind} ${ownName ?? ""}`, node);
  }

  #known(from: Subject, text: string, kind: string): Target {
    const address = parseArmId(text);
    const byId = address && this.#byId.get(canonicalId(text));
    if (byId) return byId.subject.kind === kind ? { certain: byId.subject } : { possible: [] };
    const type = armPathsByKind.get(kind)?.type;
    if (address && address.type !== type) return { possible: [] };
    const name = address ? address.names.at(-1) : text.toLowerCase();
    // Nodes without a known name come along: they may turn out to have it.
    const candidates = [`${kind} ${name}`, `${kind} `].flatMap(
      (key) => this.#byName.get(key) ?? [],
    );
    const possible: Node[] = [];
    for (const node of candidates) {
      const answer = address ? this.#lies(node, address) : this.#sharesGroup(from, node);
      if (answer === "yes" && node.ownName === name) return { certain: node.subject };
      if (answer !== "no") possible.push(node);
    }
    // A name whose resource group is not known leads to the only resource that has it.
    const [only] = possible;
    if (!address && only && possible.length === 1 && only.ownName === name)
      return { certain: only.subject };
    return { possible: possible.map(({ subject }) => subject) };
  }

  /** Whether a resource whose id is not known yet can be the one that an id names. */
  #lies(node: Node, address: NonNullable<ReturnType<typeof parseArmId>>): Answer {
    if (node.id !== undefined) return "no";
    const names = armPathsByKind.get(node.subject.kind)?.names ?? [];
    const answers = names.map((name, index) =>
      matches(input(node.subject, name), address.names[index]),
    );
    return all([
      ...answers,
      matches(input(node.subject, "resourceGroupName"), address.resourceGroup),
    ]);
  }

  /** Whether two resources are in the same resource group. */
  #sharesGroup(from: Subject, node: Node): Answer {
    const left = input(from, "resourceGroupName");
    const right = input(node.subject, "resourceGroupName");
    if (left !== UNKNOWN && right !== UNKNOWN) return matches(left, right);
    const groupOf = (subject: Subject) => {
      const own = this.#nodes.get(subject);
      const groups = own ? this.#dependencies(own.resource, "resourceGroupName") : [];
      return groups.length === 1 ? groups[0]?.subject.urn : undefined;
    };
    const group = groupOf(from);
    return left === right && group !== undefined && group === groupOf(node.subject)
      ? "yes"
      : "unknown";
  }

  /** The nodes that the value of an input depends on; of a remote component, its children. */
  #dependencies(resource: StackResource, property: string): readonly Node[] {
    const found = new Map<Subject, Node>();
    const visited = new Set<string>();
    const visit = (urn: string) => {
      if (visited.has(urn)) return;
      visited.add(urn);
      const nodes = this.#byUrn.get(urn);
      if (nodes) for (const node of nodes) found.set(node.subject, node);
      else for (const child of this.#children.get(urn) ?? []) visit(child);
    };
    const edges = Object.hasOwn(resource.propertyDependencies, property)
      ? resource.propertyDependencies[property]
      : [];
    for (const { urn } of edges ?? []) visit(urn);
    return [...found.values()];
  }
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

  certain(subject: Subject): readonly T[] {
    return this.#certain.get(subject) ?? [];
  }

  possible(subject: Subject): readonly T[] {
    return [...(this.#possible.get(subject) ?? []), ...this.#any];
  }
}

type Answer = "yes" | "no" | "unknown";

function all(answers: readonly Answer[]): Answer {
  if (answers.includes("no")) return "no";
  return answers.includes("unknown") ? "unknown" : "yes";
}

function matches(value: unknown, wanted: unknown): Answer {
  if (value === UNKNOWN || wanted === UNKNOWN) return "unknown";
  return typeof value === "string" &&
    typeof wanted === "string" &&
    value.toLowerCase() === wanted.toLowerCase()
    ? "yes"
    : "no";
}

/** A top-level input of a subject: its raw value, or `UNKNOWN`. */
function input(subject: Subject, name: string): unknown {
  const { [name]: ref } = subject.props as unknown as Record<string, Leaf<unknown>>;
  return ref && placeOf(ref).value;
}

function knownText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && !isUnknown(value) ? value : undefined;
}

/** Outputs lack the inputs that name what a resource belongs to; its id tells them. */
function withIdInputs(resource: StackResource): StackResource {
  const props = unwrap(resource.props);
  const id = isObject(props) ? knownText(props["id"]) : undefined;
  const [subject] = subjectsOf(resource, false);
  const armPath = subject && armPathsByKind.get(subject.kind);
  const address = id === undefined ? undefined : parseArmId(id);
  if (!armPath || !address || !isObject(props)) return resource;
  const inputs: Record<string, unknown> = {};
  for (const [index, name] of armPath.names.entries()) inputs[name] = address.names[index];
  if (address.resourceGroup !== undefined) inputs["resourceGroupName"] = address.resourceGroup;
  if (armPath.extends !== undefined) inputs[armPath.extends] = address.scope;
  return { ...resource, props: { ...inputs, ...props } };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
