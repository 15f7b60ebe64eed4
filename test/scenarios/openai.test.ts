/** Who violates the policies about model deployments and content filters, and who does not. */
import assert from "node:assert/strict";
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as machinelearningservices from "@pulumi/azure-native/machinelearningservices";
import { judgeProgram, judging, offline, unknown } from "../support/judge";

const account = { resourceGroupName: "rg", accountName: "oai" };
const endpoint = { resourceGroupName: "rg", workspaceName: "hub", endpointName: "Azure.OpenAI" };
const mlKinds = [
  "machinelearningservices:EndpointDeployment",
  "machinelearningservices:ConnectionDeployment",
];
const gpt = { format: "OpenAI", name: "gpt-5.1", version: "2025-11-13" };

describe("openai-deployment-require-content-filter", () => {
  const policy = "openai-deployment-require-content-filter";
  const says = judging(policy, "cognitiveservices:Deployment");
  const absent = "properties.raiPolicyName: not set; must be set";

  it("judges deployments, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      const { name } = new cognitiveservices.RaiPolicy("strict", account);
      const filter = name.apply((one) => one ?? "");
      new cognitiveservices.Deployment("named", {
        ...account,
        properties: { model: gpt, raiPolicyName: filter },
      });
      new cognitiveservices.Deployment("default", { ...account, properties: { model: gpt } });
      new machinelearningservices.EndpointDeployment("hub", {
        ...endpoint,
        properties: { type: "Azure.OpenAI", model: gpt },
      });
    });
    assert.deepEqual(said, { default: absent, hub: absent });
  });

  it("takes blank, null and what is no name for absent", async () => {
    for (const [raiPolicyName, found] of [
      ["", "blank"],
      [" \t", "blank"],
      [null, "not set"],
      [true, "true"],
      [{}, "not a valid value"],
    ] as const)
      assert.equal(
        await says({ properties: { model: gpt, raiPolicyName } }),
        `properties.raiPolicyName: ${found}; must be set`,
      );
    assert.equal(await says({ accountName: "oai" }), absent);
  });

  it("takes a name that is not known yet for one", async () => {
    for (const raiPolicyName of [unknown, offline])
      assert.equal(await says({ properties: { model: gpt, raiPolicyName } }), "met");
  });

  it("does not decide when the properties as a whole are not known: a name may be missing there", async () => {
    assert.equal(await says({ properties: unknown }), "undecided: inside properties");
  });

  it("is not about models without a filter on text", async () => {
    for (const name of [
      "text-embedding-3-large",
      "Cohere-embed-v3-english",
      "Cohere-rerank-v3.5",
      "WHISPER",
      "tts-hd",
      "gpt-4o-mini-tts",
      "gpt-4o-transcribe",
    ])
      assert.equal(await says({ properties: { model: { name } } }), "met", name);
    for (const name of ["gpt-5.1", "gpt-image-1", "DeepSeek-R1", "", undefined])
      assert.equal(await says({ properties: { model: { name } } }), absent, name);
  });

  it("exempts the models that the configuration names, instead", async () => {
    const config = { exemptModels: ["gpt-image-*"] };
    const model = (name: string) => ({ properties: { model: { name } } });
    assert.equal(await says(model("gpt-image-1"), { config }), "met");
    assert.equal(await says(model("text-embedding-3-large"), { config }), absent);
  });

  it("does not decide an unknown model without a named filter", async () => {
    assert.equal(
      await says({ properties: { model: { name: unknown } } }),
      "undecided: properties.model.name",
    );
    assert.equal(await says({ properties: { model: unknown, raiPolicyName: "strict" } }), "met");
  });

  it("judges, of machine learning hubs, the deployments of Azure OpenAI alone", async () => {
    for (const kind of mlKinds) {
      const of = (type: unknown) => says({ properties: { type, model: gpt } }, {}, kind);
      assert.equal(await of("Azure.OpenAI"), absent);
      assert.equal(await of("azure.openai"), absent);
      assert.equal(await of("Azure.Speech"), "met");
      assert.equal(await of(undefined), "met");
      assert.equal(await of(unknown), "undecided: properties.type");
    }
  });
});

