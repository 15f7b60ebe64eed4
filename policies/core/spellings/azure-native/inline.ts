/**
 * This folder: azure-native's own spellings: type tokens, shapes of older API versions, and, here, children written inside
 * their parent, which also exist as resources of their own.
 */
import { keyLike } from "../arm/key-like";
import { isObject, type Path, UNKNOWN } from "../../value/value";

interface InlineChildren {
  /** Where the parent holds them: a list, or a map by name. */
  readonly at: readonly string[];
  readonly kind: string;
  /** The canonical input of the stand-alone sibling that holds the child, when it is not at the top. */
  readonly within?: string;
  /** The input of the sibling that a map's key is. */
  readonly key?: string;
  /** Inputs the child shares with its parent: those that say what it belongs to. */
  readonly inherit: readonly string[];
}

const securityRules: InlineChildren = {
  at: ["securityRules"],
  kind: "network:SecurityRule",
  inherit: ["resourceGroupName", "networkSecurityGroupName"],
};

const table: Readonly<Record<string, readonly InlineChildren[]>> = {
  "network:VirtualNetwork": [
    {
      at: ["subnets"],
      kind: "network:Subnet",
      inherit: ["resourceGroupName", "virtualNetworkName"],
    },
  ],
  "network:Subnet": [
    { ...securityRules, at: ["networkSecurityGroup", "securityRules"], inherit: [] },
  ],
  "network:NetworkSecurityGroup": [securityRules],
  "machinelearningservices:Workspace": [
    {
      at: ["managedNetwork", "outboundRules"],
      kind: "machinelearningservices:ManagedNetworkSettingsRule",
      within: "properties",
      key: "ruleName",
      inherit: ["resourceGroupName", "workspaceName"],
    },
  ],
  "keyvault:Vault": [
    {
      at: ["properties", "accessPolicies"],
      kind: "keyvault:AccessPolicy",
      within: "policy",
      inherit: ["resourceGroupName", "vaultName"],
    },
  ],
};

const within = new Map<string, ReadonlySet<string>>();

/** A kind, and those of the children that a resource of it may hold, at any depth. */
export function kindsWithin(kind: string): ReadonlySet<string> {
  let kinds = within.get(kind);
  if (!kinds) {
    const children = (table[kind] ?? []).flatMap((child) => [...kindsWithin(child.kind)]);
    kinds = new Set([kind, ...children]);
    within.set(kind, kinds);
  }
  return kinds;
}

export interface InlineChild {
  readonly kind: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** False when the child itself is not known yet: what is missing may well be set. */
  readonly complete: boolean;
  /** From the child's canonical path to its parent's. */
  readonly spell: (path: Path) => Path;
}

/**
 * The children that a resource holds inside itself, not those inside them. A list of inputs that is not known yet
 * is one child of which nothing is known; outputs look like that, too, where nothing was ever given.
 */
export function inlineChildren(kind: string, props: unknown, ofInputs: boolean): InlineChild[] {
  const parent = isObject(props) ? props : {};
  return (table[kind] ?? []).flatMap((children) => {
    const { at, within, key: keyInput, inherit } = children;
    const container = at.reduce<unknown>(
      (holder, step) =>
        isObject(holder)
          ? holder[keyLike(holder, step) ?? step]
          : holder === UNKNOWN
            ? holder
            : undefined,
      parent,
    );
    const inherited = Object.fromEntries(inherit.map((name) => [name, parent[name]]));
    if (container === UNKNOWN && !ofInputs) return [];
    return entries(container).map(([steps, given]): InlineChild => {
      const child = given;
      const [key] = steps;
      const name = keyInput !== undefined && typeof key === "string" ? { [keyInput]: key } : {};
      const own = within !== undefined ? { [within]: child } : isObject(child) ? child : {};
      const skip = within === undefined ? 0 : 1;
      return {
        kind: children.kind,
        props: { ...inherited, ...name, ...own },
        complete: child !== UNKNOWN,
        spell: (path) => {
          if (inherit.includes(String(path[0]))) return path;
          return child === UNKNOWN ? [...at, ...steps] : [...at, ...steps, ...path.slice(skip)];
        },
      };
    });
  });
}

/** What a list or a map holds, with the steps that lead to it. */
function entries(container: unknown): (readonly [steps: Path, child: unknown])[] {
  if (container === UNKNOWN) return [[[], container]];
  const all: [string | number, unknown][] = Array.isArray(container)
    ? [...container.entries()]
    : isObject(container)
      ? Object.entries(container)
      : [];
  return all
    .filter(([, child]) => child !== null && child !== undefined)
    .map(([key, child]) => [[key], child]);
}
