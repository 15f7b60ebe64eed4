/**
 * This folder: the resources of a stack and how they refer to each other. Here are the subjects of one stack, indexed
 * once, and the engine's edges between their resources.
 */
import { idKey, parseArmId } from "../spellings/arm/arm-id";
import { armPathsByKind } from "../spellings/arm/kinds";
import { push } from "../multimap";
import { kindsDeclared } from "../spellings/read";
import { placeOf, type Leaf } from "../ref";
import type { Inputs } from "../spellings/reading";
import {
  contentsOf,
  mayHold,
  nothing,
  type Contents,
  type Resource,
  type Subject,
} from "../subject";
import { knownText, put, type Text } from "../value/value";

/** A resource as stack policies get it: outputs, and the engine's own edges. */
export interface StackResource extends Resource {
  /** Once it is known. */
  readonly id: string | undefined;
  readonly parent?: { readonly urn: string } | undefined;
  readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/** What the resource phase saw. */
export interface Recorded {
  /** The kinds that are judged or joined: of others nothing is read. */
  readonly kinds: ReadonlySet<string>;
  /** Whether there was a resource phase: a run has one for all resources or, as `refresh --run-program`, for none. */
  readonly hasSeen: boolean;
  /** By URN; `undefined` when it did not see the resource. */
  recorded(urn: string): Contents | undefined;
}

/** A resource of a stack, and what it is made of. */
export interface Part extends Pick<Node, "resource" | "complete" | "deployed"> {
  readonly contents: Contents;
}

/** The resources of a stack, by their inputs where the resource phase saw them, else by their outputs. */
export function partsOf(resources: readonly StackResource[], seen: Recorded): readonly Part[] {
  return resources.map((resource) => {
    const inputs = seen.recorded(resource.urn);
    const complete = inputs !== undefined && inputs.kinds.size > 0;
    const isRead = !complete && mayHold(resource.type, seen.kinds);
    return {
      resource,
      contents: complete ? inputs : isRead ? contentsOf(withIdInputs(resource), false) : nothing,
      complete,
      deployed: complete || !seen.hasSeen,
    };
  });
}

/** A subject within its stack. */
export interface Node {
  readonly subject: Subject;
  readonly resource: StackResource;
  /** False when only outputs are there: a missing property may well be set. */
  readonly complete: boolean;
  /**
   * Whether the stack deploys it. A resource outside of `--target` is not deployed, nor is one that is only read
   * (`.get()`); both may be what another refers to.
   */
  readonly deployed: boolean;
  /** As the program or the engine tells it. */
  readonly id?: Text;
  /** Lower-cased, once it is known. */
  readonly ownName?: string;
  /** Lower-cased, of the id or of the provider, where either tells. */
  readonly subscription?: string;
}

/** What the value of an input is made of. */
export class Sources {
  readonly #ofKind = new Map<string, readonly Node[]>();

  /**
   * @param decisive whether a resource of Azure is among them whose id or name the value can be. A resource group
   *   cannot, nor a random suffix: ids and names are composed of them.
   */
  constructor(
    readonly nodes: readonly Node[],
    readonly decisive: boolean,
  ) {}

  /** Those of a kind. */
  of(kind: string): readonly Node[] {
    let found = this.#ofKind.get(kind);
    if (!found) {
      found = this.nodes.filter(({ subject }) => subject.kind === kind);
      this.#ofKind.set(kind, found);
    }
    return found;
  }
}

const noSources = new Sources([], false);

export class Graph {
  readonly #kinds = new Map<string, Node[]>();
  readonly #nodes = new Map<Subject, Node>();
  readonly #byUrn = new Map<string, Node[]>();
  readonly #children = new Map<string, string[]>();
  readonly #byId = new Map<string, Node>();
  readonly #byName = new Map<string, Node[]>();
  readonly #sources = new Map<string, Sources>();

