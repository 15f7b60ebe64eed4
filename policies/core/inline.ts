/** Children written inside their parent, which also exist as resources of their own. */
import { isObject, isUnknown, unwrap, type Path } from "./unknown";

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

export interface InlineChild {
  readonly kind: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** From the child's canonical path to its parent's. */
  readonly spell: (path: Path) => Path;
}

/** The children that a resource holds inside itself, not those inside them. */
export function inlineChildren(kind: string, props: unknown): InlineChild[] {
  return (table[kind] ?? []).flatMap((children) => {
    const container = children.at.reduce<unknown>(
      (at, key) => (isObject(at) ? unwrap(at[key]) : undefined),
      props,
    );
    return entries(container).map(([key, child]) => {
      const own =
        children.within === undefined
          ? isObject(child)
            ? child
            : {}
          : { [children.within]: child };
      const parent = isObject(props) ? props : {};
      const inherited = Object.fromEntries(children.inherit.map((name) => [name, parent[name]]));
      const name =
        children.key !== undefined && typeof key === "string" ? { [children.key]: key } : {};
      const skip = children.within === undefined ? 0 : 1;
      return {
        kind: children.kind,
        props: { ...inherited, ...name, ...own },
        spell: (path: Path) => [...children.at, key, ...path.slice(skip)],
      };
    });
  });
}

function entries(container: unknown): [string | number, unknown][] {
  const known = (value: unknown) => !isUnknown(value) && value !== null && value !== undefined;
  if (Array.isArray(container)) return [...container.entries()].filter(([, child]) => known(child));
  if (isObject(container)) return Object.entries(container).filter(([, child]) => known(child));
  return [];
}
