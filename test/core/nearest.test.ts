import assert from "node:assert/strict";
import { nearest } from "../../policies/core/config/nearest";

describe("the nearest word", () => {
  const words = ["exemptions", "providedElsewhere", "reason", "expires", "resources"];
  const meant: Readonly<Record<string, string | undefined>> = {
    exemption: "exemptions",
    Exemptions: "exemptions",
    providedElswhere: "providedElsewhere",
    provided_elsewhere: "providedElsewhere",
    raeson: "reason",
    ressource: "resources",
    expire: "expires",
    until: undefined,
    x: undefined,
    "": undefined,
    maximumCapacity: undefined,
  };
  for (const [word, candidate] of Object.entries(meant))
    it(`to ${word || "nothing"} is ${candidate ?? "none"}`, () =>
      assert.equal(nearest(word, words), candidate));

  it("is the first of equally near ones, and none of none", () => {
    assert.equal(nearest("ab", ["ac", "ad"]), "ac");
    assert.equal(nearest("ab", []), undefined);
  });
});