  constructor(parts: readonly Part[]) {
    // The engine hands resources over in no fixed order; reports should not change between runs.
    const sorted = [...parts].sort((a, b) => (a.resource.urn < b.resource.urn ? -1 : 1));
    for (const { resource, contents, complete, deployed } of sorted) {
      if (resource.parent) push(this.#children, resource.parent.urn, resource.urn);
      for (const subject of contents.subjects)
        // One that only adds to another is not there by itself, nor is a second reading of the same.
        if (!subject.partial && !subject.alternative)
          this.#add(nodeOf(subject, resource, { complete, deployed }));
    }
  }

  /** The nodes of a kind, in the order of their URNs. */
  of(kind: string): readonly Node[] {
    return this.#kinds.get(kind) ?? [];
  }

  node(subject: Subject): Node | undefined {
    return this.#nodes.get(subject);
  }

  /** @param key what `idKey` makes of an id. */
  byId(key: string): Node | undefined {
    return this.#byId.get(key);
  }

  /** The nodes of a kind that have this name, or, without one, those whose name is not known. */
  named(kind: string, name = ""): readonly Node[] {
    return this.#byName.get(`${kind} ${name}`) ?? [];
  }

  /** The other nodes of the same resource that are of a kind. */
  besides({ subject }: Node, kind: string): readonly Node[] {
    const all = this.#behind(subject.urn).of(kind);
    return kind === subject.kind ? all.filter((other) => other.subject !== subject) : all;
  }

  /** Where the value of a top-level input comes from: of a remote component, its children. */
  sources({ resource }: Node, input: string): Sources {
    const edges = Object.hasOwn(resource.propertyDependencies, input)
      ? (resource.propertyDependencies[input] ?? [])
      : [];
    // Whatever hangs on one component shares one list, which may be long.
    const [only, ...others] = new Set(edges.map(({ urn }) => urn));
    if (only === undefined) return noSources;
    const first = this.#behind(only);
    if (others.length === 0) return first;
    const all = [first, ...others.map((urn) => this.#behind(urn))];
    return new Sources(
      [...new Set(all.flatMap(({ nodes }) => nodes))],
      all.some(({ decisive }) => decisive),
    );
  }

  /** What stands behind an edge to a resource. */
  #behind(urn: string): Sources {
    const known = this.#sources.get(urn);
    if (known) return known;
    const nodes: Node[] = [];
    const visited = new Set<string>([urn]);
    let decisive = false;
    // The list grows while it is read.
    for (const one of visited) {
      decisive ||= isDecisive(typeOf(one));
      const own = this.#byUrn.get(one);
      if (own) nodes.push(...own);
      else for (const child of this.#children.get(one) ?? []) visited.add(child);
    }
    const sources = new Sources(nodes, decisive);
    this.#sources.set(urn, sources);
    return sources;
  }

  #add(node: Node): void {
    const { subject, id, ownName } = node;
    this.#nodes.set(subject, node);
    push(this.#kinds, subject.kind, node);
    push(this.#byUrn, subject.urn, node);
    push(this.#byName, `${subject.kind} ${ownName ?? ""}`, node);
    // One resource may be there twice, deployed and read again: then the first is meant.
    const key = id === undefined ? undefined : idKey(id);
    if (key !== undefined && (node.deployed || !this.#byId.has(key))) this.#byId.set(key, node);
  }
}

function nodeOf(
  subject: Subject,
  resource: StackResource,
  inputs: Pick<Node, "complete" | "deployed">,
): Node {
  const isWhole = subject.spell([]).length === 0;
  const id = subject.id ?? (isWhole ? resource.id : undefined);
  const address = id === undefined ? undefined : parseArmId(id);
  const nameInput = armPathsByKind.get(subject.kind)?.names.at(-1);
  const ownName = address
    ? knownText(address.names.at(-1))
    : nameInput === undefined
      ? undefined
      : knownText(input(subject, nameInput))?.toLowerCase();
  const subscription =
    knownText(address?.subscription) ??
    knownText(resource.provider?.root["subscriptionId"])?.toLowerCase();
  return {
    subject,
    resource,
    ...inputs,
    ...(id !== undefined && { id }),
    ...(ownName !== undefined && { ownName }),
    ...(subscription !== undefined && { subscription }),
  };
}

/** A top-level input of a subject, or `UNKNOWN`. */
export function input(subject: Subject, name: string): unknown {
  const { [name]: ref } = subject.props as unknown as Record<string, Leaf<unknown>>;
  return ref && placeOf(ref).value;
}

/** Outputs lack the inputs that name what a resource belongs to; its id tells them. */
function withIdInputs(resource: StackResource): Resource {
  const { urn, type, name, provider } = resource;
  return {
    urn,
    type,
    name,
    provider,
    get values() {
      return { ...resource.values, root: rootWithIdInputs(resource) };
    },
  };
}

function rootWithIdInputs(resource: StackResource): Inputs {
  const { type, values } = resource;
  const { id } = resource;
  const address = id === undefined ? undefined : parseArmId(id);
  const kinds = kindsDeclared(type);
  const armPath = kinds === "any" ? undefined : armPathsByKind.get(kinds[0] ?? "");
  const inputs: Record<string, unknown> = {};
  if (address && armPath) {
    for (const [index, input] of armPath.names.entries()) inputs[input] = address.names[index];
    if (address.resourceGroup !== undefined) inputs["resourceGroupName"] = address.resourceGroup;
    if (armPath.extends !== undefined) inputs[armPath.extends] = address.scope;
  }
  for (const [key, value] of Object.entries(values.root)) put(inputs, key, value);
  return inputs;
}

/** The type in `urn:pulumi:<stack>::<project>::<type of parent>$<type>::<name>`. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function isDecisive(type: string): boolean {
  // Whatever provider; a stack reference leads out of the stack for certain.
  const isOfAzure = /^(azure|azapi)/i.test(type) && !/:ResourceGroup$/i.test(type);
  return isOfAzure || type === "pulumi:pulumi:StackReference";
}
