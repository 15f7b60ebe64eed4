/** Registers real classes of `@pulumi/azure` under mocks and keeps what the engine would be told. */
import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * The classic resources that a program makes, in the order it returns them. The provider's Check, which fills
 * Terraform's defaults, does not run.
 */
export async function register(
  program: () => pulumi.Resource | readonly pulumi.Resource[],
): Promise<readonly Registered[]> {
  const names: unknown[] = [];
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs: plain(inputs) as Registered["inputs"] });
        return { id: `${name}-id`, state: inputs as object };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    true,
  );
  await pulumi.runtime.runInPulumiStack(() => {
    // Registration is asynchronous, and what has less to serialize comes first.
    for (const resource of [program()].flat()) names.push(Reflect.get(resource, "__name"));
    return Promise.resolve();
  });
  await pulumi.runtime.disconnect();
  return registered
    .filter(({ type }) => type.startsWith("azure:"))
    .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

/** Policies get what is secret in plain text; the SDK wraps it on the way to the engine. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const secret = Object.hasOwn(value, "4dabf18193072939515e22adb298388d");
  if (secret) return plain(Reflect.get(value, "value"));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
