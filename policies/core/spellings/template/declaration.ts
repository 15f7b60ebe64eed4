/** The resources that a template declares: loops, conditions, children, names and ids. */
import { UNKNOWN, type Path } from "../../value/value";
import type { Env } from "./call";
import { evaluateAlone, looped, mostCopies, tooManyCopies, unlike } from "./evaluate";
import {
  longestId,
  mostSegments,
  namesFor,
  resourceIdBelow,
  segments,
  withoutSlashAtEnd,
} from "./ids";
import { isPlaceholder, isVague, placeholder } from "./placeholder";
import { groupScope, scopeId, subscriptionScope, type Scope } from "./scope";
import {
  isDictionary,
  isList,
  keyOf,
  property,
  serialise,
  type Dictionary,
  type Value,
} from "./value";

/** One resource; a loop makes several of one declaration. */
export interface Declaration {
  readonly type: string;
  readonly apiVersion?: string;
  /** Outermost first. */
  readonly names: readonly string[];
  readonly id: string;
  /** The id of what an extension resource extends, or of the scope it is deployed to. */
  readonly scope?: string;
  /** The key of a resource with a symbolic name, with the index in a loop: `accounts[0]`. */
  readonly symbol?: string;
  /** Not declared but looked up. */
  readonly isExisting: boolean;
  /** Whether what decides if it is deployed is not known. */
  readonly isConditional: boolean;
  readonly raw: Dictionary;
  readonly env: Env;
  readonly path: Path;
}

interface Place {
  readonly env: Env;
  /** Where the template deploys to. */
  readonly scope: Scope;
  readonly path: Path;
  readonly symbol?: string | undefined;
  readonly parent?: { readonly type: readonly string[]; readonly names: readonly string[] };
  readonly isConditional: boolean;
}

/** ARM takes 800 per template; a deployment may be one of several templates. */
export const mostResources = 10_000;
export const tooManyResources = `it has more than ${mostResources} resources`;

/** All resources in a template's or a resource's "resources": a list, or a map by symbolic name. */
export function declarations(container: Dictionary, place: Place): Declaration[] {
  const { budget, attempts } = place.env.context;
  const key = keyOf(container, "resources", budget);
  if (key === undefined) return [];
  const path = [...place.path, key];
  const given = container[key];
  const resources =
    typeof given === "string" ? evaluateAlone(given, place.env, place.path, key) : given;
  if (isPlaceholder(resources)) place.env.context.opaque.push(path);
  const entries = isList(resources)
    ? [...resources.entries()]
    : isDictionary(resources)
      ? Object.entries(resources)
      : [];
  if (entries.length > mostResources) attempts.tell(tooManyResources, { owner: path, below: [] });
  return entries.slice(0, mostResources).flatMap(([key, raw]) =>
    declared(raw, {
      ...place,
      path: [...path, key],
      ...(typeof key === "string" && { symbol: key }),
    }),
  );
}

/** One that is given up is not there; that is told. */
function declared(raw: Value, place: Place): Declaration[] {
  return place.env.context.attempts.structure(
    place.path,
    () => declaredBy(raw, place),
    () => [],
  );
}

function declaredBy(raw: Value, place: Place): Declaration[] {
  const { budget, opaque, attempts } = place.env.context;
  if (typeof raw === "string") {
    const value = evaluateAlone(
      raw,
      place.env,
      place.path.slice(0, -1),
      String(place.path.at(-1) ?? ""),
    );
    if (isDictionary(value)) return declared(value, place);
    if (isPlaceholder(value)) opaque.push(place.path);
  }
  if (!isDictionary(raw)) return [];
  return budget.within(() => {
    const copy = property(raw, "copy", budget);
    if (!isDictionary(copy)) return withChildren(raw, place);
    const path = [...place.path, "copy"];
    const name = textProperty(copy, "name", place.env, path) ?? "";
    const count = evaluateAlone(
      property(copy, "count", budget) ?? null,
      place.env,
      place.path,
      "copy",
    );
    const turn = (index: Value, symbol: string | undefined, isConditional: boolean) =>
      withChildren(raw, {
        ...place,
        env: looped(place.env, name, index, true),
        ...(symbol !== undefined && { symbol }),
        isConditional,
      });
    // Of a loop whose length is not known, one turn stands for all, which may be none.
    if (typeof count !== "number")
      return turn(placeholder("index", name, serialise(count, budget)), place.symbol, true);
    // One stands for all, too, of which there are too many.
    const rest = () => turn(unlike(place.env), place.symbol, place.isConditional);
    if (count > mostCopies) {
      attempts.tell(tooManyCopies);
      return rest();
    }
    const turns: Declaration[] = [];
    for (let index = 0; index < Math.trunc(count); index++) {
      if (attempts.isLiteral) {
        attempts.passOver();
        return [...turns, ...rest()];
      }
      const symbol = place.symbol === undefined ? undefined : `${place.symbol}[${index}]`;
      for (const one of turn(index, symbol, place.isConditional)) turns.push(one);
    }
    return turns;
  });
}