describe("openai-deployment-restrict-capacity", () => {
  const policy = "openai-deployment-restrict-capacity";
  const says = judging(policy, "cognitiveservices:Deployment");
  const wrong = (found: unknown, path = "sku.capacity", limit = 300) =>
    `${path}: ${String(found)}; must be a number up to ${limit}`;
  const sku = (name: unknown, capacity?: unknown) => ({
    sku: { name, ...(capacity !== undefined && { capacity }) },
  });

  it("judges deployments, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      const deploy = (name: string, given?: cognitiveservices.DeploymentArgs["sku"]) =>
        new cognitiveservices.Deployment(name, {
          ...account,
          properties: { model: gpt },
          ...(given && { sku: given }),
        });
      deploy("capped", { name: "GlobalStandard", capacity: 300 });
      deploy("wide", { name: "GlobalStandard", capacity: 301 });
      deploy("open", { name: "DataZoneStandard" });
      deploy("none");
      new machinelearningservices.ConnectionDeployment("hub", {
        resourceGroupName: "rg",
        workspaceName: "hub",
        connectionName: "oai",
        properties: { type: "Azure.OpenAI", model: gpt, sku: { name: "Standard", capacity: 5000 } },
      });
    });
    assert.deepEqual(said, {
      wide: wrong(301),
      open: wrong("not set"),
      none: wrong("not set"),
      hub: wrong(5000, "properties.sku.capacity"),
    });
  });

  it("has a limit of its own for provisioned throughput, whose capacity Azure requires", async () => {
    const config = { maxCapacity: 10, maxProvisionedCapacity: 100 };
    for (const name of [
      "ProvisionedManaged",
      "globalprovisionedmanaged",
      "DataZoneProvisionedManaged",
    ]) {
      assert.equal(await says(sku(name, 100), { config }), "met");
      assert.equal(await says(sku(name, 101), { config }), wrong(101, "sku.capacity", 100));
      assert.equal(await says(sku(name), { config }), "met");
    }
    assert.equal(await says(sku("Standard", 11), { config }), wrong(11, "sku.capacity", 10));
  });

  it("is not about batches, which have no rate", async () => {
    for (const name of ["GlobalBatch", "DataZoneBatch"]) {
      assert.equal(await says(sku(name, 100_000)), "met");
      assert.equal(await says(sku(name)), "met");
    }
  });

  it("takes a SKU without a name, and one it does not know, for pay as you go", async () => {
    for (const name of [undefined, null, "", 7, "DeveloperTier"]) {
      assert.equal(await says(sku(name, 301)), wrong(301));
      assert.equal(await says(sku(name, 300)), "met");
      assert.equal(await says(sku(name)), wrong("not set"));
    }
  });

  it("takes a capacity of a wrong type for absent", async () => {
    assert.equal(await says(sku("Standard", "50")), wrong("another value"));
    assert.equal(await says({ sku: "Standard" }), wrong("not set"));
  });

  it("reads the scale settings of older API versions, and names them", async () => {
    const token = "azure-native:cognitiveservices/v20221201:Deployment";
    const scale = (capacity: unknown) => ({
      properties: { model: gpt, scaleSettings: { scaleType: "Standard", capacity } },
    });
    assert.equal(await says(scale(100), {}, token), "met");
    assert.equal(
      await says(scale(301), {}, token),
      wrong(301, "properties.scaleSettings.capacity"),
    );
    assert.equal(
      await says(scale(unknown), {}, token),
      "undecided: properties.scaleSettings.capacity",
    );
    assert.equal(await says({ ...scale(5000), ...sku("Standard", 50) }, {}, token), "met");
    assert.equal(await says({ ...scale(50), ...sku("Standard", 5000) }, {}, token), wrong(5000));
  });

  it("does not decide what is unknown", async () => {
    assert.equal(await says(sku("Standard", unknown)), "undecided: sku.capacity");
    assert.equal(await says(sku(unknown, 301)), "undecided: sku.name");
    assert.equal(await says(sku(unknown)), "undecided: sku.name");
    assert.equal(await says(sku(unknown, unknown)), "undecided: sku.name");
    assert.equal(await says({ sku: unknown }), "undecided: inside sku");
  });

  it("accepts a capacity below every limit, whatever the SKU turns out to be", async () => {
    const config = { maxCapacity: 100, maxProvisionedCapacity: 50 };
    assert.equal(await says(sku(unknown, 300)), "met");
    assert.equal(await says(sku(unknown, 50), { config }), "met");
    assert.equal(await says(sku(unknown, 51), { config }), "undecided: sku.name");
    const token = "azure-native:cognitiveservices/v20221201:Deployment";
    const scaled = (capacity: number) => ({
      ...sku(unknown),
      properties: { model: gpt, scaleSettings: { scaleType: "Standard", capacity } },
    });
    assert.equal(await says(scaled(50), { config }, token), "met");
    assert.equal(await says(scaled(51), { config }, token), "undecided: sku.name");
  });

  it("judges, of machine learning hubs, the deployments of Azure OpenAI alone, by their own SKU", async () => {
    for (const kind of mlKinds) {
      const of = (type: string, inner: object, outer: object = {}) =>
        says({ properties: { type, ...inner }, ...outer }, {}, kind);
      assert.equal(await of("Azure.OpenAI", sku("Standard", 50)), "met");
      assert.equal(
        await of("Azure.OpenAI", sku("Standard", 500), sku("Standard", 50)),
        wrong(500, "properties.sku.capacity"),
      );
      assert.equal(await of("Azure.ContentSafety", sku("Standard", 500)), "met");
    }
  });

  it("tells a limit that is none, and judges by the default", async () => {
    assert.equal(
      await says(sku("Standard", 301), { config: { maxCapacity: "1000" } }),
      `configuration: maxCapacity: must be a number\n${wrong(301)}`,
    );
  });
});

