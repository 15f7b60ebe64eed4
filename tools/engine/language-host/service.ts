/** The `LanguageRuntime` service for Node: what the engine asks of it, and processes started to do it. */
import { spawn, type ChildProcess } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import * as msg from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { requiredPackages } from "./packages";
import { pluginCommand, programCommand, type Command } from "./run";

/** Exit code with which the SDK says that it has reported the error itself. */
const BAIL = 32;

type Unary<Request, Response> = (
  call: { readonly request: Request },
  done: (error: Partial<grpc.ServiceError> | null, response?: Response) => void,
) => void;

function failure(error: unknown): Partial<grpc.ServiceError> {
  const message = error instanceof Error ? error.message : String(error);
  return { code: grpc.status.INTERNAL, message, details: message };
}

function start(command: Command, stdio: "inherit" | "pipe"): ChildProcess {
  return spawn(
    process.execPath,
    [...command.nodeArguments, command.script, ...command.scriptArguments],
    {
      cwd: command.cwd,
      env: command.env,
      stdio: ["ignore", stdio, stdio],
    },
  );
}

/** Sends what a process prints, as it prints it. */
function forward(
  child: ChildProcess,
  stdout: (bytes: Buffer) => void,
  stderr: (bytes: Buffer) => void,
): void {
  child.stdout?.on("data", stdout);
  child.stderr?.on("data", stderr);
}

function run(engine: string): Unary<msg.RunRequest, msg.RunResponse> {
  return ({ request }, done) => {
    try {
      const child = start(programCommand(request, engine), "inherit");
      child.on("error", (error) => done(failure(error)));
      child.on("exit", (code, signal) => {
        const response = new msg.RunResponse();
        if (code === BAIL) {
          response.setBail(true);
        } else if (code !== 0) {
          const how = signal ? `was ended by ${signal}` : `exited with non-zero exit code: ${code}`;
          response.setError(`Program ${how}`);
        }
        done(null, response);
      });
    } catch (error) {
      done(failure(error));
    }
  };
}

function runPlugin(
  call: grpc.ServerWritableStream<msg.RunPluginRequest, msg.RunPluginResponse>,
): void {
  const send = (fill: (response: msg.RunPluginResponse) => void): void => {
    const response = new msg.RunPluginResponse();
    fill(response);
    call.write(response);
  };
  try {
    const child = start(pluginCommand(call.request), "pipe");
    forward(
      child,
      (bytes) => send((response) => response.setStdout(bytes)),
      (bytes) => send((response) => response.setStderr(bytes)),
    );
    child.on("error", (error) => call.emit("error", failure(error)));
    child.on("close", (code) => {
      send((response) => response.setExitcode(code ?? 1));
      call.end();
    });
    // The engine ends a plugin by cancelling the call.
    call.on("cancelled", () => child.kill());
  } catch (error) {
    call.emit("error", failure(error));
  }
}

function installDependencies(
  call: grpc.ServerWritableStream<msg.InstallDependenciesRequest, msg.InstallDependenciesResponse>,
): void {
  const info = call.request.getInfo();
  const production = info?.getOptions()?.toJavaScript()["production"] === true;
  const directory = info?.getProgramDirectory() ?? call.request.getDirectory();
  const child = spawn(
    "npm",
    ["install", "--loglevel=error", ...(production ? ["--production"] : [])],
    {
      cwd: directory,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32", // npm is a batch file there
    },
  );
  const send = (fill: (response: msg.InstallDependenciesResponse) => void): void => {
    const response = new msg.InstallDependenciesResponse();
    fill(response);
    call.write(response);
  };
  forward(
    child,
    (bytes) => send((response) => response.setStdout(bytes)),
    (bytes) => send((response) => response.setStderr(bytes)),
  );
  child.on("error", (error) => call.emit("error", failure(error)));
  child.on("close", (code) => {
    if (code === 0) {
      call.end();
    } else {
      call.emit("error", failure(new Error(`npm install exited with ${code} in ${directory}`)));
    }
  });
}

/**
 * @param engine address of the engine, as given on the command line; a handshake may replace it
 * @returns handlers by method name
 */
export function languageRuntime(engine: string): object {
  let address = engine;
  const handshake: Unary<msg.LanguageHandshakeRequest, msg.LanguageHandshakeResponse> = (
    { request },
    done,
  ) => {
    address = request.getEngineAddress();
    done(null, new msg.LanguageHandshakeResponse());
  };
  const getPluginInfo: Unary<unknown, PluginInfo> = (_, done) => {
    const info = new PluginInfo();
    info.setVersion("0.0.0-test");
    done(null, info);
  };
  const getRequiredPackages: Unary<
    msg.GetRequiredPackagesRequest,
    msg.GetRequiredPackagesResponse
  > = ({ request }, done) => {
    const response = new msg.GetRequiredPackagesResponse();
    for (const required of requiredPackages(request.getInfo()?.getProgramDirectory() ?? "")) {
      const dependency = new PackageDependency();
      dependency.setKind("resource");
      dependency.setName(required.name);
      dependency.setVersion(required.version);
      dependency.setServer(required.server);
      response.addPackages(dependency);
    }
    done(null, response);
  };
  const runProgram: Unary<msg.RunRequest, msg.RunResponse> = (call, done) =>
    run(address)(call, done);
  return {
    handshake,
    getPluginInfo,
    getRequiredPackages,
    run: runProgram,
    runPlugin,
    installDependencies,
  };
}
