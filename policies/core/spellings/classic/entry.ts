import type { Sources } from "./rules";

/** One subject that a Terraform resource stands for. */
export interface ClassicKind {
  /** Of the v3 default SDK. */
  readonly kind: string;
  readonly props: Sources;
  /** Only for such inputs. */
  readonly when?: (inputs: unknown) => boolean;
  /** Adds to a resource declared elsewhere. */
  readonly partial?: true;
  /**
   * Inputs of the SDK, with dots, that a separate Terraform resource may set where this input of Terraform's own is
   * absent; empty where there is none.
   */
  readonly open?: Readonly<Record<string, string>>;
}

/** What a Terraform resource stands for, and its Pulumi tokens without the package: `cognitive/account:Account`. */
export interface ClassicType {
  readonly tokens: readonly string[];
  readonly is: readonly ClassicKind[];
}

/** By Terraform type without `azurerm_`. */
export type ClassicTable = Readonly<Record<string, ClassicType>>;

/** A type that stands for one subject; `token` may list the names that older releases had. */
export function one(token: string, is: ClassicKind): ClassicType {
  return { tokens: token.split(" "), is: [is] };
}
