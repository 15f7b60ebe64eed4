/** The resources that an ARM template deploys, as far as they can be known before it is deployed. */
import { UNKNOWN, type Path, type Text } from "../../value/value";
import { Budget, Refusal } from "./budget";
import type { Context } from "./call";
import type { Declaration } from "./declaration";
import { segments } from "./ids";
import { importTemplate, importValue, parseJson } from "./import";
import { Module, type Supplied } from "./module";
import { asText, isPlaceholder, placeholder } from "./placeholder";
import { groupScope, subscriptionScope, type Scope } from "./scope";
import { isDictionary, property, settled, type Value } from "./value";

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
 * What cannot be judged: a template that is given by a link or not known before deployment, and resources of which it
 * is not known what they are.
 */
export interface Invisible {
  readonly path: Path;
  readonly why: "link" | "unknown" | "opaque";
}

export interface Evaluation {
  readonly resources: readonly TemplateResource[];
  readonly invisible: readonly Invisible[];
  /** Why the template was given up; nothing of it is known then. Ends the sentence "not judged: …". */
  readonly refused?: string;
}

/**
 * Evaluates a template. Never throws, and takes at most about a second, whatever the template is.
 * @param template an object, or JSON text with comments.
 * @param parameters by name: `{ value }`, `{ reference }`, or the value itself; JSON text of these; `UNKNOWN`
 *   when they are given by a link.
 */
export function evaluateTemplate(
  template: unknown,
  parameters: unknown,
  target: Target,
): Evaluation {
  try {
    return evaluated(template, parameters, target);
  } catch (error) {
    // The stack is the one bound that the budget cannot count; what else is thrown is a mistake in here,
    // which must not end a preview.
    const refused =
      error instanceof Refusal
        ? error.message
        : error instanceof RangeError
          ? "it is nested too deeply"
          : "it could not be evaluated";
    return { resources: [], invisible: [], refused };
  }
}

function evaluated(template: unknown, parameters: unknown, target: Target): Evaluation {
  const budget = new Budget();
  let numbered = 0;
  const context: Context = {
    budget,
    owner: target.owner,
    parsed: new Map(),
    opaque: [],
    next: () => `${target.owner} ${numbered++}`,
  };
  const content = importTemplate(template, target.owner, budget);
  if (isPlaceholder(content)) return { resources: [], invisible: [{ path: [], why: "unknown" }] };
  if (!isDictionary(content)) throw new Refusal("it is not an object");
  const root = new Module({
    context,
    template: content,
    supplied: suppliedBy(parameters, context),
    scope: scopeOf(target),
    name: placeholder("name", target.owner),
    path: [],
    isConditional: false,
  });
  const resources: TemplateResource[] = [];
  const invisible: Invisible[] = [];
  const modules = [root];
  // The list grows while it is read: nested templates come after those around them.
  for (const module of modules) {
    for (const resource of module.declarations()) {
      if (resource.isExisting) continue;
      const inner = module.content(resource);
      if (inner instanceof Module) modules.push(inner);
      else if (inner !== undefined) invisible.push({ path: resource.path, why: inner });
      else resources.push(templateResource(resource, module, context));
    }
  }
  for (const path of context.opaque) invisible.push({ path, why: "opaque" });
  return { resources, invisible };
}

function templateResource(
  resource: Declaration,
  module: Module,
  { owner, budget }: Context,
): TemplateResource {
  const { type, apiVersion, names, id, scope, isConditional, path } = resource;
  const body = Object.entries(module.body(resource));
  return {
    type,
    ...(apiVersion !== undefined && { apiVersion }),
    names: names.map(asText),
    id: asText(id),
    ...placeOf(id, owner),
    ...(scope !== undefined && { scope: asText(scope) }),
    body: Object.fromEntries(body.map(([key, value]) => [key, settled(value, budget)])),
    conditional: isConditional,
    path,
  };
}

function placeOf(
  id: string,
  owner: string,
): Pick<TemplateResource, "subscription" | "resourceGroup"> {
  const [first = "", subscription, third = "", resourceGroup] = segments(id);
  // A scope that is not known may lie in any group.
  if (isPlaceholder(first))
    return {
      subscription: asText(placeholder("subscription", first)),
      resourceGroup: asText(placeholder("resourceGroup", first)),
    };
  if (first.toLowerCase() !== "subscriptions" || subscription === undefined) return {};
  const isGroup = third.toLowerCase() === "resourcegroups" && resourceGroup !== undefined;
  const isOwn = subscription === ownSubscription(owner);
  return {
    ...(!isOwn && { subscription: asText(subscription) }),
    ...(isGroup && { resourceGroup: asText(resourceGroup) }),
  };
}

/** The subscription that a template is deployed to, while the program does not say which. */
function ownSubscription(owner: string): string {
  return placeholder("subscription", owner);
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

function suppliedBy(parameters: unknown, { owner, budget }: Context): Supplied {
  const parsed = typeof parameters === "string" ? parseJson(parameters) : parameters;
  const given = importValue(parsed, `${owner} parameters`, budget);
  if (!isDictionary(given))
    return { values: new Map(), isHidden: isPlaceholder(given), isSecret: true };
  const values = new Map(
    Object.entries(given).map(([name, entry]): [string, () => Value] => {
      const of = (key: string) => (isDictionary(entry) ? property(entry, key, budget) : undefined);
      // By a reference to a vault, or by an expression over inputs that are not here.
      const isElsewhere = of("reference") !== undefined || of("expression") !== undefined;
      const elsewhere = placeholder("parameter", owner, name);
      const value = of("value");
      return [
        name.toLowerCase(),
        () => (value !== undefined ? value : isElsewhere ? elsewhere : entry),
      ];
    }),
  );
  return { values, isHidden: false, isSecret: true };
}
