/** A resource as another spelling than azure-native's own declares it, in the shape of the v3 default SDK. */
import type { Path } from "../unknown";

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

/** The subscription that the provider or the deployment runs in, where no input names it. */
export const thisSubscription = "/subscriptions/current";
