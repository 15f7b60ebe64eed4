/**
 * Templates made to hang or to crash a preview. Each ends within a second, and what is plain in it is judged; the
 * bounds are generous, for slow machines.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../../policies/core/value/value";
import type { Evaluation } from "../../../policies/core/spellings/template/evaluation";
import { account, declared, evaluation, nested, value } from "./support";

const slow = 3000;
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
/** An account whose values are plain, which is judged whatever stands around it. */
const plain = account({ publicNetworkAccess: "Enabled" }, { name: "plain" });
/** A template in which a resource has this value, between plain accounts. */
const holding = (json: unknown, rest: object = {}) => ({
  ...rest,
  resources: [plain, { type: "A.B/c", name: "n", properties: { other: 1, json } }, plain],
});
/** Why something of a template was given up. */
const reasonsOf = ({ invisible }: Evaluation) =>
  invisible.map(({ why }) => (typeof why === "string" ? why : why.gaveUp));
const plainIn = ({ resources }: Evaluation) =>
  resources
    .filter(({ names }) => names[0] === "plain")
    .map(({ body }) => (body["properties"] as Record<string, unknown>)["publicNetworkAccess"]);
/** A deployment of the template that is the parameter t, to which it hands over the same. */
const deploying = nested(
  {},
  {},
  { template: "[parameters('t')]", parameters: { t: { value: "[parameters('t')]" } } },
);
const takesItself = { parameters: { t: { type: "object" } } };
/** The same, to stand in a variable. */
const escaped = JSON.parse(JSON.stringify(deploying).replaceAll('"[', '"[[')) as object;
const many = {
  variables: { l: Array(2000).fill(1) as unknown },
};
/** Takes all that one value may take. */
const doubling = "[length(map(variables('l'), lambda('x', map(variables('l'), lambda('y', 1)))))]";
const repeated = (text: string, count: number, tail: string) => text.repeat(count) + tail;
const within = (depth: number, make: (inner: unknown) => unknown) => {
  let made: unknown = 1;
  for (let level = 0; level < depth; level++) made = make(made);
  return made;
};

