/** The settings of the pack: what is accepted, and what a user is told about the rest. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { mistakeText } from "../../policies/core/config/mistake";
import { readSettings } from "../../policies/core/config/settings";
import { Run } from "../../policies/core/pulumi/run";
import accountLocalAuth from "../../policies/identity/ai-services-account-disable-local-auth";
import workspaceEndpoint from "../../policies/network/ml-workspace-require-private-endpoint";
import { Analysis, analyze, type Reported } from "../support/analyzer";
import { raw } from "../support/judge";

const policies = ["ml-compute-disable-ssh", "ml-workspace-require-private-endpoint"];
const exemption = {
  policies: ["ml-compute-disable-ssh"],
  resources: ["urn:pulumi:dev::*"],
  reason: "r",
  expires: "2027-03-31",
};
const today = "2027-01-01";
/** With what is wrong as users read it. */
function read(config: Readonly<Record<string, unknown>>) {
  const { settings, mistakes } = readSettings(config, policies, today);
  return { settings, errors: mistakes.map(mistakeText) };
}
const errorsOf = (config: Record<string, unknown>) => read(config).errors;

describe("settings", () => {
  it("are empty when nothing is set", () => {
    const { settings, errors } = read({});
    assert.deepEqual(settings, {
      exemptions: [],
      providedElsewhere: new Set(),
      scope: "ai",
    });
    assert.deepEqual(errors, []);
  });

  it("are what is set", () => {
    const second = {
      ...exemption,
      policies: ["ml-*", "*"],
      resources: [{ project: "a", stack: "b", name: "c*" }],
    };
    const config = {
      exemptions: [exemption, second],
      providedElsewhere: ["private-dns", "defender-plans"],
      scope: "all",
    };
    assert.deepEqual(read(config), {
      settings: {
        exemptions: [exemption, second],
        providedElsewhere: new Set(config.providedElsewhere),
        scope: "all",
      },
      errors: [],
    });
  });

  const wrong: readonly [Record<string, unknown>, string][] = [
    [{ exemption: [] }, 'exemption: is not a setting; did you mean "exemptions"?'],
    [
      { somethingElse: 1 },
      "somethingElse: is not a setting; there are: exemptions, longestExemptionDays, providedElsewhere, scope",
    ],
    [{ exemptions: {} }, "exemptions: must be a list"],
    [{ exemptions: null }, "exemptions: must be a list"],
    ...[0, -1, 0.5, null, "30", Number.NaN, Number.POSITIVE_INFINITY].map(
      (longestExemptionDays): [Record<string, unknown>, string] => [
        { longestExemptionDays },
        "longestExemptionDays: must be a whole number of days, at least 1",
      ],
    ),
    [{ providedElsewhere: "private-dns" }, "providedElsewhere: must be a list of texts"],
    [
      { providedElsewhere: ["private-dn"] },
      'providedElsewhere[0]: is "private-dn"; did you mean "private-dns"?',
    ],
    [{ providedElsewhere: [1] }, "providedElsewhere: must be a list of texts"],
  ];
  for (const [config, error] of wrong)
    it(`${JSON.stringify(config)}: ${error}`, () => assert.deepEqual(errorsOf(config), [error]));
});

