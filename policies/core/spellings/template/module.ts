/** A template at its place: the outermost one, or one nested in a deployment. */
import type { Path } from "../../value/value";
import { importTemplate } from "./import";
import type { Bindings, Context, Env, UserFunction } from "./call";
import { Refusal, tooDeep } from "./budget";
import { declarations, textProperty, type Declaration } from "./declaration";
import {
  evaluateAlone,
  evaluateJson,
  evaluateLoop,
  evaluateObject,
  propertyLoops,
  unlike,
} from "./evaluate";
import { isPlaceholder, placeholder } from "./placeholder";
import { groupScope, parseScope, scopeId, subscriptionScope, type Scope } from "./scope";
import { dictionary, isDictionary, isList, property, type Dictionary, type Value } from "./value";

/** What a deployment hands to its template; a parameter without an entry has its default. */
export interface Supplied {
  readonly values: ReadonlyMap<string, () => Value>;
  /** Whether the values are elsewhere, so that also a parameter with a default may have another one. */
  readonly isHidden: boolean;
}

/** What a deployment deploys: a template, or why none can be seen; what is given up is told elsewhere. */
export type Content = Module | "link" | "unknown" | "given up";

interface Setting {
  readonly context: Context;
  readonly template: Dictionary;
  readonly supplied: Supplied;
  readonly scope: Scope;
  readonly name: string;
  readonly path: Path;
  /** How many templates are around it. */
  readonly depth: number;
  readonly isConditional: boolean;
  /** For a template whose expressions are those of the template around it. */
  readonly outer?: Env;
}

/** Top-level properties of a resource, in ARM's spelling; the rest is not the resource's. */
const bodyKeys = `properties kind sku identity location tags zones plan managedBy extendedLocation
  managedByExtended etag asserts`.split(/\s+/);
