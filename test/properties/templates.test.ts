/** Whatever a template says, the pack answers and shows no secret of it; and it judges what is plainly there beside. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { secret } from "../support/judge";
import { registered } from "../support/respell";
import { shuffled } from "./json";
import { Pack, strict, unseen, verdicts, violated } from "./pack";
import { holds } from "./runs";
import { supplied, template } from "./template-texts";

type Json = Readonly<Record<string, unknown>>;

/** It stands for itself, whatever else the template declares. */
const evident = {
  type: "Microsoft.CognitiveServices/accounts",
  apiVersion: "2024-10-01",
  name: "evident",
  kind: "OpenAI",
  properties: { publicNetworkAccess: "Enabled" },
};

function withEvident(given: Json): Json {
  const { resources } = given;
  return {
    ...given,
    resources: Array.isArray(resources)
      ? [...(resources as unknown[]), evident]
      : { ...(resources as Json), evident },
  };
}

const holders: readonly ((template: unknown, parameters: unknown) => [string, Json])[] = [
  (template, parameters) => [
    "azure-native:resources:Deployment",
    { resourceGroupName: "rg", properties: { mode: "Incremental", template, parameters } },
  ],
  (template, parameters) => [
    "azure-native:resources/v20240301:DeploymentStackAtResourceGroup",
    { resourceGroupName: "rg", template, parameters },
  ],
  (template, parameters) => [
    "azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment",
    {
      resourceGroupName: "rg",
      templateContent: JSON.stringify(template),
      parametersContent: JSON.stringify(parameters),
    },
  ],
  (template, parameters) => [
    "azapi:index/resource:Resource",
    {
      type: "Microsoft.Resources/deployments@2022-09-01",
      name: "all",
      parentId: "/subscriptions/s/resourceGroups/rg",
      body: { properties: { mode: "Incremental", template, parameters } },
    },
  ],
];

describe("whatever a template says", function () {
  this.timeout(600_000);

  const generated = fc
    .tuple(template, supplied, fc.nat(holders.length - 1), fc.nat(3))
    .map(([made, parameters, which, form]) => {
      const whole = withEvident(made);
      const given = [whole, JSON.stringify(whole), secret(whole), secret(JSON.stringify(whole))];
      const isText = which === 2;
      const [type, inputs] = holders[which]?.(isText ? whole : given[form], parameters) ?? ["", {}];
      return registered(type, "all", inputs);
    });

  it("the pack answers, and judges what is plainly there", async () => {
    const pack = await Pack.start();
    await holds({ share: 6, each: 1 }, generated, async (resource) => {
      const found = violated(await pack.resource(resource));
      assert.ok(
        found.has("ai-services-account-disable-public-network-access") ||
          found.has("pack-visibility"),
        "the account is passed over in silence",
      );
    });
  });

  it("the stack phase answers, over gRPC too", async () => {
    const pack = await Pack.start(strict, {});
    await holds({ share: 0.3, each: 1 }, generated, async (resource) => {
      await pack.run(unseen([resource]));
    });
  });

  it("the order of keys does not matter", async () => {
    const pack = await Pack.start();
    await holds({ share: 2, each: 2 }, fc.tuple(generated, fc.nat()), async ([one, order]) => {
      const inputs = shuffled(one.inputs, order) as typeof one.inputs;
      const expected = verdicts(await pack.resource(one));
      assert.deepEqual(verdicts(await pack.resource({ ...one, inputs })), expected);
    });
  });
});
