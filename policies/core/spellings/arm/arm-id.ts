/**
 * This folder: resources written as Azure Resource Manager has them, wherever they stand: in the generic resource, in
 * azapi, in a template. `raw-arm.ts` turns them into the shape of the SDK.
 */
import { keyOf, lowerCased, partsOf, segmentsOf, textOf } from "../../value/text";
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

/** The same ids are taken apart again and again: every connection is asked for every kind that it may lead to. */
const parsed = new Map<string, ArmId | undefined>();
const mostParsed = 10_000;

/** Takes an id apart; `undefined` when the text is no id of a resource. Tolerates a missing leading slash. */
export function parseArmId(text: Text): ArmId | undefined {
  if (typeof text !== "string") return parse(text);
  if (!parsed.has(text)) {
    if (parsed.size >= mostParsed) parsed.clear();
    parsed.set(text, parse(text));
  }
  return parsed.get(text);
}

function parse(text: Text): ArmId | undefined {
  const segments = canonicalSegments(text);
  const provider = segments.lastIndexOf("providers");
  if (provider < 0 || hasGap(text)) return undefined;
  const [namespace, ...rest] = segments.slice(provider + 1);
  const types = [namespace, ...rest.filter((_, index) => index % 2 === 0)];
  if (rest.length === 0 || rest.length % 2 !== 0) return undefined;
  if (!types.every((one) => typeof one === "string")) return undefined;
  const after = (word: string) => {
    const at = segments.indexOf(word);
    return at >= 0 && at < provider ? segments[at + 1] : undefined;
  };
  const subscription = after("subscriptions");
  const resourceGroup = after("resourcegroups");
  return {
    key: keyOf(joined(segments)),
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
  return parseArmId(text)?.key ?? keyOf(joined(canonicalSegments(text)));
}

/** The id of these segments, of which each may be an id itself; `UNKNOWN` when one of them is no text. */
export function idOf(segments: readonly unknown[]): Text | typeof UNKNOWN {
  return segments.every(isText) ? joined(segments.flatMap(segmentsOf)) : UNKNOWN;
}

export function isText(value: unknown): value is Text {
  return typeof value === "string" || value instanceof PartlyKnown;
}

function joined(segments: readonly Text[]): Text {
  if (segments.every((segment) => typeof segment === "string"))
    return segments.map((segment) => `/${segment}`).join("");
  return textOf(segments.flatMap((segment) => ["/", ...partsOf(segment)]));
}

function canonicalSegments(text: Text): readonly Text[] {
  return segmentsOf(lowerCased(typeof text === "string" ? text.trim() : text));
}

/** Whether a segment inside is empty, as in `/subscriptions//resourceGroups`. */
function hasGap(text: Text): boolean {
  return typeof text === "string" && /[^/]\/\/+[^/]/.test(text.trim());
}

function isOwn(segment: Text): boolean {
  return typeof segment !== "string" && segment.parts.includes(own);
}
