/** From Microsoft's own files to what a policy is said to serve. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { benchmarkControls, controlsOf, controlTags, inOrder } from "../policies/core/frameworks";
import { metadata } from "../policies/core/pulumi/metadata";
import type { Policy } from "../policies/core/policy";
import { make } from "../tools/frameworks/main";
import { sources } from "../tools/frameworks/initiatives";

const definition = (name: string, rest: object) => ({
  name,
  properties: {
    displayName: `Definition ${name}`,
    policyRule: { then: { effect: "[parameters('effect')]" } },
    ...rest,
  },
});
const effect = (given: object) => ({ parameters: { effect: given } });

const definitions = [
  definition("a", effect({ defaultValue: "Audit", allowedValues: ["Audit", "Deny"] })),
  definition("b", effect({ allowedValues: ["deny", "Disabled"] })),
  definition("c", { policyRule: { then: { effect: "modify" } } }),
  definition("unwanted", {}),
];

/** What the initiatives of a framework say of definitions: by id, the names of groups. */
const groups: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "1f3afdf9-d0c9-4c3d-847f-89da613e70a8": {
    a: ["Azure_Security_Benchmark_v3.0_NS-10", "Azure_Security_Benchmark_v3.0_NS-2"],
    unwanted: ["Azure_Security_Benchmark_v3.0_NS-1"],
  },
  "e3ec7e09-768c-4b64-882c-fcada3772047": {
    a: ["Azure_Security_Benchmark_v3.0_NS-2", "Azure_Security_Benchmark_v3.0_AI-1"],
    b: ["Azure_Security_Benchmark_v3.0_NS-2"],
  },
  "a169a624-5599-4385-a696-c8d643089fab": { a: ["hipaa-0101.00a1Organizational.123-00.a"] },
  "60205a79-6280-4e20-a147-e2011e09dc78": {
    a: ["NIST_SP_800-53_R5.1.1_SC.7.3", "NIST_SP_800-53_R5.1.1_AC.4"],
  },
  "7326812a-86a4-40c8-af7c-8945de9c4913": { a: ["EU_GDPR_2016_679_Art._24", "another_group"] },
  "184a0e05-7b06-4a68-bbbe-13b8353bc613": { a: ["NIST_CSF_v2.0_PR.AA_05"] },
  "8791506a-dec4-497a-a83f-3abfde37c400": { a: ["CSA_v4.0.12_IAM_01"] },
};

const crosswalk = {
  controls: {
    "NS-2": { title: "-", "NIST SP 800-53 Rev. 4": ["SC-7", "AC-4"], "PCI DSS v3.2.1": [] },
    "NS-10": { title: "-", "CIS Controls v8": ["4.10", "4.9"] },
  },
};

