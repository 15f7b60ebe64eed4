/** Finds a Pulumi CLI that can run policy packs, or makes one. Run as a script, it says which. */
import * as path from "node:path";
import { buildCli, cachedCli } from "./build-cli";
import { thisMachine, type Machine } from "./machine";
import {
  CLI_VERSION,
  findVersion,
  isAtLeast,
  OLDEST_CLI,
  OLDEST_GO,
  OLDEST_NODE,
} from "./versions";

export interface PulumiCommand {
  /** Path of the executable. */
  readonly command: string;
  /** Without a leading v. */
  readonly version: string;
  readonly source: "PATH" | "launcher" | "cache" | "download" | "build";
  /** Whether the official Node language host is beside it or on PATH. */
  readonly hasLanguageHost: boolean;
  /** Variables to add to the environment of the command. */
  readonly env: Readonly<Record<string, string>>;
}

/** How long the launcher may take to download the CLI, about 100 MB; without internet access it fails within seconds. */
const DOWNLOAD_SECONDS = 180;
const QUESTION_SECONDS = 60;

function executableName(machine: Machine, name: string): string {
  return machine.windows ? `${name}.exe` : name;
}

function searchPath(machine: Machine, name: string): string[] {
  const folders = (machine.env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
  return folders
    .map((folder) => path.join(folder, executableName(machine, name)))
    .filter((file) => machine.isExecutable(file));
}

/** npm puts its launcher on PATH while it runs a script; asked for its version, it would start to download. */
function isLauncher(machine: Machine, file: string): boolean {
  return [file, machine.realPath(file)].some((place) =>
    place.split(path.sep).includes("node_modules"),
  );
}

async function versionOf(machine: Machine, command: string): Promise<string | undefined> {
  const { code, output } = await machine.run([command, "version"], {
    timeoutSeconds: QUESTION_SECONDS,
    env: { ...machine.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return code === 0 ? findVersion(output) : undefined;
}

function launcherCli(machine: Machine): string {
  const home = machine.env["PULUMI_HOME"] || path.join(machine.home, ".pulumi");
  return path.join(home, "versions", CLI_VERSION, "bin", executableName(machine, "pulumi"));
}

function found(
  machine: Machine,
  command: string,
  version: string,
  source: PulumiCommand["source"],
): PulumiCommand {
  const beside = path.join(
    path.dirname(command),
    executableName(machine, "pulumi-language-nodejs"),
  );
  const PATH = [path.dirname(command), machine.env["PATH"]].filter(Boolean).join(path.delimiter);
  const hasLanguageHost =
    machine.isExecutable(beside) || searchPath(machine, "pulumi-language-nodejs").length > 0;
  return { command, version, source, hasLanguageHost, env: { PATH } };
}

/** A CLI that is there already. Adds what it saw and could not use to `unusable`. */
async function existing(machine: Machine, unusable: string[]): Promise<PulumiCommand | undefined> {
  const candidates: [file: string, source: PulumiCommand["source"]][] = [
    ...searchPath(machine, "pulumi")
      .filter((file) => !isLauncher(machine, file))
      .map((file): [string, PulumiCommand["source"]] => [file, "PATH"]),
    [launcherCli(machine), "launcher"],
    [cachedCli(machine), "cache"],
  ];
  for (const [file, source] of candidates) {
    if (!machine.isExecutable(file)) {
      continue;
    }
    const version = await versionOf(machine, file);
    if (version !== undefined && isAtLeast(version, OLDEST_CLI)) {
      return found(machine, file, version, source);
    }
    unusable.push(
      version === undefined ? `${file} does not run` : `${file} is version ${version}, too old`,
    );
  }
  return undefined;
}

async function downloaded(machine: Machine): Promise<PulumiCommand | undefined> {
  machine.say(`No Pulumi CLI on this machine: trying to download version ${CLI_VERSION}.`);
  const launcher = path.join(path.dirname(require.resolve("pulumi/package.json")), "run.js");
  const { code } = await machine.run([process.execPath, launcher, "version"], {
    timeoutSeconds: DOWNLOAD_SECONDS,
    env: machine.env,
  });
  const command = launcherCli(machine);
  if (code !== 0 || !machine.isExecutable(command)) {
    return undefined;
  }
  return found(machine, command, CLI_VERSION, "download");
}

/** Why Go cannot build the CLI; undefined when it can. Asked in the module's folder, where Go may switch to a newer version of itself. */
async function goProblem(machine: Machine): Promise<string | undefined> {
  const cwd = path.join(__dirname, "cli");
  const { code, output } = await machine.run(["go", "env", "GOVERSION"], {
    timeoutSeconds: DOWNLOAD_SECONDS,
    cwd,
    env: machine.env,
  });
  if (code === undefined) {
    return "there is none";
  }
  const version = findVersion(output);
  return code === 0 && version !== undefined && isAtLeast(version, OLDEST_GO)
    ? undefined
    : "the one on this machine is older";
}

/**
 * In this order: a CLI on PATH; the one npm's launcher has downloaded; the one built earlier; a download, which fails
 * at once without internet access; a build.
 *
 * @throws one error that says what to provide
 */
export async function pulumiCommand(
  machine: Machine = thisMachine,
  build = buildCli,
): Promise<PulumiCommand> {
  if (!isAtLeast(machine.nodeVersion, OLDEST_NODE)) {
    throw new Error(`Node ${OLDEST_NODE} or newer is needed; this is ${machine.nodeVersion}.`);
  }
  const unusable: string[] = [];
  const ready = (await existing(machine, unusable)) ?? (await downloaded(machine));
  if (ready !== undefined) {
    return ready;
  }
  const problem = await goProblem(machine);
  if (problem === undefined) {
    return found(machine, await build(machine), CLI_VERSION, "build");
  }
  throw new Error(
    [
      "No usable Pulumi CLI. Provide one of these:",
      `  - the Pulumi CLI, version ${OLDEST_CLI} or newer, on PATH${unusable.length > 0 ? ` (${unusable.join("; ")})` : ""}`,
      "  - internet access, so that `npx pulumi version` can download it (it was tried and failed)",
      `  - Go ${OLDEST_GO} or newer on PATH, with which it is built once (${problem})`,
    ].join("\n"),
  );
}

if (require.main === module) {
  pulumiCommand().then(
    ({ command, version, source }) => console.log(`${command} (${version}, ${source})`),
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
