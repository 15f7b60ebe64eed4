/** The resources that an ARM template deploys, as far as they can be known before it is deployed. */
import { UNKNOWN } from "../../value/value";
import { Secrets } from "../../value/secrets";
import { Attempts, mostSteps, reasonOf } from "./attempts";
import { Budget, longestText, Refusal, tooDeep, tooLarge } from "./budget";
import type { Context } from "./call";
import { withoutDepths } from "./depths";
import type { Evaluation, Target } from "./evaluation";
import { importTemplate, importValue, parseJson } from "./import";
import { Module, type Supplied } from "./module";
import { isPlaceholder, placeholder } from "./placeholder";
import { groupScope, ownSubscription, subscriptionScope, type Scope } from "./scope";
import { Taint } from "./taint";
import { isDictionary, property, type Value } from "./value";
import { Walk } from "./walk";

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
