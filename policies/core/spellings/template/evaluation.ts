/** What the evaluator is asked, and what it answers. */
import type { GivenUp } from "./attempts";
import type { Secrets } from "../../value/secrets";
import type { UNKNOWN, Path, Text } from "../../value/value";

/** Where a template is deployed to; `UNKNOWN` where the program does not say yet. */
export interface Target {
  /** Absent for deployments to a management group or the tenant. */
  readonly subscription?: string | typeof UNKNOWN;
  readonly resourceGroup?: string | typeof UNKNOWN;
  readonly managementGroup?: string | typeof UNKNOWN;
  /** Tells the unknown values of one deployment from those of another: its URN. */
  readonly owner: string;
}

/**
 * One resource that a template declares.
 */
export interface TemplateResource {
  /** For example `Microsoft.CognitiveServices/accounts/deployments`, in the template's letter case. */
  readonly type: string;
  readonly apiVersion?: string;
  /** One for each segment of the type, outermost first. */
  readonly names: readonly Text[];
  /** How a message calls it: no secret is in it. */
  readonly label: string;
  readonly id: Text;
  /** Absent also when it is the one that the whole template is deployed to and the program does not say which. */
  readonly subscription?: Text;
  readonly resourceGroup?: Text;
  /** The id of what an extension resource extends, or of the scope that the template gives it. */
  readonly scope?: Text;
  /**
   * `properties`, `kind`, `sku`, `identity`, `location`, `tags` …, in ARM's spelling. `UNKNOWN` is what is not
   * known before deployment; an object that may have more than it shows answers true to `isOpen`.
   */
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether it depends on values that are not known yet that the resource is deployed at all. */
  readonly conditional: boolean;
  /** Where the declaration stands in the template, through nested ones: `["resources", 0, "properties", …]`. */
  readonly path: Path;
}

/**
 * What cannot be judged: a template that is given by a link or not known before deployment, resources of which it is
 * not known what they are, and what was given up.
 */
export interface Invisible {
  readonly path: Path;
  readonly why: "link" | "unknown" | "opaque" | GivenUp["why"];
}

export interface Evaluation {
  readonly resources: readonly TemplateResource[];
  readonly invisible: readonly Invisible[];
  /** The secrets that were given, and what the template makes of them or declares to be one. */
  readonly secrets: Secrets;
  /** Why nothing of the template is known. Ends the sentence "not judged: …". */
  readonly refused?: string;
}
