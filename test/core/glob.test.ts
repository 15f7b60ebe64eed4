import assert from "node:assert/strict";
import { matchesGlob } from "../../policies/core/config/glob";

describe("a glob", () => {
  const matching: readonly [string, string][] = [
    ["", ""],
    ["a", "A"],
    ["*", ""],
    ["*", "anything::at/all"],
    ["ml-*", "ml-compute-disable-ssh"],
    ["*-ssh", "ml-compute-disable-ssh"],
    ["ml-*-ssh", "ml-compute-disable-ssh"],
    ["*compute*", "ml-compute-disable-ssh"],
    ["a*b*c", "a-b-b-c-c"],
    ["a**c", "abc"],
    ["*a*", "a"],
    [
      "urn:pulumi:dev::training::*",
      "urn:pulumi:dev::training::azure-native:storage:StorageAccount::data",
    ],
    // What a regular expression would take for its own.
    ["a.c+[d](e)$", "a.c+[d](e)$"],
  ];
  for (const [pattern, text] of matching)
    it(`${pattern} matches ${text}`, () => assert.ok(matchesGlob(pattern, text)));

  const others: readonly [string, string][] = [
    ["", "a"],
    ["a", "ab"],
    ["a", "ba"],
    ["ml-*", "a-ml-"],
    ["*-ssh", "ssh"],
    ["a*a", "a"],
    ["ab*ba", "aba"],
    ["a*b*c", "acb"],
    ["*a*a*", "a"],
    ["a.c", "abc"],
    ["a?c", "abc"],
  ];
  for (const [pattern, text] of others)
    it(`${pattern} does not match ${text}`, () => assert.ok(!matchesGlob(pattern, text)));

  it("takes time linear in the text, whatever the pattern", () => {
    const start = process.hrtime.bigint();
    assert.ok(!matchesGlob("*a".repeat(2_000) + "b", "a".repeat(100_000)));
    assert.ok(Number(process.hrtime.bigint() - start) / 1e6 < 2_000);
  });
});
