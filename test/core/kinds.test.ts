/** The table of ARM paths against the SDK, and against the ids of the stand-in provider, a table of its own. */
import assert from "node:assert/strict";
import { armPathsByKind, type ArmPath } from "../../policies/core/kinds";
import armIds from "../../tools/engine/azure-native-stand-in/arm-ids.json";
import { lookUpType } from "../../tools/engine/azure-native-stand-in/types";
import { classOf } from "../support/examples";

const ids: Readonly<Record<string, { readonly id: string } | undefined>> = armIds;

describe("the ARM paths of kinds", () => {
  for (const [kind, path] of armPathsByKind) {
    it(`${kind} is a resource of the SDK with these inputs`, () => {
      assert.ok(classOf(kind), `the SDK has no ${kind}`);
      const { inputs } = lookUpType(`azure-native:${kind}`);
      const named = [...path.names, ...(path.extends === undefined ? [] : [path.extends])];
      assert.deepEqual(
        named.filter((name) => !inputs.has(name)),
        [],
      );
      // An id of a resource group is told apart by it.
      assert.equal(inputs.has("resourceGroupName"), path.extends === undefined);
    });

    it(`${kind} lies where the provider puts it`, () => {
      assert.deepEqual(path, pathOf(ids[kind]?.id ?? ""));
    });
  }

  it("share no type, so that an id tells the kind", () => {
    const types = [...armPathsByKind.values()].map(({ type }) => type);
    assert.equal(new Set(types).size, types.length);
  });
});

/** The path in an id's template, for example `/{scope}/providers/Microsoft.X/types/{typeName}`. */
function pathOf(template: string): ArmPath {
  const [scope = "", rest = ""] = template.split("/providers/");
  const [namespace = "", ...segments] = rest.split("/");
  const names = segments.filter((_, index) => index % 2 === 1).map((one) => one.slice(1, -1));
  const types = segments.filter((_, index) => index % 2 === 0);
  const base = /^\/\{(\w+)\}$/.exec(scope)?.[1];
  return {
    type: [namespace, ...types].join("/").toLowerCase(),
    names,
    ...(base !== undefined && { extends: base }),
  };
}
