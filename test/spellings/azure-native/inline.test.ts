/** Children written inside their parent are judged as their stand-alone siblings are, in the user's spelling. */
import assert from "node:assert/strict";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as machinelearningservices from "@pulumi/azure-native/machinelearningservices";
import * as network from "@pulumi/azure-native/network";
import { resourcePolicy } from "../../../policies/core/define";
import { each, expect, text } from "../../../policies/core/expect";
import { violation } from "../../../policies/core/finding";
import type { Policy } from "../../../policies/core/policy";
import { analyze, type Reported } from "../../support/analyzer";
import { raw, unknown } from "../../support/judge";
import { run, type Registered } from "../../support/program";

const facts = {
  title: "A policy of this test",
  severity: "low",
  level: "mandatory",
  why: "It says what it sees.",
  docs: "https://learn.microsoft.com/azure",
  fix: "Do something else.",
  examples: { good: [], bad: [] },
} as const;

const denies = resourcePolicy({
  ...facts,
  name: "network-rule-require-deny",
  kind: "network:SecurityRule",
  *findings(rule) {
    yield* expect(rule.access, ["Deny"], "violates");
    yield* each(rule.sourceAddressPrefixes, function* (prefix) {
      if (text(prefix) === "*") yield violation(prefix, "any address");
    });
  },
});

const isNamed = resourcePolicy({
  ...facts,
  name: "network-rule-require-group",
  kind: "network:SecurityRule",
  property: (rule) => rule.networkSecurityGroupName,
  mustBe: "set",
  absent: "violates",
});

const onlyToHosts = resourcePolicy({
  ...facts,
  name: "ml-outbound-require-fqdn",
  kind: "machinelearningservices:ManagedNetworkSettingsRule",
  *findings({ properties: rule, ruleName, workspaceName }) {
    yield* expect(rule.type, ["FQDN"], "violates");
    for (const ref of [ruleName, workspaceName]) yield violation(ref, text(ref) ?? "not set");
  },
});

const grantsNothing = resourcePolicy({
  ...facts,
  name: "key-vault-policy-disable-secrets",
  kind: "keyvault:AccessPolicy",
  *findings({ policy: { permissions } }) {
    yield* each(permissions.secrets, function* (secret) {
      yield violation(secret, text(secret) ?? "not set");
    });
  },
});

const inSubnet = resourcePolicy({
  ...facts,
  name: "network-subnet-require-endpoint-policies",
  kind: "network:Subnet",
  property: (subnet) => subnet.privateEndpointNetworkPolicies,
  mustBe: "Enabled",
  absent: "violates",
});

/** What is found, by resource: the lines of the message before "Why". */
async function found(
  policy: Policy,
  resources: readonly Registered[],
): Promise<Record<string, string[]>> {
  const reports = await analyze([policy], resources);
  return Object.fromEntries(reports.map((report) => [report.resource, lines(report)]));
}

function lines({ message }: Reported): string[] {
  const [text = ""] = message.replace(`${facts.title}\n`, "").split("\nWhy: ");
  return text.split("\n").filter((line) => !line.startsWith("https:"));
}

const open = { name: "open", access: "Allow", direction: "Inbound", priority: 100, protocol: "*" };
const shut = { ...open, name: "shut", access: "Deny", priority: 200 };

describe("security rules", () => {
  it("are judged wherever a program writes them", async () => {
    const resources = await run(() => {
      const resourceGroupName = "rg";
      new network.NetworkSecurityGroup("group", {
        resourceGroupName,
        securityRules: [shut, open, { ...shut, sourceAddressPrefixes: ["10.0.0.1", "*"] }],
      });
      new network.VirtualNetwork("network", {
        resourceGroupName,
        subnets: [{ name: "plain" }, { networkSecurityGroup: { securityRules: [shut, open] } }],
      });
      new network.Subnet("subnet", {
        resourceGroupName,
        virtualNetworkName: "vnet",
        networkSecurityGroup: { securityRules: [open] },
      });
      const networkSecurityGroupName = "nsg";
      new network.SecurityRule("alone", { ...open, resourceGroupName, networkSecurityGroupName });
      new network.SecurityRule("fine", { ...shut, resourceGroupName, networkSecurityGroupName });
    });
    const wrong = (path: string) => `${path}: "Allow"; must be "Deny"`;
    assert.deepEqual(await found(denies, resources), {
      group: [
        wrong("securityRules[1].access"),
        "securityRules[2].sourceAddressPrefixes[1]: any address",
      ],
      network: [wrong("subnets[1].networkSecurityGroup.securityRules[1].access")],
      subnet: [wrong("networkSecurityGroup.securityRules[0].access")],
      alone: [wrong("access")],
    });
  });

  it("belong to the group they are written in", async () => {
    const inside = (props: object) =>
      raw("network:NetworkSecurityGroup", { ...props, securityRules: [shut] });
    assert.deepEqual(await found(isNamed, [inside({ networkSecurityGroupName: "nsg" })]), {});
    assert.deepEqual(await found(isNamed, [inside({ location: "westeurope" })]), {
      it: ["networkSecurityGroupName: not set; must be set"],
    });
  });

  const rulesOf = (securityRules: unknown) =>
    found(denies, [raw("network:NetworkSecurityGroup", { location: "westeurope", securityRules })]);

  it("are undecided where they are not known yet", async () => {
    const undecided = (path: string) => ({
      it: [
        "What decides is known before deployment",
        `${path}: not known until deployment (network-rule-require-deny)`,
      ],
    });
    assert.deepEqual(await rulesOf(unknown), undecided("securityRules"));
    assert.deepEqual(await rulesOf([shut, unknown]), undecided("securityRules[1]"));
    const partly = { ...open, access: unknown };
    assert.deepEqual(await rulesOf([partly]), undecided("securityRules[0].access"));
    assert.deepEqual(await rulesOf([unknown, open]), {
      it: ['securityRules[1].access: "Allow"; must be "Deny"'],
    });
  });

  it("of a wrong shape count as empty, and an empty place as none", async () => {
    for (const none of [undefined, null, [], {}, [null], "rules", 5, true])
      assert.deepEqual(await rulesOf(none), {});
    for (const malformed of [["x"], [[]], [5]])
      assert.deepEqual(await rulesOf(malformed), {
        it: ['securityRules[0].access: not set; must be "Deny"'],
      });
  });
});

