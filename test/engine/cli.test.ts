import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildCli, cachedCli } from "../../tools/engine/build-cli";
import { pulumiCommand } from "../../tools/engine/cli";
import type { Finished, Machine } from "../../tools/engine/machine";
import { removeFolder, temporaryFolder } from "../../tools/engine/temporary";
import { findVersion, isAtLeast } from "../../tools/engine/versions";

const NOT_STARTED: Finished = { code: undefined, output: "spawn ENOENT" };
const LAUNCHED = "/home/u/.pulumi/versions/3.259.0/bin/pulumi";
const CACHED = "/home/u/.cache/azure-ai-security/pulumi-3.259.0/pulumi";

interface Fake {
  /** Executable files; for a Pulumi CLI with what its `version` prints, undefined when it does not run. */
  readonly files?: Record<string, string | undefined>;
  /** Links, and where they lead. */
  readonly links?: Record<string, string>;
  readonly path?: string;
  readonly node?: string;
  readonly go?: Finished;
  /** What the launcher's download leaves behind. */
  readonly download?: Record<string, string>;
  readonly env?: Record<string, string>;
}

/** A machine of files and answers, which notes the commands it was given and what was said. */
function fakeMachine(
  fake: Fake,
): Machine & { readonly commands: string[]; readonly said: string[] } {
  const files: Record<string, string | undefined> = { ...fake.files };
  const commands: string[] = [];
  const said: string[] = [];
  return {
    env: { PATH: fake.path ?? "/usr/bin", ...fake.env },
    home: "/home/u",
    nodeVersion: fake.node ?? "20.1.0",
    windows: false,
    commands,
    said,
    isExecutable: (file) => file in files || file in (fake.links ?? {}),
    realPath: (file) => fake.links?.[file] ?? file,
    run(command) {
      commands.push(command.join(" "));
      const [program = "", first = ""] = command;
      if (program === "go") {
        return Promise.resolve(fake.go ?? NOT_STARTED);
      }
      if (first.endsWith("run.js")) {
        Object.assign(files, fake.download);
        return Promise.resolve({ code: fake.download ? 0 : 1, output: "" });
      }
      const version = files[program];
      return Promise.resolve(
        version === undefined ? { code: 1, output: "broken" } : { code: 0, output: version },
      );
    },
    say: (line) => void said.push(line),
  };
}

const noBuild = (): Promise<string> => assert.fail("nothing was to be built");
const go = (version: string): Finished => ({ code: 0, output: `go${version}\n` });

