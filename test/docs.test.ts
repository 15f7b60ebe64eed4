/** What the generated pages say, and that drift from them is seen. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { allPolicies, policiesByDomain } from "../policies/all";
import { resourcePolicy, stackPolicy, example } from "../policies/core/define";
import { controlsOf } from "../policies/core/frameworks";
import { readSettings } from "../policies/core/config/settings";
import { readParameters } from "../policies/core/config/parameters";
import type { Example, Policy } from "../policies/core/policy";
import { configFileSchema } from "../tools/docs/config-schema";
import { drift, generate, write } from "../tools/docs/generate";
import { overviewPage, readme } from "../tools/docs/overview";
import { policyPage } from "../tools/docs/policy-page";
import { kindsOf, reasonProblems, reasons, spellingsPage } from "../tools/docs/spellings";
import { yaml } from "../tools/docs/yaml";

// Both come with the linter and the test runner.
const { load } = require("js-yaml") as { load: (text: string) => unknown };
const Ajv = require("ajv") as new () => { compile: (schema: object) => (data: unknown) => boolean };

const sample = resourcePolicy({
  name: "ml-workspace-require-nothing",
  kind: "machinelearningservices:Workspace",
  title: "Workspaces *are* <fine>",
  severity: "low",
  level: "advisory",
  azurePolicy: [
    "405c5871-3e91-4644-8a63-58e19d68ff5b",
    { id: "84d327c3-164a-4685-b453-900478614456", remark: "asks for *more*" },
  ],
  mcsb: ["NS-10"],
  why: "Otherwise something bad happens. It happens to all.",
  docs: "https://learn.microsoft.com/azure/machine-learning",
  parameters: { limit: { type: "number", default: 3, description: "How many." } },
  property: (workspace) => workspace.identity.type,
  mustBe: ["SystemAssigned", "UserAssigned"],
  absent: "violates",
  remediate: true,
  fix: "Set identity.type to SystemAssigned.",
  examples: {
    good: [{ identity: { type: "SystemAssigned" }, description: "costs ${price}" }],
    bad: [{ resourceGroupName: "rg" }],
  },
});

describe("the page of a policy", () => {
  it("says all that the policy says", () => {
    assert.equal(policyPage(sample, "identity"), expectedPage);
  });

  it("of a stack names the resource that violates and what may be provided elsewhere", () => {
    const policy = stackPolicy({
      name: "ml-workspace-require-company",
      kind: "machinelearningservices:Workspace",
      title: "Workspaces are not alone",
      severity: "low",
      level: "mandatory",
      why: "Otherwise they are alone.",
      docs: "https://learn.microsoft.com/azure/machine-learning",
      elsewhere: "private-dns",
      *findings(_, { subject, stack }) {
        const [endpoint] = stack.of("network:PrivateEndpoint");
        const links = stack.referrers(subject.kind, function* (all) {
          for (const from of all.of("network:PrivateEndpoint"))
            yield {
              from,
              ref: (from.props as unknown as { customNetworkInterfaceName: never })
                .customNetworkInterfaceName,
            };
        });
        if (!endpoint || links.certain(subject).length === 0) yield { found: "it is alone" };
      },
      fix: "Add somebody to the stack.",
      examples: {
        good: [
          [
            example("machinelearningservices:Workspace", {}, "ml"),
            example("network:PrivateEndpoint", { customNetworkInterfaceName: "${ml.id}" }, "pe"),
          ],
        ],
        bad: [[example("machinelearningservices:Workspace", { resourceGroupName: "rg" }, "ml")]],
      },
    });
    const text = policyPage(policy, "network");
    assert.match(text, /```text\nml: it is alone\n```/);
    assert.match(text, /"providedElsewhere": \[\s+"private-dns"\s+\]/);
    assert.match(text, /customNetworkInterfaceName: "\$\{ml\.id\}"/);
    assert.match(text, /relations to others of the stack/);
  });

  for (const policy of allPolicies)
    it(`shows the examples of ${policy.name} as they are, and what is wrong with the bad ones`, () => {
      const text = policyPage(policy, "domain");
      const printed = [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, block]) =>
        load((block ?? "").replaceAll("$${", () => "${")),
      );
      const { good, bad } = policy.examples;
      assert.deepEqual(
        printed,
        [...good, ...bad].map((one) => ({ resources: asResources(one) })),
      );
      const said = [...text.matchAll(/```text\n([^]*?)```/g)].map(([, block]) => block ?? "");
      assert.equal(said.length, bad.length);
      for (const one of said) assert.match(one, /\w/);
    });
});

describe("the generated files", () => {
  it("are the same every time", async () => {
    const [first, second] = [
      await generate(emptyRoot(), policiesByDomain),
      await generate(emptyRoot(), policiesByDomain),
    ];
    assert.deepEqual([...first], [...second]);
  });

  it("show each control of each policy in the page of its framework, direct and derived apart", async () => {
    const files = await generate(emptyRoot(), policiesByDomain);
    const cells = [...files]
      .filter(([file]) => /^docs\/frameworks\/(?!README)/.test(file))
      .flatMap(([, text]) => {
        const [, title = ""] = /^# (.*)$/m.exec(text) ?? [];
        const rows = [...text.matchAll(/^\| (?!Control|---)(.*?) \| (.*?) \| (.*?) \|$/gm)];
        return rows.flatMap(([, control = "", direct = "", derived = ""]) => [
          ...names(direct).map((name) => `${title} ${control} direct ${name}`),
          ...names(derived).map((name) => `${title} ${control} derived ${name}`),
        ]);
      });
    const controls = allPolicies
      .map(controlsOf)
      .flatMap(({ direct, derived }) => [...direct, ...derived])
      .flatMap(([, list]) => list);
    assert.equal(new Set(cells).size, controls.length);
    assert.ok(
      cells.includes(
        "Microsoft cloud security benchmark, v1 and v2 (preview) IM-1 direct ai-services-account-disable-local-auth",
      ),
    );
  });

  it("are checked: what is missing, changed or left over is named", async () => {
    const root = emptyRoot();
    const files = await generate(root, policiesByDomain);
    write(root, files);
    assert.deepEqual(drift(root, files), []);
    const [policy] = allPolicies;
    fs.rmSync(path.join(root, `docs/policies/${policy?.name}.md`));
    fs.appendFileSync(path.join(root, "docs/frameworks/mcsb.md"), "more\n");
    fs.writeFileSync(path.join(root, "docs/policies/gone.md"), "");
    assert.deepEqual(drift(root, files), [
      `docs/policies/${policy?.name}.md is missing`,
      "docs/frameworks/mcsb.md is out of date",
      "docs/policies/gone.md is of no policy any more",
    ]);
    write(root, files);
    assert.deepEqual(drift(root, files), []);
  });
});

describe("the page of spellings", () => {
  const { all, judged } = kindsOf(allPolicies);
  const page = spellingsPage(allPolicies);
  const rows = page.split("\n").filter((line) => /^\| `/.test(line));

  it("has a row for each kind that policies judge or look for", () => {
    const kinds = rows.map((row) => /^\| `([\w:]+)`/.exec(row)?.[1]);
    assert.deepEqual(kinds, all);
    for (const kind of allPolicies.flatMap((policy) => policy.kinds)) assert.ok(judged.has(kind));
    assert.ok(
      all.includes("monitor:DiagnosticSetting") && !judged.has("monitor:DiagnosticSetting"),
    );
  });

  it("knows a reason for each no, and no other", () => assert.deepEqual(reasonProblems(all), []));

  it("would miss a reason, and would see that one is obsolete", () => {
    const kind = "machinelearningservices:OnlineEndpoint";
    const { [kind]: gone, ...others } = reasons;
    assert.deepEqual(
      reasonProblems(all, others),
      gone?.in.map((one) => `${kind} is not judged as ${one}: say why in tools/docs/spellings.ts`),
    );
    const vault = { "keyvault:Vault": { in: ["azapi" as const], why: "-" } };
    assert.deepEqual(reasonProblems(all, { ...reasons, ...vault }), [
      "keyvault:Vault, azapi: the reason in tools/docs/spellings.ts is obsolete",
    ]);
    assert.equal(
      reasonProblems(all.filter((one) => one !== kind)).length,
      gone?.in.length,
      "a kind that nobody judges any more",
    );
  });

  it("has a cell for each spelling: yes, or the tokens", () => {
    const row = rows.find((one) => one.startsWith("| `keyvault:Vault`"));
    assert.equal(
      row,
      "| `keyvault:Vault` `Microsoft.KeyVault/vaults` | judged | yes | yes | yes | yes | yes | yes | `azure:keyvault/keyVault:KeyVault` | `azurerm_key_vault` |",
    );
    for (const one of rows) {
      const [, , , ...cells] = one.split(" | ");
      assert.equal(cells.length, 7);
    }
  });

  it("has a no exactly where a reason is given", () => {
    const given = Object.values(reasons).flatMap((one) => one.in);
    assert.equal(page.match(/no \(\[why\]\(#why-not\)\)/g)?.length, given.length);
    for (const kind of Object.keys(reasons)) assert.ok(page.includes(`- \`${kind}\`, `));
  });

  it("is linked from the overview and the README", () => {
    const readmeText = fs.readFileSync(path.join(__dirname, "../README.md"), "utf8");
    const overview = overviewPage(policiesByDomain);
    assert.match(readmeText, /\(docs\/spellings\.md\)/);
    assert.match(overview, /\(\.\.\/spellings\.md\)/);
    for (const name of ["pack-visibility", "pack-settings"]) {
      assert.ok(overview.includes(`\`${name}\``));
      assert.ok(readmeText.includes(name));
    }
  });
});

describe("the table in the README", () => {
  const same = (text: string) => Promise.resolve(text);

  it("is made between the markers; all else stays", async () => {
    const before = "# Pack\n\n<!-- policies -->\n\nold\n\n<!-- /policies -->\n\nThe end.\n";
    const after = await readme(before, { identity: [sample] }, same);
    assert.equal(
      after,
      `# Pack

<!-- policies -->

### Identity

| Policy | What holds | Severity | Level |
| --- | --- | --- | --- |
| [ml-workspace-require-nothing](docs/policies/ml-workspace-require-nothing.md) | Workspaces \\*are\\* \\<fine\\> | low | advisory |

<!-- /policies -->

The end.
`,
    );
    assert.equal(await readme(after, { identity: [sample] }, same), after);
  });

  it("needs its markers", async () => {
    await assert.rejects(readme("# Pack\n", {}, same), /README\.md lacks the markers/);
    await assert.rejects(
      readme("<!-- /policies --> <!-- policies -->", {}, same),
      /lacks the markers/,
    );
  });
});

describe("YAML", () => {
  const values = [
    null,
    true,
    0,
    -1.5,
    "",
    " ",
    "text",
    "true",
    "No",
    "null",
    "~",
    "12",
    "1e3",
    "0x1f",
    "2025-04-14",
    "12:30",
    "a: b",
    "a #b",
    "#a",
    "- a",
    "*",
    "*embed*",
    "&a",
    "!a",
    "%",
    "@a",
    "`a`",
    "a:",
    "key:value",
    "'",
    '"',
    "\\",
    "a\nb",
    "a\n",
    "a\n\nb\n",
    " a\nb",
    "a\n\n",
    "a \nb",
    "\n",
    "\t",
    "a\tb\nc",
    "é",
    "<policies>\n  <inbound>\n    <base />\n  </inbound>\n</policies>",
    "${a.id}",
    "{",
    "[",
    "a, b",
    "|",
    ">",
    "---",
    "?",
    "? a",
    "[secret]",
    "urn:pulumi:a::b",
    "y",
    "off",
    "\u0007",
    "a\u0000b\nc",
  ];
  it("is read as what was printed", () => {
    for (const value of values) {
      const nested = {
        [String(value) || "empty"]: value,
        list: [value, [value, value], { a: value, b: [value] }, {}, []],
      };
      assert.deepEqual(load(yaml(nested)), nested, yaml(nested));
    }
  });
});

describe("the schema of the configuration file", () => {
  const isValid = new Ajv().compile(configFileSchema(allPolicies));

  const valid: Readonly<Record<string, unknown>> = {
    nothing: {},
    "a level for all": { all: "advisory" },
    "a level": { "ml-workspace-require-private-endpoint": "mandatory" },
    "a level and a parameter": {
      "openai-deployment-restrict-capacity": { enforcementLevel: "mandatory", maxCapacity: 10 },
    },
    "a remediation": { "ai-services-account-disable-local-auth": "remediate" },
    "a level for what is out of sight": { "pack-visibility": "mandatory" },
    settings: {
      "pack-settings": {
        providedElsewhere: ["private-dns"],
        longestExemptionDays: 90,
        exemptions: [
          {
            policies: ["ml-compute-*", "ml-workspace-require-private-endpoint"],
            resources: [
              "urn:*",
              "urn:pulumi:*",
              "urn:pulumi:dev*",
              "urn:pulumi:dev::*",
              "urn:pulumi:*::sandbox::*",
              "urn:pulumi:dev::a::*$azure-native:storage:StorageAccount::a::b",
              { project: "a", stack: "*", name: "c*" },
            ],
            reason: "r",
            expires: "2027-03-31",
          },
        ],
      },
    },
  };
  for (const [what, config] of Object.entries(valid))
    it(`accepts ${what}`, () => assert.ok(isValid(config)));

  const exemption = { policies: ["*"], resources: ["urn:*"], reason: "r", expires: "2027-03-31" };
  const exempting = (changed: object) => ({
    "pack-settings": { exemptions: [{ ...exemption, ...changed }] },
  });
  const invalid: Readonly<Record<string, unknown>> = {
    "a policy that does not exist": { "ml-workspace-require-privat-endpoint": "mandatory" },
    "a level that does not exist": { all: "warn" },
    "remediate where nothing can be remedied": {
      "ml-workspace-require-private-endpoint": "remediate",
    },
    "remediate for what is out of sight": { "pack-visibility": "remediate" },
    "a parameter that does not exist": {
      "openai-deployment-restrict-capacity": { maxCapacty: 10 },
    },
    "a parameter of the wrong type": {
      "openai-deployment-restrict-capacity": { maxCapacity: "10" },
    },
    "a value that is not of the enumeration": {
      "openai-rai-policy-restrict-harm-threshold": { maxThreshold: "None" },
    },
    "a list without an entry": {
      "ai-services-account-require-diagnostic-logs": { requiredCategories: [] },
    },
    "a list with an entry twice": {
      "ai-services-account-require-diagnostic-logs": { requiredCategories: ["Audit", "Audit"] },
    },
    "a list with a word that does not exist": {
      "ml-workspace-require-approved-outbound": { allowedModes: ["AllowInternet"] },
    },
    "a list with an entry of another shape": {
      "role-assignment-restrict-privileged-roles": { allowedPrincipals: ["someone@contoso.com"] },
    },
    "an unknown setting": { "pack-settings": { exemption: [] } },
    "an unknown thing provided elsewhere": { "pack-settings": { providedElsewhere: ["dns"] } },
    "an exemption without a reason": exempting({ reason: " " }),
    "an exemption without an end": exempting({ expires: undefined }),
    "an exemption until no date": exempting({ expires: "2027-13-01" }),
    "a term of no days": { "pack-settings": { longestExemptionDays: 0 } },
    "a term of half a day": { "pack-settings": { longestExemptionDays: 0.5 } },
    "an exemption by fewer parts than a URN has": exempting({
      resources: ["urn:pulumi:*::cluster"],
    }),
    "an exemption by a URN of another kind": exempting({ resources: ["urn:uuid:*"] }),
    "an exemption in a stack with its organization": exempting({
      resources: [{ project: "a", stack: "org/dev", name: "c" }],
    }),
    "an exemption of a bare name": exempting({ resources: ["cluster"] }),
    "an exemption from a policy that does not exist": exempting({ policies: ["ml-compute"] }),
    "an exemption with an unknown key": exempting({ until: "2027-03-31" }),
  };
  for (const [what, config] of Object.entries(invalid))
    it(`rejects ${what}`, () => assert.ok(!isValid(JSON.parse(JSON.stringify(config)))));

  it("rejects no setting that the pack accepts", () => {
    const policyNames = allPolicies.map(({ name }) => name);
    for (const config of Object.values(valid) as Readonly<
      Record<string, Readonly<Record<string, unknown>>>
    >[])
      assert.deepEqual(
        readSettings(config["pack-settings"] ?? {}, policyNames, "2027-01-01").mistakes,
        [],
      );
    for (const { name, parameters } of allPolicies) {
      const defaults = Object.fromEntries(
        Object.entries(parameters).map(([key, one]) => [key, one.default]),
      );
      assert.deepEqual(readParameters(parameters, defaults).mistakes, []);
      assert.ok(isValid({ [name]: defaults }), name);
    }
  });
});

function emptyRoot(): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "docs-"));
  after(() => fs.rmSync(root, { recursive: true }));
  return root;
}

function asResources(examples: Policy["examples"]["good"][number]): object {
  const list: readonly Example[] = Array.isArray(examples)
    ? (examples as readonly Example[])
    : [examples as Example];
  return Object.fromEntries(
    list.map(({ kind, name = "example", props }) => [
      name,
      { type: `azure-native:${kind}`, properties: plain(props) },
    ]),
  );
}

/** Without what is undefined. */
function plain(props: object): unknown {
  return JSON.parse(JSON.stringify(props));
}