describe("an exemption does not count", () => {
  const resources =
    '.resources: must be a list of URN globs (urn:…) or of { "project", "stack", "name" }';
  const noDate = ".expires: is not a date: give the last day as YYYY-MM-DD";
  const wrong: readonly [string, unknown, readonly string[]][] = [
    [
      "as text",
      "ml-compute-disable-ssh",
      [": must be an object with policies, resources, reason, expires"],
    ],
    ["as nothing", null, [": must be an object with policies, resources, reason, expires"]],
    [
      "without a reason",
      { ...exemption, reason: undefined },
      [".reason: is missing: say why the risk is accepted"],
    ],
    [
      "with a blank reason",
      { ...exemption, reason: " " },
      [".reason: is missing: say why the risk is accepted"],
    ],
    [
      "without an end",
      { ...exemption, expires: undefined },
      [".expires: is missing: give the last day as YYYY-MM-DD"],
    ],
    [
      "until a number",
      { ...exemption, expires: 20270331 },
      [".expires: is missing: give the last day as YYYY-MM-DD"],
    ],
    ["until never", { ...exemption, expires: "never" }, [noDate]],
    ["until a day no month has", { ...exemption, expires: "2027-02-30" }, [noDate]],
    ["until a 13th month", { ...exemption, expires: "2027-13-01" }, [noDate]],
    ["until another way to write a date", { ...exemption, expires: "31.03.2027" }, [noDate]],
    ["until a time", { ...exemption, expires: "2027-03-31T00:00:00Z" }, [noDate]],
    [
      "from no policy",
      { ...exemption, policies: [] },
      [".policies: must be a list of policy names or globs"],
    ],
    [
      "from a policy that is no text",
      { ...exemption, policies: [1] },
      [".policies: must be a list of policy names or globs"],
    ],
    [
      "from a misspelt policy",
      { ...exemption, policies: ["ml-compute-disable-shh"] },
      [
        '.policies[0]: no policy is named "ml-compute-disable-shh"; did you mean "ml-compute-disable-ssh"?',
      ],
    ],
    [
      "from policies no glob matches",
      { ...exemption, policies: ["sql-*"] },
      ['.policies[0]: no policy is named "sql-*"'],
    ],
    ["of no resource", { ...exemption, resources: [] }, [resources]],
    ["of a bare name", { ...exemption, resources: ["cluster"] }, [resources]],
    ["of everything", { ...exemption, resources: ["*"] }, [resources]],
    [
      "of a name without its stack",
      { ...exemption, resources: [{ project: "a", name: "c" }] },
      [resources],
    ],
    [
      "of a blank name",
      { ...exemption, resources: [{ project: "a", stack: "b", name: "" }] },
      [resources],
    ],
    [
      "of a name with another key",
      {
        ...exemption,
        resources: [{ project: "a", stack: "b", name: "c", type: "storage:StorageAccount" }],
      },
      [".resources[0].type: is not a setting; there are: project, stack, name"],
    ],
    [
      "of a stack with its organization",
      { ...exemption, resources: [{ project: "a", stack: "org/b", name: "c" }] },
      [
        '.resources[0].stack: "org/b" is no name of a stack, which holds letters, digits, ".", "_" and "-" only (without organization)',
      ],
    ],
    [
      "of a name with a blank after it",
      { ...exemption, resources: [{ project: "a", stack: "b", name: "c " }] },
      ['.resources[0].name: "c " begins or ends in a blank'],
    ],
    [
      "of a URN without its name",
      { ...exemption, resources: ["urn:pulumi:dev::*", "urn:pulumi:dev::*::cluster"] },
      [
        '.resources[1]: no resource can match "urn:pulumi:dev::*::cluster": it has fewer parts than urn:pulumi:<stack>::<project>::<types>::<name>; end it in * for everything below',
      ],
    ],
    [
      "for longer than a year",
      { ...exemption, expires: "2028-01-03" },
      [
        '.expires: is further ahead than "longestExemptionDays" allows (366): give 2028-01-02 or an earlier day, and look at it again then',
      ],
    ],
    [
      "for ever",
      { ...exemption, expires: "9999-12-31" },
      [
        '.expires: is further ahead than "longestExemptionDays" allows (366): give 2028-01-02 or an earlier day, and look at it again then',
      ],
    ],
    [
      "with an unknown key",
      { ...exemption, expire: "2027-03-31" },
      ['.expire: is not a setting; did you mean "expires"?'],
    ],
    [
      "with several mistakes, each of which is told",
      { policies: ["ml-*"], resources: ["urn:*"] },
      [
        ".reason: is missing: say why the risk is accepted",
        ".expires: is missing: give the last day as YYYY-MM-DD",
      ],
    ],
  ];
  for (const [what, entry, errors] of wrong)
    it(what, () => {
      const { settings, errors: told } = read({ exemptions: [exemption, entry] });
      assert.deepEqual(
        told,
        errors.map((error) => `exemptions[1]${error}`),
      );
      assert.deepEqual(settings.exemptions, [exemption]);
    });

  it("unless it ends within the longest term", () => {
    const read = (longestExemptionDays: number | undefined, expires: string) =>
      readSettings(
        { longestExemptionDays, exemptions: [{ ...exemption, expires }] },
        policies,
        today,
      ).settings.exemptions.length;
    assert.equal(read(undefined, "2028-01-02"), 1);
    assert.equal(read(1, "2027-01-02"), 1);
    assert.equal(read(1, "2027-01-03"), 0);
    assert.equal(read(1e9, "9999-12-31"), 1);
    assert.equal(read(-1, "2028-01-02"), 1, "the default stands in");
    assert.equal(read(1, "2020-01-31"), 1, "an ended one is not too long");
  });

  it("unless it is well-formed, whatever is set", () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        ...Object.values(exemption),
        ["*"],
        [{ project: "a", stack: "b", name: "c" }],
      ),
    );
    const entry = fc.dictionary(fc.constantFrom(...Object.keys(exemption), "__proto__"), value);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(entry, fc.jsonValue())),
        fc.jsonValue(),
        (exemptions, providedElsewhere) => {
          const { settings, errors } = read({ exemptions, providedElsewhere });
          assert.ok(settings.exemptions.length === exemptions.length || errors.length > 0);
          for (const one of settings.exemptions) {
            assert.match(one.expires, /^\d{4}-\d\d-\d\d$/);
            assert.ok(
              one.reason.trim() !== "" && one.policies.length > 0 && one.resources.length > 0,
            );
          }
        },
      ),
    );
  });
});

