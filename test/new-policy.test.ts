/** The scaffold of a policy, in a copy of the pack. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as ts from "typescript";
import type { Policy } from "../policies/core/policy";
import { importName, indexText, isPolicyFile, nameErrors } from "../tools/new-policy/names";
import { newPolicy } from "../tools/new-policy/scaffold";
import { placeholder, policyText } from "../tools/new-policy/template";

const pack = path.resolve(__dirname, "..");
const name = "ml-workspace-disable-telescopes";

describe("npm run new-policy", () => {
  let root: string;
  const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), "pack-"));
    for (const one of ["policies", "tools/new-policy", "tools/new-policy.ts", "tsconfig.json"])
      fs.cpSync(path.join(pack, one), path.join(root, one), { recursive: true });
    fs.symlinkSync(path.join(pack, "node_modules"), path.join(root, "node_modules"));
  });
  afterEach(() => fs.rmSync(root, { recursive: true }));

  it("makes the file, and puts the policy in the index where it belongs", () => {
    const before = read("policies/network/index.ts").split("\n");
    assert.deepEqual(newPolicy(root, "network", name), [
      `policies/network/${name}.ts`,
      "policies/network/index.ts",
    ]);
    assert.equal(read(`policies/network/${name}.ts`), policyText(name));
    const added = read("policies/network/index.ts")
      .split("\n")
      .filter((line) => !before.includes(line));
    assert.deepEqual(added, [
      `import mlWorkspaceDisableTelescopes from "./${name}";`,
      "  mlWorkspaceDisableTelescopes,",
    ]);
    const { policiesByDomain } = require(path.join(root, "policies", "all")) as {
      policiesByDomain: Readonly<Record<string, readonly Policy[]>>;
    };
    const names = policiesByDomain["network"]?.map((one) => one.name) ?? [];
    assert.deepEqual(names, [...names].sort());
    assert.ok(names.includes(name));
  });

  it("makes a file that compiles, and that the inventory rejects until it is filled in", function () {
    this.timeout(120_000);
    newPolicy(root, "network", name);
    const config = ts.parseJsonConfigFileContent(
      { extends: "./tsconfig.json" },
      ts.sys,
      root,
    ).options;
    const program = ts.createProgram([path.join(root, "policies/network/index.ts")], config);
    const errors = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    assert.deepEqual(errors, []);
    assert.ok(program.getSourceFile(path.join(root, `policies/network/${name}.ts`)));
    assert.ok(read(`policies/network/${name}.ts`).includes(placeholder));
  });

  it("never overwrites, whichever domain has the policy", () => {
    newPolicy(root, "network", name);
    fs.writeFileSync(path.join(root, `policies/network/${name}.ts`), "mine");
    for (const domain of ["network", "identity"])
      assert.throws(() => newPolicy(root, domain, name), {
        message: `The policy ${name} exists already, in network.`,
      });
    assert.equal(read(`policies/network/${name}.ts`), "mine");
  });

  it("leaves an index alone that it does not understand", () => {
    const file = path.join(root, "policies/network/index.ts");
    fs.appendFileSync(file, "// mine\n");
    assert.throws(
      () => newPolicy(root, "network", name),
      /policies\/network\/index\.ts does not list exactly/,
    );
    assert.ok(!fs.existsSync(path.join(root, `policies/network/${name}.ts`)));
    assert.match(fs.readFileSync(file, "utf8"), /\/\/ mine\n$/);
  });

  it("knows the domains", () => {
    for (const domain of ["core", "nothing", "", "../test"])
      assert.throws(() => newPolicy(root, domain, name), {
        message: `There is no domain "${domain}"; there are: compute, identity, monitoring, network, openai, secrets.`,
      });
  });

  it("says on the command line what it did, or what is wrong", () => {
    const run = (...args: string[]) =>
      spawnSync(
        process.execPath,
        ["-r", "ts-node/register/transpile-only", "tools/new-policy.ts", ...args],
        {
          cwd: root,
          encoding: "utf8",
        },
      );
    const made = run("identity", name);
    assert.equal(made.stderr, "");
    assert.match(
      made.stdout,
      new RegExp(`^policies/identity/${name}\\.ts\npolicies/identity/index\\.ts\nFill in`),
    );
    assert.equal(made.status, 0);
    const again = run("identity", name);
    assert.equal(again.stderr, `The policy ${name} exists already, in identity.\n`);
    assert.equal(again.status, 1);
    const usage = run("identity");
    assert.equal(usage.stderr, "Usage: npm run new-policy -- <domain> <name>\n");
    assert.equal(usage.status, 1);
  });
});

describe("a policy's name", () => {
  for (const good of [
    name,
    "environment-require-tag",
    "storage-account-require-tls-1-2",
    `ml-x-require-${"a".repeat(37)}`,
  ])
    it(`may be ${good}`, () => {
      assert.deepEqual(nameErrors(good), []);
      assert.ok(isPolicyFile(`${good}.ts`));
    });

  const wrong: Readonly<Record<string, RegExp>> = {
    "": /is not <service>/,
    "ml-workspace-forbid-telescopes": /is not <service>/,
    "ml-workspace-disable": /is not <service>/,
    "disable-telescopes": /is not <service>/,
    "ML-workspace-disable-telescopes": /is not <service>/,
    "ml_workspace-disable-telescopes": /is not <service>/,
    "ml--workspace-disable-telescopes": /is not <service>/,
    "ml-workspace-disable-telescopes-": /is not <service>/,
    "../ml-workspace-disable-telescopes": /is not <service>/,
    "1ml-workspace-disable-telescopes": /is not <service>/,
    "ml-workspace-require-disable-telescopes": /more than one verb: require, disable/,
    "ml-workspace-v20240401-disable-telescopes": /holds an API version/,
    [`ml-x-require-${"a".repeat(38)}`]: /has 51 characters; at most 50/,
  };
  for (const [bad, error] of Object.entries(wrong))
    it(`cannot be "${bad}"`, () => assert.match(nameErrors(bad).join(" "), error));
});

describe("what is made", () => {
  it("is as Prettier leaves it: a policy, and an index of none, one and many", async () => {
    const { check } = await import("prettier");
    for (const names of [
      [],
      ["a-require-b"],
      ["b-disable-a-1-2", "a-require-b"],
      Array.from({ length: 9 }, (_, i) => `x${i}-require-something`),
    ])
      assert.ok(
        await check(indexText(names), { parser: "typescript", printWidth: 100 }),
        indexText(names),
      );
    assert.ok(await check(policyText(name), { parser: "typescript", printWidth: 100 }));
    assert.equal(importName("storage-account-require-tls-1-2"), "storageAccountRequireTls12");
  });
});
