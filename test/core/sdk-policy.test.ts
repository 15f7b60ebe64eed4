/** What the SDK's server makes of the policies that are handed over to it: what is told, skipped, and read. */
import assert from "node:assert/strict";
import * as msg from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { resourcePolicy, stackPolicy, subscriptionPolicy } from "../../policies/core/define";
import { expect } from "../../policies/core/expect";
import { toSdkPolicies } from "../../policies/core/pulumi/pack";
import { shareNothing, shareValues } from "../../policies/core/value/edge";
import { spareNothing, spareTheSdk } from "../../policies/core/pulumi/spared";
import type { Policy } from "../../policies/core/policy";
import type { Properties } from "../../tools/engine/azure-native-stand-in/values";
import { facts } from "../support/facts";
import { raw } from "../support/judge";

interface Answer {
  readonly told: readonly string[];
  readonly notApplicable: readonly string[];
  /** How often the SDK read the properties of a resource. */
  readonly reads: number;
}
type Rpc = (
  call: { request: unknown },
  done: (error: Error | undefined, response: msg.AnalyzeResponse) => void,
) => void;
const server = require("@pulumi/policy/server") as Record<
  "makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun",
  (name: string, version: string, level: string, policies: unknown) => Rpc
>;

/** The pack behind the SDK's own functions, called without a network between: requests can overlap. */
function serve(policies: readonly Policy[], disabled: readonly string[] = []) {
  const sdkPolicies = toSdkPolicies(policies);
  const iterate = sdkPolicies[Symbol.iterator].bind(sdkPolicies);
  // Not by its level: what another test configured under that name would count.
  const served = {
    *[Symbol.iterator]() {
      for (const one of iterate()) if (!disabled.includes(one.name)) yield one;
    },
  };
  const analyze = server.makeAnalyzeRpcFun("pack", "1", "advisory", served);
  const analyzeStack = server.makeAnalyzeStackRpcFun("pack", "1", "advisory", served);
  const ask = (rpc: Rpc, request: unknown, counted: { reads: number }) =>
    new Promise<Answer>((resolve, reject) =>
      rpc({ request }, (error, response) => {
        if (error) reject(error);
        else
          resolve({
            told: response
              .getDiagnosticsList()
              .map((one) =>
                [one.getPolicyname(), one.getUrn().split("::")[0]?.split(":")[2]]
                  .filter(Boolean)
                  .join(" of "),
              ),
            // As it is sent: what the SDK is spared is not in the object.
            notApplicable: msg.AnalyzeResponse.deserializeBinary(response.serializeBinary())
              .getNotApplicableList()
              .map((one) => one.getPolicyName())
              .sort(),
            reads: counted.reads,
          });
      }),
    );
  const fill = <T extends msg.AnalyzeRequest | msg.AnalyzerResource>(
    to: T,
    [kind, props, stack = "dev"]: Given,
    counted: { reads: number },
  ): T => {
    const { type, urn, name } = raw(kind, {});
    to.setType(type);
    to.setUrn(urn.replace("urn:pulumi:stack", `urn:pulumi:${stack}`));
    to.setName(name);
    to.setProperties(Struct.fromJavaScript(props as Properties));
    to.setOptions(new msg.AnalyzerResourceOptions());
    const read = to.getProperties.bind(to);
    to.getProperties = () => (counted.reads++, read());
    return to;
  };
  return {
    resource(...given: Given) {
      const counted = { reads: 0 };
      return ask(analyze, fill(new msg.AnalyzeRequest(), given, counted), counted);
    },
    stack(...resources: readonly Given[]) {
      const counted = { reads: 0 };
      const request = new msg.AnalyzeStackRequest();
      request.setResourcesList(
        resources.map((one) => fill(new msg.AnalyzerResource(), one, counted)),
      );
      return ask(analyzeStack, request, counted);
    },
  };
}
type Given = readonly [kind: string, props: object, stack?: string];

// AI, which is judged in every stack.
const account = (name: string) =>
  resourcePolicy({
    ...facts,
    name,
    kind: "cognitiveservices:Account",
    property: ({ properties }) => properties.disableLocalAuth,
    mustBe: true,
    absent: "violates",
  });
const [lone, other] = [account("ai-one"), account("ai-other")];
const rule = resourcePolicy({
  ...facts,
  name: "network-rule",
  kind: "network:SecurityRule",
  property: ({ access }) => access,
  mustBe: "Deny",
  absent: "violates",
});
const joined = stackPolicy({
  ...facts,
  name: "ai-joined",
  elsewhere: "private-dns",
  kind: "cognitiveservices:Account",
  findings: ({ properties }) => expect(properties.disableLocalAuth, [true], "violates"),
});
const duty = subscriptionPolicy({
  ...facts,
  name: "defender-duty",
  elsewhere: "defender-plans",
  kinds: ["security:Pricing"],
  *judge() {
    yield { found: "nothing declared" };
  },
});

const good = { accountName: "a", properties: { disableLocalAuth: true } };
const evil = { accountName: "a", properties: { disableLocalAuth: false } };
const ai = "cognitiveservices:Account";
const pricing = { pricingName: "Api" };

/** With the SDK's functions replaced, or as it is. */
function levers(on: boolean): void {
  if (on) assert.ok(shareValues() && spareTheSdk());
  else {
    shareNothing();
    spareNothing();
  }
}

