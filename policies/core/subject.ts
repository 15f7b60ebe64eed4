import { inlineChildren } from "./inline";
import { refTo, type Leaf } from "./ref";
import { canonicalShape } from "./shapes";
import { parseToken } from "./tokens";
import { isObject, unwrap, type Path } from "./unknown";

/** What policies judge: one resource of one kind, however the program spells it. */
export interface Subject {
  /** `module:Type` of the v3 default SDK. */
  readonly kind: string;
  readonly urn: string;
  /** The logical name of the Pulumi resource that holds it. */
  readonly name: string;
  /** For example `2024-04-01`; absent when the program leaves it to the SDK. */
  readonly apiVersion?: string;
  /** The inputs, in the shape of the v3 default SDK. */
  readonly props: Leaf<unknown>;
  /** The user's spelling of a path. */
  readonly spell: (path: Path) => Path;
}

/** What Pulumi knows of a resource. */
export interface Resource {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly props: unknown;
}

/**
 * The subjects that a resource is made of: none when it is not of Azure, several when it holds children that
 * are resources of their own kind.
 * @param complete false when the properties are outputs, where what is missing may well be set.
 */
export function subjectsOf(
  { urn, name, type, props }: Resource,
  complete = true,
): readonly Subject[] {
  const token = parseToken(type);
  const given = unwrap(props);
  // A new resource outside of `--target` is analysed with empty inputs, and no judged kind can do without any.
  if (!token || !isObject(given) || (complete && Object.keys(given).length === 0)) return [];
  const subjects: Subject[] = [];
  const add = (kind: string, raw: unknown, whole: boolean, spell: (path: Path) => Path) => {
    const shape = canonicalShape(kind, raw);
    const toUser = (path: Path) => spell(shape.spell(path));
    subjects.push({
      kind,
      urn,
      name,
      ...(token.apiVersion !== undefined && { apiVersion: token.apiVersion }),
      props: refTo(shape.props, whole),
      spell: toUser,
    });
    for (const child of inlineChildren(kind, shape.props, complete))
      add(child.kind, child.props, whole && child.complete, (path) => toUser(child.spell(path)));
  };
  add(token.kind, given, complete, (path) => path);
  return subjects;
}
