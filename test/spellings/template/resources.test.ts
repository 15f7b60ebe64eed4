import assert from "node:assert/strict";
import { known, spoken } from "../../../policies/core/value/text";
import { PartlyKnown, UNKNOWN } from "../../../policies/core/value/value";
import { account, declared, evaluation, value } from "./support";

const group = "/subscriptions/sub/resourceGroups/rg";
const accounts = `${group}/providers/Microsoft.CognitiveServices/accounts`;

describe("template: resources", () => {
  it("are read with their place", () => {
    assert.deepEqual(declared([account({ publicNetworkAccess: "Enabled" }, { kind: "OpenAI" })]), [
      {
        type: "Microsoft.CognitiveServices/accounts",
        apiVersion: "2024-10-01",
        names: ["acc"],
        label: 'Microsoft.CognitiveServices/accounts "acc"',
        id: `${accounts}/acc`,
        subscription: "sub",
        resourceGroup: "rg",
        body: { properties: { publicNetworkAccess: "Enabled" }, kind: "OpenAI" },
        conditional: false,
        path: ["resources", 0],
      },
    ]);
  });
  it("are read from JSON text with comments", () => {
    const text = `\ufeff{ // a comment
      /* another */ "resources": [{ "type": "A.B/c", "name": "a//b", }], }`;
    assert.deepEqual(evaluation(text).resources[0]?.names, ["b"]);
  });
  it("are read whatever the letter case of the template's words", () => {
    const [resource] = evaluation({
      Resources: [{ Type: "A.B/c", NAME: "n", Properties: { a: 1 } }],
    }).resources;
    assert.deepEqual(resource?.body, { properties: { a: 1 } });
  });
  it("may have symbolic names", () => {
    const [resource] = declared({ myAccount: account() });
    assert.deepEqual(resource?.path, ["resources", "myAccount"]);
  });
  it("that exist already are not declared", () => {
    assert.deepEqual(declared({ a: account({}, { existing: true }) }), []);
  });
  it("of an extension carry their version in the type", () => {
    const [resource] = declared({ a: { type: "Microsoft.Graph/groups@v1.0", name: "g" } });
    assert.equal(resource?.type, "Microsoft.Graph/groups");
    assert.equal(resource.apiVersion, "v1.0");
  });

  describe("with a condition", () => {
    const rest = { parameters: { p: { type: "bool" } } };

    it("that is false are not declared", () => {
      assert.deepEqual(declared([account({}, { condition: "[equals(1, 2)]" })]), []);
    });
    it("that is not known are declared, and said to be conditional", () => {
      const [resource] = declared([account({}, { condition: "[parameters('p')]" })], rest);
      assert.equal(resource?.conditional, true);
    });
    it("that is false keep the resources nested in them", () => {
      const child = { type: "deployments", name: "d" };
      const parent = account({}, { condition: false, resources: [child] });
      assert.deepEqual(
        declared([parent]).map(({ id }) => id),
        [`${accounts}/acc/deployments/d`],
      );
    });
  });

  describe("in a loop", () => {
    const loop = (count: unknown) =>
      account(
        { i: "[copyIndex()]", j: "[copyIndex('l', 5)]" },
        { name: "[concat('a', copyIndex())]", copy: { name: "l", count, mode: "serial" } },
      );

    it("are declared once for each turn", () => {
      assert.deepEqual(
        declared([loop("[length(createArray('x', 'y'))]")]).map(({ names, body }) => [
          names,
          body["properties"],
        ]),
        [
          [["a0"], { i: 0, j: 5 }],
          [["a1"], { i: 1, j: 6 }],
        ],
      );
    });
    it("of no turns are not declared", () => {
      assert.deepEqual(declared([loop(0)]), []);
    });
    it("of unknown length are declared once, and said to be conditional", () => {
      const found = declared([loop("[parameters('n')]")], { parameters: { n: { type: "int" } } });
      assert.equal(found.length, 1);
      assert.equal(found[0]?.conditional, true);
      assert.deepEqual(found[0].body["properties"], { i: UNKNOWN, j: UNKNOWN });
    });
    it("give the list that a property loops over", () => {
      const rules = { copy: [{ name: "rules", count: 2, input: { v: "[copyIndex('rules')]" } }] };
      assert.deepEqual(value(rules), { rules: [{ v: 0 }, { v: 1 }] });
    });
    it("leave a list unknown whose length is not known", () => {
      const rest = { parameters: { n: { type: "int" } } };
      const rules = { a: 1, copy: [{ name: "rules", count: "[parameters('n')]", input: 1 }] };
      assert.deepEqual(value(rules, rest), { a: 1, rules: UNKNOWN });
    });
    it("are not meant by a property that is named copy", () => {
      assert.deepEqual(value({ copy: ["x"] }), { copy: ["x"] });
    });
  });

  describe("below others", () => {
    const idsOf = (resources: unknown) => declared(resources).map(({ id, type }) => [type, id]);
    const deployment = `${accounts}/acc/deployments/d`;
    const type = "Microsoft.CognitiveServices/accounts/deployments";

    it("are named by segments", () => {
      assert.deepEqual(idsOf([{ type, name: "[format('{0}/{1}', 'acc', 'd')]" }]), [
        [type, deployment],
      ]);
    });
    for (const [title, child] of Object.entries({
      "relative type and name": { type: "deployments", name: "d" },
      "full type and name": { type, name: "acc/d" },
      "full type and relative name": { type, name: "d" },
    }))
      it(`are nested with ${title}`, () => {
        assert.deepEqual(idsOf([account({}, { resources: [child] })])[1], [type, deployment]);
      });
    it("are nested at any depth", () => {
      const inner = { type: "b", name: "2", resources: [{ type: "c", name: "3" }] };
      const [, , last] = declared([{ type: "N.S/a", name: "1", resources: [inner] }]);
      assert.deepEqual(last?.names, ["1", "2", "3"]);
      assert.deepEqual(last.path, ["resources", 0, "resources", 0, "resources", 0]);
    });
  });

  describe("that extend others", () => {
    const setting = `${accounts}/acc/providers/Microsoft.Insights/diagnosticSettings/d`;

    for (const [title, scope] of Object.entries({
      "an id": "[resourceId('Microsoft.CognitiveServices/accounts', 'acc')]",
      "a relative one": "Microsoft.CognitiveServices/accounts/acc",
    }))
      it(`by a scope that is ${title}`, () => {
        const [resource] = declared([
          { type: "Microsoft.Insights/diagnosticSettings", name: "d", scope },
        ]);
        assert.equal(resource?.id, setting);
        assert.equal(resource.scope, `${accounts}/acc`);
      });
    it("by a type of two providers", () => {
      const [resource] = declared([
        {
          type: "Microsoft.CognitiveServices/accounts/providers/diagnosticSettings",
          name: "acc/Microsoft.Insights/d",
        },
      ]);
      assert.equal(resource?.type, "Microsoft.Insights/diagnosticSettings");
      assert.deepEqual(resource.names, ["d"]);
      assert.equal(resource.id, setting);
      assert.equal(resource.scope, `${accounts}/acc`);
    });
    it("at the tenant", () => {
      const [resource] = declared([{ type: "A.B/c", name: "n", scope: "/" }]);
      assert.equal(resource?.id, "/providers/A.B/c/n");
      assert.equal(resource.subscription, undefined);
    });
  });

  describe("with names that are not known", () => {
    const rest = { parameters: { p: { type: "string" } } };

    it("keep what is known of them", () => {
      const [resource] = declared(
        [{ type: "A.B/c/d", name: "[format('{0}/d', parameters('p'))]" }],
        rest,
      );
      const [parent = "", own = ""] = resource?.names ?? [];
      assert.equal(known(parent), UNKNOWN);
      assert.equal(known(own), "d");
    });
    it("are shown with an ellipsis", () => {
      const [resource] = declared(
        [account({}, { name: "[concat('ai-', parameters('p'))]" })],
        rest,
      );
      assert.equal(spoken(resource?.names[0] ?? ""), "ai-…");
    });
    it("are told apart by where they are deployed", () => {
      const unknownGroup = { subscription: UNKNOWN, resourceGroup: UNKNOWN, owner: "urn" } as const;
      const [resource] = evaluation({ resources: [account()] }, {}, unknownGroup).resources;
      assert.equal(resource?.resourceGroup instanceof PartlyKnown, true);
      assert.equal(resource?.id instanceof PartlyKnown, true);
      assert.equal(resource?.subscription, undefined);
    });
  });

  it("a whole body may be one expression", () => {
    const variables = { v: { publicNetworkAccess: "Enabled" } };
    const [resource] = declared(
      [account("[variables('v')]", { sku: '[json(\'{"name":"S0"}\')]' })],
      { variables },
    );
    assert.deepEqual(resource?.body, {
      properties: { publicNetworkAccess: "Enabled" },
      sku: { name: "S0" },
    });
  });
  it("in the rule of a policy definition are none", () => {
    const rule = {
      then: { details: { deployment: { properties: { template: { resources: [account()] } } } } },
    };
    const found = declared([
      {
        type: "Microsoft.Authorization/policyDefinitions",
        name: "p",
        properties: { policyRule: rule },
      },
    ]);
    assert.deepEqual(
      found.map(({ type }) => type),
      ["Microsoft.Authorization/policyDefinitions"],
    );
  });
});
