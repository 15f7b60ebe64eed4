/** What readers make of a Pulumi resource: resources in the shape of the v3 default SDK, and what they cannot see. */
import type { Path, Text } from "../value/value";
import type { Secrets } from "../value/secrets";
import type { Values } from "../value/wire";

/** A resource as a spelling declares it, in the shape of the v3 default SDK. */
export interface Declared {
  /** `module:Type` of the v3 default SDK. */
  readonly kind: string;
  readonly apiVersion?: string;
  /** May hold unknown values anywhere. Nested values that no table names are passed through unread. */
  readonly props: unknown;
  /** From a canonical path to the user's. */
  readonly spell: (path: Path) => Path;
  /** False when a property missing from `props` may well be set, because what holds it is not known yet. */
  readonly complete?: false;
  /**
   * True for a resource that only adds to another one of this kind, which its names lead to (an account's
   * separate network rules): what it sets may violate, what it leaves out says nothing.
   */
  readonly partial?: true;
  /** True of what Azure itself reads, which takes the names of properties in any case. */
  readonly anyCase?: true;
  /** What is absent here and may be added by such a resource elsewhere in the program: canonical paths. */
  readonly open?: readonly Path[];
}

/** The same, with what only some spellings know of it. */
export interface Reading extends Declared {
  readonly id?: Text;
  /** Its type and name, when it is one of several that a Pulumi resource holds. */
  readonly label?: string;
  /** True when its properties have other names and values than Azure's own. */
  readonly translated?: boolean;
  /** True when it is not known whether it is deployed at all. */
  readonly conditional?: boolean;
  /** Its secrets, where reading it found more than Pulumi knows of. */
  readonly secrets?: Secrets;
}

/** Something that declares resources which cannot be judged. */
export interface Unseen {
  readonly path: Path;
  /** Why, as a sentence without a full stop. */
  readonly why: string;
  /** The kinds it is about; absent when it may be about any. */
  readonly kinds?: readonly string[];
}

export interface Readings {
  readonly resources: readonly Reading[];
  readonly unseen: readonly Unseen[];
}

/** What is read, and where it runs. */
export interface Source {
  readonly urn: string;
  readonly type: string;
  readonly values: Values;
  /** The inputs of the provider, where they are known. */
  readonly provider?: Values | undefined;
}

export type Inputs = Values["root"];
