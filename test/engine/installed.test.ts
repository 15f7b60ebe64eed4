/** The npm package in a program that depends on it; `publish.test.ts` has it as an organization's machines get it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { Program } from "../../tools/engine/harness";
import { removeFolder, temporaryFolder } from "../../tools/engine/temporary";
import { writeProgram } from "../../tools/engine/throw-away";

const root = path.resolve(__dirname, "..", "..");

function npm(cwd: string, ...args: string[]): string {
  return execFileSync("npm", [...args, "--loglevel=error"], { cwd, encoding: "utf8" });
}

/** Previews an account that accepts keys, and says which policies object and at which level. */
async function preview(packFolder: string): Promise<string[]> {
  const program = await Program.create(
    writeProgram(`
      import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
      new cognitiveservices.Account("account", {
        resourceGroupName: "rg", kind: "OpenAI", properties: { publicNetworkAccess: "Disabled" },
      });
    `),
  );
  try {
    const { violations } = await program.preview({ packs: [{ path: packFolder }] });
    return violations.filter(({ level }) => level === "mandatory").map(({ policy }) => policy);
  } finally {
    program.dispose();
  }
}

describe("the published package", function () {
  this.timeout(300_000);
  let folder: string;
  let tarball: string;

  before(() => {
    folder = temporaryFolder("installed");
    // The test command has built bin/.
    const [packed] = JSON.parse(npm(root, "pack", "--json", "--pack-destination", folder)) as [
      { filename: string },
    ];
    tarball = path.join(folder, packed.filename);
  });
  after(() => removeFolder(folder));

  it("works as a dependency of a program", async () => {
    const program = path.join(folder, "program");
    fs.mkdirSync(program);
    fs.writeFileSync(
      path.join(program, "package.json"),
      JSON.stringify({ name: "program", private: true }),
    );
    npm(program, "install", tarball);
    for (const name of ["mocha", path.join("@pulumi", "azure-native")]) {
      assert.equal(fs.existsSync(path.join(program, "node_modules", name)), false, name);
    }
    const installed = path.join(program, "node_modules", "azure-ai-security");
    assert.deepEqual(await preview(installed), ["ai-services-account-disable-local-auth"]);
    const rollout = path.join(installed, "profiles", "rollout.json");
    const said = execFileSync("npx", ["azure-ai-security", "check-config", rollout], {
      cwd: program,
      encoding: "utf8",
    });
    assert.equal(said, `${rollout}: fine, 0 policies configured\n`);
  });
});
