/** What finding a Pulumi CLI needs from the machine it runs on; tests put a made-up machine in its place. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";

export interface Finished {
  /** Undefined when the command could not be started or was ended for taking too long. */
  readonly code: number | undefined;
  /** What it printed, both streams. */
  readonly output: string;
}

export interface RunOptions {
  readonly timeoutSeconds: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly nodeVersion: string;
  readonly windows: boolean;
  /** Whether a file is there and may be executed. */
  isExecutable(file: string): boolean;
  /** The file a link leads to. */
  realPath(file: string): string;
  /** Never rejects. */
  run(command: readonly string[], options: RunOptions): Promise<Finished>;
  /** Tells the user something. */
  say(line: string): void;
}

/** Runs a command to its end; a whole group of processes is ended when it takes too long. */
export function runCommand(
  [program = "", ...args]: readonly string[],
  options: RunOptions,
): Promise<Finished> {
  return new Promise((resolve) => {
    const windows = process.platform === "win32";
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: !windows, // a group of its own, so that what it starts can be ended with it
    });
    let output = "";
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined && !windows) {
        try {
          process.kill(-child.pid, "SIGKILL");
        } catch {
          child.kill("SIGKILL"); // the group is gone already
        }
      } else {
        child.kill();
      }
    }, options.timeoutSeconds * 1000);
    const collect = (bytes: Buffer): void => {
      output += bytes.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const finish = (code: number | undefined): void => {
      clearTimeout(timer);
      resolve({ code: timedOut ? undefined : code, output });
    };
    child.on("error", (error) => {
      output += error.message;
      finish(undefined);
    });
    child.on("close", (code) => finish(code ?? undefined));
  });
}

export const thisMachine: Machine = {
  env: process.env,
  home: os.homedir(),
  nodeVersion: process.versions.node,
  windows: process.platform === "win32",
  isExecutable(file) {
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return fs.statSync(file).isFile();
    } catch {
      return false;
    }
  },
  realPath: (file) => fs.realpathSync(file),
  run: runCommand,
  say: (line) => void process.stderr.write(`${line}\n`),
};
