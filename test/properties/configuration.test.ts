/** Whatever is configured, the pack answers; and nothing but an exemption that counts takes the edge off a violation. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allPolicies } from "../../policies/all";
import type { Config } from "../support/analyzer";
import { allPrograms, oneOf, type Program } from "./generate";
import { ownEntries } from "./json";
import { Pack, strict } from "./pack";
import { oddKeys } from "./planted";
import { holds } from "./runs";

const odd = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1e308,
  "",
  " ",
  "*",
  "PT1H",
  "P99999999999D",
  "x\nFix: nothing to do",
  "\ud800",
  "\u001b[2J",
  "k".repeat(6_000),
  "\u{1f511}".repeat(600),
  [],
  ["*"],
  ["", null, "x\n"],
  Array(300).fill("none such"),
  {},
  { a: { b: [] } },
  { toString: 1 },
);
const keys = fc.constantFrom(...oddKeys, "maxIdleTime", "allowedPrincipals", "Exemptions");

/** Entries for some policies, with their own parameters and others. */
const parameters: fc.Arbitrary<Config> = fc
  .array(
    fc.tuple(oneOf(allPolicies), fc.array(fc.tuple(keys, odd), { maxLength: 3 }), fc.array(odd)),
    { maxLength: 4 },
  )
  .map((entries) =>
    Object.fromEntries(
      entries.map(([policy, others, values]) => [
        policy.name,
        {
          enforcementLevel: "mandatory",
          ...Object.fromEntries(
            Object.keys(policy.parameters).flatMap((name, index) =>
              index < values.length ? [[name, values[index]]] : [],
            ),
          ),
          ...ownEntries(others.filter(([key]) => key !== "__proto__")),
        },
      ]),
    ),
  );

const exemption = fc.record(
  {
    policies: fc.oneof(odd, fc.constantFrom<unknown>(["*"], ["ai-*"], ["*-require-*", "none"])),
    resources: fc.oneof(
      odd,
      fc.constantFrom<unknown>(
        ["urn:**"],
        ["urn:pulumi:stack::project::**"],
        ["urn:pulumi:*::project::azure-native:*::*"],
        ["urn:[", "urn:("],
        [{ project: "project", stack: "stack", name: "*" }],
        [{ project: "*", stack: "stack", name: "x" }],
      ),
    ),
    reason: fc.oneof(
      odd,
      fc.constantFrom("", "because", "b\n".repeat(3_000), "\u{1f511}".repeat(499)),
    ),
    expires: fc.oneof(
      odd,
      fc.constantFrom("2026-06-01", "2026-05-31", "2026-12-31", "2030-01-01", "2026-02-30"),
    ),
    remark: odd,
  },
  { requiredKeys: [] },
);

const settings = fc.record(
  {
    exemptions: fc.oneof(
      { weight: 6, arbitrary: fc.array(fc.oneof(exemption, odd), { maxLength: 4 }) },
      { weight: 1, arbitrary: odd },
    ),
    longestExemptionDays: fc.oneof(odd, fc.constant(366)),
    providedElsewhere: fc.oneof(odd, fc.constantFrom<unknown>(["private-dns"], ["x"])),
    providedelsewhere: odd,
  },
  { requiredKeys: [] },
);

describe("whatever is configured", function () {
  this.timeout(600_000);
  let programs: readonly Program[];
  before(async () => {
    programs = await allPrograms("bad");
  });

  it("the pack answers", async () => {
    const cases = fc.tuple(oneOf(programs), parameters, settings);
    await holds({ share: 1, each: 1.6 }, cases, async ([{ resources }, given, settled]) => {
      const pack = await Pack.start({
        all: "mandatory",
        ...given,
        "pack-settings": settled as Config[string],
      });
      await pack.run(resources);
    });
  });

  it("a violation is told, and blocks unless an exemption in force says otherwise", async () => {
    const exemptions = fc.array(exemption, { maxLength: 3 });
    const cases = fc.tuple(oneOf(programs), exemptions);
    await holds({ share: 1, each: 3.2 }, cases, async ([{ resources, policy }, given]) => {
      const told = async (config: Config) => {
        const reports = await (await Pack.start(config)).run(resources);
        return reports.filter((one) => one.policy === policy);
      };
      const expected = await told(strict);
      const found = await told({ all: "mandatory", "pack-settings": { exemptions: given } });
      assert.deepEqual(
        found.map(({ urn }) => urn),
        expected.map(({ urn }) => urn),
      );
      const isInForce = given.some(
        ({ reason, expires, policies, resources }) =>
          Array.isArray(policies) &&
          Array.isArray(resources) &&
          typeof reason === "string" &&
          reason.trim() !== "" &&
          (expires === "2026-06-01" || expires === "2026-12-31"),
      );
      for (const { level, message } of found)
        if (level === "advisory" && expected.every((one) => one.level === "mandatory"))
          assert.ok(isInForce && /^Exempt until /m.test(message), message);
    });
  });
});