type Filter = Record<string, unknown>;
const categories = ["Hate", "Sexual", "Violence", "Selfharm"];
/** The eight entries; `change` alters those it returns something for, by index. */
const filters = (change: (index: number) => Filter | undefined = () => undefined): Filter[] =>
  categories
    .flatMap((name) => ["Prompt", "Completion"].map((source) => ({ name, source })))
    .map((pair, index) => ({
      ...pair,
      enabled: true,
      blocking: true,
      severityThreshold: "Medium",
      ...change(index),
    }));
const raiKinds = [
  "cognitiveservices:RaiPolicy",
  "cognitiveservices:SubscriptionRaiPolicy",
  "machinelearningservices:RaiPolicy",
  "machinelearningservices:ConnectionRaiPolicy",
];
const rai = (contentFilters: unknown, others: object = {}) => ({
  properties: { contentFilters, ...others },
});

describe("openai-rai-policy-require-harm-filters", () => {
  const policy = "openai-rai-policy-require-harm-filters";
  const says = judging(policy, "cognitiveservices:RaiPolicy");
  const missing = (...pairs: string[]) =>
    `properties.contentFilters: no entry for ${pairs.join(", ")}; must be an enabled, blocking entry for each`;
  const all = categories.flatMap((name) => [`${name} in Prompt`, `${name} in Completion`]);
  const entry = (index: number, text: string) => `properties.contentFilters[${index}].${text}`;

  it("judges every policy, as the SDK registers it, used or not", async () => {
    const said = await judgeProgram(policy, () => {
      new cognitiveservices.RaiPolicy("strict", {
        ...account,
        properties: { contentFilters: filters() },
      });
      new cognitiveservices.RaiPolicy("lax", {
        ...account,
        properties: { basePolicyName: "Microsoft.DefaultV2", mode: "Default" },
      });
      new machinelearningservices.RaiPolicy("hub", {
        ...endpoint,
        properties: {
          contentFilters: [{ name: "Hate", source: "Prompt", enabled: true, blocking: true }],
        },
      });
    });
    assert.deepEqual(said, { lax: missing(...all), hub: missing(...all.slice(1)) });
  });

  it("judges all four kinds alike", async () => {
    for (const kind of raiKinds) {
      assert.equal(await says(rai(filters()), {}, kind), "met");
      assert.equal(await says(rai([]), {}, kind), missing(...all));
    }
  });

  it("names every entry that is missing", async () => {
    assert.equal(
      await says(rai(filters().slice(2, 7))),
      missing("Hate in Prompt", "Hate in Completion", "Selfharm in Completion"),
    );
    assert.equal(
      await says(rai(filters((index) => (index === 1 ? { source: "Prompt" } : undefined)))),
      missing("Hate in Completion"),
    );
  });

  it("compares names and sources in any spelling", async () => {
    const spellings = ["HATE", "sexual", "Violence ", "self-harm"];
    const respelled = filters((index) => ({
      name: spellings[index >> 1],
      source: index % 2 === 0 ? "prompt" : "COMPLETION",
    }));
    assert.equal(await says(rai(respelled)), "met");
    for (const name of ["Self_harm", "Self harm", "SelfHarm"])
      assert.equal(await says(rai(filters((index) => (index > 5 ? { name } : undefined)))), "met");
  });

  it("wants entries that are enabled and block, in so many words", async () => {
    const change = (changed: Filter) =>
      says(rai(filters((index) => (index === 3 ? changed : undefined))));
    assert.equal(await change({ enabled: false }), entry(3, "enabled: false; must be true"));
    assert.equal(await change({ enabled: undefined }), entry(3, "enabled: not set; must be true"));
    assert.equal(await change({ blocking: false }), entry(3, "blocking: false; must be true"));
    assert.equal(await change({ blocking: "true" }), entry(3, 'blocking: "true"; must be true'));
    assert.equal(await change({ blocking: null }), entry(3, "blocking: not set; must be true"));
    assert.equal(
      await change({ action: "Annotating" }),
      entry(3, 'action: "Annotating"; must be "BLOCKING"'),
    );
    assert.equal(await change({ action: "NONE" }), entry(3, 'action: "NONE"; must be "BLOCKING"'));
    for (const action of ["BLOCKING", "hitl", "RETRY"])
      assert.equal(await change({ action }), "met");
    assert.equal(
      await change({ enabled: false, blocking: false }),
      `${entry(3, "enabled: false; must be true")}\n${entry(3, "blocking: false; must be true")}`,
    );
  });

  it("lets no second entry undo the first", async () => {
    const second = { name: "Hate", source: "Prompt", enabled: false, blocking: true };
    assert.equal(await says(rai([...filters(), second])), entry(8, "enabled: false; must be true"));
  });

  it("is not about other filters and other directions", async () => {
    const others = [
      { name: "Jailbreak", source: "Prompt", enabled: false },
      { name: "Hate", source: "PreToolCall", enabled: false },
      { name: "Profanity" },
      {},
      null,
      "Hate",
    ];
    assert.equal(await says(rai([...filters(), ...others])), "met");
  });

  it("accepts missing entries of a policy on Microsoft's default, if so configured, not disabled ones", async () => {
    const config = { trustBasePolicy: true };
    for (const basePolicyName of ["Microsoft.DefaultV2", "microsoft.default"])
      assert.equal(await says(rai([], { basePolicyName }), { config }), "met");
    assert.equal(await says(rai([], { basePolicyName: "mine" }), { config }), missing(...all));
    assert.equal(await says(rai([]), { config }), missing(...all));
    assert.equal(
      await says(rai([], { basePolicyName: unknown }), { config }),
      "undecided: properties.basePolicyName",
    );
    const [hate] = filters();
    assert.equal(
      await says(rai([{ ...hate, enabled: false }], { basePolicyName: "Microsoft.DefaultV2" }), {
        config,
      }),
      entry(0, "enabled: false; must be true"),
    );
  });

  it("judges what is known beside what is not", async () => {
    const partly = filters((index) =>
      index === 0 ? { name: unknown } : index === 5 ? { blocking: false } : undefined,
    );
    assert.equal(await says(rai(partly)), entry(5, "blocking: false; must be true"));
    assert.equal(
      await says(
        rai(filters((index) => (index === 0 ? { enabled: unknown, blocking: false } : undefined))),
      ),
      entry(0, "blocking: false; must be true"),
    );
  });

  it("does not decide whether an entry is missing while one has no known name or source", async () => {
    const [hate, ...others] = filters();
    for (const [first, path] of [
      [{ ...hate, name: unknown }, "[0].name"],
      [{ ...hate, source: unknown }, "[0].source"],
    ] as const)
      assert.equal(
        await says(rai([first, ...others])),
        `undecided: properties.contentFilters${path}`,
      );
    assert.equal(
      await says(rai([unknown, ...others])),
      "undecided: inside properties.contentFilters[0]",
    );
    assert.equal(await says(rai(unknown)), "undecided: properties.contentFilters");
    assert.equal(await says({ properties: unknown }), "undecided: inside properties");
  });

  it("does not decide about filters that are given as acs, in place of the list", async () => {
    const open =
      "undecided: properties.acs: the filters are given in a form that this policy does not read";
    const acs = { filters: [] };
    for (const kind of raiKinds)
      for (const list of [undefined, null, []])
        assert.equal(await says(rai(list, { acs }), {}, kind), open);
    assert.equal(await says(rai(filters(), { acs })), "met");
    assert.equal(await says(rai(filters(), { acs: unknown })), "met");
    assert.equal(await says(rai(filters().slice(1), { acs })), missing("Hate in Prompt"));
    assert.equal(await says(rai(undefined, { acs: unknown })), "undecided: properties.acs");
    for (const malformed of [null, "acs", true])
      assert.equal(await says(rai(undefined, { acs: malformed })), missing(...all));
    // The provider drops what an API version does not know.
    for (const type of ["RaiPolicy", "SubscriptionRaiPolicy"]) {
      const says2 = (version: string) =>
        says(rai(undefined, { acs }), {}, `azure-native:cognitiveservices/${version}:${type}`);
      for (const version of ["v20250601", "v20260701", "v20260515preview"])
        assert.equal(await says2(version), missing(...all), version);
      assert.equal(await says2("v20260915preview"), open);
    }
  });

  it("does not let a filter of another name stand for the missing entry", async () => {
    const jailbreak = { name: "Jailbreak", source: unknown };
    assert.equal(await says(rai([jailbreak, ...filters().slice(1)])), missing("Hate in Prompt"));
  });

  it("takes filters of a wrong type for none", async () => {
    for (const malformed of [undefined, null, "Hate", 8, true])
      assert.equal(await says(rai(malformed, { mode: "Default" })), missing(...all));
    assert.equal(await says({ accountName: "oai" }), missing(...all));
  });
});

