/** The command lines that run a program, a policy pack or another plugin written for Node. */
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { ProgramInfo, RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";

export interface Command {
  readonly script: string;
  readonly nodeArguments: readonly string[];
  readonly scriptArguments: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Finds a script of the SDK that the program or pack itself has installed; a policy pack may have another version than the program. */
function sdkScript(script: string, directory: string): string {
  try {
    return require.resolve(`@pulumi/pulumi/cmd/${script}`, { paths: [directory] });
  } catch {
    throw new Error(`The Pulumi SDK has not been installed in ${directory}: run npm install there`);
  }
}

function optionsOf(info: ProgramInfo | undefined): Readonly<Record<string, JavaScriptValue>> {
  return info?.getOptions()?.toJavaScript() ?? {};
}

/** Programs are TypeScript unless their project file says otherwise; the SDK then registers ts-node by itself. */
function typescriptSetting(options: Readonly<Record<string, JavaScriptValue>>): NodeJS.ProcessEnv {
  return options["typescript"] === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" };
}

function nodeArguments(options: Readonly<Record<string, JavaScriptValue>>): string[] {
  const value = options["nodeargs"];
  return typeof value === "string" ? value.split(/\s+/).filter(Boolean) : [];
}

/** @param engine address of the engine, for log messages */
export function programCommand(request: RunRequest, engine: string): Command {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const options = optionsOf(info);
  const flag = (name: string, value: string | number): string[] =>
    value ? [`--${name}`, String(value)] : [];
  // The SDK reads keys in their old form, package:config:name.
  const entries = request
    .getConfigMap()
    .toObject()
    .map(([key, value]) => [key.replace(":", ":config:"), value]);
  return {
    script: sdkScript("run", directory),
    nodeArguments: nodeArguments(options),
    scriptArguments: [
      ...flag("monitor", request.getMonitorAddress()),
      ...flag("engine", engine),
      ...flag("organization", request.getOrganization()),
      ...flag("project", request.getProject()),
      ...flag("root-directory", info?.getRootDirectory() ?? ""),
      ...flag("stack", request.getStack()),
      ...flag("pwd", directory),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      ...flag("parallel", request.getParallel()),
      info?.getEntryPoint() || ".",
      ...request.getArgsList(),
    ],
    cwd: directory,
    env: {
      ...process.env,
      ...typescriptSetting(options),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(entries)),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  };
}

/** A policy pack is served by its own SDK, from its own folder; any other plugin is run where the engine says. */
export function pluginCommand(request: RunPluginRequest): Command {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const options = optionsOf(info);
  const isPack = request.getKind() === "analyzer";
  const args = request.getArgsList();
  const given = request.getEnvList().map((entry): [string, string] => {
    const end = entry.indexOf("=");
    return [entry.slice(0, end), entry.slice(end + 1)];
  });
  return {
    script: sdkScript(isPack ? "run-policy-pack" : "run-plugin", directory),
    nodeArguments: nodeArguments(options),
    scriptArguments: isPack ? [...args, directory] : [directory, ...args],
    cwd: isPack ? directory : request.getPwd(),
    env: { ...Object.fromEntries(given), ...typescriptSetting(options) },
  };
}
