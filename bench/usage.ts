/** What the process of a pack uses: it says so itself, in a file, since several others run beside it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { temporaryFolder } from "../tools/engine/temporary";

export interface Usage {
  /** Peak of the memory it had, in MB. */
  readonly megabytes: number;
  /** Seconds on its processors. */
  readonly cpuSeconds: number;
}

const variable = "BENCH_USAGE";

// The engine may end it without a warning, so it writes at intervals as well. The language host inherits the option too:
// only a pack's process writes.
const source = `
if (process.env.${variable} && /run-policy-pack|azure-ai-security-pack/.test(process.argv[1] ?? "")) {
  const write = () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const part = process.env.${variable} + ".part";
    require("node:fs").writeFileSync(
      part,
      JSON.stringify({ megabytes: maxRSS / 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }),
    );
    // Whole or not at all: the process may be ended, or the file be read, while it writes.
    require("node:fs").renameSync(part, process.env.${variable});
  };
  setInterval(write, 250).unref();
  process.on("exit", write);
  process.once("SIGTERM", () => process.exit(143));
}
`;

const folder = temporaryFolder("usage");
const script = path.join(folder, "write-usage.js");
fs.writeFileSync(script, source);
let runs = 0;

/** Variables for the process, and what it used once it has ended. */
export function watched(): { env: Readonly<Record<string, string>>; usage: () => Usage } {
  const file = path.join(folder, `${runs++}.json`);
  return {
    env: { NODE_OPTIONS: `--require ${script}`, [variable]: file },
    usage: () => JSON.parse(fs.readFileSync(file, "utf8")) as Usage,
  };
}
