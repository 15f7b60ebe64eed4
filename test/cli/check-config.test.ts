/** `azure-ai-security check-config`: what it finds, where, and how it ends. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { checkConfiguration } from "../../cli/check";
import { findingsOf } from "../../cli/check-config";
import { main } from "../../cli/main";
import { allPolicies } from "../../policies/all";
import { toSdkPolicies } from "../../policies/core/pulumi/pack";
import { removeFolder, temporaryFolder } from "../../tools/engine/temporary";
import { analyze, type Config } from "../support/analyzer";
import { raw } from "../support/judge";

const today = "2027-01-01";
const root = path.resolve(__dirname, "..", "..");
const idle = toSdkPolicies(allPolicies).filter((one) => !("remediateResource" in one));
const profiles = fs.readdirSync(path.join(root, "profiles")).map((name) => `profiles/${name}`);

const exemption = {
  policies: ["ml-compute-disable-ssh"],
  resources: ["urn:pulumi:dev::training::*"],
  reason: "r",
  expires: "2027-03-31",
};
const exempting = (...exemptions: object[]) => ({ "pack-settings": { exemptions } });
const first = "pack-settings.exemptions[0]";

function toldOf(config: unknown): readonly string[] {
  return findingsOf(JSON.stringify(config), today).told.map(({ text }) => text);
}

describe("a configuration is fine", () => {
  const fine: Readonly<Record<string, unknown>> = {
    "with nothing in it": {},
    "with levels": {
      all: "advisory",
      "ml-compute-disable-ssh": "mandatory",
      "ai-services-account-disable-local-auth": "remediate",
      "pack-visibility": "disabled",
      "key-vault-key-require-hsm": { enforcementLevel: "mandatory" },
    },
    "with parameters": { "openai-deployment-restrict-capacity": { maxCapacity: 100 } },
    "with parameters and the level that all has by chance": {
      all: "advisory",
      "openai-deployment-restrict-capacity": { maxCapacity: 100 },
    },
    "with settings, whatever their level": {
      all: "advisory",
      "pack-settings": {
        providedElsewhere: ["private-dns"],
        longestExemptionDays: 90,
        exemptions: [{ ...exemption, expires: "2027-04-01" }],
      },
    },
    "with exemptions of whatever may hold what is judged": exempting(
      ...[
        "azure-native:machinelearningservices:Compute",
        "my:own:Platform$azure-native:machinelearningservices/v20240401:Compute",
        "azure-native:resources:Resource",
        "azure-native:resources:Deployment",
        "azapi:index/resource:Resource",
        "azure:machinelearning/computeCluster:ComputeCluster",
        "*",
        "*Cluster",
      ].map((type) => ({ ...exemption, resources: [`urn:pulumi:dev::a::${type}::c`] })),
      {
        ...exemption,
        policies: ["defender-*"],
        resources: ["urn:pulumi:dev::a::pulumi:pulumi:Stack::a-dev"],
      },
      {
        ...exemption,
        policies: ["pack-visibility"],
        resources: ["urn:pulumi:*::*::azure-native:resources:AzureCliScript::*"],
      },
    ),
    "with an exemption of what nobody can see": exempting({
      ...exemption,
      policies: ["pack-visibility"],
    }),
    "with everything exempt from one policy": exempting({ ...exemption, resources: ["urn:*"] }),
    "with environments of Pulumi ESC": { environments: ["a/b"] },
  };
  for (const [what, config] of Object.entries(fine))
    it(what, () => assert.deepEqual(toldOf(config), []));

  for (const profile of profiles)
    it(`as a profile: ${profile}`, () => {
      const { told } = findingsOf(fs.readFileSync(path.join(root, profile), "utf8"), today);
      assert.deepEqual(told, []);
    });
});

describe("a configuration has a mistake", () => {
  const mistakes: Readonly<Record<string, readonly [unknown, ...string[]]>> = {
    "that is no object": [[], 'must be an object, as in { "all": "advisory" }'],
    "in the name of a policy": [
      { "ml-compute-disable-shh": "mandatory" },
      'ml-compute-disable-shh: no policy is named "ml-compute-disable-shh"; did you mean "ml-compute-disable-ssh"?',
    ],
    "in the name of a policy that resembles none": [
      { $schema: "docs/config.schema.json" },
      '["$schema"]: no policy is named "$schema"',
    ],
    "with a glob for a policy": [
      { "ml-*": "mandatory" },
      '["ml-*"]: no policy is named "ml-*"; a level is given by whole name, or to all',
    ],
    "in a level": [
      {
        all: "warn",
        "ml-compute-disable-ssh": "mandatry",
        "pack-visibility": { enforcementLevel: "Advisory" },
        "key-vault-key-require-hsm": { enforcementLevel: 1 },
      },
      'all: "warn" is no level; must be one of mandatory, advisory, remediate, disabled',
      'ml-compute-disable-ssh: "mandatry" is no level; did you mean "mandatory"?',
      'pack-visibility.enforcementLevel: "Advisory" is no level; did you mean "advisory"?',
      "key-vault-key-require-hsm.enforcementLevel: 1 is no level; must be one of mandatory, advisory, remediate, disabled",
    ],
    "with what is no entry": [
      { "ml-compute-disable-ssh": true, "key-vault-key-require-hsm": null, all: [] },
      "ml-compute-disable-ssh: must be a level (mandatory, advisory, remediate, disabled), or an object",
      "key-vault-key-require-hsm: must be a level (mandatory, advisory, remediate, disabled), or an object",
      "all: must be a level (mandatory, advisory, remediate, disabled), or an object",
    ],
    "with a remediation that there is none of": [
      {
        "ml-workspace-require-private-endpoint": "remediate",
        "pack-settings": { enforcementLevel: "remediate" },
      },
      'ml-workspace-require-private-endpoint: cannot be "remediate": the policy has no remediation, and would block as with "mandatory"',
      'pack-settings.enforcementLevel: cannot be "remediate": the policy has no remediation, and would block as with "mandatory"',
    ],
    "with parameters for all": [
      { all: { enforcementLevel: "advisory", maxCapacity: 1 } },
      "all.maxCapacity: is not a setting; there are: enforcementLevel",
    ],
    "in parameters": [
      {
        "openai-deployment-restrict-capacity": { maxCapacty: 10, maxCapacity: "10" },
        "ml-workspace-require-private-endpoint": { groups: [] },
        "ml-workspace-require-approved-outbound": { allowedModes: ["Disabeld"] },
      },
      'openai-deployment-restrict-capacity.maxCapacty: is not a setting; did you mean "maxCapacity"?',
      "openai-deployment-restrict-capacity.maxCapacity: must be a number",
      "ml-workspace-require-private-endpoint.groups: is not a setting; there are none here",
      'ml-workspace-require-approved-outbound.allowedModes[0]: is "Disabeld"; did you mean "Disabled"?',
    ],
    "in settings": [
      { "pack-settings": { exemption: [], providedElsewhere: ["private-dn"] } },
      'pack-settings.exemption: is not a setting; did you mean "exemptions"?',
      'pack-settings.providedElsewhere[0]: is "private-dn"; did you mean "private-dns"?',
    ],
    "in an exemption": [
      exempting({ policies: ["pack-settings", "sql-*"], resources: ["urn:pulumi:*::cluster"] }),
      `${first}.reason: is missing: say why the risk is accepted`,
      `${first}.expires: is missing: give the last day as YYYY-MM-DD`,
      `${first}.policies[0]: no policy is named "pack-settings"`,
      `${first}.policies[1]: no policy is named "sql-*"`,
      `${first}.resources[0]: no resource can match "urn:pulumi:*::cluster": it has fewer parts than urn:pulumi:<stack>::<project>::<types>::<name>; end it in * for everything below`,
    ],
    "with an exemption for too long": [
      exempting({ ...exemption, expires: "2029-01-01" }),
      `${first}.expires: is further ahead than "longestExemptionDays" allows (366): give 2028-01-02 or an earlier day, and look at it again then`,
    ],
    "in its environments": [
      { environments: "a/b" },
      "environments: must be a list of names of Pulumi ESC environments",
    ],
  };
  for (const [what, [config, ...told]] of Object.entries(mistakes))
    it(what, () => {
      assert.deepEqual(toldOf(config), told);
      assert.equal(findingsOf(JSON.stringify(config), today).errors, told.length);
    });

  it("that is told in its place", () => {
    const text =
      '{\n  "all": "advisory",\n  "pack-settings": {\n    "provided": [], "provided": []\n  }\n}';
    assert.deepEqual(findingsOf(text, today).told, [
      {
        line: 4,
        column: 21,
        text: "pack-settings.provided: is given twice; the one in 4:5 does not count",
      },
      {
        line: 4,
        column: 21,
        text: "pack-settings.provided: is not a setting; there are: exemptions, longestExemptionDays, providedElsewhere, scope",
      },
    ]);
  });

  it("that it is no JSON, or nothing at all", () => {
    const said = (text: string) => findingsOf(text, today).told;
    assert.deepEqual(said('{\n  "all": advisory\n}'), [
      { line: 2, column: 10, text: 'is no JSON: expected a value, found "advisory"' },
    ]);
    assert.deepEqual(said(" \n"), [
      { line: 1, column: 1, text: "is empty; write {} for a configuration of nothing" },
    ]);
    assert.match(said("\ufeff{}")[0]?.text ?? "", /byte order mark/);
  });
});

describe("a configuration is hardly meant so", () => {
  const doubtful: Readonly<Record<string, readonly [unknown, ...string[]]>> = {
    "where all are to remediate": [
      { all: "remediate" },
      `all: warning: makes ${idle.length} policies block that have no remediation, as "mandatory" does`,
    ],
    "where the level of all goes before the default of a policy that is configured": [
      { all: "mandatory", "openai-deployment-restrict-capacity": { maxCapacity: 100 } },
      'openai-deployment-restrict-capacity: warning: has the level "mandatory" of "all", not "advisory" as by default; say which by "enforcementLevel"',
    ],
    "where what is disabled is configured": [
      {
        "openai-deployment-restrict-capacity": { enforcementLevel: "disabled", maxCapacity: 100 },
      },
      "openai-deployment-restrict-capacity: warning: is disabled, so that nothing else in it counts",
    ],
    "where all disables the settings": [
      { all: "disabled", "pack-settings": { providedElsewhere: ["private-dns"] } },
      'pack-settings: warning: is disabled by "all", so that nothing else in it counts',
    ],
    "where an exemption has ended": [
      exempting({ ...exemption, resources: ["urn:*"], policies: ["*"], expires: "2026-12-31" }),
      `${first}.expires: warning: ended on 2026-12-31, so that it exempts nothing; take it out, or agree on another day`,
    ],
    "where an exemption ends soon": [
      exempting(
        { ...exemption, expires: "2027-01-31" },
        { ...exemption, expires: "2027-01-02" },
        { ...exemption, expires: "2027-01-01" },
      ),
      `${first}.expires: warning: ends in 30 days, on 2027-01-31`,
      "pack-settings.exemptions[1].expires: warning: ends in 1 day, on 2027-01-02",
      "pack-settings.exemptions[2].expires: warning: ends today, on 2027-01-01",
    ],
    "where what is exempt is of a type that the policies do not judge": [
      exempting({
        ...exemption,
        resources: [
          "urn:pulumi:dev::a::azure-native:machinelearningservices:Computes::c",
          "urn:pulumi:*::*::my:own:Platform$azure-native:storage:StorageAccount::*",
          "urn:pulumi:*::*::my:own:Platform::*",
        ],
      }),
      `${first}.resources[0]: warning: exempts nothing: none of these policies judges the type "azure-native:machinelearningservices:Computes"; did you mean "azure-native:machinelearningservices:Compute"?`,
      `${first}.resources[1]: warning: exempts nothing: none of these policies judges the type "azure-native:storage:StorageAccount"`,
      `${first}.resources[2]: warning: exempts nothing: none of these policies judges the type "my:own:Platform"`,
    ],
    "where everything is exempt": [
      exempting({
        ...exemption,
        policies: ["*"],
        resources: ["urn:pulumi:*", { project: "*", stack: "*", name: "*" }],
      }),
      `${first}.resources[0]: warning: exempts everything from every policy until 2027-03-31`,
      `${first}.resources[1]: warning: exempts everything from every policy until 2027-03-31`,
    ],
    "where what is exempt is disabled anyway": [
      { ...exempting(exemption), "ml-compute-disable-ssh": "disabled" },
      `${first}.policies[0]: warning: is disabled, so that there is nothing to exempt from`,
    ],
  };
  for (const [what, [config, ...told]] of Object.entries(doubtful))
    it(what, () => {
      assert.deepEqual(toldOf(config), told);
      const { errors, warnings } = findingsOf(JSON.stringify(config), today);
      assert.deepEqual([errors, warnings], [0, told.length]);
    });
});

describe("what is checked", () => {
  it("is all that the pack itself reports, in the same words", async () => {
    const config: Config = {
      "openai-deployment-restrict-capacity": { maxCapacty: 10, maxCapacity: -1 },
      "ml-workspace-require-private-endpoint": { groups: [] },
      "pack-settings": { exemptions: [{ ...exemption, reason: "" }], providedElsewhere: ["dns"] },
    };
    const resources = [raw("pulumi:pulumi:Stack", {})];
    const [report] = await analyze(allPolicies, resources, config, () => today);
    const said = report?.message.split("\nWhy: ")[0]?.split("\n").slice(1) ?? [];
    assert.deepEqual([...said].sort(), [...toldOf(config)].sort());
    assert.equal(said.length, 5);
  });

  it("may be anything", () => {
    const key = fc.constantFrom(
      ...["all", "environments", "pack-settings", "pack-visibility", "__proto__", "constructor"],
      "ml-compute-disable-ssh",
      "openai-deployment-restrict-capacity",
    );
    const inner = fc.constantFrom("enforcementLevel", "exemptions", "maxCapacity", "toString");
    const entry = fc.oneof(fc.jsonValue(), fc.dictionary(inner, fc.jsonValue()));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(key, entry)), (config) => {
        const { findings } = checkConfiguration(JSON.parse(JSON.stringify(config)), today);
        for (const { text } of findings) assert.notEqual(text, "");
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => findingsOf(text, today).told.length > -1));
  });
});

describe("azure-ai-security", () => {
  let folder: string;
  before(() => (folder = temporaryFolder("check-config")));
  after(() => removeFolder(folder));

  const file = (name: string, text: string | Buffer) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  async function run(...args: string[]) {
    const out: string[] = [];
    const complaints: string[] = [];
    const code = await main(
      args,
      (line) => out.push(line),
      (line) => complaints.push(line),
    );
    return { code, out, complaints };
  }

  it("says in one line that a file is fine, and of how many policies", async () => {
    const fine = file("fine.json", '{ "all": "advisory", "ml-compute-disable-ssh": "disabled" }');
    assert.deepEqual(await run("check-config", fine), {
      code: 0,
      out: [`${fine}: fine, 1 policy configured`],
      complaints: [],
    });
  });

  it("tells mistakes one by one, with their place, and ends with 1", async () => {
    const wrong = file(
      "wrong.json",
      '{\n  "all": "warn",\n  "pack-\u001b": {}\n}'.replace("\u001b", "\u2028"),
    );
    assert.deepEqual(await run("check-config", wrong), {
      code: 1,
      out: [
        `${wrong}:2:3 all: "warn" is no level; must be one of mandatory, advisory, remediate, disabled`,
        `${wrong}:3:3 ["pack-\ufffd"]: no policy is named "pack-\ufffd"`,
        `${wrong}: 0 policies configured, 2 errors, 0 warnings`,
      ],
      complaints: [],
    });
  });

  it("warns without ending with 1, unless it is to be strict", async () => {
    const doubtful = file("doubtful.json", '{ "all": "remediate" }');
    assert.equal((await run("check-config", doubtful)).code, 0);
    assert.equal((await run("check-config", "--strict", doubtful)).code, 1);
  });

  it("checks several files, of which one that is wrong is enough", async () => {
    const [fine, wrong] = [file("a.json", "{}"), file("b.json", "[]")];
    const { code, out } = await run("check-config", fine, wrong);
    assert.equal(code, 1);
    assert.equal(out.length, 3);
  });

  it("says what keeps it from running, and ends with 2", async () => {
    const missing = path.join(folder, "missing.json");
    const utf16 = file("utf16.json", Buffer.from("\ufeff{}", "utf16le"));
    for (const [args, wanted] of [
      [[], "give a command: check-config; see --help"],
      [["check-confg"], 'there is no command "check-confg"; did you mean "check-config"?'],
      [["audits"], 'there is no command "audits"; there are: check-config'],
      [["check-config"], "check-config: give the FILE to check; see --help"],
      [["check-config", "--strct", missing], "check-config: Unknown option '--strct'; see --help"],
      [["check-config", missing], `check-config: cannot read ${missing}: there is no such file`],
      [["check-config", folder], `check-config: cannot read ${folder}: EISDIR`],
      [["check-config", utf16], `check-config: cannot read ${utf16}: it is not UTF-8 text`],
    ] as const)
      assert.deepEqual(await run(...args), {
        code: 2,
        out: [],
        complaints: [`azure-ai-security: ${wanted}`],
      });
  });

  it("helps", async () => {
    const { code, out } = await run("--help");
    assert.equal(code, 0);
    assert.match(out.join("\n"), /check-config \[--strict\] FILE/);
    const more = await run("check-config", "--help");
    assert.equal(more.code, 0);
    assert.match(more.out.join("\n"), /FILE:LINE:COLUMN key\.path: message/);
  });

  it("runs as a program", () => {
    const args = ["-r", "ts-node/register/transpile-only", "cli/main.ts", "check-config"];
    const { status, stdout } = spawnSync(process.execPath, [...args, ...profiles], {
      cwd: root,
      encoding: "utf8",
    });
    assert.equal(stdout, profiles.map((one) => `${one}: fine, 0 policies configured\n`).join(""));
    assert.equal(status, 0);
  });
});