describe("finding a Pulumi CLI", function () {
  this.timeout(10_000);

  it("takes the one on PATH and downloads and builds nothing", async () => {
    const machine = fakeMachine({ files: { "/usr/bin/pulumi": "v3.300.1\n" } });
    const { command, source, version, env } = await pulumiCommand(machine, noBuild);
    assert.deepEqual(
      { command, source, version },
      { command: "/usr/bin/pulumi", source: "PATH", version: "3.300.1" },
    );
    assert.equal(env["PATH"], "/usr/bin:/usr/bin");
    assert.deepEqual(machine.commands, ["/usr/bin/pulumi version"]);
    assert.deepEqual(machine.said, []);
  });

  it("takes the oldest version that will do, and none older", async () => {
    const just = await pulumiCommand(
      fakeMachine({ files: { "/usr/bin/pulumi": "v3.249.0" } }),
      noBuild,
    );
    assert.equal(just.source, "PATH");
    const machine = fakeMachine({
      files: { "/usr/bin/pulumi": "v3.248.9", [LAUNCHED]: "v3.259.0" },
    });
    assert.equal((await pulumiCommand(machine, noBuild)).command, LAUNCHED);
  });

  it("looks further along PATH when the first is too old or does not run", async () => {
    const files = {
      "/a/pulumi": "v3.100.0",
      "/b/pulumi": undefined,
      "/c/pulumi": "v3.260.0-alpha.1",
    };
    const { command } = await pulumiCommand(fakeMachine({ path: "/a:/b:/c", files }), noBuild);
    assert.equal(command, "/c/pulumi");
  });

  it("does not mistake npm's launcher for the CLI, linked or not", async () => {
    const links = {
      "/w/bin/pulumi": "/w/node_modules/pulumi/run.js",
      "/w/node_modules/.bin/pulumi": "/w/elsewhere/run.js",
    };
    const machine = fakeMachine({
      path: "/w/bin:/w/node_modules/.bin",
      links,
      files: { [LAUNCHED]: "v3.259.0" },
    });
    assert.equal((await pulumiCommand(machine, noBuild)).source, "launcher");
    assert.deepEqual(machine.commands, [`${LAUNCHED} version`]);
  });

  it("looks into PULUMI_HOME and XDG_CACHE_HOME where they are set", async () => {
    const launched = fakeMachine({
      env: { PULUMI_HOME: "/p" },
      files: { "/p/versions/3.259.0/bin/pulumi": "v3.259.0" },
    });
    assert.equal((await pulumiCommand(launched, noBuild)).source, "launcher");
    const cached = fakeMachine({
      env: { XDG_CACHE_HOME: "/x" },
      files: { "/x/azure-ai-security/pulumi-3.259.0/pulumi": "v3.259.0" },
    });
    assert.equal((await pulumiCommand(cached, noBuild)).source, "cache");
  });

  it("takes the one built earlier without trying to download", async () => {
    const machine = fakeMachine({ files: { [CACHED]: "v3.259.0" } });
    assert.equal((await pulumiCommand(machine, noBuild)).source, "cache");
    assert.deepEqual(machine.commands, [`${CACHED} version`]);
  });

  it("downloads when there is none, before it thinks of building", async () => {
    const machine = fakeMachine({ download: { [LAUNCHED]: "v3.259.0" }, go: go("1.26.0") });
    const { command, source } = await pulumiCommand(machine, noBuild);
    assert.deepEqual({ command, source }, { command: LAUNCHED, source: "download" });
  });

  it("builds when there is none and no download", async () => {
    const machine = fakeMachine({ go: go("1.25.11") });
    const { command, source, hasLanguageHost } = await pulumiCommand(machine, () =>
      Promise.resolve(CACHED),
    );
    assert.deepEqual(
      { command, source, hasLanguageHost },
      { command: CACHED, source: "build", hasLanguageHost: false },
    );
  });

  for (const [what, answer, reason] of [
    ["no Go", NOT_STARTED, /Go 1\.25\.11 or newer.*\(there is none\)/],
    ["a Go too old", go("1.25.10"), /Go 1\.25\.11 or newer.*older\)/],
    [
      "a Go that refuses the module",
      { code: 1, output: "go.mod requires go >= 1.25.11" },
      /Go 1\.25\.11 or newer.*older\)/,
    ],
  ] as const) {
    it(`says once what to provide when there is ${what}`, async () => {
      const machine = fakeMachine({ files: { "/usr/bin/pulumi": "v3.10.0" }, go: answer });
      await assert.rejects(pulumiCommand(machine, noBuild), (error: Error) => {
        assert.match(
          error.message,
          /version 3\.249\.0 or newer, on PATH \(\/usr\/bin\/pulumi is version 3\.10\.0, too old\)/,
        );
        assert.match(error.message, /internet access/);
        assert.match(error.message, reason);
        return true;
      });
    });
  }

  it("refuses an old Node before anything else", async () => {
    const machine = fakeMachine({ node: "18.20.0", files: { "/usr/bin/pulumi": "v3.300.0" } });
    await assert.rejects(
      pulumiCommand(machine, noBuild),
      /^Error: Node 20\.0\.0 or newer is needed; this is 18\.20\.0\.$/,
    );
    assert.deepEqual(machine.commands, []);
  });

  it("sees an official language host beside the CLI or on PATH", async () => {
    const beside = {
      [LAUNCHED]: "v3.259.0",
      "/home/u/.pulumi/versions/3.259.0/bin/pulumi-language-nodejs": "",
    };
    assert.equal(
      (await pulumiCommand(fakeMachine({ files: beside }), noBuild)).hasLanguageHost,
      true,
    );
    const onPath = { [LAUNCHED]: "v3.259.0", "/usr/bin/pulumi-language-nodejs": "" };
    assert.equal(
      (await pulumiCommand(fakeMachine({ files: onPath }), noBuild)).hasLanguageHost,
      true,
    );
    assert.equal(
      (await pulumiCommand(fakeMachine({ files: { [LAUNCHED]: "v3.259.0" } }), noBuild))
        .hasLanguageHost,
      false,
    );
  });

  it("compares versions by number", () => {
    assert.equal(isAtLeast("3.1000.0", "3.249.0"), true);
    assert.equal(isAtLeast("3.99.0", "3.249.0"), false);
    assert.equal(isAtLeast("2.999.0", "3.249.0"), false);
    assert.equal(findVersion("go1.26\n"), "1.26.0");
    assert.equal(findVersion("none"), undefined);
  });
});

