/** What older API versions have elsewhere: names from the SDK's explicit versions (facts, section 4.2). */
import * as assert from "node:assert";
import { canonicalShape } from "../../policies/core/spellings/azure-native/shapes";

describe("older API versions", () => {
  it("wrap an ML registry", () => {
    const { props, spell } = canonicalShape("machinelearningservices:Registry", {
      registryProperties: { publicNetworkAccess: "Enabled" },
    });
    assert.strictEqual((props as { publicNetworkAccess: string }).publicNetworkAccess, "Enabled");
    assert.deepStrictEqual(spell(["publicNetworkAccess"]), [
      "registryProperties",
      "publicNetworkAccess",
    ]);
  });

  it("have a workspace connection at the top", () => {
    const { props, spell } = canonicalShape("machinelearningservices:WorkspaceConnection", {
      authType: "PAT",
      category: "Git",
      target: "https://github.com",
    });
    assert.deepStrictEqual((props as { properties: unknown }).properties, {
      authType: "PAT",
      category: "Git",
      target: "https://github.com",
    });
    assert.deepStrictEqual(spell(["properties", "authType"]), ["authType"]);
  });

  it("name the document of a gateway policy otherwise", () => {
    const { props, spell } = canonicalShape("apimanagement:ApiPolicy", {
      policyContent: "<policies/>",
    });
    assert.strictEqual((props as { value: string }).value, "<policies/>");
    assert.deepStrictEqual(spell(["value"]), ["policyContent"]);
  });

  it("leave what is written in today's way alone", () => {
    const given = { properties: { authType: "AAD" }, authType: "PAT" };
    const { props } = canonicalShape("machinelearningservices:WorkspaceConnection", given);
    assert.deepStrictEqual((props as typeof given).properties, { authType: "AAD" });
    const unknown = { properties: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", authType: "PAT" };
    assert.strictEqual(
      canonicalShape("machinelearningservices:WorkspaceConnection", unknown).props,
      unknown,
    );
  });
});
