/** JSON with the places of what is in it: what is read, what is refused and where, which keys stand twice. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { JsonError, parseJson, positionOf } from "../../cli/json";

function refusal(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    assert.ok(error instanceof JsonError, String(error));
    const { line, column } = positionOf(text, error.offset);
    return `${line}:${column} ${error.message}`;
  }
  return "none";
}

function isRefused(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

describe("JSON text", () => {
  it("is read as JSON.parse reads it, however it is spaced", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, "\t"), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        assert.deepEqual(parseJson(text).value, JSON.parse(text));
      }),
    );
  });

  it("is refused where JSON.parse refuses it, and nowhere else", () => {
    const piece = fc.constantFrom(
      ..."{}[]:,\"\\ \n\t'/#0123456789-+.eEutfnra",
      ...["null", "true", "false", '"a"', '"\\u00e9"', '"\\x"', "1e5", "-", "01", "1.", ".5"],
      ...["\u00a0", "\u0000", "\u007f", "\ufeff", "é", '{"a":1}', "[1,2]", "NaN"],
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    const mended = fc
      .tuple(fc.json(), fc.nat(), piece)
      .map(
        ([json, at, one]) => json.slice(0, at % json.length) + one + json.slice(at % json.length),
      );
    fc.assert(
      fc.property(fc.oneof(text, mended), (given) => {
        assert.equal(refusal(given) !== "none", isRefused(given), given);
      }),
      { numRuns: 5_000 },
    );
  });

  for (const [text, wanted] of [
    ['{"a": 1,}', '1:9 the "," before "}" is one too many'],
    ["[1,\n 2,\n]", '3:1 the "," before "]" is one too many'],
    ['{"a": 1\n "b": 2}', '2:2 expected "," or "}", found a text that is not closed'],
    ['{"a" 1}', '1:6 expected ":" after the key, found "1"'],
    ["{a: 1}", '1:2 expected a key in double quotes, found "a"'],
    ["{'a': 1}", "1:2 expected a key in double quotes, found a single quote"],
    [
      "{ // why\n}",
      "1:3 expected a key in double quotes, found a comment, which JSON does not have",
    ],
    ['{"a": advisory}', '1:7 expected a value, found "advisory"'],
    ['{"a": "b', "1:7 expected a value, found a text that is not closed"],
    ['{"a": ', "1:7 expected a value, found the end of the text"],
    ["{} {}", "1:4 there is more after its end"],
    ["[".repeat(300), "1:202 is nested deeper than 200"],
  ] as const)
    it(`is refused with the place: ${JSON.stringify(text.slice(0, 30))}`, () =>
      assert.ok(refusal(text).startsWith(wanted), refusal(text)));

  it("takes no time that grows faster than it", () => {
    const long = "a".repeat(2_000_000);
    assert.equal(
      refusal(`"${long}`),
      "1:1 expected a value, found a text that is not closed, or holds a wrong escape or a line break",
    );
    assert.equal(parseJson(`{"${long}": 1}`).repeated.length, 0);
  });

  it("tells where everything is, and of what is missing what would hold it", () => {
    const text = '{\n  "a": [1, { "b": null }],\n  "__proto__": { "c": 2 }\n}';
    const { offsetOf } = parseJson(text);
    const at = (...path: (string | number)[]) => {
      const { line, column } = positionOf(text, offsetOf(path));
      return `${line}:${column}`;
    };
    assert.deepEqual(
      [at(), at("a"), at("a", 0), at("a", 1), at("a", 1, "b"), at("__proto__", "c")],
      ["1:1", "2:3", "2:9", "2:12", "2:14", "3:18"],
    );
    assert.deepEqual([at("d"), at("a", 7), at("a", 1, "x", "y")], ["1:1", "2:3", "2:12"]);
  });

  it("tells keys that stand twice, as they are read", () => {
    const { repeated, value } = parseJson('{"a": 1, "b": {"c": 1, "\\u0063": 2}, "a": 3}');
    assert.deepEqual(repeated, [
      { path: ["b", "c"], offset: 23, earlier: 15 },
      { path: ["a"], offset: 37, earlier: 1 },
    ]);
    assert.deepEqual(value, { a: 3, b: { c: 2 } });
  });
});
