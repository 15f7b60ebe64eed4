/**
 * This folder: resources written as Azure Resource Manager has them, wherever they stand: in the generic resource, in
 * azapi, in a template. `raw-arm.ts` turns them into the shape of the SDK.
 */
import { keyOf, lowerCased, segmentsOf, textOf } from "../../value/text";
import { Hole, PartlyKnown, UNKNOWN, type Text } from "../../value/value";

/** A resource id of Azure Resource Manager, taken apart. Ids are compared without case. */
export interface ArmId {
  /** What equal ids share. */
  readonly key: string;
  /** Whether all of it is known. */
  readonly isWhole: boolean;
  /** Absent also when it is whichever the program runs in. */
  readonly subscription?: Text;
  readonly resourceGroup?: Text;
  /** Lower-cased type with its namespace; of an extension resource, its own type. */
  readonly type: string;
  /** Lower-cased names of the type's segments, outermost first. */
  readonly names: readonly Text[];
  /** The id of the resource that an extension resource extends, or of the scope it applies to. */
  readonly scope: Text;
}

/** The subscription that the provider or the deployment runs in, where no input names it. */
const own = new Hole("the subscription of the program");
export const thisSubscription: Text = new PartlyKnown(["/subscriptions/", own]);

/** Takes an id apart; `undefined` when the text is no id of a resource. Tolerates a missing leading slash. */
export function parseArmId(text: Text): ArmId | undefined {
  const segments = segmentsOf(trimmed(text));
  const provider = segments.lastIndexOf("providers");
  const [namespace, ...rest] = provider < 0 ? [] : segments.slice(provider + 1);
  const types = [namespace, ...rest.filter((_, index) => index % 2 === 0)];
  if (rest.length === 0 || rest.length % 2 !== 0 || hasGap(text)) return undefined;
  if (!types.every((one) => typeof one === "string")) return undefined;
  const after = (word: string) => {
    const at = segments.indexOf(word);
    return at >= 0 && at < provider ? segments[at + 1] : undefined;
  };
  const subscription = after("subscriptions");
  const resourceGroup = after("resourcegroups");
  return {
    key: idKey(text),
    isWhole: typeof text === "string",
    ...(subscription !== undefined && !isOwn(subscription) && { subscription }),
    ...(resourceGroup !== undefined && { resourceGroup }),
    type: types.join("/"),
    names: rest.filter((_, index) => index % 2 === 1),
    scope: joined(segments.slice(0, provider)),
  };
}

/** What the texts of equal ids share: lower case, one leading slash, none at the end. */
export function idKey(text: Text): string {
  return keyOf(joined(segmentsOf(trimmed(text))));
}

/** The id of these segments, of which each may be an id itself; `UNKNOWN` when one of them is no text. */
export function idOf(segments: readonly unknown[]): Text | typeof UNKNOWN {
  return segments.every(isText) ? joined(segments.flatMap(segmentsOf)) : UNKNOWN;
}

export function isText(value: unknown): value is Text {
  return typeof value === "string" || value instanceof PartlyKnown;
}

function joined(segments: readonly Text[]): Text {
  return textOf(
    segments.flatMap((segment) => [
      "/",
      ...(typeof segment === "string" ? [segment] : segment.parts),
    ]),
  );
}

function trimmed(text: Text): Text {
  return lowerCased(typeof text === "string" ? text.trim() : text);
}

/** Whether a segment inside is empty, as in `/subscriptions//resourceGroups`. */
function hasGap(text: Text): boolean {
  return typeof text === "string" && /[^/]\/\/+[^/]/.test(text.trim());
}

function isOwn(segment: Text): boolean {
  return typeof segment !== "string" && segment.parts.includes(own);
}
