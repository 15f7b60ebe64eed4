/** Which resource of a stack a reference leads to. */
import { isText, parseArmId, type ArmId } from "../spellings/arm/arm-id";
import { input, type Graph, type Node } from "./graph";
import { armPathsByKind } from "../spellings/arm/kinds";
import { placeOf, type Leaf } from "../ref";
import type { Subject } from "../subject";
import { keyOf, lowerCased } from "../value/text";
import { UNKNOWN, knownText, type Path, type Text } from "../value/value";

export type Target =
  /** This one. */
  | { readonly certain: Subject }
  /** One of these, or, if there are none, something outside of the stack. */
  | { readonly possible: readonly Subject[] }
  /** Nobody knows: any of the kind. */
  | "any";

const nowhere: Target = { possible: [] };

/** The subject of a kind that a reference (an ARM id or a name) leads to. */
export function targetOf(graph: Graph, from: Subject, ref: Leaf<unknown>, kind: string): Target {
  const { value, path, text } = placeOf(ref);
  if (text !== undefined) return byValue(graph, from, text, kind);
  if (typeof value === "string") return byValue(graph, from, value.trim(), kind);
  if (value !== UNKNOWN) return nowhere;
  const node = graph.node(from);
  if (!node) return "any";
  const sources = graph.sources(node, String(from.spell(path)[0]));
  const { decisive } = sources;
  const candidates = sources.of(kind);
  const siblings = graph.besides(node, kind);
  if (siblings.length === 1 && (belongsTogether(from, path) || !decisive)) return oneOf(siblings);
  if (candidates.length > 0) return oneOf(candidates);
  if (siblings.length > 0 && decisive) return someOf(siblings);
  return decisive ? nowhere : "any";
}

/**
 * Whether an unknown value leads to what stands in the same Pulumi resource, whatever its name will be: a name does,
 * but a template tells the ids of its own resources, and is given those of others.
 */
function belongsTogether({ kind, label }: Subject, [input]: Path): boolean {
  const names = armPathsByKind.get(kind)?.names ?? [];
  return label === undefined || names.includes(String(input));
}

/** A value that is known decides, whatever the engine's edges say. */
function byValue(graph: Graph, from: Subject, text: Text, kind: string): Target {
  const address = parseArmId(text);
  if (address) return byAddress(graph, address, kind);
  // An id of something else, such as a subscription, is no name.
  if (typeof text !== "string" || text === "" || text.includes("/")) return nowhere;
  return byName(graph, from, text, kind);
}

function byAddress(graph: Graph, address: ArmId, kind: string): Target {
  const found = graph.byId(address.key);
  if (found) return found.subject.kind === kind ? { certain: found.subject } : nowhere;
  if (address.type !== armPathsByKind.get(kind)?.type) return nowhere;
  return choose(graph, kind, address.names.at(-1), (node) => lies(graph, node, address));
}

function byName(graph: Graph, from: Subject, text: string, kind: string): Target {
  const name = text.toLowerCase();
  const target = choose(graph, kind, name, (node) => sharesGroup(graph, from, node));
  if (target === "any" || "certain" in target) return target;
  // A name whose resource group is not known leads to the only resource that has it.
  const [only] = target.possible;
  return only && target.possible.length === 1 && graph.node(only)?.ownName === name
    ? { certain: only }
    : target;
}

/**
 * The node that fits for certain, or else all that may; a node whose name is not known may have this one, and of
 * a name that is not known it may be any.
 */
function choose(
  graph: Graph,
  kind: string,
  name: Text | undefined,
  fits: (node: Node) => Answer,
): Target {
  const possible: Node[] = [];
  const nodes =
    typeof name === "string" ? [...graph.named(kind, name), ...graph.named(kind)] : graph.of(kind);
  for (const [tried, node] of nodes.entries()) {
    if (tried > most) return "any";
    const answer = fits(node);
    if (answer === "yes" && node.ownName === name) return { certain: node.subject };
    if (answer !== "no") possible.push(node);
  }
  return someOf(possible);
}

type Answer = "yes" | "no" | "unknown";

/** Whether a resource can be the one that an id names, though the texts of their ids are not equal. */
function lies(graph: Graph, node: Node, address: ArmId): Answer {
  const own = node.id === undefined ? undefined : parseArmId(node.id);
  // An id that is wholly known is found by its text, or is that of another resource.
  if (own?.isWhole && address.isWhole) return "no";
  const names = own?.names ?? inputNames(node);
  return all([
    ...names.map((name, index) => matches(name, address.names[index])),
    own
      ? matches(own.resourceGroup, address.resourceGroup)
      : sameGroup(groupOf(graph, node), { name: address.resourceGroup }),
    sameSubscription(node.subscription, knownText(address.subscription)),
  ]);
}

function inputNames({ subject }: Node): unknown[] {
  return (armPathsByKind.get(subject.kind)?.names ?? []).map((name) => input(subject, name));
}

function sharesGroup(graph: Graph, from: Subject, node: Node): Answer {
  const own = graph.node(from);
  if (!own) return "unknown";
  return all([
    sameGroup(groupOf(graph, own), groupOf(graph, node)),
    sameSubscription(own.subscription, node.subscription),
  ]);
}

/** Where nothing tells of another subscription, a program has one. */
function sameSubscription(left: string | undefined, right: string | undefined): Answer {
  return left === undefined || right === undefined || left === right ? "yes" : "no";
}

/** A resource group: by its name, or while that is not known, by the subject that makes it. */
interface Group {
  readonly name?: unknown;
  readonly subject?: Subject;
}

const groups = new WeakMap<Node, Group>();

function groupOf(graph: Graph, node: Node): Group {
  let group = groups.get(node);
  if (!group) groups.set(node, (group = findGroup(graph, node)));
  return group;
}

function findGroup(graph: Graph, node: Node): Group {
  const name = input(node.subject, "resourceGroupName");
  if (name !== UNKNOWN) return { name };
  const sources = graph.sources(node, "resourceGroupName");
  const [group] = sources.of("resources:ResourceGroup");
  if (!group || sources.nodes.length > 1) return { name };
  return { name: input(group.subject, "resourceGroupName"), subject: group.subject };
}

function sameGroup(left: Group, right: Group): Answer {
  if (left.subject && right.subject) return left.subject === right.subject ? "yes" : "no";
  return matches(left.name, right.name);
}

function matches(value: unknown, wanted: unknown): Answer {
  if (value === UNKNOWN || wanted === UNKNOWN) return "unknown";
  if (!isText(value) || !isText(wanted)) return "no";
  if (keyOf(lowerCased(value)) === keyOf(lowerCased(wanted))) return "yes";
  return typeof value === "string" && typeof wanted === "string" ? "no" : "unknown";
}

function all(answers: readonly Answer[]): Answer {
  if (answers.includes("no")) return "no";
  return answers.includes("unknown") ? "unknown" : "yes";
}

/** More candidates than these are not told apart: stacks of thousands of resources would compare each with each. */
export const most = 200;

function oneOf(nodes: readonly Node[]): Target {
  const [only] = nodes;
  return only && nodes.length === 1 ? { certain: only.subject } : someOf(nodes);
}

function someOf(nodes: readonly Node[]): Target {
  return nodes.length > most ? "any" : { possible: nodes.map(({ subject }) => subject) };
}
