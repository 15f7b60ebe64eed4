import assert from "node:assert/strict";
import { UNKNOWN } from "../../../policies/core/value/value";
import { value } from "./support";

const cases: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
  text: [
    ["concat('a', 1, 'b')", "a1b"],
    ["concat(createArray(1), createArray(2))", [1, 2]],
    ["format('{0}-{1}-{0}', 'a', 2)", "a-2-a"],
    ["format('{{{0}}} {1}', 'a', true())", "{a} True"],
    ["format('{0:D3}|{1,4}|{1,-4}|', 7, 'a')", "007|   a|a   |"],
    ["toLower('AbC')", "abc"],
    ["toUpper('AbC')", "ABC"],
    ["trim('  a ')", "a"],
    ["replace('a-b-c', '-', '')", "abc"],
    ["substring('abcdef', 2, 3)", "cde"],
    ["substring('abc', 1)", "bc"],
    ["substring('abc', 2, 5)", UNKNOWN],
    ["padLeft('7', 3, '0')", "007"],
    ["padLeft(7, 3, '0')", "007"],
    ["split('a,b;c', createArray(',', ';'))", ["a", "b", "c"]],
    ["join(createArray('a', 'b'), '-')", "a-b"],
    ["indexOf('Test', 't')", 0],
    ["lastIndexOf('test', 'T')", 3],
    ["startsWith('abcdef', 'AB')", true],
    ["endsWith('abcdef', 'ab')", false],
    ["contains('OneTwo', 'one')", false],
    ["string(createObject('a', createArray(1, 'x')))", '{"a":[1,"x"]}'],
    ["string(5)", "5"],
    ["base64('one, two, three')", "b25lLCB0d28sIHRocmVl"],
    ["base64ToString('b25l')", "one"],
    ["base64ToJson(base64('{\"a\":1}'))", { a: 1 }],
    ["dataUri('Hello')", "data:text/plain;charset=utf8;base64,SGVsbG8="],
    ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", "Hello, World!"],
    ["uriComponent('a b')", "a%20b"],
    ["uriComponentToString('a%20b')", "a b"],
    ["uri('http://contoso.org/firstpath', 'myscript.sh')", "http://contoso.org/myscript.sh"],
    [
      "uri('http://contoso.org/firstpath/', 'myscript.sh')",
      "http://contoso.org/firstpath/myscript.sh",
    ],
    ["json('{\"a\":[true]}')", { a: [true] }],
    ["json('null')", null],
    ["json('{')", UNKNOWN],
    ["length('abc')", 3],
    ["first('abc')", "a"],
    ["last('abc')", "c"],
    ["skip('abc', 1)", "bc"],
    ["take('abc', 2)", "ab"],
    ["empty('')", true],
  ],
  logic: [
    ["if(true(), 'yes', noSuchFunction())", "yes"],
    ["if(false(), noSuchFunction(), 'no')", "no"],
    ["and(true(), equals(1, 2))", false],
    ["or(false(), equals(1, 1))", true],
    ["not(true())", false],
    ["bool('True')", true],
    ["bool(0)", false],
    ["coalesce(null(), null(), 'a', noSuchFunction())", "a"],
    ["coalesce(null())", null],
    ["equals('a', 'A')", false],
    ["equals(createObject('a', createArray(1)), createObject('a', createArray(1)))", true],
    ["equals(null(), null())", true],
    ["less(1, 2)", true],
    ["lessOrEquals(2, 2)", true],
    ["greater('b', 'a')", true],
    ["greaterOrEquals(1, 2)", false],
    ["int('7')", 7],
    ["add(mul(2, 3), sub(5, div(9, 2)))", 7],
    ["mod(7, 3)", 1],
    ["div(1, 0)", UNKNOWN],
    ["min(createArray(3, 1, 2))", 1],
    ["max(3, 1, 2)", 3],
  ],
  "lists and objects": [
    ["array('a')", ["a"]],
    ["array(createArray('a'))", ["a"]],
    ["createArray()", []],
    ["createObject('a', 1, 'b', null())", { a: 1, b: null }],
    ["contains(createArray('a', 'b'), 'b')", true],
    ["contains(createObject('Key', 1), 'kEY')", true],
    ["empty(createObject())", true],
    ["empty(null())", true],
    ["empty(createArray(1))", false],
    ["length(createObject('a', 1, 'b', 2))", 2],
    ["first(createArray(1, 2))", 1],
    ["last(createArray(1, 2))", 2],
    ["skip(createArray(1, 2, 3), 1)", [2, 3]],
    ["take(createArray(1, 2, 3), 2)", [1, 2]],
    ["range(3, 3)", [3, 4, 5]],
    ["flatten(createArray(createArray(1), createArray(2, 3)))", [1, 2, 3]],
    ["indexFromEnd(createArray(1, 2, 3), 1)", 3],
    ["union(createArray(1, 2), createArray(2, 3))", [1, 2, 3]],
    [
      "intersection(createArray('one', 'two', 'three'), createArray('two', 'three'))",
      ["two", "three"],
    ],
    [
      'intersection(json(\'{"one":"a","two":"b"}\'), json(\'{"one":"a","two":"z"}\'))',
      { one: "a" },
    ],
    // The documentation's example of a deep merge: nested lists are replaced.
    [
      'union(json(\'{"p":{"one":"a","three":"c1"},"l":[1,2]}\'), json(\'{"p":{"three":"c2"},"l":[3]}\'))',
      { p: { one: "a", three: "c2" }, l: [3] },
    ],
    [
      'shallowMerge(createArray(json(\'{"p":{"one":1}}\'), json(\'{"p":{"two":2}}\')))',
      { p: { two: 2 } },
    ],
    [
      "items(createObject('b', 2, 'a', 1))",
      [
        { key: "a", value: 1 },
        { key: "b", value: 2 },
      ],
    ],
    ["objectKeys(createObject('b', 2, 'a', 1))", ["a", "b"]],
    ["tryGet(createObject('a', createArray(5)), 'a', 0)", 5],
    ["tryGet(createObject('a', 1), 'b', 'c')", null],
  ],
  lambdas: [
    ["map(createArray(1, 2), lambda('x', add(lambdaVariables('x'), 1)))", [2, 3]],
    ["map(createArray('a', 'b'), lambda('x', 'i', lambdaVariables('i')))", [0, 1]],
    ["filter(range(0, 5), lambda('x', equals(mod(lambdaVariables('x'), 2), 0)))", [0, 2, 4]],
    [
      "reduce(createArray(5, 3, 2, 8), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))",
      18,
    ],
    [
      "sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))",
      [1, 2, 3],
    ],
    [
      "toObject(createArray('a', 'b'), lambda('x', lambdaVariables('x')), lambda('x', null()))",
      { a: null, b: null },
    ],
    [
      "groupBy(createArray('aa', 'ab', 'b'), lambda('x', first(lambdaVariables('x'))))",
      { a: ["aa", "ab"], b: ["b"] },
    ],
    ["mapValues(createObject('a', 1), lambda('x', add(lambdaVariables('x'), 1)))", { a: 2 }],
    [
      "map(createArray(1), lambda('x', map(createArray(2), lambda('y', add(lambdaVariables('x'), lambdaVariables('y'))))))",
      [[3]],
    ],
  ],
};

describe("template: functions", () => {
  for (const [title, all] of Object.entries(cases))
    describe(title, () => {
      for (const [expression, expected] of all)
        it(expression, () => {
          assert.deepEqual(value(`[${expression}]`), expected);
        });
    });
});