const noParameters: Supplied = { values: new Map(), isHidden: false };
/** Definitions that refer to one another; ARM's own limit is not documented. */
const mostHops = 20;
/** Properties that are evaluated one by one; where there are more, they are one value. */
export const mostParts = 5_000;
/** Templates within templates; more than anybody writes. */
const mostNested = 20;

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
  readonly #bodies = new Map<object, Dictionary>();
  #parameters?: ReadonlyMap<string, Value>;
  #variables?: ReadonlyMap<string, () => Value>;
  #functions?: ReadonlyMap<string, UserFunction>;
  #declarations?: readonly Declaration[];
  #index?: ReadonlyMap<string, Declaration>;

  constructor(setting: Setting) {
    this.#setting = setting;
    setting.context.budget.spend(10 + setting.path.length);
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
    if (this.#declarations) return this.#declarations;
    const { context, template, path, isConditional } = this.#setting;
    const place = { env: this.#env, scope: this.scope, path, isConditional };
    // While they are being read, they are not known to one another.
    this.#declarations = [];
    let found: readonly Declaration[] | undefined;
    try {
      found = context.attempts.structure(
        path,
        () => declarations(template, place),
        () => [],
      );
    } finally {
      this.#declarations = found;
    }
    return found;
  }

  get template(): Dictionary {
    return this.#setting.template;
  }

  parameter(name: string): Value | undefined {
    this.#parameters ??= this.#section("parameters");
    const declaration = this.#parameters.get(name.toLowerCase());
    if (declaration === undefined) return undefined;
    return this.#once("parameters", name.toLowerCase(), (label) =>
      this.#parameterValue(name.toLowerCase(), declaration, label),
    );
  }

  variable(name: string): Value | undefined {
    this.#variables ??= this.#variableSources();
    const source = this.#variables.get(name.toLowerCase());
    return source && this.#once("variables", name.toLowerCase(), source);
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
    const { attempts, literals } = this.#setting.context;
    // Without expressions, the turns of a loop do not differ.
    const bodies = attempts.isLiteral ? literals : this.#bodies;
    const key = attempts.isLiteral ? resource.raw : resource;
    const there = bodies.get(key);
    if (there) return there;
    // While it is being read, it is unknown to itself.
    bodies.set(key, dictionary([], this.#label(`body ${resource.path.join("/")}`)));
    let body: Dictionary | undefined;
    try {
      body = this.#evaluatedBody(resource);
      bodies.set(key, body);
      return body;
    } finally {
      if (!body) bodies.delete(key);
    }
  }

  #evaluatedBody({ raw, env, path }: Declaration): Dictionary {
    const { attempts } = this.#setting.context;
    const evaluated = (key: string, value: Value): Value =>
      key === "properties" && isDictionary(value) && Object.keys(value).length <= mostParts
        ? evaluateObject(value, env, (name, run) =>
            attempts.value(path, [key, name], run, () => unlike(env)),
          )
        : evaluateAlone(value, env, path, key);
    return dictionary(
      bodyKeys.flatMap((key): [string, Value][] => {
        const value = property(raw, key, this.#budget);
        return value === undefined ? [] : [[key, evaluated(key, value)]];
      }),
    );
  }

  /** The template that a resource deploys; `undefined` when it is no deployment. */
  content(resource: Declaration): Content | undefined {
    const type = resource.type.toLowerCase();
    const isStack = type === "microsoft.resources/deploymentstacks";
    if (!isStack && type !== "microsoft.resources/deployments") return undefined;
    if (!this.#contents.has(resource)) {
      // While it is being read, it is unknown to itself.
      this.#contents.set(resource, "unknown");
      let content: Content | undefined;
      try {
        content = this.#read(resource, isStack);
        this.#contents.set(resource, content);
      } finally {
        if (content === undefined) this.#contents.delete(resource);
      }
    }
    return this.#contents.get(resource);
  }

  outputs(): Dictionary {
    return dictionary(
      [...this.#section("outputs")].map(([name, output]): [string, Value] => [
        name,
        dictionary(
          [["value", this.#once("outputs", name, (label) => this.#output(name, output, label))]],
          placeholder("output", name),
        ),
      ]),
    );
  }

  get #budget() {
    return this.#setting.context.budget;
  }

  /** Names what is unknown in this template and in no other one. */
  #label(what: string): string {
    return placeholder(this.#identity, what);
  }

  /** Evaluates once; what depends on itself is unknown. */
  #once(section: string, name: string, evaluate: (label: string) => Value): Value {
    const what = `${section} ${name}`;
    const there = this.#values.get(what);
    if (there !== undefined) return there;
    const label = this.#label(what);
    this.#values.set(what, label);
    const value = this.#setting.context.attempts.value(
      [...this.path, section, name],
      [],
      () => evaluate(label),
      () => label,
    );
    this.#values.set(what, value);
    return value;
  }

  #dictionaryAt(section: string): Dictionary {
    const value = property(this.#setting.template, section, this.#budget);
    return isDictionary(value) ? value : dictionary();
  }

  #section(section: string): ReadonlyMap<string, Value> {
    const entries = Object.entries(this.#dictionaryAt(section));
    this.#budget.spend(entries.length);
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
    const value = this.#givenOrDefault(name, declaration, label);
    this.#keep(value, declaration);
    return value;
  }

  /** Remembers the value of a secure parameter or output as a secret. */
  #keep(value: Value, declaration: Value): void {
    if (this.#type(declaration).startsWith("secure")) this.#setting.context.taint.add(value);
  }

  #givenOrDefault(name: string, declaration: Value, label: string): Value {
    const { values, isHidden } = this.#setting.supplied;
    const given = values.get(name)?.() ?? null;
    // Null where a value is asked for means the default, as for parameters of Bicep modules.
    if (given !== null) return given;
    if (isHidden && !values.has(name)) return label;
    if (!isDictionary(declaration)) return label;
    const fallback = property(declaration, "defaultValue", this.#budget);
    if (fallback !== undefined) return evaluateJson(fallback, this.#env);
    return this.#trait(declaration, "nullable") === true ? null : label;
  }

  #variableSources(): ReadonlyMap<string, () => Value> {
    const sources = new Map<string, () => Value>();
    const variables = Object.entries(this.#dictionaryAt("variables"));
    this.#budget.spend(variables.length);
    for (const [name, raw] of variables) {
      const loops = name.toLowerCase() === "copy" ? propertyLoops(raw, this.#env) : undefined;
      if (!loops) sources.set(name.toLowerCase(), () => evaluateJson(raw, this.#env));
      for (const loop of loops ?? []) {
        const path = [...this.path, "variables"];
        const loopName = textProperty(loop, "name", this.#env, path) ?? "";
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
      this.#budget.spend();
      if (typeof namespace !== "string" || !isDictionary(members)) continue;
      for (const [name, member] of Object.entries(members)) {
        this.#budget.spend();
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

  #output(name: string, output: Value, label: string): Value {
    if (!isDictionary(output)) return label;
    const copy = property(output, "copy", this.#budget);
    const value = isDictionary(copy)
      ? evaluateLoop(copy, name, this.#env)
      : evaluateJson(property(output, "value", this.#budget) ?? null, this.#env);
    this.#keep(value, output);
    return value;
  }

  #find(resource: string): Declaration | undefined {
    // None are there while they are being read.
    if (this.declarations().length === 0) return undefined;
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
    this.#budget.spend(isDictionary(identity) ? Object.keys(identity).length : 1);
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
    const { context, depth } = this.#setting;
    const { env, raw, path } = resource;
    // A template may deploy itself, when it is handed over to itself.
    if (depth >= mostNested) throw new Refusal(tooDeep);
    const given = property(raw, "properties", this.#budget);
    const properties = isDictionary(given)
      ? given
      : evaluateAlone(given ?? null, env, path, "properties");
    if (!isDictionary(properties)) return "unknown";
    const template = property(properties, "template", this.#budget);
    if (template === undefined || template === null)
      return property(properties, "templateLink", this.#budget) === undefined ? "unknown" : "link";
    const isText = typeof template === "string";
    // A template that is the value of an expression has been evaluated as far as the one around it can.
    const value = isText ? evaluateAlone(template, env, path, "properties") : template;
    const content =
      typeof value === "string" && !isPlaceholder(value) ? this.#imported(value) : value;
    if (!isDictionary(content)) return "unknown";
    const options = property(properties, "expressionEvaluationOptions", this.#budget);
    const mode = isDictionary(options) ? textProperty(options, "scope", env, path) : undefined;
    const isInner = isStack || isText || mode?.toLowerCase() === "inner";
    return new Module({
      context,
      template: content,
      supplied: isInner ? this.#handedOver(properties, resource) : noParameters,
      scope: targetOf(resource, this.scope),
      name: resource.names.at(-1) ?? "",
      path: [...path, "properties", "template"],
      depth: depth + 1,
      isConditional: resource.isConditional,
      ...(!isInner && { outer: env }),
    });
  }

  #imported(text: string): Value {
    const { imported, owner, taint } = this.#setting.context;
    const content = imported.get(text) ?? importTemplate(text, owner, this.#budget);
    imported.set(text, content);
    if (taint.secrets.has(text)) taint.addTexts(content);
    return content;
  }

  #handedOver(properties: Dictionary, { env, path }: Declaration): Supplied {
    const given = property(properties, "parameters", this.#budget);
    const parameters =
      typeof given === "string" ? evaluateAlone(given, env, path, "properties") : (given ?? null);
    const isHidden =
      isPlaceholder(parameters) ||
      property(properties, "parametersLink", this.#budget) !== undefined;
    if (!isDictionary(parameters)) return { ...noParameters, isHidden };
    const values = new Map<string, () => Value>();
    for (const [name, entry] of Object.entries(parameters)) {
      this.#budget.spend();
      values.set(name.toLowerCase(), () => {
        const read = isDictionary(entry) ? entry : evaluateJson(entry, env);
        const value = isDictionary(read) ? property(read, "value", this.#budget) : undefined;
        const secret = placeholder("parameter", this.#label(name));
        return value === undefined ? secret : evaluateJson(value, env);
      });
    }
    return { values, isHidden };
  }
}

/** Where a nested deployment deploys to. */
function targetOf({ raw, env, path }: Declaration, around: Scope): Scope {
  const scope = textProperty(raw, "scope", env, path);
  if (scope !== undefined) return parseScope(scope) ?? around;
  const subscription = textProperty(raw, "subscriptionId", env, path);
  const group = textProperty(raw, "resourceGroup", env, path);
  const target = subscription ?? around.subscription ?? placeholder("subscription");
  if (group !== undefined) return groupScope(target, group);
  return subscription === undefined ? around : subscriptionScope(target);
}