function names(cell: string): string[] {
  return [...cell.matchAll(/\[([\w-]+)\]\(\.\.\/policies\/\1\.md\)/g)].map(
    ([, name]) => name ?? "",
  );
}

const expectedPage = `<!-- Generated by \`npm run docs\` from policies/identity/ml-workspace-require-nothing.ts -->

# ml-workspace-require-nothing

Workspaces \\*are\\* \\<fine\\>.

|  |  |
| --- | --- |
| Severity | low |
| Default level | advisory |
| Domain | identity |
| Judges | each resource by itself |
| Resources | [\`machinelearningservices:Workspace\`](https://www.pulumi.com/registry/packages/azure-native/api-docs/machinelearningservices/workspace/) |
| Remediation | yes |

## Why

Otherwise something bad happens. It happens to all.

## What must hold

\`identity.type\` must be \`SystemAssigned\` or \`UserAssigned\`. Left out, it violates: Azure's own default does not meet this.

## Fix

Set identity.type to SystemAssigned.

At level \`remediate\` the policy sets this itself, before the resource is judged and deployed.

## Examples

As Pulumi YAML; inputs that do not matter are left out.

This complies:

\`\`\`yaml
resources:
  example:
    type: azure-native:machinelearningservices:Workspace
    properties:
      identity:
        type: SystemAssigned
      description: "costs $\${price}"
\`\`\`

This violates:

\`\`\`yaml
resources:
  example:
    type: azure-native:machinelearningservices:Workspace
    properties:
      resourceGroupName: rg
\`\`\`

\`\`\`text
identity.type: not set; must be "SystemAssigned" or "UserAssigned"
\`\`\`

## Configure

\`\`\`json
{
  "ml-workspace-require-nothing": {
    "enforcementLevel": "mandatory",
    "limit": 3
  }
}
\`\`\`

| Parameter | Type | Default | What it is |
| --- | --- | --- | --- |
| \`limit\` | \`number\` | \`3\` | How many. |

## Controls

Mapped by Microsoft's own initiatives to an equivalent built-in definition:

- [MCSB](../frameworks/mcsb.md): NS-2

Derived from the controls of the Microsoft cloud security benchmark that it serves:

- [MCSB](../frameworks/mcsb.md): NS-10
- [NIST SP 800-53 R4](../frameworks/nist-sp-800-53-r4.md): AC-4, SC-2, SC-7, SC-20, SC-21
- [PCI DSS 3.2.1](../frameworks/pci-dss-3-2-1.md): 1.1, 1.2, 1.3
- [CIS Controls 8](../frameworks/cis-controls-8.md): 3.12, 4.4, 4.9, 9.2

## Equivalent Azure Policy definitions

- Azure Key Vault should disable public network access ([\`405c5871-3e91-4644-8a63-58e19d68ff5b\`](https://portal.azure.com/#view/Microsoft_Azure_Policy/PolicyDetailBlade/definitionId/%2Fproviders%2FMicrosoft.Authorization%2FpolicyDefinitions%2F405c5871-3e91-4644-8a63-58e19d68ff5b)), Audit
- \\[Preview\\]: Configure Azure Key Vault Managed HSM to disable public network access ([\`84d327c3-164a-4685-b453-900478614456\`](https://portal.azure.com/#view/Microsoft_Azure_Policy/PolicyDetailBlade/definitionId/%2Fproviders%2FMicrosoft.Authorization%2FpolicyDefinitions%2F84d327c3-164a-4685-b453-900478614456)), Modify; asks for \\*more\\*

## Read more

<https://learn.microsoft.com/azure/machine-learning>
`;
