import assert from "node:assert/strict";
import { UNKNOWN, isOpen } from "../../../policies/core/value/value";
import { account, declared, evaluation, nested, value } from "./support";

const outer = (template: object) =>
  nested(template, {}, { expressionEvaluationOptions: { scope: "outer" } });

describe("template: nested deployments", () => {
  it("declare their resources, with the path through them", () => {
    const found = declared([nested({ resources: [account()] })]);
    assert.deepEqual(
      found.map(({ type, path }) => [type, path]),
      [
        [
          "Microsoft.CognitiveServices/accounts",
          ["resources", 0, "properties", "template", "resources", 0],
        ],
      ],
    );
  });
  it("hand over parameters", () => {
    const template = {
      parameters: { access: { type: "string", defaultValue: "Disabled" } },
      resources: [account({ publicNetworkAccess: "[parameters('access')]" })],
    };
    const given = { parameters: { access: { value: "[variables('v')]" } } };
    const [resource] = declared([nested(template, {}, given)], { variables: { v: "Enabled" } });
    assert.deepEqual(resource?.body["properties"], { publicNetworkAccess: "Enabled" });
  });
  it("have the default of a parameter for which null is handed over", () => {
    const template = {
      parameters: { access: { type: "string", defaultValue: "Disabled" } },
      resources: [account({ publicNetworkAccess: "[parameters('access')]" })],
    };
    const given = { parameters: { access: { value: "[null()]" } } };
    const [resource] = declared([nested(template, {}, given)]);
    assert.deepEqual(resource?.body["properties"], { publicNetworkAccess: "Disabled" });
  });
  it("show what a template hands over to a secure object", () => {
    const template = {
      parameters: { p: { type: "secureObject" } },
      resources: [account("[parameters('p')]")],
    };
    const given = { parameters: { p: { value: { authType: "ApiKey", key: "[listKeys('a')]" } } } };
    const [resource] = declared([nested(template, {}, given)]);
    assert.deepEqual(resource?.body["properties"], { authType: "ApiKey", key: UNKNOWN });
  });

  const both = {
    variables: { v: "inner" },
    resources: [account({ v: "[variables('v')]", group: "[resourceGroup().name]" })],
  };
  const rest = { variables: { v: "outer" } };

  it("evaluate expressions in their own scope when that is inner", () => {
    const [resource] = declared([nested(both, { resourceGroup: "other" })], rest);
    assert.deepEqual(resource?.body["properties"], { v: "inner", group: "other" });
  });
  it("evaluate expressions in the scope around them when that is outer", () => {
    const [resource] = declared([{ ...outer(both), resourceGroup: "other" }], rest);
    assert.deepEqual(resource?.body["properties"], { v: "outer", group: "rg" });
    assert.equal(resource.resourceGroup, "other");
  });
  it("evaluate expressions in the scope around them by default", () => {
    const [resource] = declared([{ ...outer(both), properties: { template: both } }], rest);
    assert.equal((resource?.body["properties"] as { v: string }).v, "outer");
  });

  for (const [title, place, expected] of [
    ["another group", { resourceGroup: "g" }, "/subscriptions/sub/resourceGroups/g"],
    [
      "another subscription and group",
      { subscriptionId: "s", resourceGroup: "g" },
      "/subscriptions/s/resourceGroups/g",
    ],
    ["a subscription", { subscriptionId: "s" }, "/subscriptions/s"],
    [
      "a management group",
      { scope: "Microsoft.Management/managementGroups/m" },
      "/providers/Microsoft.Management/managementGroups/m",
    ],
    ["the tenant", { scope: "/" }, ""],
  ] as const)
    it(`deploy to ${title}`, () => {
      const [resource] = declared([nested({ resources: [{ type: "A.B/c", name: "n" }] }, place)]);
      assert.equal(resource?.id, `${expected}/providers/A.B/c/n`);
    });

  it("are deployed once for each turn of a loop", () => {
    const template = {
      parameters: { n: { type: "string" } },
      resources: [account({}, { name: "[parameters('n')]" })],
    };
    const loop = nested(
      template,
      { copy: { name: "l", count: 2 }, name: "[concat('d', copyIndex())]" },
      { parameters: { n: { value: "[concat('a', copyIndex())]" } } },
    );
    assert.deepEqual(
      declared([loop]).map(({ names }) => names),
      [["a0"], ["a1"]],
    );
  });
  it("make what they declare conditional", () => {
    const conditional = nested({ resources: [account()] }, { condition: "[parameters('p')]" });
    const [resource] = declared([conditional], { parameters: { p: { type: "bool" } } });
    assert.equal(resource?.conditional, true);
  });
  it("may take their template from an expression", () => {
    const variables = {
      t: { variables: { v: 1 }, resources: [account({ v: "[[variables('v')]" })] },
    };
    const found = declared([nested({}, {}, { template: "[variables('t')]" })], { variables });
    assert.deepEqual(found[0]?.body["properties"], { v: 1 });
  });
  it("may take their template from JSON text", () => {
    const template = JSON.stringify({ resources: [account()] });
    assert.equal(declared([nested({}, {}, { template })]).length, 1);
  });
  it("may be deployment stacks", () => {
    const stack = {
      ...nested({ resources: [account()] }),
      type: "Microsoft.Resources/deploymentStacks",
    };
    assert.equal(declared([stack]).length, 1);
  });
  it("by a link are not visible", () => {
    const link = { ...nested({}), properties: { templateLink: { uri: "https://x" } } };
    const { resources, invisible } = evaluation({ resources: [link] });
    assert.deepEqual(resources, []);
    assert.deepEqual(invisible, [{ path: ["resources", 0], why: "link" }]);
  });
  it("are not visible when their template is not known", () => {
    const unknown = nested({}, {}, { template: "[parameters('t')]" });
    assert.deepEqual(
      evaluation({ parameters: { t: { type: "object" } }, resources: [unknown] }).invisible,
      [{ path: ["resources", 0], why: "unknown" }],
    );
  });
});

