/**
 * The words in which the tables say where an input of the SDK comes from in a Terraform resource. A table is an object
 * in the shape of the SDK's inputs; at its ends are paths into the Terraform inputs, or one of the rules below.
 */
import { parseArmId } from "../arm/arm-id";
import { UNKNOWN, isObject, type Path } from "../../value/value";

/** Reads a value of the SDK out of Terraform inputs, and knows the way back. */
export class Rule {
  constructor(
    /** `undefined` when absent, `UNKNOWN` when not known yet. */
    readonly read: (from: unknown) => unknown,
    /** From the path below the value to that below the Terraform inputs. */
    readonly spell: (rest: Path) => Path,
  ) {}
}

/** A path into the Terraform inputs (`networkAcls.bypass`), a rule, or an object of them. */
export type Source = string | Rule | Sources;
export interface Sources {
  readonly [input: string]: Source;
}

/** The value at a path below Terraform inputs. A block is looked for in a list of one, too, as some bridges have it. */
export function valueAt(from: unknown, path: string): unknown {
  let at = known(from);
  for (const key of path.split(".")) {
    if (at === UNKNOWN) return UNKNOWN;
    if (Array.isArray(at)) at = known(at[0]);
    at = isObject(at) && Object.hasOwn(at, key) ? known(at[key]) : at === UNKNOWN ? at : undefined;
  }
  return at;
}

/** Absent if null. */
function known(given: unknown): unknown {
  return given ?? undefined;
}

export function read(source: Source, from: unknown): unknown {
  if (typeof source === "string") return valueAt(from, source);
  if (source instanceof Rule) return source.read(from);
  const built: Record<string, unknown> = {};
  for (const [input, inner] of Object.entries(source)) {
    const value = read(inner, from);
    if (value !== undefined) built[input] = value;
  }
  return Object.keys(built).length > 0 ? built : undefined;
}

export function spell(source: Source, path: Path): Path {
  if (typeof source === "string") return [...source.split("."), ...path];
  if (source instanceof Rule) return source.spell(path);
  const [first, ...rest] = path;
  const inner = first === undefined ? undefined : source[first];
  if (inner !== undefined && Object.hasOwn(source, String(first))) return spell(inner, rest);
  // What Terraform has no word for is told below what its neighbours share.
  const ways = Object.values(source).map((one) => spell(one, []));
  return [...shared(ways), ...path];
}

function shared(ways: readonly Path[]): Path {
  const [first = [], ...others] = ways.filter((way) => way.length > 0);
  const end = first.findIndex((key, index) => others.some((way) => way[index] !== key));
  return others.length === 0 ? first.slice(0, -1) : end < 0 ? first : first.slice(0, end);
}

/** A value made from that of a source; `undefined` and unknown stay what they are. */
function mapped(source: Source, change: (value: unknown) => unknown): Rule {
  return new Rule(
    (from) => {
      const value = read(source, from);
      return value === undefined || value === UNKNOWN ? value : change(value);
    },
    () => spell(source, []),
  );
}

/** A value that the Terraform resource stands for. */
export function always(value: unknown): Rule {
  return new Rule(
    () => value,
    () => [],
  );
}

/** The value itself, in `each` over a list of plain values. */
export const self = new Rule(known, (rest) => rest);

/** What Terraform sends when nothing is set. */
export function orElse(source: Source, value: unknown): Rule {
  return new Rule(
    (from) => read(source, from) ?? value,
    (rest) => spell(source, rest),
  );
}

/** The first that is set, which empty text does not; deprecated names come last. */
export function first(...sources: readonly [Source, ...Source[]]): Rule {
  return new Rule(
    (from) => {
      for (const source of sources) {
        const value = read(source, from);
        if (value !== undefined && value !== "") return value;
      }
      return undefined;
    },
    (rest) => spell(sources[0], rest),
  );
}

/** A block: nothing below it when it is absent. */
export function block(path: string, inner: Sources): Rule {
  return new Rule(
    (from) => {
      const value = valueAt(from, path);
      if (value === undefined || value === UNKNOWN) return value;
      const block: unknown = Array.isArray(value) ? known(value[0]) : value;
      return isObject(block) ? (read(inner, block) ?? {}) : undefined;
    },
    (rest) => [...path.split("."), ...(rest.length > 0 ? spell(inner, rest) : [])],
  );
}

/** A list, element by element; a block stands for a list of one. */
export function each(path: string, inner: Source): Rule {
  return new Rule(
    (from) => {
      const value = valueAt(from, path);
      if (value === undefined || value === UNKNOWN) return value;
      const list: readonly unknown[] = Array.isArray(value) ? value : [value];
      return list.map((item) => (known(item) === UNKNOWN ? UNKNOWN : (read(inner, item) ?? {})));
    },
    ([index, ...rest]) => {
      const start = index === undefined ? path.split(".") : [...path.split("."), index];
      return rest.length > 0 || inner === self ? [...start, ...spell(inner, rest)] : start;
    },
  );
}

/** A list of one element for what Terraform allows once. */
export function listOf(path: string, inner: Source): Rule {
  return new Rule(
    (from) => {
      const value = valueAt(from, path);
      if (value === undefined || value === UNKNOWN) return value;
      const item: unknown = Array.isArray(value) ? known(value[0]) : value;
      return item === undefined ? [] : [read(inner, item) ?? {}];
    },
    ([, ...rest]) => [...path.split("."), ...(rest.length > 0 ? spell(inner, rest) : [])],
  );
}

