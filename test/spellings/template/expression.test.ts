import assert from "node:assert/strict";
import { UNKNOWN } from "../../../policies/core/value/value";
import { value } from "./support";

describe("template: the grammar of expressions", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["plain", "plain"],
    ["[not closed", "[not closed"],
    ["[[escaped]", "[escaped]"],
    ["['it''s']", "it's"],
    ["[concat('a', 'b')]", "ab"],
    ["[ concat ( 'a' ,\n 'b' ) ]", "ab"],
    ["[CONCAT('a', 'b')]", "ab"],
    ["[-3]", -3],
    ["[createObject('a', createObject('b', 1)).a.b]", 1],
    ["[createObject('Name', 1).nAME]", 1],
    ["[createObject('a-b', 1)['a-b']]", 1],
    ["[createArray(1, 2)[1]]", 2],
    ["[createObject('a', null()).?a]", null],
    ["[createObject('a', 1).?b]", null],
    ["[null().?b]", null],
    ["[createArray(1)[?5]]", null],
    ["[createObject('a', 1).b]", UNKNOWN],
    ["[createArray(1)[5]]", UNKNOWN],
    ["[concat('a']", UNKNOWN],
    ["[concat('a)]", UNKNOWN],
    ["[]", UNKNOWN],
    ["[noSuchFunction('a')]", UNKNOWN],
  ];
  for (const [text, expected] of cases)
    it(text, () => {
      assert.deepEqual(value(text), expected);
    });

  it("evaluates names of properties", () => {
    assert.deepEqual(value({ "[concat('a', 'b')]": 1 }), { ab: 1 });
  });
});
