/** The pack as an organization's machines get it: packed, unpacked, and installed without devDependencies. */
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
    // The test command has built bin/ already; building it again here would pull it from under other tests.
    const [packed] = JSON.parse(
      npm(root, "pack", "--json", "--ignore-scripts", "--pack-destination", folder),
    ) as [{ filename: string }];
    tarball = path.join(folder, packed.filename);
  });
  after(() => removeFolder(folder));

  it("works unpacked and installed for production, as for a required pack", async () => {
    execFileSync("tar", ["-xzf", tarball, "-C", folder]);
    const unpacked = path.join(folder, "package");
    npm(unpacked, "install", "--production");
    assert.equal(
      fs.existsSync(path.join(unpacked, "node_modules", "@pulumi", "azure-native")),
      false,
    );
    assert.deepEqual(await preview(unpacked), ["ai-services-account-disable-local-auth"]);
  });

  it("works as a dependency of a program", async () => {
    const program = path.join(folder, "program");
    fs.mkdirSync(program);
    fs.writeFileSync(
      path.join(program, "package.json"),
      JSON.stringify({ name: "program", private: true }),
    );
    npm(program, "install", tarball);
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
