import assert from "node:assert/strict";
import * as fc from "fast-check";
import { printable } from "../../policies/core/printable";

describe("a value in a message", () => {
  const shown: readonly [unknown, string][] = [
    [undefined, "not set"],
    [true, "true"],
    [false, "false"],
    [0, "0"],
    [1e21, "1e+21"],
    ["", "blank"],
    [" \n", "blank"],
    ["Enabled", '"Enabled"'],
    ["enabled", '"enabled"'],
    ["None", '"None"'],
    ["PT30M", '"PT30M"'],
    ["P1DT12H", '"P1DT12H"'],
    [null, "not a valid value"],
    [[], "not a valid value"],
    [{ key: "value" }, "not a valid value"],
  ];
  for (const [value, text] of shown)
    it(`${JSON.stringify(value)} is shown as ${text}`, () => assert.equal(printable(value), text));

  const hidden = [
    "sk-123",
    "AccountKey=abc",
    "enabled ",
    "Enabled\nDisabled",
    "P",
    "PT",
    "Password1",
    "PT1M;rm",
    "P12345678901234567890D",
    "-",
    "0",
    "admin",
  ];
  for (const value of hidden)
    it(`${JSON.stringify(value)} is not shown`, () =>
      assert.equal(printable(value), "another value"));

  it("never holds text that could be a secret", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 16 }), (text) => {
        assert.ok(["another value", "blank"].includes(printable(text)), text);
      }),
    );
  });
});
