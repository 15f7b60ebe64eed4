/** The resources that an ARM template deploys, as far as they can be known before it is deployed. */
import { UNKNOWN, type Path, type Text } from "../../value/value";
import { Secrets } from "../../value/secrets";
import { Attempts, mostSteps, reasonOf, type GivenUp } from "./attempts";
import { Budget, longestText, Refusal, tooDeep, tooLarge } from "./budget";
import type { Context } from "./call";
import { withoutDepths } from "./depths";
import { importTemplate, importValue, parseJson } from "./import";
import { Module, type Supplied } from "./module";
import { isPlaceholder, placeholder } from "./placeholder";
import { groupScope, ownSubscription, subscriptionScope, type Scope } from "./scope";
import { Taint } from "./taint";
import { isDictionary, property, type Value } from "./value";
import { Walk } from "./walk";

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

/** A step for a character, so that an object may be as large as a text. */
const importBudget = () => new Budget(longestText, tooLarge, 1);

/**
 * Evaluates a template. Never throws, and takes at most about a second, whatever the template is.
 * @param template an object, or JSON text with comments.
 * @param parameters by name: `{ value }`, `{ reference }`, or the value itself; JSON text of these; `UNKNOWN`
 *   when they are given by a link.
 * @param given what is secret in these; it decides like anything else.
 */
export function evaluateTemplate(
  template: unknown,
  parameters: unknown,
  target: Target,
  given = new Secrets(),
): Evaluation {
  const secrets = given.copy();
  try {
    return evaluated(template, parameters, target, secrets);
  } catch (error) {
    return { resources: [], invisible: [], secrets, refused: reasonOf(error) };
  }
}

function evaluated(
  template: unknown,
  parameters: unknown,
  target: Target,
  secrets: Secrets,
): Evaluation {
  const budget = new Budget(mostSteps);
  let numbered = 0;
  const context: Context = {
    budget,
    attempts: new Attempts(budget),
    taint: new Taint(secrets),
    owner: target.owner,
    parsed: new Map(),
    imported: new Map(),
    literals: new Map(),
    opaque: [],
    next: () => `${target.owner} ${numbered++}`,
  };
  const content = imported(template, target.owner, importTemplate, context);
  if (isPlaceholder(content))
    return { resources: [], invisible: [{ path: [], why: "unknown" }], secrets };
  if (!isDictionary(content)) throw new Refusal("it is not an object");
  if (secrets.has(template)) context.taint.addTexts(content);
  const root = new Module({
    context,
    template: content,
    supplied: suppliedBy(parameters, context),
    scope: scopeOf(target),
    name: placeholder("name", target.owner),
    path: [],
    depth: 0,
    isConditional: false,
  });
  return { ...new Walk(context).through(root), secrets };
}

/** Imports what is given, without what is nested too deeply in it; that is told. */
function imported(
  given: unknown,
  owner: string,
  work: (given: unknown, owner: string, budget: Budget) => Value,
  { attempts }: Context,
): Value {
  try {
    return work(given, owner, importBudget());
  } catch (error) {
    if (reasonOf(error) !== tooDeep) throw error;
    const { value, path } = withoutDepths(given, importBudget());
    attempts.tell(tooDeep, { owner: path, below: [] });
    return work(value, owner, importBudget());
  }
}

function scopeOf({ subscription, resourceGroup, managementGroup, owner }: Target): Scope {
  const text = (value: string | typeof UNKNOWN, what: string) =>
    value === UNKNOWN ? placeholder(what, owner) : value;
  if (subscription !== undefined) {
    const id = subscription === UNKNOWN ? ownSubscription(owner) : subscription;
    return resourceGroup === undefined
      ? subscriptionScope(id)
      : groupScope(id, text(resourceGroup, "resourceGroup"));
  }
  return managementGroup === undefined
    ? { kind: "tenant" }
    : { kind: "managementGroup", managementGroup: text(managementGroup, "managementGroup") };
}

function suppliedBy(parameters: unknown, context: Context): Supplied {
  const { owner, attempts } = context;
  const parsed = typeof parameters === "string" ? parseJson(parameters) : parameters;
  let given: Value;
  try {
    given = imported(parsed, `${owner} parameters`, importValue, context);
  } catch (error) {
    attempts.tell(reasonOf(error), { owner: [], below: ["parameters"] });
    return { values: new Map(), isHidden: true };
  }
  if (!isDictionary(given)) return { values: new Map(), isHidden: isPlaceholder(given) };
  const budget = importBudget();
  const values = new Map(
    Object.entries(given).map(([name, entry]): [string, () => Value] => [
      name.toLowerCase(),
      () => {
        const of = (key: string) =>
          isDictionary(entry) ? property(entry, key, budget) : undefined;
        // By a reference to a vault, or by an expression over inputs that are not here.
        const isElsewhere = of("reference") !== undefined || of("expression") !== undefined;
        const elsewhere = placeholder("parameter", owner, name);
        const value = of("value");
        return value !== undefined ? value : isElsewhere ? elsewhere : entry;
      },
    ]),
  );
  return { values, isHidden: false };
}