describe("openai-rai-policy-restrict-harm-threshold", () => {
  const policy = "openai-rai-policy-restrict-harm-threshold";
  const says = judging(policy, "cognitiveservices:RaiPolicy");
  const hate = { name: "Hate", source: "Prompt", enabled: true, blocking: true };
  const only = (changed: Filter) => says(rai([{ ...hate, ...changed }]));
  const wrong = (found: string, name = "severityThreshold", wanted = '"Low" or "Medium"') =>
    `properties.contentFilters[0].${name}: ${found}; must be ${wanted}`;

  it("judges policies, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      const policyOf = (name: string, severityThreshold: string) =>
        new cognitiveservices.RaiPolicy(name, {
          ...account,
          properties: { contentFilters: [{ ...hate, severityThreshold }] },
        });
      policyOf("low", "Low");
      policyOf("medium", cognitiveservices.ContentLevel.Medium);
      policyOf("high", cognitiveservices.ContentLevel.High);
      new machinelearningservices.RaiPolicy("hub", {
        ...endpoint,
        properties: { contentFilters: [{ ...hate, allowedContentLevel: "High" }] },
      });
    });
    assert.deepEqual(said, { high: wrong('"High"'), hub: wrong('"High"', "allowedContentLevel") });
  });

  it("does not decide about filters that are given as acs, in place of the list", async () => {
    assert.equal(
      await says(rai(undefined, { acs: {} })),
      "undecided: properties.acs: the filters are given in a form that this policy does not read",
    );
    assert.equal(await says(rai(filters(), { acs: {} })), "met");
    assert.equal(
      await says(rai([{ ...hate, severityThreshold: "High" }], { acs: {} })),
      wrong('"High"'),
    );
  });

  it("accepts thresholds by their order, in any case, and no other text", async () => {
    for (const severityThreshold of ["low", "MEDIUM"])
      assert.equal(await only({ severityThreshold }), "met");
    assert.equal(await only({ severityThreshold: "Safe" }), wrong("another value"));
    assert.equal(await only({ severityThreshold: "" }), wrong("blank"));
    for (const [severityThreshold, found] of [
      [undefined, "not set"],
      [null, "not set"],
      [2, "2"],
    ] as const)
      assert.equal(await only({ severityThreshold }), wrong(found));
  });

  it("is about enabled entries of harm, in every direction", async () => {
    const severityThreshold = "High";
    for (const name of ["hate", "Sexual", "VIOLENCE", "self_harm"])
      assert.equal(await only({ name, severityThreshold }), wrong('"High"'));
    assert.equal(await only({ source: "PostToolCall", severityThreshold }), wrong('"High"'));
    assert.equal(await only({ source: undefined, severityThreshold }), wrong('"High"'));
    assert.equal(await only({ name: "Profanity", severityThreshold }), "met");
    // Those are the finding of openai-rai-policy-require-harm-filters.
    assert.equal(await only({ enabled: false, severityThreshold }), "met");
    assert.equal(await only({ enabled: undefined, severityThreshold }), "met");
    assert.equal(await says({ accountName: "oai" }), "met");
  });

  it("takes the laxest threshold from the configuration", async () => {
    const high = rai([{ ...hate, severityThreshold: "High" }]);
    const medium = rai([{ ...hate, severityThreshold: "Medium" }]);
    assert.equal(await says(high, { config: { maxThreshold: "High" } }), "met");
    assert.equal(
      await says(medium, { config: { maxThreshold: "Low" } }),
      wrong('"Medium"', "severityThreshold", '"Low"'),
    );
    assert.equal(
      await says(medium, { config: { maxThreshold: "low" } }),
      `configuration: maxThreshold: must be one of Low, Medium, High\nmet`,
    );
  });

  it("reads the older name of the threshold, and tells it", async () => {
    const token = "azure-native:cognitiveservices/v20231001preview:RaiPolicy";
    const of = (filter: Filter) => says(rai([{ ...hate, ...filter }]), {}, token);
    assert.equal(await of({ allowedContentLevel: "Medium" }), "met");
    assert.equal(await of({ allowedContentLevel: "High" }), wrong('"High"', "allowedContentLevel"));
    assert.equal(
      await of({ allowedContentLevel: unknown }),
      "undecided: properties.contentFilters[0].allowedContentLevel",
    );
  });

  it("reads no other name on machine learning hubs, and tells it where it is missing", async () => {
    for (const kind of raiKinds.slice(2)) {
      const of = (filter: Filter) => says(rai([{ ...hate, ...filter }]), {}, kind);
      assert.equal(await of({ allowedContentLevel: "Low" }), "met");
      assert.equal(await of({}), wrong("not set", "allowedContentLevel"));
      assert.equal(
        await of({ allowedContentLevel: "High", severityThreshold: "Low" }),
        wrong('"High"', "allowedContentLevel"),
      );
    }
  });

  it("lists every entry, and what is unknown in one does not hide another", async () => {
    const path = (indexes: string) => `properties.contentFilters[${indexes}].severityThreshold`;
    const mixed = filters((index) =>
      index === 0
        ? { severityThreshold: unknown }
        : index > 5
          ? { severityThreshold: "High" }
          : undefined,
    );
    const end = '"High"; must be "Low" or "Medium"';
    assert.equal(await says(rai([unknown, ...mixed])), `${path("7…8")}: ${end}`);
  });

  it("does not decide what is unknown, unless the threshold will do for any entry", async () => {
    const path = "undecided: properties.contentFilters[0]";
    assert.equal(await only({ severityThreshold: unknown }), `${path}.severityThreshold`);
    assert.equal(await only({ severityThreshold: offline }), `${path}.severityThreshold`);
    assert.equal(await only({ name: unknown, severityThreshold: "High" }), `${path}.name`);
    assert.equal(await only({ enabled: unknown, severityThreshold: "High" }), `${path}.enabled`);
    assert.equal(await only({ name: unknown, enabled: unknown, severityThreshold: "Low" }), "met");
    assert.equal(await only({ enabled: false, severityThreshold: unknown }), "met");
    assert.equal(await says(rai(unknown)), "undecided: properties.contentFilters");
  });
});