describe("template: reference", () => {
  const outputs = (out: object, place: object = {}) =>
    nested({ variables: { v: "x" }, outputs: out, resources: [] }, place);
  const readsBack = (expression: string, ...resources: object[]) => {
    const reader = { type: "A.B/c", name: "reader", properties: { v: `[${expression}]` } };
    const found = declared([...resources, reader]).find(({ names }) => names[0] === "reader");
    return (found?.body["properties"] as { v: unknown }).v;
  };

  for (const [title, expression] of Object.entries({
    "its name": "reference('inner').outputs.o.value",
    "its id":
      "reference(resourceId('Microsoft.Resources/deployments', 'inner'), '2022-09-01').outputs.o.value",
  }))
    it(`of a nested deployment by ${title} has its outputs`, () => {
      const deployment = outputs({ o: { type: "string", value: "[variables('v')]" } });
      assert.equal(readsBack(expression, deployment), "x");
    });
  it("of a nested deployment has lists of outputs", () => {
    const deployment = outputs({
      o: { type: "array", copy: { count: 2, input: "[copyIndex()]" } },
    });
    assert.deepEqual(readsBack("reference('inner').outputs.o.value", deployment), [0, 1]);
  });
  it("of a resource has the properties that are given", () => {
    assert.equal(readsBack("reference('acc').a", account({ a: 1 })), 1);
    assert.equal(readsBack("reference('acc').b", account({ a: 1 })), UNKNOWN);
    assert.equal(isOpen(readsBack("reference('acc')", account({ a: 1 }))), true);
  });
  it("of a whole resource has what is beside its properties", () => {
    const resource = account({}, { identity: { type: "SystemAssigned" } });
    const full = "reference('acc', '2024-10-01', 'Full').identity";
    assert.equal(readsBack(`${full}.type`, resource), "SystemAssigned");
    assert.equal(readsBack(`${full}.principalId`, resource), UNKNOWN);
  });
  it("finds resources by symbolic name, also in loops", () => {
    const resources = {
      one: account({ a: 1 }),
      many: account(
        { a: "[copyIndex()]" },
        { name: "[concat('m', copyIndex())]", copy: { name: "l", count: 2 } },
      ),
      reader: {
        type: "A.B/c",
        name: "r",
        properties: {
          one: "[reference('one').a]",
          second: "[reference(format('many[{0}]', 1)).a]",
          all: "[map(references('many'), lambda('x', lambdaVariables('x').a))]",
          id: "[resourceInfo('one').id]",
        },
      },
    };
    assert.deepEqual(declared(resources).at(-1)?.body["properties"], {
      one: 1,
      second: 1,
      all: [0, 1],
      id: "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acc",
    });
  });
  it("of an existing resource is unknown", () => {
    const resources = {
      there: account({ a: 1 }, { existing: true }),
      reader: { type: "A.B/c", name: "r", properties: "[reference('there').a]" },
    };
    assert.equal(declared(resources)[0]?.body["properties"], UNKNOWN);
  });
  it("of resources that refer to one another ends", () => {
    const found = declared([
      account({ other: "[reference('b').other]" }, { name: "a" }),
      account({ other: "[reference('a').other]" }, { name: "b" }),
    ]);
    assert.deepEqual(
      found.map(({ body }) => body["properties"]),
      [{ other: UNKNOWN }, { other: UNKNOWN }],
    );
  });
  it("of what is declared nowhere is unknown", () => {
    assert.equal(value("[reference(resourceId('A.B/c', 'x'), '2024-01-01').y]"), UNKNOWN);
  });
});
