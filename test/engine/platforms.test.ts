/**
 * The example platforms in the real engine. What must be reported is written down by hand: every triple of policy,
 * resource and level, no more and no less.
 */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { analyze, Program, type Outcome } from "../../tools/engine/harness";
import { removeFolder, temporaryFolder, writeFiles } from "../../tools/engine/temporary";

const root = path.resolve(__dirname, "..", "..");
const pack = (config?: object) => ({ path: root, ...(config && { config }) });

const insecure = [
  "ai-services-account-disable-local-auth openai mandatory",
  "ai-services-account-disable-public-network-access openai mandatory",
  "ai-services-account-require-diagnostic-logs openai advisory",
  "ai-services-account-require-private-endpoint openai advisory",
  "defender-subscription-require-ai-plans defender-storage advisory",
  "key-vault-disable-public-network-access vault advisory",
  "key-vault-key-require-hsm signing-key advisory",
  "key-vault-require-purge-protection vault mandatory",
  "key-vault-secret-require-expiry search-api-key mandatory",
  "ml-compute-disable-public-ip cluster mandatory",
  "ml-compute-disable-public-ip notebook mandatory",
  "ml-compute-disable-ssh cluster mandatory",
  "ml-compute-disable-ssh notebook mandatory",
  "ml-compute-instance-require-idle-shutdown notebook advisory",
  "ml-compute-require-managed-identity cluster advisory",
  "ml-compute-require-managed-identity notebook advisory",
  "ml-datastore-disable-stored-credentials datastore mandatory",
  "ml-endpoint-require-entra-auth phi-endpoint mandatory",
  "ml-online-endpoint-disable-public-network-access phi-endpoint mandatory",
  "ml-workspace-disable-public-network-access workspace mandatory",
  "ml-workspace-require-approved-outbound workspace advisory",
  "ml-workspace-require-diagnostic-logs workspace advisory",
  "ml-workspace-require-managed-identity workspace advisory",
  "ml-workspace-require-private-endpoint workspace advisory",
  "network-private-dns-zone-require-vnet-link blob-zone advisory",
  "network-private-endpoint-require-dns-zones storage-endpoint advisory",
  "openai-deployment-require-content-filter chat advisory",
  "openai-deployment-restrict-capacity chat advisory",
  "openai-rai-policy-require-harm-filters relaxed-filter mandatory",
  "openai-rai-policy-restrict-harm-threshold relaxed-filter mandatory",
  "role-assignment-restrict-privileged-roles scientists-own-everything mandatory",
  "role-definition-disable-wildcard-actions operator-role mandatory",
  "storage-account-disable-public-network-access storage advisory",
  "storage-account-require-customer-managed-key storage advisory",
];

function triples({ violations }: Outcome): string[] {
  return violations.map(({ policy, resource, level }) => `${policy} ${resource} ${level}`).sort();
}

/** The same triples with those of some policies at another level, or left out. */
function changed(levels: Readonly<Record<string, string | undefined>>): string[] {
  return insecure.flatMap((triple) => {
    const [policy = "", resource] = triple.split(" ");
    if (!(policy in levels)) return [triple];
    return levels[policy] === undefined ? [] : [`${policy} ${resource} ${levels[policy]}`];
  });
}

/** A copy of an example that a test may edit. */
function copyOf(example: string): string {
  const folder = temporaryFolder(example);
  fs.cpSync(path.join(root, "examples", example), folder, { recursive: true });
  writeFiles(folder, {});
  return folder;
}

function edit(folder: string, file: string, from: string, to: string): void {
  const source = fs.readFileSync(path.join(folder, file), "utf8");
  assert.ok(source.includes(from), `${file} does not say ${from}`);
  fs.writeFileSync(path.join(folder, file), source.replace(from, to));
}