describe("the data of frameworks", () => {
  let root: string;
  const write = (file: string, content: unknown) => {
    const target = path.join(root, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, JSON.stringify(content));
  };
  const initiative = (name: string, of: (typeof groups)[string] = {}) => ({
    name,
    properties: {
      policyDefinitions: Object.entries(of).map(([id, groupNames]) => ({
        policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${id}`,
        groupNames,
      })),
      policyDefinitionGroups: [...new Set(Object.values(of).flat())].map((group) => ({
        name: group,
      })),
    },
  });
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), "azure-policy-"));
    const builtIn = "checkout/built-in-policies";
    for (const one of definitions) write(`${builtIn}/policyDefinitions/Some/${one.name}.json`, one);
    for (const id of Object.values(sources).flatMap((one) => one.initiatives))
      write(`${builtIn}/policySetDefinitions/Some/${id}.json`, initiative(id, groups[id]));
    // A sovereign cloud's initiative has the same id.
    const [id = "", of = {}] = Object.entries(groups)[0] ?? [];
    const other = Object.fromEntries(Object.keys(of).map((one) => [one, []]));
    write(`${builtIn}/policySetDefinitions/Azure Government/${id}.json`, initiative(id, other));
    write("crosswalk.json", crosswalk);
  });
  afterEach(() => fs.rmSync(root, { recursive: true }));
  const made = (...ids: string[]) =>
    make(path.join(root, "checkout"), path.join(root, "crosswalk.json"), ids);

  it("are names, effects, and the controls that initiatives name, as each framework writes them", () => {
    const { definitions: all } = JSON.parse(made("c", "a", "b", "a")) as { definitions: object };
    assert.deepEqual(Object.entries(all), [
      [
        "a",
        {
          name: "Definition a",
          effect: "Audit",
          controls: {
            MCSB: "AI-1, NS-2, NS-10",
            "HIPAA HITRUST": "0101.00a1Organizational.123-00.a",
            "NIST CSF 2.0": "PR.AA-05",
            "EU GDPR": "Art. 24",
            "CSA CCM 4.0.12": "IAM-01",
            "NIST SP 800-53 R5.1.1": "AC-4, SC-7(3)",
          },
        },
      ],
      ["b", { name: "Definition b", effect: "Deny or Disabled", controls: { MCSB: "NS-2" } }],
      ["c", { name: "Definition c", effect: "Modify", controls: {} }],
    ]);
  });

  it("have the crosswalk of the benchmark, and its controls that only an initiative knows", () => {
    const { benchmark } = JSON.parse(made("b")) as { benchmark: object };
    assert.deepEqual(Object.entries(benchmark), [
      ["AI-1", {}],
      ["NS-1", {}],
      ["NS-2", { "NIST SP 800-53 R4": "AC-4, SC-7" }],
      ["NS-10", { "CIS Controls 8": "4.9, 4.10" }],
    ]);
  });

  it("are the same in whatever order the ids come, one line each", () => {
    const text = made("a", "b", "c");
    assert.equal(made("c", "b", "a"), text);
    assert.equal(text.split("\n").filter((line) => /^ {4}"[abc]": \{.*\},?$/.test(line)).length, 3);
  });

  it("are not made without what is asked for", () => {
    assert.throws(() => made("a", "lost"), { message: "Not in the checkout: lost" });
    const gone = "4054785f-702b-4a98-9215-009cbd58b141";
    fs.rmSync(
      path.join(root, "checkout/built-in-policies/policySetDefinitions/Some", `${gone}.json`),
    );
    assert.throws(() => made("a"), { message: `Not in the checkout: ${gone}` });
  });
});

describe("the controls of a policy", () => {
  // Key vaults: NS-2, by the benchmark alone.
  const direct = { azurePolicy: ["405c5871-3e91-4644-8a63-58e19d68ff5b"] };

  it("are direct where a built-in is mapped, and derived through the benchmark", () => {
    const policy = { ...direct, mcsb: ["NS-10"] };
    const { direct: mapped, derived } = controlsOf(policy);
    assert.deepEqual([...mapped], [["MCSB", ["NS-2"]]]);
    assert.deepEqual(
      [...derived],
      [
        ["MCSB", ["NS-10"]],
        ["NIST SP 800-53 R4", ["AC-4", "SC-2", "SC-7", "SC-20", "SC-21"]],
        ["PCI DSS 3.2.1", ["1.1", "1.2", "1.3"]],
        ["CIS Controls 8", ["3.12", "4.4", "4.9", "9.2"]],
      ],
    );
    assert.deepEqual(benchmarkControls({ direct: mapped, derived }), ["NS-2", "NS-10"]);
  });

  it("are none where nothing is mapped", () => {
    const idle = { azurePolicy: ["679ddf89-ab8f-48a5-9029-e76054077449"] };
    for (const policy of [{}, { azurePolicy: [], mcsb: [] }, { azurePolicy: ["unknown"] }, idle]) {
      const served = controlsOf(policy);
      assert.equal(served.direct.size + served.derived.size, 0);
      assert.deepEqual(controlTags(served), []);
    }
    // The crosswalk is of the first version, which has no AI domain.
    assert.deepEqual([...controlsOf({ mcsb: ["AI-2"] }).derived], [["MCSB", ["AI-2"]]]);
  });

  it("are not derived where they are direct", () => {
    // A built-in that an initiative maps to NIST SP 800-53 R4 itself, and the crosswalk too.
    const policy = { azurePolicy: ["45e05259-1eb5-4f70-9574-baf73e9d219b"] };
    const { direct: mapped, derived } = controlsOf(policy);
    assert.ok(mapped.get("NIST SP 800-53 R4")?.includes("SC-7"));
    assert.deepEqual(derived.get("NIST SP 800-53 R4"), ["SC-2"]);
  });

  it("become tags while lists fit whole, 20 at most", () => {
    const many = { azurePolicy: ["640d2586-54d2-465f-877f-9ffc1d2109f4"], mcsb: ["NS-1"] };
    const { direct: mapped, derived } = controlsOf(many);
    const tags = controlTags({ direct: mapped, derived });
    assert.ok(tags.length <= 20);
    assert.deepEqual(tags.slice(0, 6), [
      "MCSB:DP-2",
      "MCSB:IR-3",
      "MCSB:IR-5",
      "MCSB:LT-1",
      "MCSB:LT-2",
      "MCSB:NS-1",
    ]);
    const lists = [mapped, derived];
    for (const framework of new Set(tags.map((tag) => tag.split(":")[0] ?? ""))) {
      const shown = tags.filter((tag) => tag.startsWith(`${framework}:`));
      const lengths = lists.map((list) => list.get(framework)?.length ?? 0);
      const [one = 0, other = 0] = lengths;
      assert.ok([one, other, one + other].includes(shown.length), framework);
    }
  });

  it("are in the order of their numbers, each once", () => {
    assert.deepEqual(inOrder(["16.06", "16.6", "8.5"]), ["8.5", "16.06", "16.6"]);
    assert.deepEqual(inOrder(["AC-17", "AC-2(12)", "AC-2", "AC-2(2)", "AC-2"]), [
      "AC-2",
      "AC-2(2)",
      "AC-2(12)",
      "AC-17",
    ]);
  });

  it("are what Pulumi is told: the benchmark as the framework, the others as tags", () => {
    const policy = { ...direct, mcsb: ["NS-10"], parameters: {} } as unknown as Policy;
    const { framework, tags } = metadata(policy);
    assert.deepEqual(framework, {
      name: "Microsoft cloud security benchmark",
      version: "v1 and v2 (preview)",
      reference: "https://learn.microsoft.com/security/benchmark/azure/overview",
      specification: "NS-2, NS-10",
    });
    assert.deepEqual(tags.slice(0, 3), ["MCSB:NS-2", "MCSB:NS-10", "NIST SP 800-53 R4:AC-4"]);
    assert.equal(metadata({ parameters: {} } as unknown as Policy).framework, undefined);
  });
});
