/** The way through a template and those nested in it, to all that they declare. */
import { isObject, UNKNOWN, type Path } from "../../value/value";
import type { Context } from "./call";
import { mostResources, tooManyResources, type Declaration } from "./declaration";
import { segments } from "./ids";
import type { Evaluation, Invisible, TemplateResource } from "./index";
import { Module, mostParts } from "./module";
import { labelOf } from "./label";
import { asText, isPlaceholder, placeholder } from "./placeholder";
import { ownSubscription } from "./scope";
import { dictionary, isDictionary, REST, settled, type Dictionary, type Value } from "./value";

type Body = TemplateResource["body"];

/** More places than anybody reads. */
const mostHidden = 200;

export class Walk {
  readonly #resources: TemplateResource[] = [];
  readonly #invisible: Invisible[] = [];
  /** Templates of which the literals have been read: there is nothing else to see when others deploy them too. */
  readonly #literal = new Set<Dictionary>();
  readonly #settled = new WeakMap<Dictionary, Body>();

  constructor(private readonly context: Context) {}

  through(root: Module): Pick<Evaluation, "resources" | "invisible"> {
    const { attempts, opaque } = this.context;
    const modules = [root];
    // The list grows while it is read: nested templates come after those around them.
    for (const module of modules) {
      if (attempts.isLiteral && this.#literal.has(module.template)) continue;
      for (const resource of module.declarations()) {
        if (resource.isExisting) continue;
        const inner = attempts.structure(
          resource.path,
          () => module.content(resource),
          () => "given up" as const,
        );
        if (inner instanceof Module) modules.push(inner);
        else if (inner !== undefined) this.#hide(resource.path, inner);
        else this.#show(resource, module);
      }
      if (attempts.isLiteral) this.#literal.add(module.template);
    }
    for (const path of opaque) this.#hide(path, "opaque");
    return { resources: this.#resources, invisible: [...this.#hidden(), ...attempts.told] };
  }

  #hidden(): readonly Invisible[] {
    const more = this.#invisible.length - mostHidden;
    if (more <= 0) return this.#invisible;
    const why = { gaveUp: `it has ${more} more places that are not known until deployment` };
    return [...this.#invisible.slice(0, mostHidden), { path: [], why }];
  }

  #hide(path: Path, why: "link" | "unknown" | "opaque" | "given up"): void {
    // What has been given up is told as that.
    if (why !== "given up" && !this.context.attempts.hasTold(path))
      this.#invisible.push({ path, why });
  }

  #show(resource: Declaration, module: Module): void {
    const { attempts } = this.context;
    if (this.#resources.length >= mostResources) {
      attempts.tell(tooManyResources, { owner: [], below: [] });
      return;
    }
    const shown = attempts.structure(
      resource.path,
      () => this.#resource(resource, module),
      () => undefined,
    );
    if (shown) this.#resources.push(shown);
  }

  #resource(resource: Declaration, module: Module): TemplateResource {
    const { type, apiVersion, names, id, scope, isConditional, path } = resource;
    return {
      type,
      ...(apiVersion !== undefined && { apiVersion }),
      names: names.map(asText),
      id: asText(id),
      ...placeOf(id, this.context.owner),
      ...(scope !== undefined && { scope: asText(scope) }),
      label: labelOf(resource, this.context.taint.secrets),
      body: this.#body(module.body(resource), path),
      conditional: isConditional,
      path,
    };
  }

  #body(body: Dictionary, path: Path): Body {
    const there = this.#settled.get(body);
    if (there) return there;
    const made = Object.fromEntries(
      Object.entries(body).map(([key, value]) => [
        key,
        key === "properties" && isDictionary(value) && Object.keys(value).length <= mostParts
          ? this.#parts(value, path)
          : this.#alone(value, path, [key]),
      ]),
    );
    this.#settled.set(body, made);
    return made;
  }

  /** An object of which each property is given up alone. */
  #parts(object: Dictionary, path: Path): unknown {
    const keys = Object.keys(object);
    const entries = keys.map((key): [string, Value] => [key, null]);
    const parts = settled(dictionary(entries, object[REST]), this.context.budget);
    if (!isObject(parts)) return parts;
    const own = parts as Record<string, unknown>;
    for (const key of keys) own[key] = this.#alone(object[key] ?? null, path, ["properties", key]);
    return own;
  }

  #alone(value: Value, path: Path, below: Path): unknown {
    const { attempts, budget } = this.context;
    return attempts.value(
      path,
      below,
      () => settled(value, budget),
      () => UNKNOWN,
    );
  }
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
