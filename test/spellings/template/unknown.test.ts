import assert from "node:assert/strict";
import { UNKNOWN, isOpen } from "../../../policies/core/value/value";
import { evaluation, value } from "./support";

/** A parameter without a value or a default. */
const required = { parameters: { p: { type: "string" }, q: { type: "string" } } };
const p = "parameters('p')";

describe("template: what is not known", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    [p, UNKNOWN],
    [`concat('a', ${p})`, UNKNOWN],
    [`createObject('a', 1, 'b', ${p})`, { a: 1, b: UNKNOWN }],
    [`createArray(1, ${p})`, [1, UNKNOWN]],
    [`length(createArray(1, ${p}))`, 2],
    [`createObject('a', 1, 'b', ${p}).a`, 1],
    [`equals(${p}, 'a')`, UNKNOWN],
    [`equals(${p}, ${p})`, true],
    [`equals(concat('a', ${p}), 'b')`, false],
    [`equals(createArray(1, ${p}), createArray(2, ${p}))`, false],
    [`and(equals(${p}, 'a'), false())`, false],
    [`or(equals(${p}, 'a'), true())`, true],
    [`and(equals(${p}, 'a'), true())`, UNKNOWN],
    [`not(empty(${p}))`, UNKNOWN],
    [`not(empty(concat('a', ${p})))`, true],
    [`startsWith(concat('https://', ${p}), 'https:')`, true],
    [`startsWith(concat('https://', ${p}), 'http:')`, false],
    [`contains(concat('abc', ${p}), 'b')`, true],
    [`contains(createArray('a', ${p}), 'a')`, true],
    [`contains(createArray('a', ${p}), 'b')`, UNKNOWN],
    [`coalesce(${p}, 'a')`, UNKNOWN],
    [`filter(createArray('a', ${p}), lambda('x', equals(lambdaVariables('x'), 'a')))`, UNKNOWN],
    [
      `map(createArray('a', ${p}), lambda('x', concat(lambdaVariables('x'), '!')))`,
      ["a!", UNKNOWN],
    ],
    [`last(split(concat('/a/', ${p}, '/b'), '/'))`, "b"],
    ["utcNow()", UNKNOWN],
    ["newGuid()", UNKNOWN],
    ["equals(newGuid(), newGuid())", UNKNOWN],
    ["listKeys('x', '2024-01-01').key1", UNKNOWN],
    ["reference('elsewhere').x", UNKNOWN],
    ["pickZones('A.B', 'c', 'westeurope')", UNKNOWN],
    ["environment().suffixes.storage", UNKNOWN],
    ["deployment().properties", UNKNOWN],
    ["resourceGroup().location", UNKNOWN],
    ["resourceGroup().name", "rg"],
    ["subscription().subscriptionId", "sub"],
    ["uniqueString('a')", UNKNOWN],
    ["equals(uniqueString('a', 'b'), uniqueString('a', 'b'))", true],
    ["range(0, 1000000000)", UNKNOWN],
  ];
  for (const [expression, expected] of cases)
    it(expression, () => {
      assert.deepEqual(value(`[${expression}]`, required), expected);
    });

  describe("if whose condition is not known", () => {
    const choice = (a: string, b: string) => value(`[if(equals(${p}, 'x'), ${a}, ${b})]`, required);

    it("is known where both branches agree", () => {
      assert.equal(choice("'Disabled'", "'Disabled'"), "Disabled");
    });
    it("is known per property", () => {
      assert.deepEqual(choice("createObject('a', 1, 'b', 1)", "createObject('a', 1, 'b', 2)"), {
        a: 1,
        b: UNKNOWN,
      });
    });
    it("leaves open whether a property of one branch is there", () => {
      const maybe = `if(equals(${p}, 'x'), createObject('a', 1), createObject())`;
      assert.equal(value(`[contains(${maybe}, 'a')]`, required), UNKNOWN);
      assert.equal(value(`[length(${maybe})]`, required), UNKNOWN);
    });
  });

  describe("objects laid over one another", () => {
    const merge = (...parts: string[]) => value(`[union(${parts.join(", ")})]`, required);
    const known = "createObject('publicNetworkAccess', 'Disabled')";

    it("keep known properties when another property is unknown", () => {
      assert.deepEqual(merge(known, `createObject('x', reference('r').y)`), {
        publicNetworkAccess: "Disabled",
        x: UNKNOWN,
      });
    });
    it("are known where a later object is, and open, when an earlier one is unknown", () => {
      const merged = merge("reference('r')", known) as Record<string, unknown>;
      assert.equal(merged["publicNetworkAccess"], "Disabled");
      assert.equal(isOpen(merged), true);
    });
    it("are unknown when a later one is unknown as a whole, for it may replace anything", () => {
      assert.equal(merge(known, "reference('r')"), UNKNOWN);
    });
    it("are unknown in the properties that a later one may have", () => {
      const maybe = `if(equals(${p}, 'x'), createObject('a', 1), createObject())`;
      assert.deepEqual(merge("createObject('a', 0, 'b', 0)", maybe), { a: UNKNOWN, b: 0 });
    });
    it("are the same in shallowMerge", () => {
      assert.deepEqual(
        value(`[shallowMerge(createArray(${known}, createObject('x', ${p})))]`, required),
        { publicNetworkAccess: "Disabled", x: UNKNOWN },
      );
    });
  });

  it("an object with an unknown property name is open", () => {
    const object = value({ "[parameters('p')]": 1, b: 2 }, required);
    assert.equal(isOpen(object), true);
    assert.equal((object as { b: number }).b, 2);
  });

  it("a template that is not known is not visible", () => {
    const { resources, invisible } = evaluation(UNKNOWN);
    assert.deepEqual(resources, []);
    assert.deepEqual(invisible, [{ path: [], why: "unknown" }]);
  });

  it("a value that the program does not know yet is unknown", () => {
    const template = {
      resources: [{ type: "A.B/c", name: "n", properties: { a: UNKNOWN, b: 1 } }],
    };
    assert.deepEqual(evaluation(template).resources[0]?.body["properties"], { a: UNKNOWN, b: 1 });
  });
});