describe("the insecure platform", function () {
  this.timeout(120_000);
  let program: Program;
  let state: string;

  before(
    async () => (program = await Program.create(path.join(root, "examples", "insecure-platform"))),
  );
  after(() => program.dispose());

  it("is blocked at the first preview, by every policy, on the resource one would expect", async () => {
    const outcome = await program.preview({ packs: [pack()] });
    assert.deepEqual(triples(outcome), insecure);
    assert.notEqual(outcome.exitCode, 0);
    assert.equal(
      outcome.text.includes("not-a-real-key"),
      false,
      "the value of a secret was printed",
    );
  });

  it("tells path, found, wanted, why, fix and link", async () => {
    const { violations } = await program.preview({ packs: [pack()] });
    const found = violations.find(
      ({ policy }) => policy === "ai-services-account-disable-local-auth",
    );
    assert.deepEqual(
      found?.message.split("\n").map((line) => line.replace(/(Why|Fix): .*/, "$1")),
      [
        "Azure AI accounts accept Microsoft Entra tokens only",
        "properties.disableLocalAuth: not set; must be true",
        "Why",
        "Fix",
        "https://learn.microsoft.com/azure/ai-services/disable-local-auth",
      ],
    );
    assert.equal(found?.severity, "high");
  });

  it("is blocked by a stack policy that was made mandatory", async () => {
    const stackPolicy = "ai-services-account-require-private-endpoint";
    const mandatory = insecure
      .filter((triple) => triple.endsWith("mandatory"))
      .map((triple) => triple.split(" ")[0]);
    const others = Object.fromEntries(mandatory.map((policy) => [policy ?? "", "disabled"]));
    const outcome = await program.preview({
      packs: [pack({ ...others, [stackPolicy]: "mandatory" })],
    });
    assert.deepEqual(
      triples(outcome),
      insecure
        .filter((triple) => triple.endsWith("advisory"))
        .map((triple) =>
          triple.replace(`${stackPolicy} openai advisory`, `${stackPolicy} openai mandatory`),
        ),
    );
    assert.notEqual(outcome.exitCode, 0);
  });

  it("is not accused by a stack policy that has no inputs to judge by", async () => {
    const config = { all: "disabled", "ai-services-account-require-private-endpoint": "mandatory" };
    const outcome = await program.preview({ packs: [pack(config)] });
    assert.deepEqual(triples(outcome), []);
    assert.equal(outcome.exitCode, 0);
  });

  it("is mended where a remediation is asked for", async () => {
    const outcome = await program.preview({
      packs: [
        pack({
          "ai-services-account-disable-local-auth": "remediate",
          "ml-compute-disable-ssh": "remediate",
        }),
      ],
    });
    assert.deepEqual(
      outcome.remediations.map(({ policy, resource }) => `${policy} ${resource}`).sort(),
      [
        "ai-services-account-disable-local-auth openai",
        "ml-compute-disable-ssh cluster",
        "ml-compute-disable-ssh notebook",
      ],
    );
    const account = outcome.remediations.find(({ resource }) => resource === "openai");
    assert.equal(
      (account?.after["properties"] as Record<string, unknown>)["disableLocalAuth"],
      true,
    );
    const mended = {
      "ai-services-account-disable-local-auth": undefined,
      "ml-compute-disable-ssh": undefined,
    };
    assert.deepEqual(triples(outcome), changed(mended));
  });

  it("lets an exempted resource pass, visibly, until the exemption ends", async () => {
    const exemption = (expires: string) => ({
      "pack-settings": {
        exemptions: [
          {
            policies: ["ml-compute-disable-ssh"],
            resources: [{ project: "insecure-platform", stack: "dev", name: "cluster" }],
            reason: "The vendor debugs the driver on it, ticket 4711",
            expires,
          },
        ],
      },
    });
    const about = ({ violations }: Outcome) =>
      violations.find(
        ({ policy, resource }) => policy === "ml-compute-disable-ssh" && resource === "cluster",
      );

    const inSixtyDays = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
    const inForce = await program.preview({ packs: [pack(exemption(inSixtyDays))] });
    assert.deepEqual(
      triples(inForce),
      insecure.map((one) =>
        one.replace(
          "ml-compute-disable-ssh cluster mandatory",
          "ml-compute-disable-ssh cluster advisory",
        ),
      ),
    );
    assert.ok(
      about(inForce)?.message.includes(
        `Exempt until ${inSixtyDays}: The vendor debugs the driver on it, ticket 4711`,
      ),
    );

    const ended = await program.preview({ packs: [pack(exemption("2020-01-31"))] });
    assert.deepEqual(triples(ended), insecure);
    assert.match(
      about(ended)?.message ?? "",
      /ended on 2020-01-31 \(The vendor debugs the driver on it, ticket 4711\)/,
    );
  });

  it("is not blocked while the pack is rolled out, with the same findings", async () => {
    const rollout = path.join(root, "profiles", "rollout.json");
    const outcome = await program.preview({
      args: ["--policy-pack", root, "--policy-pack-config", rollout],
    });
    assert.deepEqual(
      triples(outcome),
      insecure.map((triple) => triple.replace(/ mandatory$/, " advisory")),
    );
    assert.equal(outcome.exitCode, 0, outcome.text);
  });

  it("is not blocked by a configuration that is wrong while everything is advisory", async () => {
    const config = { all: "advisory", "ml-compute-disable-ssh": { limit: 1 } };
    const outcome = await program.preview({ packs: [pack(config)] });
    assert.equal(outcome.exitCode, 0, outcome.text);
    assert.ok(triples(outcome).includes("pack-settings insecure-platform-dev advisory"));
  });

  it("is blocked by a configuration that is wrong, which is told once, of the stack", async () => {
    const config = {
      "pack-settings": { exemption: [], exemptions: [{ policies: ["ml-compute-disable-shh"] }] },
      "openai-deployment-restrict-capacity": { maxCapacty: 10 },
      "ml-workspace-require-private-endpoint": { groups: [] },
    };
    const outcome = await program.preview({ packs: [pack(config)] });
    assert.deepEqual(
      triples(outcome),
      [...insecure, "pack-settings insecure-platform-dev mandatory"].sort(),
    );
    const error = outcome.violations.find(({ policy }) => policy === "pack-settings");
    assert.deepEqual(error?.message.split("\nWhy: ")[0]?.split("\n"), [
      "The settings of the azure-ai-security pack are valid",
      'pack-settings.exemption: is not a setting; did you mean "exemptions"?',
      'pack-settings.exemptions[0].policies[0]: no policy is named "ml-compute-disable-shh"; did you mean "ml-compute-disable-ssh"?',
      'pack-settings.exemptions[0].resources: must be a list of URN globs (urn:…) or of { "project", "stack", "name" }',
      "pack-settings.exemptions[0].reason: is missing: say why the risk is accepted",
      "pack-settings.exemptions[0].expires: is missing: give the last day as YYYY-MM-DD",
      "ml-workspace-require-private-endpoint.groups: is not a setting; there are none here",
      'openai-deployment-restrict-capacity.maxCapacty: is not a setting; did you mean "maxCapacity"?',
    ]);
  });

  it("is found in a deployed state, offline", async () => {
    const up = await program.up();
    assert.equal(up.exitCode, 0, up.text);
    state = await program.exportState(path.join(temporaryFolder("states"), "insecure.json"));
    const outcome = await analyze({ pack: pack(), file: state });
    assert.deepEqual(triples(outcome), insecure);
  });

  it("is found at other levels, as the configuration says, without parameters that are wrong", async () => {
    const outcome = await analyze({
      pack: pack({
        "ml-compute-disable-ssh": "advisory",
        "key-vault-key-require-hsm": "mandatory",
        "key-vault-secret-require-expiry": "disabled",
        "openai-deployment-restrict-capacity": { maxCapacity: 1000 },
      }),
      file: state,
    });
    assert.deepEqual(
      triples(outcome),
      changed({
        "ml-compute-disable-ssh": "advisory",
        "key-vault-key-require-hsm": "mandatory",
        "key-vault-secret-require-expiry": undefined,
        "openai-deployment-restrict-capacity": undefined,
      }),
    );
  });
});

