/**
 * What an organization types to enforce the pack, in the real CLI against a stand-in of Pulumi Cloud: published from a
 * checkout and from the npm package, enabled with a group's configuration, required of a stack, disabled. The cases are
 * one story; each begins where the one before it ended.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { allPolicies } from "../../policies/all";
import { toSdkPolicies } from "../../policies/core/pulumi/pack";
import { startCloud, type Cloud } from "../../tools/engine/cloud-stand-in/main";
import type { PolicyMetadata } from "../../tools/engine/cloud-stand-in/organization";
import { Program, pulumi, type Outcome, type Printed } from "../../tools/engine/harness";
import { createHome, type Home } from "../../tools/engine/home";
import { removeFolder, temporaryFolder, writeFiles } from "../../tools/engine/temporary";
import { writeProgram } from "../../tools/engine/throw-away";

const root = path.resolve(__dirname, "..", "..");
const PACK = "acme/azure-ai-security";
/** Files of the package beside `bin` (and `profiles`, where there are any). */
const PACKAGE = [
  "CHANGELOG.md",
  "LICENSE",
  "PulumiPolicy.yaml",
  "README.md",
  "npm-shrinkwrap.json",
  "package.json",
];

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
}

function readJson<T>(...file: string[]): T {
  return JSON.parse(fs.readFileSync(path.join(...file), "utf8")) as T;
}

/** Files below a folder, but for `node_modules`, with a digest of each. */
function contents(folder: string): Record<string, string> {
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => file.split(path.sep)[0] !== "node_modules")
    .sort();
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash("sha256")
        .update(fs.readFileSync(path.join(folder, file)))
        .digest("hex"),
    ]),
  );
}

/** A checkout after `npm run build`; a copy, so that a failure leaves nothing in the real one. */
function checkout(): string {
  const folder = temporaryFolder("checkout");
  for (const name of [
    ...PACKAGE,
    "bin",
    "cli",
    "policies",
    "profiles",
    ".gitignore",
    "tsconfig.json",
  ]) {
    if (fs.existsSync(path.join(root, name))) {
      fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    }
  }
  writeFiles(folder, {});
  return folder;
}

/** As npm unpacks it. */
function unpack(tarball: Buffer): string {
  const folder = temporaryFolder("unpacked");
  execFileSync("tar", ["-xz", "-C", folder, "--strip-components=1"], { input: tarball });
  return folder;
}

function setVersion(folder: string, version: string): void {
  const manifest = { ...readJson<PackageJson>(folder, "package.json"), version };
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
}

function triples({ violations }: Outcome): string[] {
  return violations.map(({ policy, resource, level }) => `${policy} ${resource} ${level}`).sort();
}

const PROGRAM = `
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
const account = (name: string, properties: cognitiveservices.AccountArgs["properties"]) =>
  new cognitiveservices.Account(name, { resourceGroupName: "rg", kind: "OpenAI", properties });
account("open", {});
account("firewalled", { disableLocalAuth: true, networkAcls: { defaultAction: "Deny" } });
account("laboratory", { publicNetworkAccess: "Disabled" });
`;

const inTwoMonths = new Date(Date.now() + 60 * 24 * 3600 * 1000).toISOString().slice(0, 10);

const group = {
  all: "advisory",
  "ai-services-account-disable-local-auth": "mandatory",
  "ai-services-account-disable-public-network-access": {
    enforcementLevel: "mandatory",
    allowSelectedNetworks: true,
  },
  "pack-settings": {
    providedElsewhere: ["private-endpoints", "diagnostic-settings", "defender-plans"],
    exemptions: [
      {
        policies: ["ai-services-*"],
        resources: ["urn:pulumi:*::throw-away::*::laboratory"],
        reason: "A laboratory without data",
        expires: inTwoMonths,
      },
    ],
  },
};

const blocked = [
  "ai-services-account-disable-local-auth laboratory advisory",
  "ai-services-account-disable-local-auth open mandatory",
  "ai-services-account-disable-public-network-access open mandatory",
];

