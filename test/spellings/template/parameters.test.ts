import assert from "node:assert/strict";
import { UNKNOWN } from "../../../policies/core/value/value";
import { evaluation, value } from "./support";

const read = (declaration: object, parameters: unknown, rest: object = {}) =>
  evaluation(
    {
      ...rest,
      parameters: { p: declaration },
      resources: [{ type: "A.B/c", name: "n", properties: { v: "[parameters('P')]" } }],
    },
    parameters,
  ).resources[0]?.body["properties"];

describe("template: parameters, variables, functions", () => {
  it("takes the value given", () => {
    assert.deepEqual(read({ type: "string" }, { p: { value: "a" } }), { v: "a" });
  });
  it("takes a plain value, as older providers hand it over", () => {
    assert.deepEqual(read({ type: "string" }, { p: "a" }), { v: "a" });
  });
  it("takes parameters as JSON text", () => {
    assert.deepEqual(read({ type: "string" }, '{"p":{"value":"a"}}'), { v: "a" });
  });
  it("reads no expressions in values that are given", () => {
    assert.deepEqual(read({ type: "string" }, { p: { value: "[concat('a')]" } }), {
      v: "[concat('a')]",
    });
  });
  it("takes the default, evaluated", () => {
    assert.deepEqual(read({ type: "string", defaultValue: "[concat('a', 'b')]" }, {}), { v: "ab" });
  });
  it("does not know a default that a linked file may replace", () => {
    assert.deepEqual(read({ type: "string", defaultValue: "a" }, UNKNOWN), { v: UNKNOWN });
  });
  it("is null when it may be left out", () => {
    assert.deepEqual(read({ type: "string", nullable: true }, {}), { v: null });
  });
  it("is null when the definition of its type says so", () => {
    const rest = { definitions: { t: { type: "object", nullable: true } } };
    assert.deepEqual(read({ $ref: "#/definitions/t" }, {}, rest), { v: null });
  });
  it("is unknown when it is required and not given", () => {
    assert.deepEqual(read({ type: "string" }, {}), { v: UNKNOWN });
  });
  it("is unknown when it is a reference to a vault", () => {
    assert.deepEqual(read({ type: "string" }, { p: { reference: { secretName: "s" } } }), {
      v: UNKNOWN,
    });
  });
  it("evaluates variables, whatever their order and letter case", () => {
    const variables = { a: "[concat(variables('B').c, '!')]", b: { c: "x" } };
    assert.equal(value("[variables('a')]", { variables }), "x!");
  });
  it("evaluates loops of variables", () => {
    const variables = {
      copy: [{ name: "list", count: 2, input: "[copyIndex('list', 1)]" }],
      object: { copy: [{ name: "inner", count: 2, input: { i: "[copyIndex('inner')]" } }] },
    };
    assert.deepEqual(value("[variables('list')]", { variables }), [1, 2]);
    assert.deepEqual(value("[variables('object')]", { variables }), {
      inner: [{ i: 0 }, { i: 1 }],
    });
  });
  it("does not know a variable that depends on itself", () => {
    const variables = { a: "[variables('b')]", b: "[variables('a')]" };
    assert.equal(value("[variables('a')]", { variables }), UNKNOWN);
  });
  it("calls user functions, which see their own parameters only", () => {
    const rest = {
      parameters: { x: { type: "string", defaultValue: "outside" } },
      functions: [
        {
          namespace: "__bicep",
          members: {
            f: {
              parameters: [{ name: "x", type: "string" }],
              output: { type: "string", value: "[concat(parameters('x'), __bicep.g())]" },
            },
            g: { parameters: [], output: { type: "string", value: "!" } },
          },
        },
      ],
    };
    assert.equal(value("[__bicep.f('a')]", rest), "a!");
  });
});