describe("template: hostile ones", function () {
  this.timeout(5000);

  describe("are given up where they cost too much", () => {
    const cases: Readonly<
      Record<string, () => [template: unknown, why: string, parameters?: unknown]>
    > = {
      "objects within objects": () => [holding(within(100_000, (inner) => ({ a: inner }))), deep],
      "lists within lists, as text": () => [
        `{"resources": [${JSON.stringify(plain)}, ${"[".repeat(100_000)}${"]".repeat(100_000)}]}`,
        deep,
      ],
      "calls within calls": () => [
        holding(`[${repeated("not(", 50_000, "true()")}${")".repeat(50_000)}]`),
        "an expression in it is nested too deeply",
      ],
      "indexes within indexes": () => [
        holding(`[${repeated("variables('a')[", 5_000, "0")}${"]".repeat(5_000)}]`),
        "an expression in it is nested too deeply",
      ],
      "a long chain of variables": () => [
        holding("[variables('v99999')]", { variables: chain(100_000, 1, (v) => `[${v}]`) }),
        deep,
      ],
      "a text that doubles": () => [
        holding("[variables('v60')]", {
          variables: chain(61, "ab", (v) => `[concat(${v}, ${v})]`),
        }),
        steps,
      ],
      "a list that doubles": () => [
        holding("[variables('v60')]", {
          variables: chain(61, [1], (v) => `[concat(${v}, ${v})]`),
        }),
        steps,
      ],
      "a value whose parts are shared": () => [
        holding("[variables('v60')]", {
          variables: chain(61, 1, (v) => `[createArray(${v}, ${v})]`),
        }),
        steps,
      ],
      "shared parts that are compared": () => [
        holding("[equals(variables('v60'), variables('v59'))]", {
          variables: chain(61, [1], (v) => `[createArray(${v}, ${v})]`),
        }),
        steps,
      ],
      "shared parts that are written": () => [
        holding("[length(string(variables('v60')))]", {
          variables: chain(61, 1, (v) => `[createArray(${v}, ${v})]`),
        }),
        steps,
      ],
      "shared parts that are merged": () => [
        holding("[union(variables('v60'), variables('v60'))]", {
          variables: chain(61, { a: 1 }, (v) => `[createObject('l', ${v}, 'r', ${v})]`),
        }),
        steps,
      ],
      "a padded text": () => [holding("[padLeft('a', 1000000000)]"), long],
      "a text that replaces grow": () => [
        holding("[variables('v60')]", {
          variables: chain(61, "aa", (v) => `[replace(${v}, 'a', 'aaaaaaaa')]`),
        }),
        steps,
      ],
      "a joined text": () => [holding("[join(range(0, 10000), padLeft('', 100000))]"), long],
      "an aligned text": () => [holding("[format('{0,1000000000}', 'a')]"), long],
      "loops within lambdas": () => [
        holding(
          "[length(map(range(0, 10000), lambda('x', map(range(0, 10000), lambda('y', 1)))))]",
        ),
        steps,
      ],
      "a sum of lists": () => [
        holding(
          "[length(reduce(range(0, 10000), createArray(), lambda('a', 'b', concat(lambdaVariables('a'), range(0, 10000)))))]",
        ),
        steps,
      ],
      "a loop of resources": () => [
        { resources: [account({}, { copy: { name: "l", count: 1e9 } }), plain] },
        "a loop in it makes more than 800 copies",
      ],
      "a loop of a property": () => [
        holding({ copy: [{ name: "l", count: 1e9, input: 1 }] }),
        "a loop in it makes more than 800 copies",
      ],
      "loops within loops": () => [
        holding(within(5, (inner) => ({ copy: [{ name: "l", count: 800, input: inner }] }))),
        steps,
      ],
      "deployments in loops within loops": () => [
        {
          resources: [
            within(6, (inner) => ({
              ...nested({}, { copy: { name: "l", count: 800 } }),
              properties: { template: { resources: [inner] } },
            })),
            plain,
          ],
        },
        steps,
      ],
      "a user function that calls itself": () => [
        holding("[a.f()]", {
          functions: [
            { namespace: "a", members: { f: { output: { value: "[concat(a.f(), a.f())]" } } } },
          ],
        }),
        deep,
      ],
      "a long text that is read again and again": () => [
        holding(Array(10_000).fill("[length(variables('t'))]"), {
          variables: { t: "a".repeat(3_000_000) },
        }),
        steps,
      ],
      "a long list": () => [
        holding("[variables('a')]", { variables: { a: Array(2_000_000).fill(1) } }),
        steps,
      ],
      "an object in itself": () => {
        const template: Record<string, unknown> = {};
        template["resources"] = [template, plain];
        return [template, deep];
      },
      "templates that deploy themselves": () => [
        { ...takesItself, resources: [plain, deploying] },
        deep,
        { t: { value: { ...takesItself, resources: [deploying, plain] } } },
      ],
      "templates that deploy themselves twice": () => [
        { ...takesItself, resources: [plain, deploying] },
        steps,
        { t: { value: { ...takesItself, resources: [deploying, deploying, plain] } } },
      ],
      "templates that deploy themselves as text": () => [
        { parameters: { t: { type: "string" } }, resources: [plain, deploying] },
        deep,
        {
          t: JSON.stringify({
            parameters: { t: { type: "string" } },
            resources: [deploying, plain],
          }),
        },
      ],
      "templates in variables that deploy themselves": () => [
        {
          resources: [
            plain,
            nested(
              {},
              {},
              { template: "[variables('t')]", parameters: { t: { value: "[variables('t')]" } } },
            ),
          ],
          variables: {
            t: {
              parameters: { t: { type: "object" } },
              variables: { t: "[[parameters('t')]" },
              resources: [escaped],
            },
          },
        },
        deep,
      ],
      "texts that grow through parameters": () => [
        {
          resources: [
            plain,
            within(15, (inner) =>
              nested(
                {
                  parameters: { p: { type: "string" } },
                  resources: [inner, account({ a: "[parameters('p')]" })],
                },
                {},
                {
                  parameters: {
                    p: { value: "[concat(parameters('p'), parameters('p'), parameters('p'))]" },
                  },
                },
              ),
            ),
            plain,
          ],
          parameters: { p: { type: "string", defaultValue: "a".repeat(1000) } },
        },
        steps,
      ],
      "deployments in loops that deploy in loops by parameters": () => [
        {
          resources: [
            plain,
            nested(
              {
                parameters: { n: { type: "int" } },
                resources: [
                  nested(
                    { resources: [account()] },
                    { copy: { name: "l", count: "[parameters('n')]" } },
                  ),
                ],
              },
              { copy: { name: "l", count: 800 } },
              { parameters: { n: { value: 800 } } },
            ),
            plain,
          ],
        },
        steps,
      ],
      "a user function that calls itself twice, as often as it is told": () => [
        holding("[a.f(60)]", {
          functions: [
            {
              namespace: "a",
              members: {
                f: {
                  parameters: [{ name: "n", type: "int" }],
                  output: {
                    value:
                      "[if(equals(parameters('n'), 0), 1, add(a.f(sub(parameters('n'), 1)), a.f(sub(parameters('n'), 1))))]",
                  },
                },
              },
            },
          ],
        }),
        steps,
      ],
      "a list that grows in reduce": () => [
        holding(
          "[reduce(range(0, 10000), createArray(1), lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('a'))))]",
        ),
        steps,
      ],
      "lists within lists by reduce": () => [
        holding(
          "[reduce(range(0, 10000), createArray(1), lambda('a', 'b', createArray(lambdaVariables('a'))))]",
        ),
        deep,
      ],
      "outputs that read the outputs of others twice": () => [
        {
          resources: [
            plain,
            ...Array.from({ length: 40 }, (_, index) =>
              nested(
                {
                  outputs: {
                    o: {
                      type: "array",
                      value:
                        index === 0
                          ? [1]
                          : `[concat(${Array(2)
                              .fill(`reference('d${index - 1}').outputs.o.value`)
                              .join(", ")})]`,
                    },
                  },
                },
                { name: `d${index}` },
                { expressionEvaluationOptions: { scope: "outer" } },
              ),
            ),
            account({ a: "[reference('d39').outputs.o.value]" }),
            plain,
          ],
        },
        steps,
      ],
      "long names in loops": () => [
        {
          resources: [
            {
              type: `A.B${"/c".repeat(40)}`,
              name: `[concat(newGuid(), '${"x".repeat(8000)}')]`,
              copy: { name: "l", count: 800 },
              resources: Array(50).fill({ type: "d", name: "[copyIndex()]" }),
            },
            plain,
          ],
        },
        steps,
      ],
      "an object with many names, read again and again": () => [
        holding(
          Array(200).fill(
            "[length(map(range(0, 10000), lambda('x', contains(variables('o'), 'K77'))))]",
          ),
          {
            variables: {
              o: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, at])),
            },
          },
        ),
        steps,
      ],
      "names that are long, read again and again": () => [
        holding("[map(range(0, 10000), lambda('x', string(variables('o'))))]", {
          variables: { o: { ["k".repeat(1_000_000)]: 1 } },
        }),
        steps,
      ],
    };
    for (const [title, run] of Object.entries(cases))
      it(title, () => {
        const [template, expected, parameters] = run();
        const started = performance.now();
        const found = evaluation(template, parameters);
        assert.ok(performance.now() - started < slow);
        assert.ok(reasonsOf(found).includes(expected), JSON.stringify(found.invisible));
        assert.ok(found.invisible.length <= 30);
        assert.ok(plainIn(found).length > 0);
        assert.ok(plainIn(found).every((access) => access === "Enabled"));
      });

    it("also where what costs too much had been evaluated before the budget was used up", () => {
      const resources = Array.from({ length: 3000 }, (_, index) => {
        const next = `reference('n${index + 1}').a`;
        return account({ a: `[createArray(${next}, ${next})]` }, { name: `n${index}` });
      });
      const found = evaluation({ resources: [...resources, plain] });
      assert.equal(found.resources.length, 3001);
      assert.deepEqual(plainIn(found), ["Enabled"]);
    });
    it("beyond as many resources as anybody deploys", () => {
      const found = evaluation({ resources: Array(20_000).fill(plain) });
      assert.equal(found.resources.length, 10_000);
      assert.deepEqual(reasonsOf(found), ["it has more than 10000 resources"]);
    });
    it("but for the rest of their resource", () => {
      const [resource, invisible] = [
        declared([account({ a: "[padLeft('a', 1000000000)]", b: { c: 1, d: doubling } })], many)[0],
        evaluation({ ...many, resources: [account({ b: { d: doubling } }, { name: "x" })] })
          .invisible,
      ];
      assert.deepEqual(resource?.body["properties"], { a: UNKNOWN, b: { c: 1, d: UNKNOWN } });
      assert.deepEqual(invisible, [
        { path: ["resources", 0, "properties", "b"], why: { gaveUp: steps } },
      ]);
    });
    it("and leave literals, when the whole budget is used up", () => {
      const expensive = Array.from({ length: 300 }, (_, index) =>
        account({ a: 1, b: doubling }, { name: `a${index}`, tags: doubling }),
      );
      const found = evaluation({ ...many, resources: [...expensive, plain] });
      assert.equal(found.resources.length, 301);
      assert.deepEqual(plainIn(found), ["Enabled"]);
      assert.equal(found.invisible.length, 21);
      assert.deepEqual(found.invisible.at(-1), {
        path: [],
        why: { gaveUp: "it has 280 more such places" },
      });
    });
  });

  it("are refused when nothing of them can be read", () => {
    assert.equal(evaluation(" ".repeat(5_000_000)).refused, "it is too large");
    assert.equal(evaluation('{ "a": /* ').refused, "it is not valid JSON");
    assert.equal(evaluation([1]).refused, "it is not an object");
    const twice: Record<string, unknown> = {};
    twice["resources"] = [twice, twice];
    assert.equal(evaluation(twice).refused, "it is too large");
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
        const found = evaluation(one, parameters);
        for (const why of [found.refused, ...reasonsOf(found)])
          assert.notEqual(why, "it could not be evaluated");
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
        const found = evaluation({
          parameters: { p: { type: "string" } },
          resources: [account({ v: `[${expression}]` })],
        });
        for (const why of [found.refused, ...reasonsOf(found)])
          assert.notEqual(why, "it could not be evaluated", expression);
      }),
      { numRuns: 3000 },
    );
  });
});
