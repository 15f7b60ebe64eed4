/** Globs of URNs: what they match, and those that can match nothing. */
import assert from "node:assert/strict";
import { matchesUrn, urnGlobError } from "../../policies/core/config/urn-glob";

const data = "urn:pulumi:dev::training::azure-native:storage:StorageAccount::data";
const child = "urn:pulumi:dev::training::my:ai:Platform$azure-native:storage:StorageAccount::a::b";

describe("a URN glob", () => {
  const matching: readonly [string, string][] = [
    [data, data],
    ["urn:*", data],
    ["urn:pulumi:*", data],
    ["urn:pulumi:d*", data],
    ["urn:pulumi:dev::*", data],
    ["urn:pulumi:dev::train*", data],
    ["urn:pulumi:dev::training::*", data],
    ["urn:pulumi:dev::training::*", child],
    ["urn:pulumi:*::training::*", data],
    ["urn:pulumi:dev::training::azure-native:storage:*", data],
    ["urn:pulumi:*::*::*::data", data],
    ["urn:pulumi:dev::training::*::d*", data],
    ["urn:pulumi:dev::training::*$azure-native:storage:StorageAccount::*", child],
    // The last of four parts is the whole name, with what it holds of "::".
    ["urn:pulumi:dev::training::*::a::b", child],
    ["urn:pulumi:dev::training::*::a*", child],
    ["urn:pulumi:dev::training::*::*b", child],
    ["urn:pulumi:dev::training::*::a::*", child],
  ];
  for (const [glob, urn] of matching)
    it(`${glob} matches ${urn}`, () => {
      assert.ok(matchesUrn(glob, urn));
      assert.equal(urnGlobError(glob), undefined);
    });

  const others: readonly [string, string][] = [
    ["urn:pulumi:*::sandbox::*", "urn:pulumi:dev::training::a:b:C::sandbox::a"],
    ["urn:pulumi:*::sandbox::*", "urn:pulumi:dev::training::a:b:C::x::sandbox::a"],
    ["urn:pulumi:*::*sandbox*", "urn:pulumi:dev::training::a:b:C::sandbox"],
    ["urn:pulumi:d*::training::*", "urn:pulumi:dev::x::a:b:C::training::y"],
    ["urn:pulumi:dev::*::a:b:C::y", "urn:pulumi:dev::training::x:y:Z::a:b:C::y"],
    ["urn:pulumi:dev::training::*::b", child],
    ["urn:pulumi:dev::*::*::a", child],
    ["urn:pulumi:dev::training::*data*", data],
    ["urn:pulumi:de::*", data],
    ["urn:pulumi:dev::training::*::Data", data],
    ["urn:pulumi:Dev::*", data],
    ["urn:pulumi:dev::Training::*", data],
    ["urn:*", ""],
  ];
  for (const [glob, urn] of others)
    it(`${glob} does not match ${urn || "nothing"}`, () => assert.ok(!matchesUrn(glob, urn)));

  const whole = "urn:pulumi:<stack>::<project>::<types>::<name>";
  const fewer = `it has fewer parts than ${whole}; end it in * for everything below`;
  const empty = `a part of it is empty; a URN is ${whole}`;
  const noName = (what: string, name: string) =>
    `"${name}" is no name of a ${what}, which holds letters, digits, ".", "_" and "-" only (without organization)`;
  const impossible: Readonly<Record<string, string>> = {
    "urn:pulumi:dev": fewer,
    "urn:pulumi:dev::training": fewer,
    "urn:pulumi:*::training": fewer,
    "urn:pulumi:dev::*::data": fewer,
    "urn:uuid:*": `a URN is ${whole}`,
    "urn:": `a URN is ${whole}`,
    "urn:pulumi:": empty,
    "urn:pulumi:::training::*": `a URN is ${whole}`,
    "urn:pulumi:dev::::*": empty,
    "urn:pulumi:dev::training::*::": empty,
    "urn:pulumi:dev::training::*::data ": "it ends in a blank",
    "urn:pulumi:org/dev::*": noName("stack", "org/dev"),
    "urn:pulumi:dev::org/training::*": noName("project", "org/training"),
    "urn:pulumi:dev::training::StorageAccount::data":
      '"StorageAccount" is no type: write it as azure-native:storage:StorageAccount, or with a *',
  };
  for (const [glob, error] of Object.entries(impossible))
    it(`${glob} is wrong: ${error}`, () => assert.equal(urnGlobError(glob), error));
});
