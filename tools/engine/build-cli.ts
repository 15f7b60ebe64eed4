/** Builds the Pulumi CLI from its Go module, once per machine and version. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Machine } from "./machine";
import { CLI_VERSION } from "./versions";

const MODULE = path.join(__dirname, "cli");
const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Seconds between two signs of life. */
const PROGRESS_SECONDS = 10;
/** A builder touches its lock with every sign of life; one untouched for so many seconds was left behind by an aborted build. */
const LOCK_STALE_SECONDS = 60;
const BUILD_TIMEOUT_SECONDS = 30 * 60;

export interface Clock {
  /** Milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

const realClock: Clock = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Where the built CLI is kept: outside of the checkout, so that all checkouts share it. */
export function cachedCli(machine: Pick<Machine, "env" | "home" | "windows">): string {
  const root = machine.env["XDG_CACHE_HOME"] || path.join(machine.home, ".cache");
  return path.join(
    root,
    "azure-ai-security",
    `pulumi-${CLI_VERSION}`,
    machine.windows ? "pulumi.exe" : "pulumi",
  );
}

/** @returns whether the lock is now ours */
function takeLock(lock: string, now: number): boolean {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
  const age = now - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (age > LOCK_STALE_SECONDS * 1000) {
    fs.rmSync(lock, { force: true });
    return takeLock(lock, now);
  }
  return false;
}

/**
 * Builds the CLI, or waits for another process that is building it.
 * The lock only saves work: should two processes build after all, each writes a file of its own and renames it when it
 * is whole, so that nobody ever sees half of one.
 *
 * @returns path of the executable
 * @throws with the end of the compiler's output when the build fails
 */
export async function buildCli(machine: Machine, clock: Clock = realClock): Promise<string> {
  const target = cachedCli(machine);
  const lock = `${target}.lock`;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const start = clock.now();
  const elapsed = (): string => `${Math.round((clock.now() - start) / 1000)} s`;
  machine.say(
    `No Pulumi CLI on this machine: building version ${CLI_VERSION} with Go. This takes 4 to 8 minutes and happens once.`,
  );
  while (!takeLock(lock, clock.now())) {
    await clock.sleep(PROGRESS_SECONDS * 1000);
    if (machine.isExecutable(target)) {
      return target;
    }
    machine.say(`  another process is building the Pulumi CLI; waiting for it, ${elapsed()}`);
  }
  const unfinished = `${target}.${process.pid}.unfinished`;
  const progress = setInterval(() => {
    fs.utimesSync(lock, new Date(), new Date());
    machine.say(`  building the Pulumi CLI, ${elapsed()}`);
  }, PROGRESS_SECONDS * 1000);
  try {
    const { code, output } = await machine.run(
      [
        "go",
        "build",
        "-mod=readonly",
        "-trimpath",
        "-tags",
        "osusergo,grpcnotrace",
        "-ldflags",
        `-s -w -X ${VERSION_VARIABLE}=v${CLI_VERSION}`,
        "-o",
        unfinished,
        PACKAGE,
      ],
      { timeoutSeconds: BUILD_TIMEOUT_SECONDS, cwd: MODULE, env: machine.env },
    );
    if (code !== 0) {
      throw new Error(`Building the Pulumi CLI failed after ${elapsed()}:\n${output.slice(-2000)}`);
    }
    fs.renameSync(unfinished, target);
    machine.say(`Built the Pulumi CLI in ${elapsed()}: ${target}`);
    return target;
  } finally {
    clearInterval(progress);
    fs.rmSync(unfinished, { force: true });
    fs.rmSync(lock, { force: true });
  }
}
