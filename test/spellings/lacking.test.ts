/** What an older API version, or the classic provider, has no property for is as Azure has it by default. */
import assert from "node:assert/strict";
import { allPolicies } from "../../policies/all";
import { gaps } from "../../policies/core/spellings/lacking";
import { analyze } from "../support/analyzer";
import { judge, raw, remedied, unknown } from "../support/judge";

/** The path and the sentence that ends the fix. */
async function told(policy: string, token: string, inputs: object): Promise<string[]> {
  const named = allPolicies.filter(({ name }) => name === policy);
  const [report, ...others] = await analyze(named, [raw(token, inputs)]);
  assert.equal(others.length, 0);
  const [, found = "", , fix = ""] = report?.message.split("\n") ?? [];
  const own = `Fix: ${named[0]?.fix ?? ""}`;
  assert.ok(report === undefined || fix.startsWith(own), report?.message);
  return [found, fix.slice(own.length).trim()].filter((one) => one !== "");
}

const ml = "machinelearningservices";
const owner = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";
const confined =
  "!ActionMatches{'Microsoft.Authorization/roleAssignments/write'} AND !ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}";

interface Case {
  /** Of the table. */
  readonly path: string;
  readonly policy: string;
  readonly kind: string;
  /** Secure, if the version had the property. */
  readonly inputs: object;
  readonly found: RegExp;
  /** Versions that lack it, the last ones among them. */
  readonly old: readonly string[];
  /** Versions that have it, or of which nobody knows. */
  readonly later: readonly string[];
  readonly since: string;
}

