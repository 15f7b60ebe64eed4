/** What the stand-in for the classic provider shows, against what a Terraform bridge does. */
import assert from "node:assert/strict";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as msg from "@pulumi/pulumi/proto/provider_pb";
import { guid, UNKNOWN, type Properties } from "../../tools/engine/azure-native-stand-in/values";
import { classicId } from "../../tools/engine/azure-stand-in/arm-id";
import { CLASSIC_VERSION, describeClassic } from "../../tools/engine/azure-stand-in/declarations";
import { service } from "../../tools/engine/azure-stand-in/service";

const urn = (token: string) => `urn:pulumi:dev::p::${token}::ai`;
const ACCOUNT = "azure:cognitive/account:Account";
const group = `/subscriptions/${guid("subscription")}/resourceGroups/rg`;

function create(preview: boolean): msg.CreateResponse {
  const request = new msg.CreateRequest();
  request.setUrn(urn(ACCOUNT));
  request.setProperties(
    Struct.fromJavaScript({ __defaults: [], name: "ai", resourceGroupName: "rg", kind: "OpenAI" }),
  );
  request.setPreview(preview);
  let response: msg.CreateResponse | undefined;
  service.create({ request }, (error, answer) => {
    assert.equal(error, null);
    response = answer;
  });
  assert.ok(response);
  return response;
}

function outputs(response: msg.CreateResponse): Properties {
  return response.getProperties()?.toJavaScript() as Properties;
}

describe("the stand-in for the classic provider", () => {
  it("is of the version of the SDK", () => {
    assert.match(CLASSIC_VERSION, /^6\.\d+\.\d+$/);
  });

  it("refuses what the SDK has no class for", () => {
    assert.throws(() => describeClassic("azure:cognitive/acount:Acount"), /no such class/);
  });

  it("previews inputs, what always has a value as unknown, and nothing for the rest", () => {
    const shown = outputs(create(true));
    assert.equal(shown["kind"], "OpenAI");
    for (const name of ["id", "endpoint", "primaryAccessKey"]) assert.equal(shown[name], UNKNOWN);
    for (const name of ["customSubdomainName", "__defaults"]) assert.equal(name in shown, false);
  });

  it("deploys with an id of Azure", () => {
    const response = create(false);
    assert.equal(response.getId(), `${group}/providers/Microsoft.CognitiveServices/accounts/ai`);
    assert.equal(outputs(response)["endpoint"], undefined);
  });

  it("marks every block of inputs as the bridge does, and names what has no name", () => {
    const request = new msg.CheckRequest();
    request.setUrn(urn(ACCOUNT));
    request.setNews(Struct.fromJavaScript({ networkAcls: { ipRules: [] }, tags: { a: "b" } }));
    let inputs: unknown;
    service.check({ request }, (_, answer) => (inputs = answer?.getInputs()?.toJavaScript()));
    const { name, ...rest } = inputs as Properties;
    assert.match(String(name), /^ai[0-9a-f]{7}$/);
    assert.deepEqual(rest, {
      __defaults: ["name"],
      networkAcls: { __defaults: [], ipRules: [] },
      tags: { a: "b" },
    });
  });

  const ids: readonly (readonly [token: string, inputs: Properties, id: string])[] = [
    ["core/resourceGroup:ResourceGroup", { name: "rg" }, group],
    [
      "network/subnet:Subnet",
      { name: "s", resourceGroupName: "rg", virtualNetworkName: "v" },
      `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
    ],
    [
      "cognitive/deployment:Deployment",
      {
        name: "d",
        cognitiveAccountId: `${group}/providers/Microsoft.CognitiveServices/accounts/ai`,
      },
      `${group}/providers/Microsoft.CognitiveServices/accounts/ai/deployments/d`,
    ],
    [
      "monitoring/diagnosticSetting:DiagnosticSetting",
      { name: "logs", logAnalyticsWorkspaceId: "/other", targetResourceId: `${group}/x` },
      `${group}/x|logs`,
    ],
    [
      "authorization/assignment:Assignment",
      { name: "r", scope: group },
      `${group}/providers/Microsoft.Authorization/roleAssignments/r`,
    ],
  ];
  for (const [token, inputs, id] of ids)
    it(`gives ${token} the id that Azure would`, () => {
      assert.equal(classicId(describeClassic(`azure:${token}`), inputs, "logical"), id);
    });
});
