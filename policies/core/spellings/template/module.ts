/** A template at its place: the outermost one, or one nested in a deployment. */
import type { Path } from "../../value/value";
import { importTemplate } from "./import";
import type { Bindings, Context, Env, UserFunction } from "./call";
import { declarations, textProperty, type Declaration } from "./declaration";
import { evaluateJson, evaluateLoop, propertyLoops } from "./evaluate";
import { isPlaceholder, placeholder } from "./placeholder";
import { groupScope, parseScope, scopeId, subscriptionScope, type Scope } from "./scope";
import { dictionary, isDictionary, isList, property, type Dictionary, type Value } from "./value";

/** What a deployment hands to its template; a parameter without an entry has its default. */
export interface Supplied {
  readonly values: ReadonlyMap<string, () => Value>;
  /** Whether the values are elsewhere, so that also a parameter with a default may have another one. */
  readonly isHidden: boolean;
  /** Whether values of secure types are the program's secrets; those of nested templates stand in a template. */
  readonly isSecret: boolean;
}

/** What a deployment deploys: a template, or why none can be seen. */
export type Content = Module | "link" | "unknown";

interface Setting {
  readonly context: Context;
  readonly template: Dictionary;
  readonly supplied: Supplied;
  readonly scope: Scope;
  readonly name: string;
  readonly path: Path;
  readonly isConditional: boolean;
  /** For a template whose expressions are those of the template around it. */
  readonly outer?: Env;
}

/** Top-level properties of a resource, in ARM's spelling; the rest is not the resource's. */
const bodyKeys = `properties kind sku identity location tags zones plan managedBy extendedLocation
  managedByExtended etag asserts`.split(/\s+/);
const noParameters: Supplied = { values: new Map(), isHidden: false, isSecret: false };
/** Definitions that refer to one another; ARM's own limit is not documented. */
const mostHops = 20;
const emptyText = new Set<Value>(["", null]);

export class Module implements Bindings {
  readonly scope: Scope;
  readonly deploymentName: string;
  readonly path: Path;
  readonly isConditional: boolean;
  readonly #setting: Setting;
  readonly #env: Env;
  readonly #identity: string;
  readonly #values = new Map<string, Value>();
  readonly #contents = new Map<Declaration, Content | undefined>();
  readonly #bodies = new Map<Declaration, Dictionary>();
  #parameters?: ReadonlyMap<string, Value>;
  #variables?: ReadonlyMap<string, () => Value>;
  #functions?: ReadonlyMap<string, UserFunction>;
  #declarations?: readonly Declaration[];
  #index?: ReadonlyMap<string, Declaration>;