for (const [how, disabled, isShared] of [
  ["", [], true],
  [", pack-settings disabled", ["pack-settings"], true],
  [", values made anew for each policy", [], false],
  [", both", ["pack-settings"], false],
] as const)
  describe(`requests of one run${how}`, () => {
    before(() => levers(isShared));
    after(() => levers(true));

    it("are judged by their own inputs, the same URN as well", async () => {
      const pack = serve([lone, other], disabled);
      const told = [];
      for (const props of [good, evil, evil, good, evil])
        told.push((await pack.resource(ai, props)).told.length);
      assert.deepEqual(told, [0, 2, 2, 0, 2]);
    });
    it("are judged by their own outputs, the same URNs as well", async () => {
      const pack = serve([joined], disabled);
      const told = [];
      for (const props of [good, evil, evil, good])
        told.push((await pack.stack([ai, props])).told.length);
      assert.deepEqual(told, [0, 1, 1, 0]);
    });
    it("join the inputs that were seen last", async () => {
      const pack = serve([lone, joined], disabled);
      const told = [];
      for (const props of [evil, good, evil]) {
        await pack.resource(ai, props);
        told.push((await pack.stack([ai, {}])).told.length);
      }
      assert.deepEqual(told, [1, 0, 1]);
    });
    it("say which policies do not apply", async () => {
      const pack = serve([lone, rule, joined, duty], disabled);
      for (let time = 1; time <= 2; time++) {
        const { notApplicable } = await pack.resource(ai, evil);
        assert.deepEqual(notApplicable, ["network-rule", "pack-visibility"]);
        assert.deepEqual((await pack.stack([ai, evil])).notApplicable, [
          "defender-duty",
          "pack-undecided",
        ]);
      }
    });
    it("ask a duty of those stacks only that hold something of its kinds", async () => {
      const pack = serve([duty], disabled);
      const holding = ["security:Pricing", pricing, "holding"] as const;
      for (let time = 1; time <= 2; time++) {
        assert.deepEqual((await pack.stack([ai, good, "empty"])).told, []);
        assert.equal((await pack.stack([ai, good, "empty"], holding)).told.length, 1);
        assert.equal((await pack.stack(holding, [ai, good, "empty"])).told.length, 1);
      }
    });
    it("judge every stack of a state, whichever of them speaks", async () => {
      const pack = serve([joined], disabled);
      for (let time = 1; time <= 2; time++)
        assert.deepEqual((await pack.stack([ai, good, "one"], [ai, evil, "two"])).told, [
          "ai-joined of two",
        ]);
    });
    it("tell what cannot be seen", async () => {
      const link = { properties: { templateLink: { uri: "https://example.com" } } };
      const pack = serve([lone], disabled);
      await pack.resource(ai, good);
      for (let time = 1; time <= 2; time++)
        assert.deepEqual((await pack.resource("resources:Deployment", link)).told, [
          "pack-visibility of dev",
        ]);
    });
    it("judge every resource of a template, and those inside of it", async () => {
      const resources = [
        {
          type: "Microsoft.CognitiveServices/accounts",
          apiVersion: "2024-10-01",
          name: "a",
          properties: {},
        },
        {
          type: "Microsoft.Network/networkSecurityGroups",
          apiVersion: "2024-01-01",
          name: "g",
          properties: { securityRules: [{ name: "r", properties: { access: "Allow" } }] },
        },
      ];
      const template = {
        $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        contentVersion: "1.0.0.0",
        resources,
      };
      const pack = serve([lone, rule], disabled);
      for (let time = 1; time <= 2; time++)
        assert.deepEqual(
          (await pack.resource("resources:Deployment", { properties: { template } })).told,
          ["ai-one of dev", "network-rule of dev"],
        );
    });
  });

describe("a stack that may hold something for a policy and does not", () => {
  const subnets = stackPolicy({
    ...facts,
    name: "network-subnets",
    elsewhere: "private-dns",
    kind: "network:Subnet",
    *findings() {},
  });
  it("is none that it applies to", async () => {
    const pack = serve([subnets]);
    for (let time = 1; time <= 2; time++) {
      const { notApplicable } = await pack.stack(["network:VirtualNetwork", { subnets: [] }]);
      assert.deepEqual(notApplicable, ["network-subnets", "pack-undecided"]);
    }
  });
});

describe("requests that overlap", () => {
  it("are judged by their own inputs", async () => {
    const pack = serve([lone, other]);
    for (let time = 1; time <= 2; time++) {
      const both = await Promise.all([pack.resource(ai, evil), pack.resource(ai, good)]);
      assert.deepEqual(
        both.map(({ told }) => told.length),
        [2, 0],
      );
    }
  });
  it("are judged by their own outputs", async () => {
    const pack = serve([joined]);
    for (let time = 1; time <= 2; time++) {
      const both = await Promise.all([pack.stack([ai, evil]), pack.stack([ai, good])]);
      assert.deepEqual(
        both.map(({ told }) => told.length),
        [1, 0],
      );
    }
  });
});

describe("what the SDK reads", () => {
  afterEach(() => levers(true));

  for (const [how, on] of [
    ["", true],
    [", as it is", false],
  ] as const) {
    it(`is a resource once, and once more for every policy that speaks${how}`, async () => {
      levers(on);
      const pack = serve([lone, other, rule, joined]);
      await pack.resource(ai, good);
      assert.equal((await pack.resource(ai, good)).reads, 1);
      assert.equal((await pack.resource(ai, evil)).reads, 3);
      assert.equal((await pack.resource("network:VirtualNetwork", { a: 1 })).reads, 1);
    });
    it(`is a stack once${on ? "" : ", and once more for every policy that speaks"}${how}`, async () => {
      levers(on);
      const pack = serve([lone, joined, duty]);
      await pack.resource(ai, good);
      assert.equal((await pack.stack([ai, good])).reads, 1);
      await pack.resource(ai, evil);
      const { told, reads } = await pack.stack([ai, evil]);
      assert.deepEqual(told, ["ai-joined of dev"]);
      assert.equal(reads, on ? 1 : 2);
    });
  }
});