describe("a user who configures the pack", () => {
  const accounts = ["one", "two"].map((name) =>
    raw("cognitiveservices:Account", { properties: { disableLocalAuth: false } }, name),
  );
  const workspace = raw("machinelearningservices:Workspace", { resourceGroupName: "rg" }, "ml");
  const shown = (reports: readonly Reported[]) =>
    reports.map(
      ({ policy, resource, level, message }) =>
        `${policy} ${resource} ${level}: ${message.split("\nWhy:")[0]}`,
    );

  const mistaken = {
    "pack-settings": {
      exemptions: [
        { policies: ["ai-services-account-disable-local-oauth"], resources: ["one"], reason: "r" },
      ],
      provided: [],
    },
    [accountLocalAuth.name]: { limit: 3 },
  };
  const complaint = [
    "pack-settings.provided: is not a setting; there are: exemptions, longestExemptionDays, providedElsewhere, scope",
    'pack-settings.exemptions[0].policies[0]: no policy is named "ai-services-account-disable-local-oauth"; did you mean "ai-services-account-disable-local-auth"?',
    'pack-settings.exemptions[0].resources: must be a list of URN globs (urn:…) or of { "project", "stack", "name" }',
    "pack-settings.exemptions[0].expires: is missing: give the last day as YYYY-MM-DD",
    `${accountLocalAuth.name}.limit: is not a setting; there are none here`,
  ].join("\n");
  const stackItself = raw("pulumi:pulumi:Stack", {}, "project-stack");
  const violations = ["one", "two"].map(
    (name) =>
      `${accountLocalAuth.name} ${name} mandatory: ${accountLocalAuth.title}\nproperties.disableLocalAuth: false; must be true`,
  );

  it("is told once, of the stack, all that is wrong with it; resources are judged all the same", async () => {
    const reports = await analyze([accountLocalAuth], [stackItself, ...accounts], mistaken);
    assert.deepEqual(shown(reports), [
      ...violations,
      `pack-settings project-stack mandatory: The settings of the azure-ai-security pack are valid\n${complaint}`,
    ]);
    assert.match(reports.at(-1)?.message ?? "", /\nFix: .*check-config/);
  });

  it("is warned only, where everything is advisory", async () => {
    const reports = await analyze([accountLocalAuth], [stackItself, ...accounts], {
      ...mistaken,
      all: "advisory",
    });
    assert.deepEqual(
      reports.map(({ policy, level }) => `${policy} ${level}`),
      [
        `${accountLocalAuth.name} advisory`,
        `${accountLocalAuth.name} advisory`,
        "pack-settings advisory",
      ],
    );
  });

  it("is warned only, of a stack in which nothing blocks", async () => {
    const own = Object.getOwnPropertyDescriptor(Run.prototype, "isBlocking");
    Run.prototype.isBlocking = () => false;
    try {
      const report = (await analyze([accountLocalAuth], [stackItself], mistaken)).at(-1);
      assert.equal(report?.level, "advisory");
      assert.equal(report.resource, "project-stack");
      const title = "The settings of the azure-ai-security pack are valid";
      assert.ok(report.message.startsWith(`${title}\n${complaint}\nWhy: `), report.message);
    } finally {
      Object.defineProperty(Run.prototype, "isBlocking", own ?? {});
    }
  });

  it("is told once of a state that holds several stacks", async () => {
    const analysis = await Analysis.start([accountLocalAuth], mistaken);
    const other = { ...stackItself, urn: stackItself.urn.replace(":stack::", ":other::") };
    const reports = await analysis.stack([...accounts, stackItself, other]);
    assert.deepEqual(
      reports.map(({ policy, urn }) => `${policy} ${urn}`),
      [`pack-settings ${stackItself.urn}`],
    );
  });

  it("is told by a policy itself what is wrong with its own, where pack-settings is disabled", async () => {
    const reports = await analyze([accountLocalAuth], [stackItself, ...accounts], {
      ...mistaken,
      "pack-settings": "disabled",
    });
    assert.deepEqual(shown(reports), [
      `${accountLocalAuth.name} project-stack mandatory: ${accountLocalAuth.title}\n${accountLocalAuth.name}.limit: is not a setting; there are none here`,
      ...violations,
    ]);
  });

  it("is told so too when nothing but the stack is judged", async () => {
    const analysis = await Analysis.start([workspaceEndpoint, accountLocalAuth], {
      "pack-settings": { exemptions: 1 },
      [workspaceEndpoint.name]: { limit: 3 },
      [accountLocalAuth.name]: { limit: 3 },
    });
    const [report, ...others] = shown(await analysis.stack([stackItself]));
    assert.deepEqual(others, []);
    assert.deepEqual(report?.split("\n").slice(1), [
      "pack-settings.exemptions: must be a list",
      `${workspaceEndpoint.name}.limit: is not a setting; there are none here`,
      `${accountLocalAuth.name}.limit: is not a setting; there are none here`,
    ]);
  });

  it("is not asked for what another stack provides", async () => {
    const provided = (what: string) => ({ "pack-settings": { providedElsewhere: [what] } });
    assert.equal(
      (await analyze([workspaceEndpoint], [workspace], provided("private-dns"))).length,
      1,
    );
    assert.deepEqual(
      await analyze([workspaceEndpoint], [workspace], provided("private-endpoints")),
      [],
    );
  });
});
