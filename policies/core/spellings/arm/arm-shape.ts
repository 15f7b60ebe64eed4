/** Turns the body of an ARM resource into the SDK's inputs, by the rules of `arm-types.ts`. */
import type { ArmType } from "./arm-types";
import { keyLike } from "./key-like";
import { OPEN, UNKNOWN, isObject, isOpen, type Path } from "../../value/value";

/** The rules for a value, and for what is inside it. */
interface Rule {
  /** Its name in ARM, if it is another one. */
  arm?: string;
  lifted?: boolean;
  readonly inside: Map<string, Rule>;
}

/** What stands beside `properties` in the body of any resource (https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-declaration). */
const envelope = `kind sku identity location tags zones plan extendedLocation managedBy`.split(" ");
const envelopeByLowerCase = new Map(
  [...envelope, "properties"].map((name) => [name.toLowerCase(), name]),
);
/** What stands beside `properties` in the objects of a list. */
const besideInList = new Set(["name", "id", "type", "etag", "zones", "location", "tags"]);

const rules = new WeakMap<ArmType, Rule>();

export interface Reshaped {
  readonly props: Readonly<Record<string, unknown>>;
  readonly complete: boolean;
  /** From a path of `props` to the body's. */
  readonly spell: (path: Path) => Path;
}

/** The SDK's inputs for a body, without those that name the resource. */
export function reshape(type: ArmType, body: unknown): Reshaped {
  const given = isObject(body) ? body : {};
  const beside: Record<string, unknown> = {};
  const spelled = new Map<string, string>();
  let properties: unknown;
  // ARM itself reads these names, in any case; those below `properties` are the service's.
  for (const key of Object.keys(given)) {
    const name = envelopeByLowerCase.get(key.toLowerCase());
    if (name === undefined) continue;
    spelled.set(name, key);
    if (name === "properties") properties = given[key];
    else if (!type.inner?.includes(name)) beside[name] = given[key];
  }
  if (isOpen(given)) Object.assign(beside, { [OPEN]: true });
  if ("identity" in beside && !type.identityMap) beside["identity"] = identity(beside["identity"]);
  const within = spelled.get("properties") ?? "properties";
  const rule = rulesOf(type);
  const flatten = type.flat === true;
  const lifted = flatten && isObject(properties) ? properties : {};
  const raw = flatten ? { ...lifted, ...beside } : { ...beside, properties };
  const reshaped = apply(raw, rule);
  return {
    props: isObject(reshaped) ? reshaped : {},
    complete: body !== UNKNOWN && !(flatten && properties === UNKNOWN),
    spell: (path) => {
      const [first, ...rest] = respell(path, rule);
      if (first === undefined) return [];
      const [list, item] = rest;
      if (first === "identity" && list === "userAssignedIdentities" && typeof item === "number")
        return [
          spelled.get("identity") ?? first,
          list,
          identityName(given, item),
          ...rest.slice(2),
        ];
      const outside =
        !flatten || (envelope.includes(String(first)) && !type.inner?.includes(String(first)));
      const top = spelled.get(String(first)) ?? first;
      return outside ? [top, ...rest] : [within, first, ...rest];
    },
  };
}

/** ARM has a map by id where the SDK takes a list of ids. */
function identity(given: unknown): unknown {
  const ids = isObject(given) ? given["userAssignedIdentities"] : undefined;
  if (!isObject(given) || !isObject(ids)) return given;
  return { ...given, userAssignedIdentities: isOpen(ids) ? UNKNOWN : Object.keys(ids) };
}

function identityName(body: Readonly<Record<string, unknown>>, index: number): string | number {
  const key = Object.keys(body).find((name) => name.toLowerCase() === "identity") ?? "";
  const given = body[key];
  const ids = isObject(given) ? given["userAssignedIdentities"] : undefined;
  return isObject(ids) ? (Object.keys(ids)[index] ?? index) : index;
}

function rulesOf(type: ArmType): Rule {
  const known = rules.get(type);
  if (known) return known;
  const root: Rule = { inside: new Map() };
  const at = (path: string) => {
    let rule = root;
    for (const key of path.split(".")) {
      const next = rule.inside.get(key) ?? { inside: new Map() };
      rule.inside.set(key, next);
      rule = next;
    }
    return rule;
  };
  for (const [path, arm] of Object.entries(type.renames ?? {})) at(path).arm = arm;
  for (const path of type.lifted ?? []) at(path).lifted = true;
  rules.set(type, root);
  return root;
}

function apply(given: unknown, rule: Rule): unknown {
  if (rule.inside.size === 0 && !rule.lifted) return given;
  if (Array.isArray(given)) {
    const item = rule.inside.get("*");
    return item ? given.map((one) => apply(one, item)) : given;
  }
  if (!isObject(given)) return given;
  const object = rule.lifted ? lift(given) : given;
  if (!isObject(object)) return object;
  const result: Record<string, unknown> = { ...object };
  const found: [string, unknown][] = [];
  for (const [name, inner] of rule.inside) {
    const key = inner.arm === undefined ? name : keyLike(object, inner.arm);
    // What ARM does not know by the SDK's name is nothing to it.
    if (inner.arm !== undefined) delete result[name];
    if (key === undefined || !Object.hasOwn(object, key)) continue;
    if (key !== name && !rule.inside.has(key)) delete result[key];
    found.push([name, apply(object[key], inner)]);
  }
  for (const [name, inner] of found) result[name] = inner;
  return result;
}

/** Objects that hold their own `properties`: all is unknown if those are. */
function lift(object: Readonly<Record<string, unknown>>): unknown {
  const { properties, ...beside } = object;
  if (properties === UNKNOWN) return UNKNOWN;
  return isObject(properties) ? { ...properties, ...beside } : object;
}

function respell(path: Path, root: Rule): Path {
  const spelled: (string | number)[] = [];
  let rule: Rule | undefined = root;
  for (const key of path) {
    const inner: Rule | undefined = rule?.inside.get(typeof key === "number" ? "*" : key);
    if (rule?.lifted && rule !== root && !besideInList.has(String(key)) && typeof key === "string")
      spelled.push("properties");
    spelled.push(inner?.arm ?? key);
    rule = inner;
  }
  return spelled;
}
