/** Registers the examples of policies with the real classes of the SDK. */
import type * as pulumi from "@pulumi/pulumi";
import type { Example } from "../../policies/core/policy";
import { run, type Phase, type Registered } from "./program";

type Constructor = new (
  name: string,
  args: object,
) => pulumi.CustomResource & Record<string, pulumi.Output<unknown>>;

/** The SDK's class for a kind. */
export function classOf(kind: string): Constructor | undefined {
  const [module = "", type = ""] = kind.split(":");
  const exported = require(`@pulumi/azure-native/${module}`) as Record<
    string,
    Constructor | undefined
  >;
  return exported[type];
}

/**
 * Registers examples in order. `${name.id}` and `${name.name}` in their inputs are outputs of the example with that
 * logical name, so that the engine's edges and, in a first preview, unknown values come out as in a program.
 */
export function register(
  examples: readonly Example[],
  phase: Phase = "preview",
): Promise<Registered[]> {
  return run(() => {
    const made = new Map<string, InstanceType<Constructor>>();
    for (const [index, { kind, name = `example-${index}`, props }] of examples.entries()) {
      const resourceClass = classOf(kind);
      if (!resourceClass) throw new Error(`${kind} is not a resource of the SDK`);
      made.set(
        name,
        new resourceClass(name, {
          ...required(resourceClass, props),
          ...(resolve(props, made) as object),
        }),
      );
    }
  }, phase);
}

/** Examples leave out what does not matter; the SDK's constructor insists on required inputs. */
function required(resourceClass: Constructor, props: object): object {
  const names = [...resourceClass.toString().matchAll(/Missing required property '(\w+)'/g)].map(
    ([, name]) => name ?? "",
  );
  const absent = names.filter((name) => !(name in props));
  // An empty object where the example says nothing; the name of the group where a text is needed.
  return Object.fromEntries(
    absent.map((name) => [name, name === "properties" || name === "sku" ? {} : "rg"]),
  );
}

function resolve(
  value: unknown,
  made: ReadonlyMap<string, Record<string, pulumi.Output<unknown>>>,
): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, made));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolve(item, made)]),
    );
  const match = typeof value === "string" ? /^\$\{([\w-]+)\.(\w+)\}$/.exec(value) : null;
  if (!match) return value;
  const output = made.get(match[1] ?? "")?.[match[2] ?? ""];
  if (!output) throw new Error(`${String(value)} refers to no earlier example`);
  return output;
}
