/** Reads the type declarations of `@pulumi/azure`, the one description of the classic provider that is installed. */
import * as fs from "node:fs";
import * as path from "node:path";

export interface ClassicType {
  readonly inputs: ReadonlySet<string>;
  /** By name: whether it has a value whether or not the program gives one. */
  readonly outputs: ReadonlyMap<string, boolean>;
  /** The id that the documentation imports as an example. */
  readonly exampleId: string;
}

const ROOT = path.dirname(require.resolve("@pulumi/azure/package.json"));

export const CLASSIC_VERSION = (
  JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string }
).version.replace(/^v/, "");

const types = new Map<string, ClassicType>();

/**
 * @param token for example `azure:privatelink/endpoint:Endpoint`
 * @throws when the SDK has no such class
 */
export function describeClassic(token: string): ClassicType {
  const known = types.get(token);
  if (known) return known;
  const [, module = "", name = ""] = /^azure:([a-z]+\/[A-Za-z]+):([A-Za-z]+)$/.exec(token) ?? [];
  const file = path.join(ROOT, `${module}.d.ts`);
  if (name === "" || !fs.existsSync(file))
    throw new Error(`Resource type ${token} not found: @pulumi/azure has no such class`);
  const source = fs.readFileSync(file, "utf8");
  const outputs = new Map<string, boolean>();
  for (const [, output = "", type = ""] of source.matchAll(
    /^ {4}readonly (\w+): pulumi\.Output<([\s\S]*?)>;$/gm,
  ))
    outputs.set(output, !type.endsWith("| undefined"));
  const args = source.slice(source.indexOf(`export interface ${name}Args {`));
  const inputs = [...args.matchAll(/^ {4}(\w+)\??: /gm)].map(([, input = ""]) => input);
  const [, exampleId = ""] = /pulumi import \S+ \S+ "?([^"\s]+)/.exec(source) ?? [];
  const described = { inputs: new Set(inputs), outputs, exampleId };
  types.set(token, described);
  return described;
}
