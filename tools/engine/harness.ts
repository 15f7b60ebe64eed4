/**
 * Runs programs and policy packs in the real Pulumi engine, with a stand-in for the cloud.
 *
 *     const program = await Program.create("examples/secure");
 *     const { exitCode, violations } = await program.preview({ packs: [{ path: "." }] });
 *     program.dispose();
 *
 * Nothing is written into the folders of program and pack.
 */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseEvents, report, type EngineEvent, type Report } from "./events";
import { createHome, type Home } from "./home";
import { removeFolder, temporaryFolder } from "./temporary";

export interface Pack {
  /** Folder with `PulumiPolicy.yaml`. */
  readonly path: string;
  /** Configuration by policy name and `all`, as in the file `--policy-pack-config` names. */
  readonly config?: object;
}

export interface Operation {
  readonly packs?: readonly Pack[];
  /** Refresh the state first, or with `preview` show what a refresh would find. */
  readonly refresh?: boolean;
  /** Run the program for a refresh or destroy. */
  readonly runProgram?: boolean;
  /** URNs of the resources to restrict the operation to. */
  readonly target?: readonly string[];
  /** More arguments for the CLI. */
  readonly args?: readonly string[];
  /** More variables for the CLI, the program and the packs. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with what Pulumi prints, as it prints it. */
  readonly onOutput?: (text: string) => void;
  /** Colours in the text; none by default. */
  readonly color?: boolean;
}

export interface Outcome extends Report {
  /** 0 when all went well; not 0 on a mandatory violation, a failing program or a wrong argument. */
  readonly exitCode: number;
  /** Seconds on the clock. */
  readonly seconds: number;
  /** What Pulumi printed, both streams. */
  readonly text: string;
  readonly events: readonly EngineEvent[];
}

export interface Printed {
  readonly exitCode: number;
  readonly seconds: number;
  readonly stdout: string;
  readonly text: string;
}

/** Runs the CLI, without asking anybody anything. */
export function pulumi(
  home: Home,
  cwd: string,
  args: readonly string[],
  operation: Pick<Operation, "env" | "onOutput" | "color"> = {},
): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(
      home.command,
      [...args, "--non-interactive", "--color", operation.color ? "always" : "never"],
      {
        cwd,
        env: { ...home.env, ...operation.env },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let stdout = "";
    let text = "";
    const collect = (bytes: Buffer): void => {
      text += bytes.toString();
      operation.onOutput?.(bytes.toString());
    };
    child.stdout.on("data", (bytes: Buffer) => {
      stdout += bytes.toString();
      collect(bytes);
    });
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({
        exitCode: code ?? 1,
        seconds: Number(process.hrtime.bigint() - start) / 1e9,
        stdout,
        text,
      });
    });
  });
}

/** The CLI wants as many configurations as packs, in the same order. */
function packArguments(packs: readonly Pack[], folder: string): string[] {
  const configured = packs.some(({ config }) => config !== undefined);
  return packs.flatMap((pack, index) => {
    const args = ["--policy-pack", path.resolve(pack.path)];
    if (configured) {
      const file = path.join(folder, `pack-config-${index}.json`);
      fs.writeFileSync(file, JSON.stringify(pack.config ?? {}));
      args.push("--policy-pack-config", file);
    }
    return args;
  });
}

function configFile(stack: string): string {
  return `Pulumi.${path.posix.basename(stack)}.yaml`;
}

export interface ProgramOptions {
  /** Configuration of the stack; `azure-native:location` is `westeurope` unless given otherwise, null unsets it. */
  readonly config?: Readonly<Record<string, string | null>>;
  /**
   * Name of the stack, `dev` by default; `organization/project/name` in a service. A `Pulumi.<name>.yaml` of the
   * program is where its configuration begins.
   */
  readonly stack?: string;
  /** A home that is logged in to a service, which `dispose` leaves there; else the program has one of its own. */
  readonly home?: Home;
}

/** A program with one stack. */
export class Program {
  private constructor(
    private readonly home: Home,
    private readonly folder: string,
    /** Folder that has the project's name and the stack's configuration, so that the program's own need not. */
    private readonly settings: string,
    readonly stack: string,
    private readonly ownsHome: boolean,
  ) {}

