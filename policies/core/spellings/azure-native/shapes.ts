/** A resource in the shape of the v3 default SDK, whichever API version it is written for. */
import { olderShapes, type OlderShape, type Respelling } from "./older-shapes";
import { comparable } from "./versions";
import { UNKNOWN, isObject, type Path } from "../../value/value";

/** A resource's properties in the shape of the v3 default SDK, and the way back to the user's spelling. */
export interface Shape {
  readonly props: unknown;
  readonly spell: (path: Path) => Path;
}

/** What is known of how a resource is written. */
export interface Written {
  /**
   * The version that the type token or ARM's `apiVersion` names. The input `azureApiVersion` is no witness: the provider
   * fills it in where the program has not, and sends the version of the token whatever that says (pulumi-azure-native,
   * `applyDefaults` in provider.go), so that a program may claim anything.
   */
  readonly apiVersion?: string | undefined;
  /** As ARM has it: in names of any case, and without the wrappers that only the SDK has. */
  readonly anyCase?: boolean | undefined;
}

/**
 * The shapes that a resource may have. The provider drops what an API version does not know (`SdkInputsToRequestBody`),
 * so that the version says which shape counts, whatever else is written. Where that is not known (a default token, which
 * changed its shape from one release of the SDK to the next), all those count in which something is written.
 */
export function canonicalShapes(kind: string, given: unknown, how: Written = {}): readonly Shape[] {
  const { anyCase = false } = how;
  const version = comparable(how.apiVersion);
  const known = (olderShapes[kind] ?? []).filter(({ azure = false }) => azure || !anyCase);
  const reader = new Reader(anyCase);
  const certain = known.find((shape) => isOf(shape, version) === "yes");
  if (certain) return [reader.inShape(certain, given)];
  const possible = known.filter(
    (shape) => isOf(shape, version) === "perhaps" && reader.isWritten(shape, given),
  );
  const older = possible.map((shape) => reader.inShape(shape, given));
  const asItIs = { props: given, spell: (path: Path) => path };
  return older.length === 0 || reader.isCanonical(possible, given) ? [asItIs, ...older] : older;
}

/** Whether an API version has a shape. */
function isOf({ first, last, next }: OlderShape, version?: string): "yes" | "no" | "perhaps" {
  if (last === undefined) return "yes";
  if (version === undefined) return "perhaps";
  if (first !== undefined && version < first) return "no";
  if (version <= last) return "yes";
  return next !== undefined && version >= next ? "no" : "perhaps";
}

/** The same properties, but for one; the same object when it is not there. */
export function without(given: unknown, path: readonly string[], anyCase: boolean): unknown {
  return new Reader(anyCase).without(given, path);
}

type Names = readonly string[];

class Reader {
  constructor(private readonly anyCase: boolean) {}

  /** What the shape has at its names, where the v3 default SDK has it, and what that writes there is nothing to it. */
  inShape({ respellings }: OlderShape, given: unknown): Shape {
    return {
      props: respellings.reduce(
        (props, { canonical, legacy }) => this.#move(props, legacy, canonical),
        given,
      ),
      spell: (path) => {
        const respelling = respellings.find(({ canonical }) => starts(path, canonical));
        return respelling ? respell(path, respelling) : path;
      },
    };
  }

  /** Whether something is written in the shape that cannot be of another one. */
  isWritten({ respellings }: OlderShape, given: unknown): boolean {
    return respellings.some(({ canonical, legacy }) => this.#isThere(given, legacy, canonical));
  }

  /** Whether something is also written as the v3 default SDK has it, besides what holds the older names. */
  isCanonical(shapes: readonly OlderShape[], given: unknown): boolean {
    const all = shapes.flatMap(({ respellings }) => respellings);
    const holders = all.filter(({ canonical, legacy }) => this.#isThere(given, legacy, canonical));
    return all.some(
      ({ canonical, legacy }) =>
        this.#isThere(given, canonical, legacy) &&
        !holders.some((one) => starts(one.legacy, canonical)),
    );
  }

  without(value: unknown, [name = "", ...below]: Names): unknown {
    const inner = this.#child(value, name);
    if (!isObject(value) || inner === undefined) return value;
    const left = below.length === 0 ? undefined : this.without(inner, below);
    return left === inner ? value : this.#with(value, name, left);
  }

  /** Whether anything is at a path; what is not known and would hold both it and the other is no sign. */
  #isThere(value: unknown, [step, ...below]: Names, [other, ...others]: Names): boolean {
    if (step === undefined) return (value ?? undefined) !== undefined;
    if (step === "*")
      return Array.isArray(value) && value.some((item) => this.#isThere(item, below, others));
    return step === other
      ? this.#isThere(this.#child(value, step), below, others)
      : this.#at(value, [step, ...below]) !== undefined && value !== UNKNOWN;
  }

  /** A copy with what is at `from` at `to`, and nothing there when nothing is at `from`. */
  #move(value: unknown, [step, ...from]: Names, [target, ...to]: Names): unknown {
    if (step === undefined || target === undefined) return value;
    if (step === "*")
      return Array.isArray(value) ? value.map((item) => this.#move(item, from, to)) : value;
    if (!isObject(value)) return value;
    if (step !== target || from.length === 0 || to.length === 0)
      return this.#put(value, [target, ...to], this.#at(value, [step, ...from]));
    const inner = this.#child(value, step);
    return inner === undefined ? value : this.#with(value, step, this.#move(inner, from, to));
  }

  #put(
    value: Readonly<Record<string, unknown>>,
    [name = "", ...below]: Names,
    found: unknown,
  ): Readonly<Record<string, unknown>> {
    if (below.length === 0) return this.#with(value, name, found);
    const inner = this.#child(value, name);
    if (!isObject(inner) && found === undefined) return this.#with(value, name, undefined);
    return this.#with(value, name, this.#put(isObject(inner) ? inner : {}, below, found));
  }

  /** A copy with this property, or without it. */
  #with(
    value: Readonly<Record<string, unknown>>,
    name: string,
    found: unknown,
  ): Readonly<Record<string, unknown>> {
    const copy: Record<string, unknown> = { ...value };
    for (const key of this.#keys(copy, name)) Reflect.deleteProperty(copy, key);
    if (found !== undefined) copy[name] = found;
    return copy;
  }

  #at(value: unknown, path: Names): unknown {
    return path.reduce((at, name) => this.#child(at, name), value);
  }

  /** `undefined` when absent or null; not known when two names differ in case only. */
  #child(value: unknown, name: string): unknown {
    if (value === UNKNOWN) return UNKNOWN;
    if (!isObject(value)) return undefined;
    const [key, ...others] = this.#keys(value, name);
    if (others.length > 0) return UNKNOWN;
    return key === undefined ? undefined : (value[key] ?? undefined);
  }

  #keys(value: Readonly<Record<string, unknown>>, name: string): readonly string[] {
    if (!this.anyCase) return Object.hasOwn(value, name) ? [name] : [];
    return Object.keys(value).filter((key) => key.toLowerCase() === name.toLowerCase());
  }
}

/** Whether a path leads through these names; `*` is any index. */
function starts(path: Path, names: Names): boolean {
  return names.every((name, index) => name === "*" || name === path[index]);
}

function respell(path: Path, { canonical, legacy }: Respelling): Path {
  const start = legacy.map((name, index) => (name === "*" ? (path[index] ?? name) : name));
  return [...start, ...path.slice(canonical.length)];
}