describe("building the Pulumi CLI", function () {
  this.timeout(10_000);
  let cache: string;
  beforeEach(() => (cache = temporaryFolder("cache")));
  afterEach(() => removeFolder(cache));

  /** A machine whose compiler writes a file, or fails. */
  function builder(code: number): Machine & { builds: number } {
    return {
      builds: 0,
      env: { XDG_CACHE_HOME: cache },
      home: "/nowhere",
      nodeVersion: "20.0.0",
      windows: false,
      isExecutable: (file) => fs.existsSync(file),
      realPath: (file) => file,
      run(command) {
        this.builds++;
        fs.writeFileSync(command[command.indexOf("-o") + 1] ?? "", "binary");
        return Promise.resolve({ code, output: code === 0 ? "" : "undefined: x" });
      },
      say: () => undefined,
    };
  }
  const clock = (sleep: () => void) => ({ now: Date.now, sleep: () => Promise.resolve(sleep()) });
  const never = clock(() => assert.fail("there was nothing to wait for"));

  it("leaves the executable and nothing else", async () => {
    const machine = builder(0);
    const target = await buildCli(machine, never);
    assert.equal(target, cachedCli(machine));
    assert.equal(fs.readFileSync(target, "utf8"), "binary");
    assert.deepEqual(fs.readdirSync(path.dirname(target)), ["pulumi"]);
  });

  it("leaves nothing behind when it fails, and shows why", async () => {
    const machine = builder(1);
    await assert.rejects(buildCli(machine, never), /failed after \d+ s:\nundefined: x/);
    assert.deepEqual(fs.readdirSync(path.dirname(cachedCli(machine))), []);
  });

  it("waits for another process that is building", async () => {
    const machine = builder(0);
    const target = cachedCli(machine);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(`${target}.lock`, "1");
    let waits = 0;
    const found = await buildCli(
      machine,
      clock(() => ++waits === 3 && fs.writeFileSync(target, "theirs")),
    );
    assert.equal(found, target);
    assert.equal(fs.readFileSync(target, "utf8"), "theirs");
    assert.deepEqual([waits, machine.builds], [3, 0]);
  });

  it("takes over when the other process gives up or was aborted", async () => {
    for (const abandon of [fs.rmSync, (lock: string) => fs.utimesSync(lock, 1, 1)]) {
      const machine = builder(0);
      const lock = `${cachedCli(machine)}.lock`;
      fs.mkdirSync(path.dirname(lock), { recursive: true });
      fs.writeFileSync(lock, "1");
      await buildCli(
        machine,
        clock(() => abandon(lock)),
      );
      assert.equal(machine.builds, 1);
      removeFolder(path.dirname(lock));
    }
  });
});
