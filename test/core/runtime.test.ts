import assert from "node:assert/strict";
import { runtimeError } from "../../policies/core/pulumi/runtime";

describe("the Node.js that runs the pack", () => {
  it("may be 20 or newer", () => {
    assert.equal(runtimeError("20.0.0"), undefined);
    assert.equal(runtimeError("26.1.2"), undefined);
  });

  it("is named, with the remedy, when it is older", () => {
    assert.match(
      runtimeError("18.19.1") ?? "",
      /needs Node\.js 20 or newer, and this is 18\.19\.1\. Install a newer/,
    );
  });
});