describe("the pack in an organization", function () {
  this.timeout(300_000);
  const { version } = readJson<PackageJson>(root, "package.json");
  const newer = `${version}-next.1`;
  let cloud: Cloud;
  let home: Home;
  let folder: string;
  let programFolder: string;
  let program: Program;

  const type = (line: string, cwd = home.folder): Promise<Printed> =>
    pulumi(home, cwd, line.split(" "));

  async function succeeds(line: string, cwd?: string): Promise<string> {
    const { exitCode, text } = await type(line, cwd);
    assert.equal(exitCode, 0, `pulumi ${line}\n${text}`);
    return text;
  }

  async function isRefused(line: string, why: RegExp, cwd?: string): Promise<void> {
    const { exitCode, text } = await type(line, cwd);
    assert.notEqual(exitCode, 0, `pulumi ${line}\n${text}`);
    assert.match(text, why);
  }

  const acme = () => cloud.organization("acme");
  const published = () =>
    acme()
      .versions("azure-ai-security")
      .map(({ tag }) => tag);
  const lastUpdate = () => {
    const update = [...acme().updates.values()].at(-1);
    return {
      kind: update?.kind,
      status: update?.status,
      packs: update?.requiredPacks.map(({ name, versionTag }) => `${name} ${versionTag}`),
    };
  };

  before(async () => {
    cloud = await startCloud({ organizations: ["acme"], token: "token-of-the-test" });
    home = await createHome({ token: "token-of-the-test" });
    folder = checkout();
    await succeeds(`login ${cloud.url}`);
  });
  after(async () => {
    program?.dispose();
    await cloud?.close();
    for (const one of [home?.folder, folder, programFolder]) if (one) removeFolder(one);
  });

  it("is published from a checkout, which stays as it was", async () => {
    const before = contents(folder);
    await succeeds("policy publish acme", folder);
    assert.deepEqual(contents(folder), before);
    assert.deepEqual(published(), [version]);
  });

  it("is not published in an old build", async () => {
    const all = path.join(folder, "policies", "all.ts");
    const source = fs.readFileSync(all);
    fs.appendFileSync(all, "// changed after the build");
    await isRefused("policy publish acme", /bin was not built from the policies beside it/, folder);
    fs.writeFileSync(all, source);
    assert.deepEqual(published(), [version]);
  });

  it("uploads what a user needs and nothing else, the lock file too", () => {
    const unpacked = unpack(cloud.tarball("acme", "azure-ai-security", version));
    const expected = Object.entries(contents(folder)).filter(
      ([file]) => PACKAGE.includes(file) || /^(bin|profiles)[\\/]/.test(file),
    );
    assert.deepEqual(contents(unpacked), Object.fromEntries(expected));
    removeFolder(unpacked);
  });

  it("announces the policies that the uploaded code has", () => {
    const line = (
      policy: Pick<PolicyMetadata, "name" | "displayName" | "enforcementLevel" | "severity">,
      schema: object | undefined,
    ) => {
      const { name, displayName, enforcementLevel, severity } = policy;
      const { properties = {} } = (schema ?? {}) as { properties?: object };
      const parameters = Object.keys(properties).filter((one) => one !== "enforcementLevel");
      return [name, displayName, enforcementLevel, severity, ...parameters.sort()].join(" | ");
    };
    const { request } = acme().version("azure-ai-security", version);
    assert.deepEqual(
      request.policies.map((policy) => line(policy, policy.configSchema)).sort(),
      toSdkPolicies(allPolicies)
        .map((policy) => line(policy as PolicyMetadata, policy.configSchema))
        .sort(),
    );
    assert.equal(request.displayName, "Azure AI security");
  });

  it("is published from the npm package, a newer version beside the older", async () => {
    const unpacked = unpack(cloud.tarball("acme", "azure-ai-security", version));
    setVersion(unpacked, newer);
    writeFiles(unpacked, {});
    const before = contents(unpacked);
    await succeeds("policy publish acme", unpacked);
    assert.deepEqual(contents(unpacked), before);
    removeFolder(unpacked);
    assert.deepEqual(published(), [version, newer]);
  });

  it("is not published twice in the same version", async () => {
    const before = contents(folder);
    await isRefused("policy publish acme", /\[409\] Conflict/, folder);
    assert.deepEqual(contents(folder), before);
    assert.deepEqual(published(), [version, newer]);
  });

  const enable = async (tag: string, config: object): Promise<void> => {
    const file = path.join(home.folder, "group.json");
    fs.writeFileSync(file, JSON.stringify(config));
    await succeeds(`policy validate-config ${PACK} ${tag} --config ${file}`);
    await succeeds(`policy enable ${PACK} ${tag} --config ${file}`);
  };
  const enabled = () => {
    const pack = acme().group("default-policy-group").packs.get("azure-ai-security");
    return [pack?.version.tag, pack?.config];
  };

  it("is enabled by its version, and gives way to another enabled in its place", async () => {
    await enable(newer, { all: "disabled" });
    assert.deepEqual(enabled(), [newer, { all: { enforcementLevel: "disabled" } }]);
    await enable(version, group);
    const levels = {
      all: { enforcementLevel: "advisory" },
      "ai-services-account-disable-local-auth": { enforcementLevel: "mandatory" },
    };
    assert.deepEqual(enabled(), [version, { ...group, ...levels }]);
  });

  it("blocks a stack of the organization at its first preview, as the group says", async () => {
    programFolder = writeProgram(PROGRAM);
    program = await Program.create(programFolder, { home, stack: "acme/throw-away/dev" });
    const outcome = await program.preview();
    assert.deepEqual(triples(outcome), blocked, outcome.text);
    assert.notEqual(outcome.exitCode, 0);
    const required = [`azure-ai-security ${version}`];
    assert.deepEqual(lastUpdate(), { kind: "preview", status: "failed", packs: required });
  });

  it("was installed with the versions of the lock file, and without what only developers need", () => {
    interface Lock {
      readonly packages: Readonly<Record<string, { version: string; dev?: true }>>;
    }
    const name = `pulumi-analyzer-azure-ai-security-v${version}`;
    const installed = path.join(home.folder, "policies", "acme", name);
    const versions = ({ packages }: Lock) =>
      Object.fromEntries(
        Object.entries(packages).flatMap(([place, one]) =>
          place === "" || one.dev ? [] : [[place, one.version]],
        ),
      );
    assert.deepEqual(
      versions(readJson<Lock>(installed, "node_modules", ".package-lock.json")),
      versions(readJson<Lock>(root, "npm-shrinkwrap.json")),
    );
  });

  it("blocks the update too, in the preview that it begins with", async () => {
    const outcome = await program.up({ args: ["--skip-preview=false"] });
    assert.deepEqual(triples(outcome), blocked, outcome.text);
    assert.notEqual(outcome.exitCode, 0);
    assert.equal(acme().stack("throw-away", "dev").state, undefined, "something was created");
  });

  it("lets everything pass once it is disabled, and can then be removed", async () => {
    await isRefused(`policy remove ${PACK} ${version} --yes`, /is enabled in policy group/);
    await succeeds(`policy disable ${PACK}`);
    const outcome = await program.up();
    assert.deepEqual(triples(outcome), []);
    assert.equal(outcome.exitCode, 0, outcome.text);
    assert.equal(outcome.changes["create"], 4, outcome.text);
    assert.deepEqual(lastUpdate(), { kind: "update", status: "succeeded", packs: [] });
    await succeeds(`policy remove ${PACK} ${version} --yes`);
    assert.deepEqual(published(), [newer]);
  });

  it("is enabled for the stacks of a group only, where a group is named", async () => {
    await succeeds("policy group new strict --org acme --entity-type stacks --yes");
    await succeeds("policy group edit strict --org acme --add-stack throw-away/dev");
    await succeeds(`policy enable ${PACK} ${newer} --policy-group strict`);
    await succeeds("stack init acme/throw-away/other", programFolder);
    const enabledFor = (name: string) =>
      acme()
        .enabledFor(acme().stack("throw-away", name))
        .map((pack) => pack.version.tag);
    assert.deepEqual([enabledFor("dev"), enabledFor("other")], [[newer], []]);
  });
});