const cases: readonly Case[] = [
  {
    path: "condition",
    policy: "role-assignment-restrict-privileged-roles",
    kind: "authorization:RoleAssignment",
    inputs: {
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${owner}`,
      principalId: "p",
      condition: confined,
      conditionVersion: "2.0",
    },
    found: /^roleDefinitionId: the role /,
    old: ["2017-10-01-preview", "2018-01-01-preview", "2018-09-01-preview"],
    later: ["2020-04-01-preview", "2022-04-01"],
    since: "2022-04-01",
  },
  {
    path: "properties.disableLocalAuth",
    policy: "ai-services-account-disable-local-auth",
    kind: "cognitiveservices:Account",
    inputs: { properties: { disableLocalAuth: true } },
    found: /^properties\.disableLocalAuth: not set; must be true$/,
    old: ["2017-04-18"],
    later: ["2021-10-01", "2023-05-01"],
    since: "2023-05-01",
  },
  {
    path: "properties.createMode",
    policy: "key-vault-require-purge-protection",
    kind: "keyvault:Vault",
    inputs: { properties: { createMode: "recover" } },
    found: /^properties\.enablePurgeProtection: not set; must be true$/,
    old: ["2015-06-01"],
    later: ["2016-10-01", "2019-09-01"],
    since: "2019-09-01",
  },
  {
    path: "properties.enablePurgeProtection",
    policy: "key-vault-require-purge-protection",
    kind: "keyvault:Vault",
    inputs: { properties: { enablePurgeProtection: true } },
    found: /^properties\.enablePurgeProtection: not set; must be true$/,
    old: ["2015-06-01", "2016-10-01"],
    later: ["2018-02-14", "2019-09-01"],
    since: "2019-09-01",
  },
  {
    path: "properties.publicNetworkAccess",
    policy: "key-vault-disable-public-network-access",
    kind: "keyvault:Vault",
    inputs: { properties: { publicNetworkAccess: "Disabled" } },
    found: /^properties\.publicNetworkAccess: not set; must be /,
    old: ["2018-02-14", "2019-09-01", "2020-04-01-preview", "2021-04-01-preview"],
    later: ["2021-06-01-preview", "2023-02-01"],
    since: "2023-02-01",
  },
  {
    path: "properties.properties.idleTimeBeforeShutdown",
    policy: "ml-compute-instance-require-idle-shutdown",
    kind: `${ml}:Compute`,
    inputs: {
      properties: {
        computeType: "ComputeInstance",
        properties: { idleTimeBeforeShutdown: "PT30M" },
      },
    },
    found: /^properties\.properties\.idleTimeBeforeShutdown: not set; must be /,
    old: ["2021-07-01", "2023-04-01", "2024-10-01", "2025-09-01", "2022-01-01-preview"],
    later: ["2023-04-01-preview", "2025-01-01-preview", "2025-12-01"],
    since: "2025-12-01",
  },
  {
    path: "kind",
    policy: "ml-workspace-disable-public-network-access",
    kind: `${ml}:Workspace`,
    inputs: { kind: "Project" },
    found: /^publicNetworkAccess: not set; must be "Disabled"$/,
    old: ["2022-10-01", "2023-04-01", "2022-01-01-preview"],
    later: ["2022-12-01-preview", "2023-10-01", "2025-12-01"],
    since: "2023-10-01",
  },
  {
    path: "managedNetwork",
    policy: "ml-workspace-require-approved-outbound",
    kind: `${ml}:Workspace`,
    inputs: { managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" } },
    found: /^managedNetwork\.isolationMode: not set; must be "AllowOnlyApprovedOutbound"$/,
    old: ["2020-08-01", "2023-04-01", "2022-01-01-preview", "2023-02-01-preview"],
    later: ["2023-04-01-preview", "2023-10-01", "2025-12-01"],
    since: "2023-10-01",
  },
  {
    path: "publicNetworkAccess",
    policy: "ml-workspace-disable-public-network-access",
    kind: `${ml}:Workspace`,
    inputs: { publicNetworkAccess: "Disabled" },
    found: /^publicNetworkAccess: not set; must be "Disabled"$/,
    old: ["2020-08-01", "2021-04-01", "2020-09-01-preview"],
    later: ["2021-07-01", "2022-01-01-preview", "2025-12-01"],
    since: "2021-07-01",
  },
  {
    path: "publicNetworkAccess",
    policy: "storage-account-disable-public-network-access",
    kind: "storage:StorageAccount",
    inputs: { publicNetworkAccess: "Disabled" },
    found: /^publicNetworkAccess: not set; must be /,
    old: ["2019-06-01", "2021-04-01", "2020-08-01-preview"],
    later: ["2021-06-01", "2024-01-01"],
    since: "2021-06-01",
  },
];

describe("what a spelling has no property for", () => {
  it("is tested for each entry of the table", () => {
    const entries = Object.entries(gaps).flatMap(([kind, list]) =>
      list.map(({ path }) => `${kind} ${path.join(".")}`),
    );
    // Where a version has it, the policy is not met but undecided: in test/scenarios/openai.test.ts.
    const others = entries.filter((one) => one.endsWith("RaiPolicy properties.acs"));
    assert.equal(others.length, 2);
    assert.deepEqual(
      entries.filter((one) => !others.includes(one)),
      cases.map(({ kind, path }) => `${kind} ${path}`),
    );
  });

  for (const { path, policy, kind, inputs, found, old, later, since } of cases) {
    const [module = "", type = ""] = kind.split(":");
    const tokens = (version: string) => {
      const short = `v${version.replaceAll("-", "")}`;
      return [
        `azure-native:${module}/${short}:${type}`,
        `azure-native_${module}_${short}:${module}:${type}`,
      ];
    };

    it(`${kind}: ${path}, in older API versions`, async () => {
      for (const version of old)
        for (const token of tokens(version)) {
          const [line = "", fix] = await told(policy, token, inputs);
          assert.match(line, found, version);
          assert.equal(fix, `API version ${version} has no ${path}: use ${since} or later.`);
        }
    });
    it(`${kind}: ${path}, in others`, async () => {
      assert.deepEqual(await told(policy, `azure-native:${kind}`, inputs), []);
      for (const version of later)
        for (const token of tokens(version))
          assert.deepEqual(await told(policy, token, inputs), []);
    });
  }

  it("is not decided less for being unknown", async () => {
    const token = `azure-native:${ml}/v20230401:Workspace`;
    const policy = "ml-workspace-require-approved-outbound";
    for (const inputs of [{ managedNetwork: unknown }, { kind: unknown, location: "here" }])
      assert.match(await judge(policy, token, inputs), /^managedNetwork\.isolationMode: not set/);
  });

  it("is told of no finding that it has no part in", async () => {
    const token = `azure-native:${ml}/v20230401:Workspace`;
    const inputs = { managedNetwork: {}, identity: { type: "None" } };
    const [, ...more] = await told("ml-workspace-require-managed-identity", token, inputs);
    assert.deepEqual(more, []);
    const open = { publicNetworkAccess: "Enabled" };
    const [, ...other] = await told("ml-workspace-disable-public-network-access", token, open);
    assert.deepEqual(other, []);
  });

  const inArm = (type: string, apiVersion: unknown, properties: object) => ({
    resourceGroupName: "rg",
    resourceProviderNamespace: "Microsoft.MachineLearningServices",
    parentResourcePath: type === "workspaces" ? "" : "workspaces/ml",
    resourceType: type,
    resourceName: "it",
    apiVersion,
    properties,
  });
  const generic = "azure-native:resources:Resource";

  it("is ARM's, too, by the name that it has there", async () => {
    const policy = "ml-workspace-require-approved-outbound";
    const inputs = (apiVersion: unknown) =>
      inArm("workspaces", apiVersion, {
        ManagedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" },
      });
    const [line, fix] = await told(policy, generic, inputs("2023-04-01"));
    assert.match(line ?? "", /^properties\.managedNetwork\.isolationMode: not set/);
    assert.equal(
      fix,
      "API version 2023-04-01 has no properties.managedNetwork: use 2023-10-01 or later.",
    );
    for (const version of ["2024-10-01", "latest", unknown])
      assert.deepEqual(await told(policy, generic, inputs(version)), [], version);
  });

  it("is none of ARM's, where Azure is known to take it all the same", async () => {
    const inputs = inArm("computes", "2023-10-01", {
      computeType: "ComputeInstance",
      properties: { idleTimeBeforeShutdown: "PT30M" },
    });
    assert.deepEqual(await told("ml-compute-instance-require-idle-shutdown", generic, inputs), []);
  });

  it("has another spelling, where the classic provider lacks it", async () => {
    const policy = "ml-compute-instance-require-idle-shutdown";
    const expected =
      "The classic provider has no properties.properties.idleTimeBeforeShutdown: use azure-native's machinelearningservices.Compute.";
    for (const token of [
      "azure:machinelearning/computeInstance:ComputeInstance",
      "azurerm:index/machineLearningComputeInstance:MachineLearningComputeInstance",
    ]) {
      const [line, fix] = await told(policy, token, {
        name: "it",
        idleTimeBeforeShutdown: "PT30M",
      });
      assert.match(line ?? "", /idleTimeBeforeShutdown: not set; must be /);
      assert.equal(fix, expected);
    }
    const cluster = "azure:machinelearning/computeCluster:ComputeCluster";
    const [, ...more] = await told("ml-compute-disable-public-ip", cluster, { name: "it" });
    assert.deepEqual(more, []);
  });

  it("is not remedied", async () => {
    const policy = "ml-workspace-disable-public-network-access";
    const old = `azure-native:${ml}/v20210401:Workspace`;
    const inputs = { allowPublicAccessWhenBehindVnet: true };
    assert.deepEqual(await remedied(policy, old, inputs), inputs);
  });
});