const stackPolicies = [
  "ai-services-account-require-diagnostic-logs",
  "ai-services-account-require-private-endpoint",
  "defender-subscription-require-ai-plans",
  "ml-workspace-require-diagnostic-logs",
  "ml-workspace-require-private-endpoint",
  "network-private-dns-zone-require-vnet-link",
  "network-private-endpoint-require-dns-zones",
];

describe("the secure platform", function () {
  this.timeout(120_000);
  let folder: string;
  let program: Program;

  before(async () => {
    folder = copyOf("secure-platform");
    program = await Program.create(folder);
  });
  after(() => {
    program.dispose();
    removeFolder(folder);
  });

  it("passes at the first preview, with nothing left undecided", async () => {
    const outcome = await program.preview({ packs: [pack()] });
    assert.deepEqual(triples(outcome), []);
    assert.equal(outcome.exitCode, 0, outcome.text);
  });

  it("counts as passed what judges a resource, and nothing else", async () => {
    const { summaries } = await program.preview({ packs: [pack()] });
    const passed = (phase: string, name = "") =>
      summaries.find((one) => one.phase === phase && (one.urn ?? "").endsWith(name))?.passed;
    assert.deepEqual(passed("resource", "::cluster"), [
      "ml-compute-disable-public-ip",
      "ml-compute-disable-ssh",
      "ml-compute-require-managed-identity",
      "pack-settings",
    ]);
    assert.deepEqual(passed("resource", "::workspace-logs"), ["pack-settings"]);
    assert.deepEqual(passed("stack"), stackPolicies);
  });

  it("passes without the resource policies, whose inputs the stack policies then lack", async () => {
    const levels = Object.fromEntries(stackPolicies.map((name) => [name, "mandatory"]));
    const outcome = await program.preview({ packs: [pack({ all: "disabled", ...levels })] });
    assert.deepEqual(
      outcome.violations.filter(({ level }) => level === "mandatory"),
      [],
    );
  });

  it("is deployed, and passes again with nothing to change", async () => {
    const up = await program.up({ packs: [pack()] });
    assert.deepEqual(triples(up), []);
    assert.equal(up.exitCode, 0, up.text);
    const again = await program.preview({ packs: [pack()] });
    assert.deepEqual(triples(again), []);
    assert.deepEqual(Object.keys(again.changes), ["same"]);
    const refreshed = await program.preview({ packs: [pack()], refresh: true, runProgram: true });
    assert.deepEqual(triples(refreshed), []);
  });

  it("keeps passing in the state, alone and beside the insecure one's in one file", async () => {
    const own = await program.exportState();
    assert.deepEqual(triples(await analyze({ pack: pack(), file: own })), []);

    const other = await Program.create(path.join(root, "examples", "insecure-platform"));
    await other.up();
    type State = { deployment: { resources: object[] } };
    const [secure, bad] = [own, await other.exportState()].map(
      (file) => JSON.parse(fs.readFileSync(file, "utf8")) as State,
    );
    assert.ok(secure && bad);
    bad.deployment.resources.push(...secure.deployment.resources);
    const both = path.join(temporaryFolder("states"), "both.json");
    fs.writeFileSync(both, JSON.stringify(bad));
    other.dispose();
    assert.deepEqual(triples(await analyze({ pack: pack(), file: both })), insecure);
  });

  it("is blocked by one change for the worse, and by nothing else", async () => {
    edit(folder, "openai.ts", "disableLocalAuth: true", "disableLocalAuth: false");
    const outcome = await program.preview({ packs: [pack()] });
    assert.deepEqual(triples(outcome), ["ai-services-account-disable-local-auth openai mandatory"]);
    assert.notEqual(outcome.exitCode, 0);
    edit(folder, "openai.ts", "disableLocalAuth: false", "disableLocalAuth: true");
  });

  it("is judged by its stack policies when an update takes a relation away", async () => {
    edit(folder, "monitoring.ts", 'categoryGroup: "allLogs"', 'category: "Audit"');
    const outcome = await program.preview({ packs: [pack()] });
    assert.deepEqual(triples(outcome), [
      "ai-services-account-require-diagnostic-logs openai advisory",
      "ml-workspace-require-diagnostic-logs workspace advisory",
    ]);
  });
});