/** A boolean of Terraform as two words of Azure; other text than Terraform's own is for the provider to read. */
export function flag(
  source: Source,
  whenTrue: unknown,
  whenFalse: unknown,
  absent?: boolean,
): Rule {
  const chosen = mapped(absent === undefined ? source : orElse(source, absent), (value) => {
    if (value === true || value === "true") return whenTrue;
    if (value === false || value === "false") return whenFalse;
    return typeof value === "string" ? UNKNOWN : undefined;
  });
  return new Rule(chosen.read, () => spell(source, []));
}

/** `Enabled` or `Disabled`. */
export const enabled = (source: Source, absent?: boolean): Rule =>
  flag(source, "Enabled", "Disabled", absent);
/** The opposite boolean. */
export const not = (source: Source, absent?: boolean): Rule => flag(source, false, true, absent);

/** Words of Terraform as those of Azure; others stay. */
export function words(source: Source, translations: Readonly<Record<string, string>>): Rule {
  return mapped(source, (value) =>
    typeof value === "string" && Object.hasOwn(translations, value) ? translations[value] : value,
  );
}

export function change(source: Source, to: (text: string) => unknown): Rule {
  return mapped(source, (value) => (typeof value === "string" ? to(value) : undefined));
}

/** Several texts as one. */
export function joined(separator: string, ...sources: readonly [Source, ...Source[]]): Rule {
  return new Rule(
    (from) => {
      const values = sources.map((source) => read(source, from));
      if (values.includes(UNKNOWN)) return UNKNOWN;
      return values.every((value) => typeof value === "string")
        ? values.join(separator)
        : undefined;
    },
    () => spell(sources[sources.length - 1] ?? "", []),
  );
}

/** A list of texts as one. */
export function commaText(path: string): Rule {
  return mapped(path, (value) =>
    Array.isArray(value)
      ? value.includes(UNKNOWN)
        ? UNKNOWN
        : value.filter((one) => typeof one === "string").join(", ")
      : undefined,
  );
}

/** A date as seconds since 1970. */
export function seconds(path: string): Rule {
  return change(path, (date) => {
    const time = Date.parse(date);
    return Number.isNaN(time) ? undefined : time / 1000;
  });
}

/** One or the other, as a value is there or not. One that is not known yet is there. */
export function where(path: string, source: Source, otherwise?: Source): Rule {
  return new Rule(
    (from) => {
      const value = valueAt(from, path);
      if (value !== undefined && value !== "") return read(source, from);
      return otherwise === undefined ? undefined : read(otherwise, from);
    },
    (rest) => {
      const way = spell(source, rest);
      return way.length > 0 ? way : path.split(".");
    },
  );
}

/** What counts only if another value is not there. */
export function unless(path: string, source: Source): Rule {
  return new Rule(
    (from) => {
      const value = valueAt(from, path);
      return value === undefined || value === "" ? read(source, from) : undefined;
    },
    (rest) => spell(source, rest),
  );
}

/** A value that the block it is in stands for, today. */
export function implied(source: Source): Rule {
  return new Rule(
    (from) => read(source, from),
    () => [],
  );
}

/** The name of the resource that an id leads to, or of one it belongs to: `level` 1 is its parent. */
export function nameIn(path: string, level = 0): Rule {
  return change(path, (id) => parseArmId(id)?.names.at(-1 - level));
}

export function groupIn(path: string): Rule {
  return change(path, (id) => parseArmId(id)?.resourceGroup);
}

/** What a child is told about its parent by one id. */
export function within(path: string, ...inputs: readonly string[]): Sources {
  const names = inputs.map((input, index): [string, Source] => [
    input,
    nameIn(path, inputs.length - 1 - index),
  ]);
  return { ...Object.fromEntries(names), resourceGroupName: groupIn(path) };
}

/** A part of a Key Vault key's URL, `https://vault.vault.azure.net/keys/name/version`. */
export function keyPart(part: "vault" | "name" | "version", source: Source): Rule {
  return change(source, (url) => {
    const [, vault, name, version] =
      /^(https:\/\/[^/]+\/?)keys\/([^/]+)(?:\/([^/]+))?/i.exec(url) ?? [];
    return { vault, name, version }[part];
  });
}

/** The identity block, which all resources share. */
export const identity = block("identity", {
  type: "type",
  userAssignedIdentities: "identityIds",
});

/** The one whose SDK input is a map by id. */
export const identityMap = block("identity", {
  type: "type",
  userAssignedIdentities: new Rule(
    (from) => {
      const ids = valueAt(from, "identityIds");
      if (!Array.isArray(ids)) return ids === UNKNOWN ? UNKNOWN : undefined;
      if (ids.includes(UNKNOWN)) return UNKNOWN;
      const texts = ids.filter((id) => typeof id === "string");
      return Object.fromEntries(texts.map((id) => [id, {}]));
    },
    () => ["identityIds"],
  ),
});

/** What most resources have. */
export const common: Sources = { location: "location", tags: "tags" };
export const inGroup: Sources = { resourceGroupName: "resourceGroupName", ...common };
