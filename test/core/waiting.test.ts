/** Who waits for what: one line per value, however many policies wait for it. */
import assert from "node:assert/strict";
import { Waiting } from "../../policies/core/pulumi/waiting";

describe("what is not decided", () => {
  const linesOf = (waiting: Waiting) => waiting.takeLines().flatMap(([, lines]) => lines);

  it("is told by the value that is not known, with the policies that wait", () => {
    const waiting = new Waiting();
    waiting.set("one", "urn", [{ unknown: ["a", "b"] }, { unknown: ["a", "b"] }]);
    waiting.set("two", "urn", [{ unknown: ["a", "b"] }, { unknown: ["c"], of: "endpoint" }]);
    assert.deepEqual(linesOf(waiting), [
      "a.b: not known until deployment (one, two)",
      "c of endpoint: not known until deployment (two)",
    ]);
  });
  it("names the block that is not known as a whole, not what nobody wrote in it", () => {
    const waiting = new Waiting();
    waiting.set("one", "urn", [{ unknown: ["properties", "a"], block: ["properties"] }]);
    waiting.set("two", "urn", [{ unknown: ["properties", "b"], block: ["properties"] }]);
    assert.deepEqual(linesOf(waiting), [
      "properties: a value inside it is not known until deployment (one, two)",
    ]);
  });
  it("is told once, and is over when it is decided", () => {
    const waiting = new Waiting();
    waiting.set("one", "urn", [{ unknown: ["a"] }]);
    waiting.set("one", "urn", []);
    assert.deepEqual(linesOf(waiting), []);
    waiting.set("one", "urn", [{ unknown: ["a"] }]);
    assert.equal(linesOf(waiting).length, 1);
    assert.deepEqual(linesOf(waiting), []);
  });
  it("counts the policies that are too many to name", () => {
    const waiting = new Waiting();
    for (let at = 1; at <= 9; at++) waiting.set(`p${at}`, "urn", [{ unknown: ["a"] }]);
    assert.deepEqual(linesOf(waiting), [
      "a: not known until deployment (p1, p2, p3, p4, p5, p6 and 3 more)",
    ]);
  });
});
