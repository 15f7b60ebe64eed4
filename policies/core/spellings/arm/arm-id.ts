import { thisSubscription } from "../declared";

/** A resource id of Azure Resource Manager, taken apart. Ids are compared without case. */
export interface ArmId {
  /** The id as a whole, canonical. */
  readonly id: string;
  /** Absent also when it is whichever the program runs in. */
  readonly subscription?: string;
  readonly resourceGroup?: string;
  /** Lower-cased type with its namespace; of an extension resource, its own type. */
  readonly type: string;
  /** Lower-cased names of the type's segments, outermost first. */
  readonly names: readonly string[];
  /** The id of the resource that an extension resource extends, or of the scope it applies to. */
  readonly scope: string;
}

/** Takes an id apart; `undefined` when the text is no id of a resource. Tolerates a missing leading slash. */
export function parseArmId(text: string): ArmId | undefined {
  const id = canonicalId(text);
  const segments = id.split("/").slice(1);
  const provider = segments.lastIndexOf("providers");
  if (provider < 0) return undefined;
  const [namespace, ...rest] = segments.slice(provider + 1);
  if (
    namespace === undefined ||
    rest.length === 0 ||
    rest.length % 2 !== 0 ||
    segments.includes("")
  )
    return undefined;
  const after = (word: string) => {
    const at = segments.indexOf(word);
    return at >= 0 && at < provider ? segments[at + 1] : undefined;
  };
  const subscription = isInThisSubscription(id) ? undefined : after("subscriptions");
  const resourceGroup = after("resourcegroups");
  return {
    id,
    ...(subscription !== undefined && { subscription }),
    ...(resourceGroup !== undefined && { resourceGroup }),
    type: [namespace, ...rest.filter((_, index) => index % 2 === 0)].join("/"),
    names: rest.filter((_, index) => index % 2 === 1),
    scope: segments
      .slice(0, provider)
      .map((segment) => `/${segment}`)
      .join(""),
  };
}

/** Whether an id leaves its subscription to where the program runs. */
export function isInThisSubscription(id: string): boolean {
  return canonicalId(id).startsWith(`${thisSubscription}/`);
}

/** The one spelling that equal ids share: lower case, one leading slash, none at the end. */
export function canonicalId(text: string): string {
  const segments = text.trim().toLowerCase().split("/");
  const isFilled = (segment: string) => segment !== "";
  const [first, last] = [segments.findIndex(isFilled), segments.findLastIndex(isFilled)];
  return `/${first < 0 ? "" : segments.slice(first, last + 1).join("/")}`;
}
