/** What a policy says of resources, in one line of text each, so that a test can state it literally. */
import assert from "node:assert/strict";
import { allPolicies } from "../../policies/all";
import { undecidedName } from "../../policies/core/pulumi/undecided";
import { settingsName } from "../../policies/core/config/settings";
import { analyze, Analysis, type Config, type Reported } from "./analyzer";
import { run, type Phase, type Registered } from "./program";

/** A value that is not known until deployment, as the engine sends it. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** A secret as the engine sends it in a preview. */
export const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
/** A secret of a state file that cannot be decrypted (`pulumi policy analyze`), as it arrives. */
export const offline = secret("[secret]");

export interface Options {
  /** The policy's own entry in the configuration: parameters, and `enforcementLevel`, here `mandatory` by default. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The entry of `pack-settings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The day, for exemptions. */
  readonly today?: string;
}

/**
 * `met`, also when the policy is not about it; `undecided: path, path`, and `: why` where they are known; else the lines of
 * the violation that say path, found and wanted, joined by newlines. What is wrong with the policy's configuration is said
 * of the stack, after `configuration: `; where one resource is judged, before what is said of that.
 */
export type Said = string;

/** A resource with these inputs, as a YAML program or another SDK registers it: no defaults are filled in. */
export function raw(kindOrToken: string, inputs: object, name = "it"): Registered {
  // A token has a package before module and type.
  const isToken = kindOrToken.split(":").length > 2;
  const type = isToken ? kindOrToken : `azure-native:${kindOrToken}`;
  const urn = `urn:pulumi:stack::project::${type}::${name}`;
  return {
    urn,
    type,
    name,
    parent: "",
    inputs: JSON.parse(JSON.stringify(inputs)) as Registered["inputs"],
    outputs: {},
    propertyDependencies: {},
  };
}

/** What a policy says of one resource with these inputs. */
export async function judge(
  policy: string,
  kindOrToken: string,
  inputs: object,
  options: Options = {},
): Promise<Said> {
  const said = await judgeAll(policy, [raw(kindOrToken, inputs)], options);
  return [...(said[""] === undefined ? [] : [said[""]]), said["it"] ?? "met"].join("\n");
}

/** What a policy says of the resources of a program of real SDK classes, by logical name; those it is content with are left out. */
export async function judgeProgram(
  policy: string,
  program: () => unknown,
  { phase, ...options }: Options & { readonly phase?: Phase } = {},
): Promise<Readonly<Record<string, Said>>> {
  return judgeAll(policy, await run(program, phase), options);
}

/** What a policy says of registered resources, by logical name; those it is content with are left out. */
export async function judgeAll(
  policy: string,
  resources: readonly Registered[],
  options: Options = {},
): Promise<Readonly<Record<string, Said>>> {
  const today = options.today;
  const reports = await analyze(
    [named(policy)],
    resources,
    configOf(policy, options),
    today === undefined ? undefined : () => today,
  );
  const said: Record<string, Said> = {};
  const level = options.config?.["enforcementLevel"] ?? "mandatory";
  for (const report of reports) {
    const before = said[report.resource];
    assert.ok(before === undefined, `two reports on ${report.resource}: ${before}`);
    if (report.policy === settingsName) {
      said[report.resource] = configuration(policy, report);
      continue;
    }
    if (report.policy === undecidedName) {
      assert.equal(report.level, "advisory");
      said[report.resource] = openLines(report);
      continue;
    }
    assert.equal(report.policy, policy, `${report.policy} spoke: ${report.message}`);
    const text = lines(report);
    assert.equal(report.level, text.startsWith("Exempt ") ? "advisory" : level);
    said[report.resource] = text;
  }
  return said;
}

/** What waits for a value that is not known, or does not tell: "undecided: path, inside path, path: why". */
function openLines({ message }: Reported): Said {
  const [, ...open] = message.split("\n");
  const paths = open.map((line) => {
    const [, path, why = ""] = /^(.*?): (.*) \([a-z-]+\)$/.exec(line) ?? [];
    assert.ok(path, line);
    if (why === "not known until deployment") return path;
    return why === "a value inside it is not known until deployment"
      ? `inside ${path}`
      : `${path}: ${why}`;
  });
  return `undecided: ${paths.join(", ")}`;
}

/** The inputs after the policy's remediation, or as they were. */
export async function remedied(
  policy: string,
  kindOrToken: string,
  inputs: object,
  options: Options = {},
): Promise<object> {
  const config = configOf(policy, {
    ...options,
    config: { ...options.config, enforcementLevel: "remediate" },
  });
  const analysis = await Analysis.start([named(policy)], config);
  await analysis.resource(raw("pulumi:pulumi:Stack", {}));
  return analysis.remediate(raw(kindOrToken, inputs));
}

function named(name: string) {
  const policy = allPolicies.find((one) => one.name === name);
  assert.ok(policy, `there is no policy ${name}`);
  return policy;
}

function configOf(policy: string, { config, settings }: Options): Config {
  return {
    [policy]: { enforcementLevel: "mandatory", ...config },
    ...(settings && { "pack-settings": settings }),
  };
}

/** What is wrong with the policy's configuration, without its name. */
function configuration(policy: string, { message }: Reported): Said {
  const [, ...told] = (message.split("\nWhy: ")[0] ?? "").split("\n");
  return `configuration: ${told.map((line) => line.replace(`${policy}.`, "")).join("\n")}`;
}

/** The report without its title and without what every report of the policy says. */
function lines({ policy, message }: Reported): Said {
  const { title } = named(policy);
  const text = message.startsWith(`${title}\n`) ? message.slice(title.length + 1) : message;
  const [found = "", why] = text.split(/\nWhy: /);
  if (!found.startsWith("Exempt ")) assert.ok(why?.includes("\nFix: "), message);
  return found;
}

/** `judge` for several cases of one policy: inputs, options, and a kind or token other than the usual one. */
export function judging(policy: string, kind: string) {
  return (inputs: object, options: Options = {}, kindOrToken: string = kind): Promise<Said> =>
    judge(policy, kindOrToken, inputs, options);
}
