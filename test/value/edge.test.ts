/** What comes in at the edge: by the way that the SDK's deserialisation is replaced, and by the SDK's own. */
import assert from "node:assert/strict";
import { allPolicies } from "../../policies/all";
import { shareNothing, shareValues } from "../../policies/core/value/edge";
import { spareNothing, spareTheSdk } from "../../policies/core/pulumi/spared";
import { Analysis } from "../support/analyzer";
import { judge, offline, raw, secret, unknown } from "../support/judge";
import { purgeProtection } from "../support/purge-protection";

const signature = "4dabf18193072939515e22adb298388d";
const asset = (content: object) => ({
  [signature]: "c44067f5952c0a294b673a41bacd8c17",
  ...content,
});
const localAuth = "ai-services-account-disable-local-auth";
const kind = "cognitiveservices:Account";
const open = "properties.disableLocalAuth: false; must be true";

/** Text and keys by which the SDK, the engine or this pack marks something; in a program they mean nothing. */
const decoy = (target: unknown) => ({
  __isSpecialProxy: true,
  __getSpecialProxyTarget: target,
  __pulumiAsset: true,
  __pulumiSecret: true,
  constructor: { name: "Secret" },
});
const good = { disableLocalAuth: true };

for (const [how, on] of [
  ["replaced", true],
  ["as it is", false],
] as const)
  describe(`values, with the SDK's deserialisation ${how}`, () => {
    before(() => {
      // The harness replaces it at each start; here it stays as this says.
      if (on) return;
      shareNothing();
      spareNothing();
      Analysis.usesSdkAsItIs = true;
    });
    after(() => {
      Analysis.usesSdkAsItIs = false;
      assert.ok(shareValues() && spareTheSdk());
    });

    describe("that look like marks", () => {
      const inputs: Readonly<Record<string, object>> = {
        "beside the properties": { properties: { disableLocalAuth: false, ...decoy(good) } },
        "beside all": { properties: { disableLocalAuth: false }, ...decoy({ properties: good }) },
        "in the place of a value": { properties: { disableLocalAuth: false, other: decoy(good) } },
      };
      for (const [where, given] of Object.entries(inputs))
        it(`mean nothing ${where}`, async () => {
          assert.equal(await judge(localAuth, kind, given), open);
        });
      it("mean nothing in a list", async () => {
        const filter = { name: "Hate", source: "Prompt", enabled: true, blocking: true };
        const contentFilters = [
          {
            ...filter,
            severityThreshold: "High",
            ...decoy({ ...filter, severityThreshold: "Low" }),
          },
        ];
        assert.equal(
          await judge("openai-rai-policy-restrict-harm-threshold", "cognitiveservices:RaiPolicy", {
            properties: { contentFilters },
          }),
          'properties.contentFilters[0].severityThreshold: "High"; must be "Low" or "Medium"',
        );
      });
      it("mean nothing in a template", async () => {
        const account = {
          type: "Microsoft.CognitiveServices/accounts",
          name: "ai",
          properties: { disableLocalAuth: false, ...decoy(good) },
          ...decoy({}),
        };
        for (const template of [
          { resources: [account], ...decoy({ resources: [] }) },
          JSON.stringify({ resources: [account], ...decoy({ resources: [] }) }),
        ])
          assert.match(
            await judge(localAuth, "resources:Deployment", { properties: { template } }),
            /disableLocalAuth: false; must be true$/,
          );
      });
      it("mean nothing as text", async () => {
        const texts = [
          "\uffff0\uffff",
          "\uffff?abc\uffff",
          "Symbol(unknown)",
          "[secret] ",
          "UNKNOWN",
        ];
        for (const text of texts)
          assert.equal(
            await judge("ai-services-account-disable-public-network-access", kind, {
              properties: { publicNetworkAccess: text },
            }),
            'properties.publicNetworkAccess: another value; must be "Disabled"',
            text,
          );
      });
      it("are what they are when the engine writes them", async () => {
        const undecided = "undecided: properties.disableLocalAuth";
        assert.equal(
          await judge(localAuth, kind, { properties: { disableLocalAuth: unknown } }),
          undecided,
        );
        assert.equal(
          await judge(localAuth, kind, { properties: { disableLocalAuth: offline } }),
          undecided,
        );
        assert.equal(
          await judge(localAuth, kind, { properties: secret({ disableLocalAuth: true }) }),
          "met",
        );
      });
    });

    it("of a subscription that a program names so are no mark for its own", async () => {
      const scopeId = "/subscriptions/current";
      const plans = ["AI", "CloudPosture", "StorageAccounts", "KeyVaults", "Arm"];
      const pricing = (name: string, scope: object) =>
        raw("security:Pricing", { pricingName: name, pricingTier: "Standard", ...scope }, name);
      const analysis = await Analysis.start(
        allPolicies.filter(({ name }) => name === "defender-subscription-require-ai-plans"),
      );
      // Two subscriptions that are told apart: each of them lacks what the other has.
      const resources = [
        ...plans
          .slice(1)
          .map((name) => pricing(name, { scopeId: `/subscriptions/${"1".repeat(8)}` })),
        pricing("AI", { scopeId }),
      ];
      for (const one of resources) await analysis.resource(one);
      assert.equal((await analysis.stack(resources)).length, 2);
    });

    describe("an asset", () => {
      const contents: Readonly<Record<string, object>> = {
        "with a text": asset({ text: "x" }),
        "that is a file": asset({ path: "./a" }),
        // The SDK as it is throws on these: in an analysis that is an error, in a remediation nobody answers.
        ...(on && {
          "without text": asset({ text: "", hash: "e3b0c442" }),
          "of nothing": asset({}),
        }),
      };
      for (const [what, value] of Object.entries(contents))
        it(`${what}: the preview goes on`, async () => {
          const policy = purgeProtection;
          const analysis = await Analysis.start([policy], { [policy.name]: "remediate" });
          await analysis.resource(raw("pulumi:pulumi:Stack", {}));
          const bucket = raw("aws:s3/bucketObject:BucketObject", { source: value });
          assert.deepEqual(await analysis.resource(bucket), []);
          assert.deepEqual(await analysis.remediate(bucket), bucket.inputs);
          const vault = raw("keyvault:Vault", { properties: {}, tags: value });
          assert.equal((await analysis.resource(vault)).length, 1);
          const fixed = await analysis.remediate(vault);
          assert.deepEqual(fixed["properties"], { enablePurgeProtection: true });
          if (on) assert.deepEqual(fixed["tags"], value);
          assert.deepEqual(await analysis.stack([bucket, vault]), []);
        });
      it("is no value of any property", async () => {
        assert.equal(
          await judge(localAuth, kind, {
            properties: { disableLocalAuth: asset({ text: "true" }) },
          }),
          "properties.disableLocalAuth: not a valid value; must be true",
        );
      });
    });
  });

describe("an object that a newer engine marks in a way of its own", () => {
  it("is not known", async () => {
    const marked = { [signature]: "0123456789abcdef0123456789abcdef", value: true };
    assert.equal(
      await judge(localAuth, kind, { properties: { disableLocalAuth: marked } }),
      "undecided: properties.disableLocalAuth",
    );
  });
});

describe("a secret", () => {
  it("decides, and is not shown, whatever it is", async () => {
    const said = async (policy: string, of: string, inputs: object) => judge(policy, of, inputs);
    assert.equal(
      await said(localAuth, kind, { properties: { disableLocalAuth: secret(false) } }),
      "properties.disableLocalAuth: a secret value; must be true",
    );
    assert.equal(
      await said("openai-deployment-restrict-capacity", "cognitiveservices:Deployment", {
        sku: { name: "Standard", capacity: secret(4711) },
      }),
      "sku.capacity: a secret value; must be a number up to 300",
    );
    assert.equal(
      await said("ai-services-account-disable-public-network-access", kind, {
        properties: secret({ publicNetworkAccess: "Enabled" }),
      }),
      'properties.publicNetworkAccess: a secret value; must be "Disabled"',
    );
  });
});
