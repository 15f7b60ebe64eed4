/**
 * Templates made to hang or crash a preview, through the SDK's own analyzer server as the engine calls it: each is
 * answered, nothing is thrown, and the resources around it are judged. The timeout is generous, for slow machines;
 * `test/spellings/template/hostile.test.ts` has the bounds themselves.
 */
import assert from "node:assert/strict";
import { allPolicies } from "../policies/all";
import { Analysis, type Reported } from "./support/analyzer";
import type { Registered } from "./support/program";

type Inputs = Registered["inputs"];
type Json = Inputs[string];

const registered = (type: string, name: string, inputs: Inputs): Registered => ({
  type,
  name,
  urn: `urn:pulumi:stack::project::${type}::${name}`,
  parent: "",
  inputs,
  outputs: inputs,
  propertyDependencies: {},
});
const deployment = (template: Json) =>
  registered("azure-native:resources:Deployment", "hostile", {
    resourceGroupName: "rg",
    properties: { mode: "Incremental", template },
  });
const open = registered("azure-native:cognitiveservices:Account", "open", {
  resourceGroupName: "rg",
  accountName: "open",
  kind: "OpenAI",
  properties: { publicNetworkAccess: "Enabled" },
});
const account = (rest: object = {}) => ({
  type: "Microsoft.CognitiveServices/accounts",
  apiVersion: "2024-10-01",
  name: "inner",
  kind: "OpenAI",
  properties: { publicNetworkAccess: "Enabled" },
  ...rest,
});
const chain = (length: number, next: (before: string) => string) =>
  Object.fromEntries(
    Array.from({ length }, (_, at) => [
      `v${at}`,
      at === 0 ? "ab" : next(`variables('v${at - 1}')`),
    ]),
  );
const nested = (depth: number, open: string, close: string, core = "") =>
  `${open.repeat(depth)}${core}${close.repeat(depth)}`;

const ofDeployment = (reports: readonly Reported[]) =>
  reports.filter(({ resource }) => resource === "hostile");
const judgedInner = (reports: readonly Reported[]) =>
  reports.some(
    ({ policy, message }) =>
      policy === "ai-services-account-disable-public-network-access" && message.includes("inner"),
  );
const advised = (reports: readonly Reported[], why: RegExp) =>
  reports.some(
    ({ policy, level, message }) =>
      policy === "pack-visibility" && level === "advisory" && why.test(message),
  );

/** Each is given up, for a reason; none declares an account. */
const refused: Readonly<Record<string, [Json, RegExp]>> = {
  "objects within objects, as text": [nested(20_000, '{"a":', "}", "1"), /nested too deeply/],
  "objects within objects": [
    JSON.parse(nested(400, '{"resources":[', "]}")) as Json,
    /nested too deeply/,
  ],
  "deployments within deployments": [
    nested(
      2_000,
      '{"resources":[{"type":"Microsoft.Resources/deployments","name":"n","properties":{"template":',
      "}}]}",
      "{}",
    ),
    /nested too deeply/,
  ],
  "2 MB of brackets": ["[".repeat(2_000_000), /not valid JSON/],
  "2 MB of brackets that close": [nested(1_000_000, "[", "]"), /not an object/],
  "2 MB of comments that never close": ["/*".repeat(1_000_000), /not valid JSON/],
};

/** Of each something is given up, for a reason, and the account that it declares is judged. */
const partly: Readonly<Record<string, [Json, RegExp]>> = {
  "a loop of a billion copies": [
    { resources: [account({ copy: { name: "l", count: 1e9 } })] },
    /more than 800 copies/,
  ],
  "loops within loops": [
    {
      variables: JSON.parse(
        nested(5, '{"copy":[{"name":"l","count":800,"input":', "}]}", "1"),
      ) as Json,
      resources: [account({ tags: "[variables('l')]" })],
    },
    /too many steps/,
  ],
  "a variable made of itself twice, sixty times": [
    {
      variables: chain(61, (before) => `[concat(${before}, ${before})]`),
      resources: [account({ location: "[variables('v60')]" })],
    },
    /too many steps/,
  ],
  "a function that calls itself": [
    {
      functions: [
        { namespace: "a", members: { f: { output: { value: "[concat(a.f(), a.f())]" } } } },
      ],
      resources: [account({ location: "[a.f()]" })],
    },
    /nested too deeply/,
  ],
};

/** Each is evaluated as far as it goes, and what it declares beside is judged. */
const judged: Readonly<Record<string, object>> = {
  "a variable that refers to itself": {
    variables: { a: "[variables('a')]" },
    resources: [account({ location: "[variables('a')]" })],
  },
  "two parameters that refer to each other": {
    parameters: {
      a: { type: "string", defaultValue: "[parameters('b')]" },
      b: { type: "string", defaultValue: "[parameters('a')]" },
    },
    resources: [account({ location: "[parameters('a')]" })],
  },
  "a resource that refers to itself": {
    resources: [account({ location: "[reference('inner', '2024-10-01', 'Full').location]" })],
  },
  "1 MB of brackets in an expression": {
    resources: [account({ location: `[${nested(500_000, "(", ")")}]` })],
  },
  "names of JavaScript's own": JSON.parse(
    `{"__proto__": {"polluted": true}, "constructor": 1, "variables": {"__proto__": {"polluted": true}},
      "parameters": {"toString": {"type": "string", "defaultValue": "x"}},
      "resources": [${JSON.stringify(account()).replace("{", '{"__proto__": {"polluted": true}, "hasOwnProperty": 1, ')}]}`,
  ) as object,
  "resources that are none": { resources: [null, 1, "x", [], {}, { type: 7 }, account()] },
};

describe("hostile templates, through the analyzer", function () {
  this.timeout(20_000);

  /** Judges an open account before and after, in one run. */
  async function around(template: Json): Promise<Reported[]> {
    const analysis = await Analysis.start(allPolicies);
    const before = await analysis.resource(open);
    const reports = await analysis.resource(deployment(template));
    const after = await analysis.resource(open);
    const stack = await analysis.stack([open, deployment(template)]);
    for (const one of [before, after])
      assert.ok(
        one.some(({ policy }) => policy === "ai-services-account-disable-public-network-access"),
      );
    assert.ok(
      stack.some(
        ({ policy, resource }) =>
          policy === "ai-services-account-require-private-endpoint" && resource === "open",
      ),
    );
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    return ofDeployment(reports);
  }

  for (const [what, [template, why]] of Object.entries(refused))
    it(`${what}: given up, and said so`, async () => {
      const reports = await around(template);
      assert.ok(advised(reports, why), JSON.stringify(reports, null, 2));
    });

  for (const [what, [template, why]] of Object.entries(partly))
    it(`${what}: said so, and the rest is judged`, async () => {
      const reports = await around(template);
      assert.ok(advised(reports, why), JSON.stringify(reports, null, 2));
      assert.ok(judgedInner(reports), JSON.stringify(reports, null, 2));
    });

  for (const [what, template] of Object.entries(judged))
    for (const [how, given] of [
      ["an object", template],
      ["text", JSON.stringify(template)],
    ] as const)
      it(`${what}, as ${how}: the rest is judged`, async () => {
        const reports = await around(given as Json);
        assert.ok(judgedInner(reports), JSON.stringify(reports, null, 2));
      });
});
