import assert from "node:assert/strict";
import { idKey } from "../../../policies/core/spellings/arm/arm-id";
import type { Target } from "../../../policies/core/spellings/template/evaluation";
import { segmentsOf } from "../../../policies/core/value/text";
import { UNKNOWN, type Text } from "../../../policies/core/value/value";
import { declared, evaluation, group, value } from "./support";

const guid = "00000000-0000-0000-0000-000000000001";
const unknownPlace: Target = { subscription: UNKNOWN, resourceGroup: UNKNOWN, owner: "urn" };
const atSubscription: Target = { subscription: "sub", owner: "urn" };
const atManagementGroup: Target = { managementGroup: "mg", owner: "urn" };

describe("template: ids", () => {
  const cases: readonly (readonly [string, Target, string])[] = [
    ["resourceId('A.B/c', 'n')", group, "/subscriptions/sub/resourceGroups/rg/providers/A.B/c/n"],
    ["resourceId('A.B/c/', 'n')", group, "/subscriptions/sub/resourceGroups/rg/providers/A.B/c/n"],
    [
      "resourceId('A.B/c/d', 'n', 'm')",
      group,
      "/subscriptions/sub/resourceGroups/rg/providers/A.B/c/n/d/m",
    ],
    [
      "resourceId('other', 'A.B/c', 'n')",
      group,
      "/subscriptions/sub/resourceGroups/other/providers/A.B/c/n",
    ],
    [
      "resourceId('s', 'g', 'A.B/c', 'n')",
      group,
      "/subscriptions/s/resourceGroups/g/providers/A.B/c/n",
    ],
    ["resourceId('A.B/c', 'n')", atSubscription, "/subscriptions/sub/providers/A.B/c/n"],
    [
      `resourceId('${guid}', 'A.B/c', 'n')`,
      atSubscription,
      `/subscriptions/${guid}/providers/A.B/c/n`,
    ],
    ["subscriptionResourceId('A.B/c', 'n')", group, "/subscriptions/sub/providers/A.B/c/n"],
    ["subscriptionResourceId('s', 'A.B/c', 'n')", group, "/subscriptions/s/providers/A.B/c/n"],
    ["tenantResourceId('A.B/c', 'n')", group, "/providers/A.B/c/n"],
    [
      "extensionResourceId(resourceGroup().id, 'A.B/c', 'n')",
      group,
      "/subscriptions/sub/resourceGroups/rg/providers/A.B/c/n",
    ],
    [
      "managementGroupResourceId('A.B/c', 'n')",
      atManagementGroup,
      "/providers/Microsoft.Management/managementGroups/mg/providers/A.B/c/n",
    ],
    ["subscription().id", group, "/subscriptions/sub"],
    [
      "managementGroup().id",
      atManagementGroup,
      "/providers/Microsoft.Management/managementGroups/mg",
    ],
  ];
  for (const [expression, target, expected] of cases)
    it(`${expression} at ${target.resourceGroup === undefined ? "a higher scope" : "a group"}`, () => {
      assert.equal(value(`[${expression}]`, {}, target), expected);
    });

  it("are equal within a template, whatever its parameters will be", () => {
    const [account, endpoint] = evaluation(
      {
        parameters: { p: { type: "string" } },
        variables: {
          name: "[toLower(concat('ai', uniqueString(resourceGroup().id), parameters('p')))]",
        },
        resources: [
          { type: "A.B/c", name: "[variables('name')]" },
          {
            type: "A.B/d",
            name: "e",
            properties: { id: "[resourceId('A.B/c', variables('name'))]" },
          },
        ],
      },
      {},
      unknownPlace,
    ).resources;
    const { id } = endpoint?.body["properties"] as { id: Text };
    assert.equal(idKey(id), idKey(account?.id ?? ""));
  });
  it("keep what is known of them", () => {
    const id = value("[resourceId('A.B/c', 'n')]", {}, unknownPlace) as Text;
    assert.deepEqual(
      segmentsOf(id).map((segment) => (typeof segment === "string" ? segment : "…")),
      ["subscriptions", "…", "resourceGroups", "…", "providers", "A.B", "c", "n"],
    );
  });
  it("of two deployments whose place is not known are not told to be equal", () => {
    const first = value("[resourceGroup().id]", {}, unknownPlace) as Text;
    const second = value("[resourceGroup().id]", {}, { ...unknownPlace, owner: "another" }) as Text;
    assert.notEqual(idKey(first), idKey(second));
  });
  it("are compared without case", () => {
    assert.equal(idKey("/subscriptions/A/x"), idKey("subscriptions/a/X/"));
  });
  it("of resource groups have no provider", () => {
    const [resource] = evaluation(
      { resources: [{ type: "Microsoft.Resources/resourceGroups", name: "g" }] },
      {},
      atSubscription,
    ).resources;
    assert.equal(resource?.id, "/subscriptions/sub/resourceGroups/g");
  });
  it("name identities", () => {
    const identities = {
      "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', parameters('p'))]": {},
    };
    const [resource] = declared(
      [
        {
          type: "A.B/c",
          name: "n",
          identity: { type: "UserAssigned", userAssignedIdentities: identities },
        },
      ],
      { parameters: { p: { type: "string", defaultValue: "i" } } },
    );
    assert.deepEqual(resource?.body["identity"], {
      type: "UserAssigned",
      userAssignedIdentities: {
        "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i":
          {},
      },
    });
  });
});