describe("subnets", () => {
  it("are judged inside of their network and alone", async () => {
    const resources = await run(() => {
      new network.VirtualNetwork("network", {
        resourceGroupName: "rg",
        subnets: [{ privateEndpointNetworkPolicies: "Enabled" }, { name: "second" }],
      });
      new network.Subnet("alone", { resourceGroupName: "rg", virtualNetworkName: "vnet" });
    });
    const said = await found(inSubnet, resources);
    assert.deepEqual(Object.keys(said).sort(), ["alone", "network"]);
    assert.match(said["network"]?.[0] ?? "", /^subnets\[1\]\.privateEndpointNetworkPolicies: /);
    assert.equal(said["network"]?.length, 1);
    assert.match(said["alone"]?.[0] ?? "", /^privateEndpointNetworkPolicies: /);
  });
});

describe("outbound rules of a workspace", () => {
  it("are judged in the map by name, and alone", async () => {
    const resources = await run(() => {
      const rule = { type: "FQDN", destination: "pypi.org" } as const;
      new machinelearningservices.Workspace("workspace", {
        resourceGroupName: "rg",
        workspaceName: "ml",
        managedNetwork: {
          outboundRules: {
            pypi: rule,
            "a b": { type: "ServiceTag", destination: { serviceTag: "Storage" } },
          },
        },
      });
      new machinelearningservices.ManagedNetworkSettingsRule("alone", {
        resourceGroupName: "rg",
        workspaceName: "ml",
        ruleName: "conda",
        properties: { type: "ServiceTag" },
      });
    });
    const rules = "managedNetwork.outboundRules";
    assert.deepEqual(await found(onlyToHosts, resources), {
      workspace: [
        `${rules}["a b"].type: another value; must be "FQDN"`,
        `${rules}["a b"]: a b`,
        "workspaceName: ml",
        `${rules}.pypi: pypi`,
      ],
      alone: [
        'properties.type: another value; must be "FQDN"',
        "ruleName: conda",
        "workspaceName: ml",
      ],
    });
  });
});

describe("access policies of a vault", () => {
  it("are undecided where the vault's properties are", async () => {
    const said = await found(grantsNothing, [raw("keyvault:Vault", { properties: unknown })]);
    assert.deepEqual(said, {
      it: [
        "What decides is known before deployment",
        "properties.accessPolicies: a value inside it is not known until deployment (key-vault-policy-disable-secrets)",
      ],
    });
  });

  it("are judged in the vault and alone", async () => {
    const entry = { tenantId: "t", objectId: "o", permissions: { secrets: ["get", "list"] } };
    const resources = await run(() => {
      new keyvault.Vault("vault", {
        resourceGroupName: "rg",
        vaultName: "kv",
        properties: {
          tenantId: "t",
          sku: { family: "A", name: "standard" },
          accessPolicies: [entry],
        },
      });
      new keyvault.AccessPolicy("alone", {
        resourceGroupName: "rg",
        vaultName: "kv",
        policy: entry,
      });
    });
    const inside = "properties.accessPolicies[0].permissions.secrets";
    assert.deepEqual(await found(grantsNothing, resources), {
      vault: [`${inside}[0]: get`, `${inside}[1]: list`],
      alone: ["policy.permissions.secrets[0]: get", "policy.permissions.secrets[1]: list"],
    });
  });
});