  /**
   * @param folder the program's, with `Pulumi.yaml`
   * @throws when there is no Pulumi CLI, or the stack cannot be made
   */
  static async create(folder: string, options: ProgramOptions = {}): Promise<Program> {
    const stack = options.stack ?? "dev";
    const settings = temporaryFolder("settings");
    const file = configFile(stack);
    for (const name of ["Pulumi.yaml", file]) {
      if (fs.existsSync(path.join(folder, name))) {
        fs.copyFileSync(path.join(folder, name), path.join(settings, name));
      }
    }
    const home = options.home ?? (await createHome());
    const program = new Program(home, path.resolve(folder), settings, stack, !options.home);
    await program.manage(["stack", "init", stack]);
    const config = { "azure-native:location": "westeurope", ...options.config };
    const pairs = Object.entries(config).filter(([, value]) => value !== null);
    if (pairs.length > 0) {
      await program.manage([
        "config",
        "set-all",
        "--stack",
        stack,
        ...pairs.flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]),
      ]);
    }
    return program;
  }

  /** `pulumi preview`. */
  preview(operation: Operation = {}): Promise<Outcome> {
    return this.operate(["preview"], operation);
  }

  /** `pulumi up`, without the preview that usually comes before it. */
  up(operation: Operation = {}): Promise<Outcome> {
    return this.operate(["up", "--yes", "--skip-preview"], operation);
  }

  /** `pulumi refresh`. It takes no packs: the CLI has no such argument. */
  refresh(operation: Omit<Operation, "packs" | "refresh"> = {}): Promise<Outcome> {
    return this.operate(["refresh", "--yes", "--skip-preview"], operation);
  }

  /** `pulumi destroy`. It takes no packs: the CLI has no such argument. */
  destroy(operation: Omit<Operation, "packs"> = {}): Promise<Outcome> {
    return this.operate(["destroy", "--yes", "--skip-preview"], operation);
  }

  /**
   * Writes the stack's state to a file, as `policy analyze` reads it.
   *
   * @returns the file
   */
  async exportState(file = path.join(this.settings, "state.json")): Promise<string> {
    await this.manage(["stack", "export", "--stack", this.stack, "--file", path.resolve(file)]);
    return file;
  }

  /** Replaces the stack's state by that in a file. */
  async importState(file: string): Promise<void> {
    await this.manage(["stack", "import", "--stack", this.stack, "--file", path.resolve(file)]);
  }

  /** Sets a value of the stack's configuration. */
  async setConfig(key: string, value: string): Promise<void> {
    await this.manage(["config", "set", "--stack", this.stack, "--plaintext", key, value]);
  }

  /** Removes the settings and, with its own home, the stack. */
  dispose(): void {
    if (this.ownsHome) removeFolder(this.home.folder);
    removeFolder(this.settings);
  }

  private async manage(args: readonly string[]): Promise<void> {
    const { exitCode, text } = await pulumi(this.home, this.settings, args);
    if (exitCode !== 0) {
      throw new Error(`pulumi ${args.slice(0, 2).join(" ")} failed:\n${text}`);
    }
  }

  private async operate(command: readonly string[], operation: Operation): Promise<Outcome> {
    const log = path.join(this.settings, "events.json");
    fs.rmSync(log, { force: true });
    const printed = await pulumi(
      this.home,
      this.folder,
      [
        ...command,
        "--stack",
        this.stack,
        "--config-file",
        path.join(this.settings, configFile(this.stack)),
        "--event-log",
        log,
        ...packArguments(operation.packs ?? [], this.settings),
        ...(operation.refresh ? ["--refresh"] : []),
        ...(operation.runProgram ? ["--run-program"] : []),
        ...(operation.target ?? []).flatMap((urn) => ["--target", urn]),
        ...(operation.args ?? []),
      ],
      operation,
    );
    const events = fs.existsSync(log) ? parseEvents(fs.readFileSync(log, "utf8")) : [];
    return {
      ...report(events),
      events,
      exitCode: printed.exitCode,
      seconds: printed.seconds,
      text: printed.text,
    };
  }
}

export interface Analysis {
  readonly pack: Pack;
  /** State file: an exported stack, or several. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** `pulumi policy analyze`. It reports violations and no summaries. */
export async function analyze(analysis: Analysis): Promise<Outcome> {
  const home = await createHome();
  try {
    const args = [
      "policy",
      "analyze",
      "--file",
      path.resolve(analysis.file),
      "--json",
      ...packArguments([analysis.pack], home.folder),
    ];
    const printed = await pulumi(home, home.folder, [...args, ...(analysis.args ?? [])], {
      env: analysis.env ?? {},
    });
    const events = parseEvents(printed.stdout);
    return {
      ...report(events),
      events,
      exitCode: printed.exitCode,
      seconds: printed.seconds,
      text: printed.text,
    };
  } finally {
    removeFolder(home.folder);
  }
}
