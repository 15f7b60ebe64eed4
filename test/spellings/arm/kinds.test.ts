/** The table of ARM paths against the SDK, and against the ids of the stand-in provider, a table of its own. */
import assert from "node:assert/strict";
import { armPathsByKind, type ArmPath } from "../../../policies/core/spellings/arm/kinds";
import armIds from "../../../tools/engine/azure-native-stand-in/arm-ids.json";
import { lookUpType } from "../../../tools/engine/azure-native-stand-in/types";
import { classOf } from "../../support/examples";

const ids: Readonly<Record<string, { readonly id: string } | undefined>> = armIds;

/** Kinds of which the stand-in knows no id, or which share one with others and are told apart by more than that. */
const unknownToStandIn = [
  "apimanagement:Certificate",
  "apimanagement:WorkspaceApi",
  "apimanagement:WorkspaceApiPolicy",
  "apimanagement:WorkspaceBackend",
  "apimanagement:WorkspaceNamedValue",
  "apimanagement:WorkspacePolicy",
  "apimanagement:WorkspaceProductPolicy",
  "machinelearningservices:RegistryEnvironmentVersion",
  "monitor:ManagementGroupDiagnosticSetting",
  "resources:ResourceGroup",
];

describe("the ARM paths of kinds", () => {
  for (const [kind, path] of armPathsByKind) {
    it(`${kind} is a resource of the SDK with these inputs`, () => {
      assert.ok(classOf(kind), `the SDK has no ${kind}`);
      const { inputs } = lookUpType(`azure-native:${kind}`);
      // Sentinel's resources name their workspace, whose id is their scope.
      const scope = path.extends === "workspace" ? "workspaceName" : path.extends;
      const named = [...path.names.filter((name) => name !== ""), ...(scope ? [scope] : [])];
      assert.deepEqual(
        named.filter((name) => !inputs.has(name)),
        [],
      );
    });

    if (!unknownToStandIn.includes(kind))
      it(`${kind} lies where the provider puts it`, () => {
        const expected = pathOf(ids[kind]?.id ?? "");
        assert.equal(path.type, expected.type);
        // A segment with a fixed name, such as blobServices/default, has no input.
        assert.deepEqual(path.names, expected.names);
        if (path.extends !== "workspace") assert.equal(path.extends, expected.extends);
      });
  }
});

/** The path in an id's template, for example `/{scope}/providers/Microsoft.X/types/{typeName}`. */
function pathOf(template: string): ArmPath {
  const providers = template.lastIndexOf("/providers/");
  const scope = template.slice(0, providers);
  const rest = template.slice(providers + "/providers/".length);
  const [namespace = "", ...segments] = rest.split("/");
  const names = segments
    .filter((_, index) => index % 2 === 1)
    .map((one) => (one.startsWith("{") ? one.slice(1, -1) : ""));
  const types = segments.filter((_, index) => index % 2 === 0);
  const base = /^\/\{(\w+)\}$/.exec(scope)?.[1];
  return {
    type: [namespace, ...types].join("/").toLowerCase(),
    names,
    ...(base !== undefined && { extends: base }),
  };
}
