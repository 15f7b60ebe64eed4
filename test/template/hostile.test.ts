/**
 * Templates made to hang or to crash a preview. Each ends within a second; the timeout is generous, for
 * slow machines.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../policies/core/value/value";
import { account, declared, evaluation, nested, value } from "./support";

const steps = "it takes too many steps to evaluate";
const deep = "it is nested too deeply";
const long = "a text in it grows too long";

/** v0 … vN, each made of the one before it. */
const chain = (length: number, first: unknown, next: (before: string) => unknown) =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `v${index}`,
      index === 0 ? first : next(`variables('v${index - 1}')`),
    ]),
  );
const refusal = (json: unknown, rest: object = {}) =>
  (value(json, rest) as { refused?: string }).refused;
const repeated = (text: string, count: number, tail: string) => text.repeat(count) + tail;
const within = (depth: number, make: (inner: unknown) => unknown) => {
  let made: unknown = 1;
  for (let level = 0; level < depth; level++) made = make(made);
  return made;
};

describe("template: hostile ones", function () {
  this.timeout(5000);

  describe("are refused", () => {
    const cases: Readonly<Record<string, () => [string | undefined, string]>> = {
      "objects within objects": () => [refusal(within(100_000, (inner) => ({ a: inner }))), deep],
      "lists within lists, as text": () => [
        evaluation(`{"resources": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`).refused,
        deep,
      ],
      "calls within calls": () => [
        refusal(`[${repeated("not(", 50_000, "true()")}${")".repeat(50_000)}]`),
        "an expression in it is nested too deeply",
      ],
      "indexes within indexes": () => [
        refusal(`[${repeated("variables('a')[", 50_000, "0")}${"]".repeat(50_000)}]`),
        "an expression in it is nested too deeply",
      ],
      "a long chain of variables": () => [
        refusal("[variables('v99999')]", { variables: chain(100_000, 1, (v) => `[${v}]`) }),
        deep,
      ],
      "a text that doubles": () => [
        refusal("[variables('v60')]", {
          variables: chain(61, "ab", (v) => `[concat(${v}, ${v})]`),
        }),
        steps,
      ],
      "a list that doubles": () => [
        refusal("[variables('v60')]", {
          variables: chain(61, [1], (v) => `[concat(${v}, ${v})]`),
        }),
        steps,
      ],
      "a value whose parts are shared": () => [
        refusal("[variables('v60')]", {
          variables: chain(61, 1, (v) => `[createArray(${v}, ${v})]`),
        }),
        steps,
      ],
      "shared parts that are compared": () => [
        refusal("[equals(variables('v60'), variables('v59'))]", {
          variables: chain(61, [1], (v) => `[createArray(${v}, ${v})]`),
        }),
        steps,
      ],
      "shared parts that are written": () => [
        refusal("[length(string(variables('v60')))]", {
          variables: chain(61, 1, (v) => `[createArray(${v}, ${v})]`),
        }),
        steps,
      ],
      "shared parts that are merged": () => [
        refusal("[union(variables('v60'), variables('v60'))]", {
          variables: chain(61, { a: 1 }, (v) => `[createObject('l', ${v}, 'r', ${v})]`),
        }),
        steps,
      ],
      "a padded text": () => [refusal("[padLeft('a', 1000000000)]"), long],
      "a text that replaces grow": () => [
        refusal("[variables('v60')]", {
          variables: chain(61, "aa", (v) => `[replace(${v}, 'a', 'aaaaaaaa')]`),
        }),
        long,
      ],
      "a joined text": () => [refusal("[join(range(0, 10000), padLeft('', 100000))]"), long],
      "an aligned text": () => [refusal("[format('{0,1000000000}', 'a')]"), long],
      "loops within lambdas": () => [
        refusal(
          "[length(map(range(0, 10000), lambda('x', map(range(0, 10000), lambda('y', 1)))))]",
        ),
        steps,
      ],
      "a sum of lists": () => [
        refusal(
          "[length(reduce(range(0, 10000), createArray(), lambda('a', 'b', concat(lambdaVariables('a'), range(0, 10000)))))]",
        ),
        steps,
      ],
      "a loop of resources": () => [
        evaluation({ resources: [account({}, { copy: { name: "l", count: 1e9 } })] }).refused,
        "a loop in it makes more than 800 copies",
      ],
      "a loop of a property": () => [
        refusal({ copy: [{ name: "l", count: 1e9, input: 1 }] }),
        "a loop in it makes more than 800 copies",
      ],
      "loops within loops": () => [
        refusal(within(5, (inner) => ({ copy: [{ name: "l", count: 800, input: inner }] }))),
        steps,
      ],
      "deployments in loops within loops": () => [
        evaluation(
          within(6, (inner) => ({
            resources: [
              {
                ...nested({}, { copy: { name: "l", count: 800 } }),
                properties: { template: inner },
              },
            ],
          })),
        ).refused,
        steps,
      ],
      "a user function that calls itself": () => [
        refusal("[a.f()]", {
          functions: [
            { namespace: "a", members: { f: { output: { value: "[concat(a.f(), a.f())]" } } } },
          ],
        }),
        deep,
      ],
      "a large text": () => [evaluation(" ".repeat(5_000_000)).refused, "it is too large"],
      "a long text that is read again and again": () => [
        refusal(Array(100_000).fill("[length(variables('t'))]"), {
          variables: { t: "a".repeat(3_000_000) },
        }),
        steps,
      ],
      "a long name": () => [
        refusal("[concat('a')]", { variables: { a: Array(2_000_000).fill(1) } }),
        steps,
      ],
      "what is no JSON": () => [evaluation('{ "a": /* ').refused, "it is not valid JSON"],
      "what is no object": () => [evaluation([1]).refused, "it is not an object"],
      "an object in itself": () => {
        const template: Record<string, unknown> = {};
        template["resources"] = [template];
        return [evaluation(template).refused, deep];
      },
    };
    for (const [title, run] of Object.entries(cases))
      it(title, () => {
        const [actual, expected] = run();
        assert.equal(actual, expected);
      });
  });

  describe("are survived", () => {
    it("slashes without end", () => {
      const scope = `${"/".repeat(1_000_000)}x`;
      assert.equal(declared([{ type: "A.B/c", name: "n", scope }]).length, 1);
      assert.equal(value(`[resourceId('A.B/${"/".repeat(20_000)}c', 'n')]`), UNKNOWN);
    });
    it("comments that open again and again", () => {
      assert.equal(evaluation("/*".repeat(1_000_000)).refused, "it is not valid JSON");
      assert.equal(evaluation(`"${"\\".repeat(1_000_000)}`).refused, "it is not valid JSON");
    });
    it("a text without end in an expression", () => {
      assert.equal(value(`[concat('${"''".repeat(500_000)})]`), UNKNOWN);
    });
    it("properties with the names of JavaScript's own", () => {
      const properties = JSON.parse(
        '{"__proto__": {"polluted": true}, "constructor": 1, "toString": "[concat(\'a\', \'b\')]"}',
      ) as object;
      const body = declared([account(properties)])[0]?.body["properties"] as object;
      assert.deepEqual(Object.keys(body), ["__proto__", "constructor", "toString"]);
      assert.equal(Object.getPrototypeOf(body), Object.prototype);
      assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    });
    it("names that an object without properties does not have", () => {
      const expressions = [
        "variables('constructor')",
        "parameters('__proto__')",
        "createObject().toString",
      ];
      for (const expression of expressions) assert.equal(value(`[${expression}]`), UNKNOWN);
      assert.equal(value("[contains(createObject(), 'constructor')]"), false);
      assert.equal(value("[tryGet(createObject(), '__proto__')]"), null);
    });
    it("texts that look like placeholders", () => {
      assert.equal(value("\uffffabc\uffff"), "\ufffdabc\ufffd");
      assert.equal(value("[base64ToString('77+/YWJj77+/')]"), "\ufffdabc\ufffd");
      assert.equal(value('[json(\'{"a":"\\uffffx\\uffff"}\').a]'), "\ufffdx\ufffd");
    });
    it("a resource whose body refers to itself", () => {
      assert.deepEqual(declared([account({ a: "[reference('acc').a]" })])[0]?.body["properties"], {
        a: UNKNOWN,
      });
    });
    it("a condition that depends on its own resource", () => {
      const condition = "[equals(reference('acc').a, 1)]";
      assert.doesNotThrow(() => declared([account({ a: 1 }, { condition })]));
    });
  });

  it("never throw, and never meet a mistake of the evaluator, whatever the JSON", () => {
    const names = [
      "resources",
      "parameters",
      "variables",
      "functions",
      "outputs",
      "copy",
      "type",
      "name",
    ];
    const more = [
      "properties",
      "template",
      "count",
      "input",
      "value",
      "condition",
      "scope",
      "existing",
    ];
    const texts = [
      "A.B/c",
      "Microsoft.Resources/deployments",
      "[parameters('a')]",
      "[variables('a')]",
    ];
    const calls = [
      "[copyIndex()]",
      "[reference('n').outputs.a]",
      "[union(variables('a'), parameters('a'))]",
      "[[x]",
      "[x",
    ];
    const text = fc.oneof(fc.constantFrom(...texts, ...calls, "n"), fc.string());
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 7, withCrossShrink: true },
        fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.constant(UNKNOWN)),
        fc.array(tie("json"), { maxLength: 3 }),
        fc.dictionary(
          fc.oneof(fc.constantFrom(...names, ...more, "a", "n"), fc.string()),
          tie("json"),
          { maxKeys: 6 },
        ),
      ),
    }));
    const template = fc.record({
      resources: json,
      variables: json,
      parameters: json,
      functions: json,
    });
    fc.assert(
      fc.property(fc.oneof(json, template), json, (one, parameters) => {
        assert.notEqual(evaluation(one, parameters).refused, "it could not be evaluated");
      }),
      { numRuns: 2000 },
    );
  });

  it("never throw, whatever the arguments of a function", () => {
    const functions =
      `concat format string toLower startsWith split guid base64 uri json trim length indexOf join padLeft replace
      substring if and coalesce equals not less bool int add min createArray createObject array empty contains union
      shallowMerge tryGet first last skip take range flatten intersection items objectKeys map filter sort toObject
      reduce lambda parameters variables copyIndex lambdaVariables resourceId subscriptionResourceId
      extensionResourceId resourceGroup reference references resourceInfo deployment nothing`.split(
        /\s+/,
      );
    const { call } = fc.letrec<{ call: string }>((tie) => ({
      call: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(
          "'a'",
          "'A.B/c'",
          "''",
          "0",
          "-1",
          "7",
          "true()",
          "null()",
          "parameters('p')",
          "createObject('a', 1)",
        ),
        fc
          .tuple(fc.constantFrom(...functions), fc.array(tie("call"), { maxLength: 4 }))
          .map(([name, args]) => `${name}(${args.join(", ")})`),
      ),
    }));
    fc.assert(
      fc.property(call, (expression) => {
        const { refused } = evaluation({
          parameters: { p: { type: "string" } },
          resources: [account({ v: `[${expression}]` })],
        });
        assert.notEqual(refused, "it could not be evaluated", expression);
      }),
      { numRuns: 3000 },
    );
  });
});