  constructor(setting: Setting) {
    this.#setting = setting;
    setting.context.budget.spend(10);
    this.scope = setting.scope;
    this.#identity = placeholder(
      setting.context.owner,
      setting.path.join("/"),
      scopeId(setting.scope),
      setting.name,
    );
    this.deploymentName = setting.name;
    this.path = setting.path;
    this.isConditional = setting.isConditional;
    this.#env = setting.outer ?? {
      context: setting.context,
      bindings: this,
      loops: new Map(),
      lambda: new Map(),
    };
  }

  /** The resources, with existing ones and nested deployments. */
  declarations(): readonly Declaration[] {
    const { template, path, isConditional } = this.#setting;
    return (this.#declarations ??= declarations(template, {
      env: this.#env,
      scope: this.scope,
      path,
      isConditional,
    }));
  }

  parameter(name: string): Value | undefined {
    this.#parameters ??= this.#section("parameters");
    const declaration = this.#parameters.get(name.toLowerCase());
    if (declaration === undefined) return undefined;
    return this.#once(`parameter ${name.toLowerCase()}`, (label) =>
      this.#parameterValue(name.toLowerCase(), declaration, label),
    );
  }

  variable(name: string): Value | undefined {
    this.#variables ??= this.#variableSources();
    const source = this.#variables.get(name.toLowerCase());
    return source && this.#once(`variable ${name.toLowerCase()}`, source);
  }

  userFunction(name: string): UserFunction | undefined {
    this.#functions ??= this.#userFunctions();
    return this.#functions.get(name);
  }

  reference(resource: string, full: boolean): Value | undefined {
    const found = this.#find(resource);
    return found && !found.isExisting ? this.#stateOf(found, full) : undefined;
  }

  references(symbol: string, full: boolean): Value | undefined {
    const prefix = `${symbol.toLowerCase()}[`;
    this.#budget.spend(this.declarations().length);
    const found = this.declarations().filter(
      (one) => one.symbol?.toLowerCase().startsWith(prefix) === true,
    );
    if (found.length === 0 || found.some((one) => one.isExisting)) return undefined;
    return found.map((one) => this.#stateOf(one, full));
  }

  resourceInfo(symbol: string): Value | undefined {
    const found = this.#find(symbol);
    if (!found) return undefined;
    const { id, type, names, apiVersion } = found;
    return dictionary([
      ["id", id],
      ["type", type],
      ["name", names.join("/")],
      ["apiVersion", apiVersion ?? null],
    ]);
  }

  /** What a resource says of itself, evaluated once. */
  body(resource: Declaration): Dictionary {
    const there = this.#bodies.get(resource);
    if (there) return there;
    // While it is being read, it is unknown to itself.
    this.#bodies.set(resource, dictionary([], this.#label(`body ${resource.path.join("/")}`)));
    const body = dictionary(
      bodyKeys.flatMap((key): [string, Value][] => {
        const raw = property(resource.raw, key, this.#budget);
        return raw === undefined ? [] : [[key, evaluateJson(raw, resource.env)]];
      }),
    );
    this.#bodies.set(resource, body);
    return body;
  }

  /** The template that a resource deploys; `undefined` when it is no deployment. */
  content(resource: Declaration): Content | undefined {
    const type = resource.type.toLowerCase();
    const isStack = type === "microsoft.resources/deploymentstacks";
    if (!isStack && type !== "microsoft.resources/deployments") return undefined;
    if (!this.#contents.has(resource)) {
      // While it is being read, it is unknown to itself.
      this.#contents.set(resource, "unknown");
      this.#contents.set(resource, this.#read(resource, isStack));
    }
    return this.#contents.get(resource);
  }

  outputs(): Dictionary {
    const outputs = this.#once("outputs", () =>
      dictionary(
        Object.entries(this.#dictionaryAt("outputs")).map(([name, output]): [string, Value] => [
          name,
          dictionary([["value", this.#output(name, output)]], placeholder("output", name)),
        ]),
      ),
    );
    return isDictionary(outputs) ? outputs : dictionary([], this.#label("outputs"));
  }

  get #budget() {
    return this.#setting.context.budget;
  }

  /** Names what is unknown in this template and in no other one. */
  #label(what: string): string {
    return placeholder(this.#identity, what);
  }

  /** Evaluates once; what depends on itself is unknown. */
  #once(what: string, evaluate: (label: string) => Value): Value {
    const there = this.#values.get(what);
    if (there !== undefined) return there;
    const label = this.#label(what);
    this.#values.set(what, label);
    const value = evaluate(label);
    this.#values.set(what, value);
    return value;
  }

  #dictionaryAt(section: string): Dictionary {
    const value = property(this.#setting.template, section, this.#budget);
    return isDictionary(value) ? value : dictionary();
  }

  #section(section: string): ReadonlyMap<string, Value> {
    const entries = Object.entries(this.#dictionaryAt(section));
    return new Map(entries.map(([name, value]) => [name.toLowerCase(), value]));
  }

  /** What a parameter's declaration says, itself or the definition of its type. */
  #trait(declaration: Value, trait: string): Value | undefined {
    let at: Value | undefined = declaration;
    for (let hops = 0; hops < mostHops && isDictionary(at); hops++) {
      const found = property(at, trait, this.#budget);
      if (found !== undefined) return found;
      const reference = property(at, "$ref", this.#budget);
      const name = typeof reference === "string" ? /^#\/definitions\/(.+)$/.exec(reference) : null;
      at = name?.[1] === undefined ? undefined : this.#definition(name[1]);
    }
    return undefined;
  }

  #definition(name: string): Value | undefined {
    return property(this.#dictionaryAt("definitions"), name, this.#budget);
  }

  #type(declaration: Value): string {
    const type = this.#trait(declaration, "type");
    return typeof type === "string" ? type.toLowerCase() : "";
  }

  #parameterValue(name: string, declaration: Value, label: string): Value {
    const { values, isHidden, isSecret } = this.#setting.supplied;
    const given = values.get(name)?.() ?? null;
    // Null where a value is asked for means the default, as for parameters of Bicep modules.
    if (given !== null)
      return isSecret ? withoutSecret(given, this.#type(declaration), label) : given;
    if (isHidden && !values.has(name)) return label;
    if (!isDictionary(declaration)) return label;
    const fallback = property(declaration, "defaultValue", this.#budget);
    if (fallback !== undefined) return evaluateJson(fallback, this.#env);
    return this.#trait(declaration, "nullable") === true ? null : label;
  }

  #variableSources(): ReadonlyMap<string, () => Value> {
    const sources = new Map<string, () => Value>();
    for (const [name, raw] of Object.entries(this.#dictionaryAt("variables"))) {
      const loops = name.toLowerCase() === "copy" ? propertyLoops(raw, this.#env) : undefined;
      if (!loops) sources.set(name.toLowerCase(), () => evaluateJson(raw, this.#env));
      for (const loop of loops ?? []) {
        const loopName = textProperty(loop, "name", this.#env) ?? "";
        sources.set(loopName.toLowerCase(), () => evaluateLoop(loop, loopName, this.#env));
      }
    }
    return sources;
  }

  #userFunctions(): ReadonlyMap<string, UserFunction> {
    const functions = new Map<string, UserFunction>();
    const namespaces = property(this.#setting.template, "functions", this.#budget);
    for (const entry of isList(namespaces) ? namespaces : []) {
      if (!isDictionary(entry)) continue;
      const namespace = property(entry, "namespace", this.#budget);
      const members = property(entry, "members", this.#budget);
      if (typeof namespace !== "string" || !isDictionary(members)) continue;
      for (const [name, member] of Object.entries(members)) {
        if (!isDictionary(member)) continue;
        const output = property(member, "output", this.#budget);
        const parameters = property(member, "parameters", this.#budget);
        functions.set(`${namespace}.${name}`.toLowerCase(), {
          parameters: (isList(parameters) ? parameters : []).map((parameter) => {
            const name = isDictionary(parameter) && property(parameter, "name", this.#budget);
            return typeof name === "string" ? name : "";
          }),
          output: (isDictionary(output) ? property(output, "value", this.#budget) : null) ?? null,
        });
      }
    }
    return functions;
  }

  #output(name: string, output: Value): Value {
    if (!isDictionary(output)) return this.#label(`output ${name}`);
    const copy = property(output, "copy", this.#budget);
    const value = isDictionary(copy)
      ? evaluateLoop(copy, name, this.#env)
      : evaluateJson(property(output, "value", this.#budget) ?? null, this.#env);
    return withoutSecret(value, this.#type(output), this.#label(`output ${name}`));
  }

  #find(resource: string): Declaration | undefined {
    if (!this.#index) {
      const index = new Map<string, Declaration>();
      // The first of a name stays: what is declared twice is ambiguous in ARM too.
      const add = (key: string, one: Declaration) => {
        if (!index.has(key.toLowerCase())) index.set(key.toLowerCase(), one);
      };
      for (const one of this.declarations()) {
        if (one.symbol !== undefined) add(one.symbol, one);
        if (one.isExisting) continue;
        add(one.id, one);
        add(one.names.join("/"), one);
      }
      this.#index = index;
    }
    return this.#index.get(resource.toLowerCase());
  }

  /**
   * What `reference` returns: the properties given are there as given, for services return them; those that
   * are not given are unknown.
   */
  #stateOf(resource: Declaration, full: boolean): Value {
    const label = (what: string) => placeholder("state", resource.id, what);
    const content = this.content(resource);
    const body = content === undefined ? this.body(resource) : dictionary();
    const given = body["properties"];
    this.#budget.spend(isDictionary(given) ? Object.keys(given).length : 1);
    const properties =
      content instanceof Module
        ? dictionary([["outputs", content.outputs()]], label("properties"))
        : isDictionary(given)
          ? dictionary(Object.entries(given), label("properties"))
          : label("properties");
    if (!full) return properties;
    const identity = body["identity"];
    return dictionary(
      [
        ...Object.entries(body),
        ["properties", properties],
        ...(isDictionary(identity)
          ? [["identity", dictionary(Object.entries(identity), label("identity"))] as const]
          : []),
        ["resourceId", resource.id],
      ],
      label("full"),
    );
  }

  #read(resource: Declaration, isStack: boolean): Content {
    const { context } = this.#setting;
    const { env, raw, path } = resource;
    const given = property(raw, "properties", this.#budget);
    const properties = isDictionary(given) ? given : evaluateJson(given ?? null, env);
    if (!isDictionary(properties)) return "unknown";
    const template = property(properties, "template", this.#budget);
    if (template === undefined || template === null)
      return property(properties, "templateLink", this.#budget) === undefined ? "unknown" : "link";
    const isText = typeof template === "string";
    // A template that is the value of an expression has been evaluated as far as the one around it can.
    const value = isText ? evaluateJson(template, env) : template;
    const content =
      typeof value === "string" && !isPlaceholder(value)
        ? importTemplate(value, context.owner, this.#budget)
        : value;
    if (!isDictionary(content)) return "unknown";
    const options = property(properties, "expressionEvaluationOptions", this.#budget);
    const mode = isDictionary(options) ? textProperty(options, "scope", env) : undefined;
    const isInner = isStack || isText || mode?.toLowerCase() === "inner";
    return new Module({
      context,
      template: content,
      supplied: isInner ? this.#handedOver(properties, env) : noParameters,
      scope: targetOf(raw, env, this.scope),
      name: resource.names.at(-1) ?? "",
      path: [...path, "properties", "template"],
      isConditional: resource.isConditional,
      ...(!isInner && { outer: env }),
    });
  }

  #handedOver(properties: Dictionary, env: Env): Supplied {
    const given = property(properties, "parameters", this.#budget);
    const parameters = typeof given === "string" ? evaluateJson(given, env) : (given ?? null);
    const isHidden =
      isPlaceholder(parameters) ||
      property(properties, "parametersLink", this.#budget) !== undefined;
    if (!isDictionary(parameters)) return { ...noParameters, isHidden };
    const values = new Map<string, () => Value>();
    for (const [name, entry] of Object.entries(parameters)) {
      values.set(name.toLowerCase(), () => {
        const read = isDictionary(entry) ? entry : evaluateJson(entry, env);
        const value = isDictionary(read) ? property(read, "value", this.#budget) : undefined;
        const secret = placeholder("parameter", this.#label(name));
        return value === undefined ? secret : evaluateJson(value, env);
      });
    }
    return { values, isHidden, isSecret: false };
  }
}

/** Values of secure types are not known, except that there is none. */
function withoutSecret(value: Value, type: string, label: string): Value {
  if (!type.startsWith("secure")) return value;
  const isEmpty =
    emptyText.has(value) ||
    (isList(value) && value.length === 0) ||
    (isDictionary(value) && Object.keys(value).length === 0);
  return isEmpty ? value : placeholder("secure", label);
}

/** Where a nested deployment deploys to. */
function targetOf(raw: Dictionary, env: Env, around: Scope): Scope {
  const scope = textProperty(raw, "scope", env);
  if (scope !== undefined) return parseScope(scope) ?? around;
  const subscription = textProperty(raw, "subscriptionId", env);
  const group = textProperty(raw, "resourceGroup", env);
  const target = subscription ?? around.subscription ?? placeholder("subscription");
  if (group !== undefined) return groupScope(target, group);
  return subscription === undefined ? around : subscriptionScope(target);
}
