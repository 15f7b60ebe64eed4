import assert from "node:assert/strict";
import type { Evaluation } from "../../../policies/core/spellings/template/evaluation";
import { Secrets } from "../../../policies/core/value/secrets";
import { account, evaluation, group, nested } from "./support";

const secure = { type: "secureString" };
const p = "parameters('p')";

/** A template with a secret parameter and a value, and what the value is. */
function made(expression: string, given: unknown = "secret", declaration: object = secure) {
  const found = evaluation(
    { parameters: { p: declaration }, resources: [account({ v: `[${expression}]` })] },
    { p: { value: given } },
  );
  return { ...found, v: (found.resources[0]?.body["properties"] as { v: unknown }).v };
}
const labels = ({ resources }: Evaluation) => resources.map(({ label }) => label);

describe("template: secrets", () => {
  it("decide like anything else", () => {
    assert.equal(made(p).v, "secret");
    assert.equal(made(`equals(${p}, 'secret')`).v, true);
    assert.equal(made(p, "").v, "");
  });
  it("are remembered", () => {
    const { secrets } = made(p);
    assert.equal(secrets.has("secret"), true);
    assert.equal(secrets.has("v"), false);
    assert.equal(made(p, "").secrets.has(""), false);
    assert.equal(made(p, "plain", { type: "string" }).secrets.has("plain"), false);
  });
  it("are those in a secure object, too, and the default", () => {
    const object = made(p, { key: { a: ["x", 7] } }, { type: "secureObject" }).secrets;
    assert.deepEqual([object.has("x"), object.has(7), object.has("a")], [true, true, false]);
    const byDefault = { type: "securestring", defaultValue: "[concat('a', 'b')]" };
    assert.equal(made(p, null, byDefault).secrets.has("ab"), true);
  });
  it("are known by the definition of their type", () => {
    const template = {
      parameters: { p: { $ref: "#/definitions/t" } },
      definitions: { t: secure },
      resources: [account({ v: `[${p}]` })],
    };
    assert.equal(evaluation(template, { p: "secret" }).secrets.has("secret"), true);
  });

  for (const [expression, secret] of [
    [`concat('a', ${p})`, "asecret"],
    [`format('{0}!', ${p})`, "secret!"],
    [`toUpper(${p})`, "SECRET"],
    [`take(${p}, 3)`, "sec"],
    [`base64(${p})`, "c2VjcmV0"],
    [`join(createArray('a', ${p}), ',')`, "a,secret"],
    [`map(createArray(${p}), lambda('x', concat(lambdaVariables('x'), '?')))`, "secret?"],
    [
      `reduce(createArray(${p}), 'a', lambda('x', 'y', concat('a', lambdaVariables('y'))))`,
      "asecret",
    ],
    [`string(createObject('a', ${p}))`, '{"a":"secret"}'],
    [`split(${p}, 'r')`, "sec"],
  ] as const)
    it(`taint ${expression}`, () => {
      assert.equal(made(expression).secrets.has(secret), true);
    });
  it("taint what a user function makes of them", () => {
    const f = {
      parameters: [{ name: "x", type: "string" }],
      output: { type: "string", value: "[concat('<', parameters('x'), '>')]" },
    };
    const template = {
      functions: [{ namespace: "a", members: { f } }],
      parameters: { p: secure },
      resources: [account({ v: `[a.f(${p})]` })],
    };
    assert.equal(evaluation(template, { p: "secret" }).secrets.has("<secret>"), true);
  });
  it("taint nothing beside them", () => {
    const { secrets } = made(`union(createObject('a', 'Enabled'), createObject('b', ${p}))`);
    assert.equal(secrets.has("Enabled"), false);
  });
  it("are those of nested templates, and secure outputs", () => {
    const template = {
      parameters: { q: secure },
      resources: [account({ v: "[parameters('q')]" })],
    };
    const given = { parameters: { q: { value: "handed" } } };
    assert.equal(
      evaluation({ resources: [nested(template, {}, given)] }).secrets.has("handed"),
      true,
    );
    const outputs = { outputs: { o: { type: "securestring", value: "out" } } };
    const found = evaluation({
      resources: [nested(outputs), account({ v: "[reference('inner').outputs.o.value]" })],
    });
    assert.deepEqual(found.resources[0]?.body["properties"], { v: "out" });
    assert.equal(found.secrets.has("out"), true);
  });
  it("are those that are given, and what is made of them; the given ones stay as they are", () => {
    const given = new Secrets();
    given.add("known");
    const template = { resources: [account({ v: "[concat('known', '!')]" })] };
    const { secrets } = evaluation(template, {}, group, given);
    assert.deepEqual([secrets.has("known"), secrets.has("known!")], [true, true]);
    assert.equal(given.has("known!"), false);
  });
  it("are the texts in a template that is one", () => {
    const text = JSON.stringify({ resources: [account({ v: "x" })] });
    const given = new Secrets();
    given.add(text);
    assert.equal(evaluation(text, {}, group, given).secrets.has("x"), true);
  });
  it("are not in what a message calls a resource", () => {
    const template = {
      parameters: { p: secure, q: { type: "string" } },
      resources: [
        account({}, { name: `[${p}]` }),
        account({}, { name: `[concat('a-', ${p}, parameters('q'))]` }),
        { type: "A.B/c/d", name: `[format('acc/{0}', ${p})]` },
        account({}, { name: "[concat('b-', parameters('q'))]" }),
      ],
    };
    const type = "Microsoft.CognitiveServices/accounts";
    assert.deepEqual(labels(evaluation(template, { p: "secret" })), [
      `${type} "…"`,
      `${type} "…"`,
      `A.B/c/d "…/…"`,
      `${type} "b-…"`,
    ]);
  });
  it("are no names as numbers either", () => {
    const template = {
      parameters: { p: { type: "secureObject" } },
      resources: [account({}, { name: "[parameters('p').number]" })],
    };
    assert.deepEqual(labels(evaluation(template, { p: { number: 918273645 } })), [
      'Microsoft.CognitiveServices/accounts "…"',
    ]);
  });
});
