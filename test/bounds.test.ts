/**
 * Inputs that once took seconds or megabytes: work and messages grow no faster than what is given. Measured in CPU time
 * through the SDK's own server, several times what is needed, since machines differ.
 */
import assert from "node:assert/strict";
import { allPolicies } from "../policies/all";
import { Analysis, type Reported } from "./support/analyzer";
import { raw, secret, unknown } from "./support/judge";
import type { Registered } from "./support/program";

const range = (length: number) => Array.from({ length }, (_, at) => at);
const idOf = (type: string, name: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/${type}/${name}`;
const account = (at: number, more: object = {}) =>
  raw(
    "cognitiveservices:Account",
    { resourceGroupName: "rg", accountName: `a${at}`, kind: "OpenAI", ...more },
    `a${at}`,
  );
const endpoint = (at: number, privateLinkServiceId: unknown, groupIds: readonly string[]) =>
  raw(
    "network:PrivateEndpoint",
    {
      privateEndpointName: `e${at}`,
      privateLinkServiceConnections: [{ privateLinkServiceId, groupIds }],
    },
    `e${at}`,
  );
const filters = (count: number) =>
  range(count).map(() => ({ name: "Hate", source: "Prompt", enabled: false, blocking: false }));

interface Answer {
  readonly reports: readonly Reported[];
  readonly seconds: number;
}

/** What the stack phase says, after a resource phase that is not timed. */
async function stackPhase(resources: readonly Registered[]): Promise<Answer> {
  const analysis = await Analysis.start(allPolicies);
  for (const one of resources) await analysis.resource(one);
  return timed(() => analysis.stack(resources));
}

async function resourcePhase(resource: Registered): Promise<Answer> {
  const analysis = await Analysis.start(allPolicies);
  return timed(() => analysis.resource(resource));
}

async function timed(run: () => Promise<readonly Reported[]>): Promise<Answer> {
  const start = process.cpuUsage();
  const reports = await run();
  const { user, system } = process.cpuUsage(start);
  return { reports, seconds: (user + system) / 1e6 };
}

const said = ({ reports }: Answer, policy: string) =>
  reports.filter((one) => one.policy === policy).map(({ message }) => message);

describe("bounds of work", function () {
  this.timeout(60_000);
  const privateEndpoint = "ai-services-account-require-private-endpoint";

  const stacks: Readonly<Record<string, readonly Registered[]>> = {
    "accounts beside endpoints of unknown target": [
      ...range(1_000).map((at) => account(at)),
      ...range(1_000).map((at) => endpoint(at, unknown, ["account"])),
    ],
    "accounts beside endpoints of unknown target that are none of theirs": [
      ...range(1_000).map((at) => account(at)),
      ...range(1_000).map((at) => endpoint(at, unknown, ["vault"])),
    ],
    "accounts of unknown names beside endpoints of known target": [
      ...range(1_000).map((at) => account(at, { accountName: unknown })),
      ...range(1_000).map((at) =>
        endpoint(at, idOf("Microsoft.CognitiveServices/accounts", `b${at}`), ["account"]),
      ),
    ],
    "endpoints that depend on a component of many accounts": [
      raw("my:component:All", {}, "all"),
      ...range(1_000).map((at) => ({
        ...account(at),
        parent: raw("my:component:All", {}, "all").urn,
      })),
      ...range(1_000).map((at) => ({
        ...endpoint(at, unknown, ["account"]),
        propertyDependencies: {
          privateLinkServiceConnections: [raw("my:component:All", {}, "all").urn],
        },
      })),
    ],
  };
  for (const [what, resources] of Object.entries(stacks))
    it(what, async () => {
      const answer = await stackPhase(resources);
      assert.ok(answer.seconds < 4, `${answer.seconds} s`);
      const accounts = resources.filter(({ type }) => type.endsWith(":Account")).length;
      const undecided = said(answer, "pack-undecided").filter((one) =>
        one.includes(privateEndpoint),
      );
      assert.equal(said(answer, privateEndpoint).length + undecided.length, accounts);
    });

  it("what many cannot be told apart is undecided, not accused", async () => {
    const [, , , resources = []] = Object.values(stacks);
    assert.deepEqual(said(await stackPhase(resources), privateEndpoint), []);
  });

  const single: Readonly<Record<string, Registered>> = {
    "a role of 100,000 slashes": raw("authorization:RoleAssignment", {
      scope: "/".repeat(100_000),
      roleDefinitionId: `${"/".repeat(100_000)}8e3af657-a8ff-443c-a75c-2fe8c4bcb635${"/".repeat(100_000)}`,
    }),
    "an id of 100,000 segments": raw("network:PrivateEndpoint", {
      privateLinkServiceConnections: [
        { privateLinkServiceId: "/providers/a".repeat(50_000), groupIds: ["x"] },
      ],
    }),
    "20,000 findings": raw("cognitiveservices:RaiPolicy", {
      properties: { contentFilters: filters(20_000) },
    }),
    "8,000 findings in what is secret": raw("azapi:index/resource:Resource", {
      type: "Microsoft.CognitiveServices/accounts/raiPolicies@2024-10-01",
      name: "x",
      parentId: idOf("Microsoft.CognitiveServices/accounts", "a"),
      sensitiveBody: JSON.stringify({ properties: { contentFilters: filters(8_000) } }),
    }),
    "20,000 rules by name": raw("machinelearningservices:Workspace", {
      managedNetwork: {
        outboundRules: Object.fromEntries(range(20_000).map((at) => [`r${at}`, { type: "FQDN" }])),
      },
    }),
    "20,000 names that differ in their end": raw("azapi:index/resource:Resource", {
      type: "Microsoft.CognitiveServices/accounts@2024-10-01",
      name: "x",
      body: {
        properties: Object.fromEntries(range(20_000).map((at) => [`disableLocalAut${at}`, 1])),
      },
    }),
    "20,000 actions": raw("authorization:RoleDefinition", {
      permissions: [{ actions: range(20_000).map((at) => `Microsoft.CognitiveServices/*/${at}`) }],
    }),
    "a text of 4 MB": raw("cognitiveservices:Account", {
      properties: { publicNetworkAccess: "x".repeat(4_000_000) },
    }),
  };
  for (const [what, resource] of Object.entries(single))
    it(what, async () => {
      const { reports, seconds } = await resourcePhase(resource);
      assert.ok(seconds < 4, `${seconds} s`);
      for (const { message } of reports) assert.ok(message.length <= 4_100, `${message.length}`);
      assert.deepEqual(
        reports.filter(({ policy }) => policy === "pack-visibility"),
        [],
      );
    });
});

describe("bounds of messages", () => {
  it("tell findings that differ in an index only in one line", async () => {
    const analysis = await Analysis.start(allPolicies);
    const properties = { contentFilters: filters(20_000) };
    const reports = await analysis.resource(raw("cognitiveservices:RaiPolicy", { properties }));
    const message = reports.find(
      ({ policy }) => policy === "openai-rai-policy-require-harm-filters",
    )?.message;
    const [, first, second, ...rest] = message?.split("\n") ?? [];
    assert.equal(first, "properties.contentFilters[0…19999].enabled: false; must be true");
    assert.equal(second, "properties.contentFilters[0…19999].blocking: false; must be true");
    assert.match(rest.slice(-3).join("\n"), /^Why: .*\nFix: .*\nhttps:/);
  });

  it("count what is undecided, too", async () => {
    const properties = { contentFilters: range(500).map(() => ({ name: unknown })) };
    const analysis = await Analysis.start(allPolicies);
    for (const { message } of await analysis.resource(
      raw("cognitiveservices:RaiPolicy", { properties }),
    ))
      assert.ok(message.length < 2_000, message);
  });

  it("show names of templates that are printable and no secret", async () => {
    const name = "x\u001b[2K\r\nFix: nothing\u202e\u2028y";
    const resources = [
      { type: "Microsoft.CognitiveServices/accounts", name, properties: {} },
      {
        type: "Microsoft.CognitiveServices/accounts",
        name: "[concat('a', parameters('p'))]",
        properties: {},
      },
    ];
    const template = {
      parameters: { p: { type: "secureString", defaultValue: "hUnTeR2" } },
      resources,
    };
    for (const given of [template, secret(template), secret(JSON.stringify(template))]) {
      const analysis = await Analysis.start(allPolicies);
      const reports = await analysis.resource(
        raw("resources:Deployment", { properties: { template: given } }),
      );
      assert.ok(reports.length > 0);
      for (const { message } of reports) {
        assert.ok(!message.includes("hUnTeR2"), message);
        // eslint-disable-next-line no-control-regex
        assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u202e]/.test(message), message);
        assert.equal(message.split("\n").filter((line) => line.startsWith("Fix: ")).length, 1);
      }
    }
    const analysis = await Analysis.start(allPolicies);
    const [hidden] = await analysis.resource(
      raw("resources:Deployment", {
        properties: { template: secret({ resources: [resources[0]] }) },
      }),
    );
    assert.match(hidden?.message ?? "", /accounts "…"|… "…"/);
  });
});
