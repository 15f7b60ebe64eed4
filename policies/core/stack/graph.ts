/** The subjects of one stack, indexed once, and the engine's edges between their resources. */
import { canonicalId, parseArmId } from "../spellings/arm/arm-id";
import { armPathsByKind } from "../spellings/arm/kinds";
import { push } from "../multimap";
import { readResource } from "../spellings/read";
import { placeOf, type Leaf } from "../ref";
import { contentsOf, type Contents, type Resource, type Subject } from "../subject";
import { isVague } from "../spellings/template/placeholder";
import { isObject, knownText, unwrap } from "../unknown";

/** A resource as stack policies get it: outputs, and the engine's own edges. */
export interface StackResource extends Resource {
  readonly parent?: { readonly urn: string } | undefined;
  readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/** What the resource phase saw, by URN; `undefined` when it did not see the resource. */
export type Recorded = (urn: string) => Contents | undefined;

/** A resource of a stack, and what it is made of. */
export interface Part extends Pick<Node, "resource" | "complete" | "deployed"> {
  readonly contents: Contents;
}

/** The resources of a stack, by their inputs where the resource phase saw them, else by their outputs. */
export function partsOf(resources: readonly StackResource[], recorded: Recorded): readonly Part[] {
  // A run has a resource phase for all resources or, as `refresh --run-program`, for none.
  const hasResourcePhase = resources.some(({ urn }) => recorded(urn) !== undefined);
  return resources.map((resource) => {
    const inputs = recorded(resource.urn);
    const complete = inputs !== undefined && inputs.kinds.size > 0;
    return {
      resource,
      contents: complete ? inputs : contentsOf(withIdInputs(resource), false),
      complete,
      deployed: complete || !hasResourcePhase,
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
  /** Canonical, once it is known. */
  readonly id?: string;
  /** Lower-cased, once it is known. */
  readonly ownName?: string;
  /** Lower-cased, of the id or of the provider, where either tells. */
  readonly subscription?: string;
}

/** What the value of an input is made of. */
export interface Sources {
  readonly nodes: readonly Node[];
  /**
   * Whether a resource of Azure is among them whose id or name the value can be. A resource group cannot, nor
   * a random suffix: ids and names are composed of them.
   */
  readonly decisive: boolean;
}

export class Graph {
  readonly #kinds = new Map<string, Node[]>();
  readonly #nodes = new Map<Subject, Node>();
  readonly #byUrn = new Map<string, Node[]>();
  readonly #children = new Map<string, string[]>();
  readonly #byId = new Map<string, Node>();
  readonly #byName = new Map<string, Node[]>();

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

  byId(id: string): Node | undefined {
    return this.#byId.get(canonicalId(id));
  }

  /** The nodes of a kind that have this name, or, without one, those whose name is not known. */
  named(kind: string, name = ""): readonly Node[] {
    return this.#byName.get(`${kind} ${name}`) ?? [];
  }

  /** The other nodes of the same resource. */
  besides(node: Node): readonly Node[] {
    return (this.#byUrn.get(node.subject.urn) ?? []).filter((other) => other !== node);
  }

  /** Where the value of a top-level input comes from: of a remote component, its children. */
  sources({ resource }: Node, input: string): Sources {
    const found = new Map<Subject, Node>();
    const visited = new Set<string>();
    let decisive = false;
    const visit = (urn: string) => {
      if (visited.has(urn)) return;
      visited.add(urn);
      decisive ||= isDecisive(typeOf(urn));
      const nodes = this.#byUrn.get(urn);
      if (nodes) for (const node of nodes) found.set(node.subject, node);
      else for (const child of this.#children.get(urn) ?? []) visit(child);
    };
    const edges = Object.hasOwn(resource.propertyDependencies, input)
      ? resource.propertyDependencies[input]
      : [];
    for (const { urn } of edges ?? []) visit(urn);
    return { nodes: [...found.values()], decisive };
  }

  #add(node: Node): void {
    const { subject, id, ownName } = node;
    this.#nodes.set(subject, node);
    push(this.#kinds, subject.kind, node);
    push(this.#byUrn, subject.urn, node);
    push(this.#byName, `${subject.kind} ${ownName ?? ""}`, node);
    // One resource may be there twice, deployed and read again: then the first is meant.
    if (id !== undefined && (node.deployed || !this.#byId.has(id))) this.#byId.set(id, node);
  }
}

function nodeOf(
  subject: Subject,
  resource: StackResource,
  inputs: Pick<Node, "complete" | "deployed">,
): Node {
  const isWhole = subject.spell([]).length === 0;
  const id = subject.id ?? (isWhole ? idOf(resource) : undefined);
  const address = id === undefined ? undefined : parseArmId(id);
  const nameInput = armPathsByKind.get(subject.kind)?.names.at(-1);
  const ownName = knownPart(
    address?.names.at(-1) ??
      (nameInput === undefined ? undefined : knownText(input(subject, nameInput))?.toLowerCase()),
  );
  const provider = unwrap(resource.provider?.props);
  const subscription =
    knownPart(address?.subscription) ??
    (isObject(provider) ? knownText(provider["subscriptionId"])?.toLowerCase() : undefined);
  return {
    subject,
    resource,
    ...inputs,
    ...(id !== undefined && { id: canonicalId(id) }),
    ...(ownName !== undefined && { ownName }),
    ...(subscription !== undefined && { subscription }),
  };
}

/** A part of an id; `undefined` when it holds a placeholder. */
export function knownPart(part: string | undefined): string | undefined {
  return isVague(part) ? undefined : part;
}

/** A top-level input of a subject: its raw value, or `UNKNOWN`. */
export function input(subject: Subject, name: string): unknown {
  const { [name]: ref } = subject.props as unknown as Record<string, Leaf<unknown>>;
  return ref && placeOf(ref).value;
}

/** Outputs lack the inputs that name what a resource belongs to; its id tells them. */
function withIdInputs(resource: StackResource): StackResource {
  const props = unwrap(resource.props);
  const id = idOf(resource);
  const address = id === undefined ? undefined : parseArmId(id);
  if (!address || !isObject(props)) return resource;
  const [reading] = readResource(resource).resources;
  const armPath = reading && armPathsByKind.get(reading.kind);
  if (!armPath) return resource;
  const inputs: Record<string, unknown> = {};
  for (const [index, name] of armPath.names.entries()) inputs[name] = address.names[index];
  if (address.resourceGroup !== undefined) inputs["resourceGroupName"] = address.resourceGroup;
  if (armPath.extends !== undefined) inputs[armPath.extends] = address.scope;
  return { ...resource, props: { ...inputs, ...props } };
}

function idOf({ props }: StackResource): string | undefined {
  const outputs = unwrap(props);
  return isObject(outputs) ? knownText(outputs["id"]) : undefined;
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
