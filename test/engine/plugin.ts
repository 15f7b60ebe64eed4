/** Starts one of the test equipment's gRPC plugins as the engine does, for tests that speak to it directly. */
import { spawn, type ChildProcess } from "node:child_process";
import * as path from "node:path";

export interface Plugin {
  /** `host:port` it serves on. */
  readonly address: string;
  readonly process: ChildProcess;
}

const ENGINE_TOOLS = path.join(__dirname, "..", "..", "tools", "engine");

/**
 * @param executable path below `tools/engine`
 * @throws when it ends before it has printed its port
 */
export function startPlugin(
  executable: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Plugin> {
  const child = spawn(path.join(ENGINE_TOOLS, executable), ["127.0.0.1:1"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.stdout.once("data", (bytes: Buffer) => {
      resolve({ address: `127.0.0.1:${bytes.toString().trim()}`, process: child });
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${executable} ended with ${code}`)));
  });
}