function withChildren(raw: Dictionary, place: Place): Declaration[] {
  const { env, path } = place;
  const { budget } = env.context;
  budget.spend(10 + (path.length >> 2));
  const at = located(raw, place);
  const given = property(raw, "condition", budget) ?? true;
  const condition = evaluateAlone(given, env, path, "condition");
  const isOff =
    condition === false || (typeof condition === "string" && /^false$/i.test(condition));
  // Without a type it is no resource; with one that is not known, nobody knows what it is.
  if (at === undefined) return [];
  if (at === UNKNOWN || isVague(at.type.join("/"))) {
    if (!isOff) env.context.opaque.push(path);
    return [];
  }
  const existing = property(raw, "existing", budget);
  const apiVersion = at.apiVersion ?? textProperty(raw, "apiVersion", env, path);
  const resource: Declaration = {
    type: at.type.join("/"),
    ...(apiVersion !== undefined && { apiVersion }),
    names: at.names,
    id: at.id,
    ...(at.scope !== undefined && { scope: at.scope }),
    ...(place.symbol !== undefined && { symbol: place.symbol }),
    // Only resources with symbolic names can be existing ones.
    isExisting: place.symbol !== undefined && (existing === true || existing === "true"),
    isConditional: place.isConditional || isVague(condition),
    raw,
    env,
    path,
  };
  // A condition does not cascade to the resources nested in its resource (learn.microsoft.com,
  // conditional-resource-deployment).
  const children = declarations(raw, {
    ...place,
    symbol: undefined,
    parent: { type: at.fullType, names: at.fullNames },
  });
  return isOff ? children : [resource, ...children];
}

interface Location {
  readonly type: readonly string[];
  readonly names: readonly string[];
  /** With the segments of what it extends, as the template spells them. */
  readonly fullType: readonly string[];
  readonly fullNames: readonly string[];
  readonly apiVersion?: string;
  readonly scope?: string;
  readonly id: string;
}

/** `UNKNOWN` of a type that is not known, or like none that there is. */
function located(raw: Dictionary, place: Place): Location | typeof UNKNOWN | undefined {
  const { env, scope, parent, path } = place;
  const { budget, taint } = env.context;
  const text = textProperty(raw, "type", env, path);
  if (text === undefined) return undefined;
  if (isPlaceholder(text)) return UNKNOWN;
  // Types of extensions other than Azure's own carry their version.
  const [typeText = "", apiVersion] = text.split("@");
  const own = segments(typeText);
  const isRelative = parent !== undefined && !(own[0] ?? "").includes(".");
  const fullType = isRelative ? [...parent.type, ...own] : own;
  const count = fullType.length - 1;
  if (count < 1) return isVague(text) ? UNKNOWN : undefined;
  if (count >= mostSegments) return UNKNOWN;
  const nameText = textProperty(raw, "name", env, path) ?? "";
  const given = segments(nameText);
  const inherited = parent?.names.slice(0, Math.max(0, count - given.length)) ?? [];
  budget.spend(fullType.length + given.length + inherited.length);
  const fullNames = namesFor(count, [...inherited, ...given]);
  const explicit = explicitScope(raw, env, scope, path);
  let base = explicit ?? scopeId(scope);
  let extended = explicit;
  let type = fullType;
  let names = fullNames;
  // `vaults/providers/diagnosticSettings` named `v/Microsoft.Insights/d` is the setting d of the vault v.
  for (let at = 1; (at = type.findIndex((part) => part.toLowerCase() === "providers")) > 0;) {
    budget.text(base.length);
    budget.spend(type.length);
    base = extended = resourceIdBelow(base, type.slice(0, at), names.slice(0, at - 1));
    type = [names[at - 1] ?? "", ...type.slice(at + 1)];
    names = names.slice(at);
  }
  const id = idOf(base, type, names);
  budget.text(id.length);
  // A part of a secret is one.
  if (taint.secrets.has(text)) taint.addTexts([...type, type.join("/")]);
  if (taint.secrets.has(nameText)) taint.addTexts([...given, id]);
  return {
    type,
    names,
    fullType,
    fullNames,
    ...(apiVersion !== undefined && { apiVersion }),
    ...(extended !== undefined && { scope: extended }),
    id,
  };
}

function idOf(base: string, type: readonly string[], names: readonly string[]): string {
  const isGroup = type.join("/").toLowerCase() === "microsoft.resources/resourcegroups";
  return isGroup ? `${base}/resourceGroups/${names[0] ?? ""}` : resourceIdBelow(base, type, names);
}

/** The id that a "scope" property means, or that the place of an existing resource has. */
function explicitScope(raw: Dictionary, env: Env, scope: Scope, path: Path): string | undefined {
  const given = textProperty(raw, "scope", env, path);
  if (given !== undefined) {
    const text = withoutSlashAtEnd(given);
    if (text === "" || text.startsWith("/") || isVague(text.slice(0, 1))) return text;
    const isGlobal = /^microsoft\.management\/managementgroups\//i.test(text);
    return `${isGlobal ? "" : scopeId(scope)}/providers/${text}`;
  }
  const subscription = textProperty(raw, "subscriptionId", env, path);
  const group = textProperty(raw, "resourceGroup", env, path);
  if (subscription === undefined && group === undefined) return undefined;
  const target = subscription ?? scope.subscription ?? placeholder("subscription");
  return scopeId(group === undefined ? subscriptionScope(target) : groupScope(target, group));
}

/** The text that a property has; `undefined` when it has none, or one too long to be a name. */
export function textProperty(
  raw: Dictionary,
  name: string,
  env: Env,
  path: Path,
): string | undefined {
  const { budget, taint } = env.context;
  const value = evaluateAlone(property(raw, name, budget) ?? null, env, path, name);
  if (typeof value === "number") {
    // As if the template made a text of it.
    taint.follow("string", [value], String(value));
    return String(value);
  }
  return typeof value === "string" && value.length <= longestId ? value : undefined;
}
