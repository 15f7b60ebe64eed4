import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  InstallDependenciesRequest,
  type InstallDependenciesResponse,
  ProgramInfo,
  RunPluginRequest,
  RunRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { requiredPackages } from "../../tools/engine/language-host/packages";
import { pluginCommand, programCommand } from "../../tools/engine/language-host/run";
import { removeFolder, temporaryFolder } from "../../tools/engine/temporary";
import { writePack, writeProgram } from "../../tools/engine/throw-away";
import { startPlugin } from "./plugin";

function info(folder: string, options: Record<string, string | boolean> = {}): ProgramInfo {
  const result = new ProgramInfo();
  result.setProgramDirectory(folder);
  result.setRootDirectory(folder);
  result.setEntryPoint(".");
  result.setOptions(Struct.fromJavaScript(options));
  return result;
}

describe("the language host", function () {
  this.timeout(20_000);
  const program = writeProgram("");
  const pack = writePack("");
  after(() => [program, pack].forEach(removeFolder));

  it("names the providers of a program's dependencies", () => {
    const version = `v${(require("@pulumi/azure-native/package.json") as { version: string }).version.replace(/^v/, "")}`;
    assert.deepEqual(requiredPackages(program), [{ name: "azure-native", version, server: "" }]);
  });

  it("runs a program with the configuration and the arguments of the engine", () => {
    const request = new RunRequest();
    request.setInfo(info(program, { nodeargs: "--max-old-space-size=100  --trace-warnings" }));
    request.setMonitorAddress("127.0.0.1:1");
    request.setProject("p");
    request.setStack("dev");
    request.setDryrun(true);
    request.setParallel(8);
    request.getConfigMap().set("azure-native:location", "westeurope");
    request.setConfigsecretkeysList(["p:secret"]);
    const command = programCommand(request, "127.0.0.1:2");
    assert.deepEqual(command.nodeArguments, ["--max-old-space-size=100", "--trace-warnings"]);
    assert.deepEqual(command.scriptArguments, [
      ...[
        "--monitor",
        "127.0.0.1:1",
        "--engine",
        "127.0.0.1:2",
        "--project",
        "p",
        "--root-directory",
        program,
      ],
      ...["--stack", "dev", "--pwd", program, "--dry-run", "--parallel", "8", "."],
    ]);
    assert.equal(command.env["PULUMI_CONFIG"], '{"azure-native:config:location":"westeurope"}');
    assert.equal(command.env["PULUMI_CONFIG_SECRET_KEYS"], '["p:secret"]');
    assert.equal(command.env["PULUMI_NODEJS_TYPESCRIPT"], "true");
    assert.equal(path.basename(path.dirname(command.script)), "run");
  });

  it("hands the setting for faster TypeScript on", () => {
    const before = process.env["PULUMI_NODEJS_TRANSPILE_ONLY"];
    process.env["PULUMI_NODEJS_TRANSPILE_ONLY"] = "true";
    try {
      const run = new RunRequest();
      run.setInfo(info(program));
      assert.equal(programCommand(run, "").env["PULUMI_NODEJS_TRANSPILE_ONLY"], "true");
    } finally {
      if (before === undefined) {
        delete process.env["PULUMI_NODEJS_TRANSPILE_ONLY"];
      } else {
        process.env["PULUMI_NODEJS_TRANSPILE_ONLY"] = before;
      }
    }
  });

  it("serves a policy pack from the pack's folder, with its own SDK and the engine's environment", () => {
    const request = new RunPluginRequest();
    request.setInfo(info(pack, { typescript: false }));
    request.setKind("analyzer");
    request.setPwd("/elsewhere");
    request.setArgsList(["127.0.0.1:2"]);
    request.setEnvList(["A=b=c", "PULUMI_NODEJS_TRANSPILE_ONLY=true"]);
    const command = pluginCommand(request);
    assert.equal(path.basename(path.dirname(command.script)), "run-policy-pack");
    assert.equal(
      command.script,
      require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [pack] }),
    );
    assert.deepEqual(command.scriptArguments, ["127.0.0.1:2", pack]);
    assert.equal(command.cwd, pack);
    assert.deepEqual(command.env, { A: "b=c", PULUMI_NODEJS_TRANSPILE_ONLY: "true" });
  });

  for (const [production, expected] of [
    [true, "install --loglevel=error --production"],
    [false, "install --loglevel=error"],
  ] as const) {
    it(`installs dependencies ${production ? "for production only" : "of all sorts"}, as the project file says`, async () => {
      const folder = temporaryFolder("npm");
      fs.writeFileSync(path.join(folder, "npm"), '#!/bin/sh\necho "$PWD: $*"\n', { mode: 0o755 });
      const env = { ...process.env, PATH: [folder, process.env["PATH"]].join(path.delimiter) };
      const host = await startPlugin("language-host/pulumi-language-nodejs", env);
      const client = new LanguageRuntimeClient(host.address, grpc.credentials.createInsecure());
      const request = new InstallDependenciesRequest();
      request.setInfo(info(folder, { production }));
      let printed = "";
      try {
        await new Promise((resolve, reject) => {
          const answers = client.installDependencies(request);
          answers.on(
            "data",
            (answer: InstallDependenciesResponse) =>
              (printed += Buffer.from(answer.getStdout_asU8()).toString()),
          );
          answers.on("end", resolve);
          answers.on("error", reject);
        });
      } finally {
        client.close();
        host.process.kill();
        removeFolder(folder);
      }
      assert.equal(printed, `${folder}: ${expected}\n`);
    });
  }

  it("says what to do when the SDK is not installed", () => {
    const empty = temporaryFolder("empty");
    const request = new RunRequest();
    request.setInfo(info(empty));
    assert.throws(
      () => programCommand(request, ""),
      /has not been installed in .*: run npm install there/,
    );
    removeFolder(empty);
  });
});
