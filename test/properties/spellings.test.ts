/** What is bad stays bad: in every spelling, beside whatever else is written, and while other values are not known. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allPolicies } from "../../policies/all";
import { pathText } from "../../policies/core/value/path";
import type { Properties } from "../../tools/engine/azure-native-stand-in/values";
import { secret, unknown } from "../support/judge";
import { allPrograms, oneOf, type Program } from "./generate";
import { entriesOf, ownEntries, placesIn, replaced, valueAt, type Steps } from "./json";
import { Pack, unseen, violated } from "./pack";
import { oddKey, unmarked } from "./planted";
import { holds } from "./runs";

/** A property that no service has: beside others, in the object at the n-th place. */
interface Decoy {
  readonly which: number;
  readonly at: number;
  readonly key: string | { readonly twinOf: number };
  readonly value: unknown;
  readonly isFirst: boolean;
}

const decoys: fc.Arbitrary<readonly Decoy[]> = fc.array(
  fc.record({
    which: fc.nat(20),
    at: fc.nat(5_000),
    key: fc.oneof(
      { weight: 2, arbitrary: oddKey.filter((key) => key !== "value") },
      { weight: 1, arbitrary: fc.nat(20).map((twinOf) => ({ twinOf })) },
    ),
    value: fc.oneof(unmarked, fc.constantFrom<unknown>(true, false, "Disabled", "Deny", [], {})),
    isFirst: fc.boolean(),
  }),
  { maxLength: 5 },
);

/** Lists of names, in which any key is one more of them. */
const isMap = (at: Steps) =>
  at.some((step) => ["userAssignedIdentities", "outboundRules", "tags"].includes(String(step)));

function withDecoys(inputs: Properties, made: readonly Decoy[], anyCase: boolean): Properties {
  return made.reduce((value, { at, key, value: decoy, isFirst }) => {
    const objects = placesIn(value).filter(
      (place) => entriesOf(valueAt(value, place)).length > 0 && !isMap(place),
    );
    const place = objects[at % objects.length];
    const holder = place && valueAt(value, place);
    if (place === undefined || Array.isArray(holder)) return value;
    const entries = entriesOf(holder);
    const name = typeof key === "string" ? key : twin(entries, key.twinOf, anyCase);
    if (name === undefined || entries.some(([one]) => one === name)) return value;
    const more = [[name, decoy] as const];
    return replaced(
      value,
      place,
      ownEntries(isFirst ? [...more, ...entries] : [...entries, ...more]),
    );
  }, inputs);
}

/** A name that differs from one that is there in its case only: another property, but where Azure reads it. */
function twin(entries: readonly [string, unknown][], which: number, anyCase: boolean) {
  const [name = ""] = entries[which % entries.length] ?? [];
  const other = /^[A-Z]/.test(name)
    ? name.charAt(0).toLowerCase() + name.slice(1)
    : name.charAt(0).toUpperCase() + name.slice(1);
  return anyCase || name === "" || other === name ? undefined : other;
}

/** The engine hands text to a template that is one; a decoy goes into the template all the same. */
function inObjects(inputs: Properties, change: (inputs: Properties) => Properties): Properties {
  const { properties, templateContent } = inputs as {
    properties?: { template?: unknown };
    templateContent?: unknown;
  };
  const parsed = (text: unknown) => JSON.parse(String(text)) as unknown;
  if (typeof templateContent === "string") {
    const made = change({ ...inputs, templateContent: parsed(templateContent) } as Properties);
    return { ...made, templateContent: JSON.stringify(made["templateContent"]) };
  }
  if (typeof properties?.template !== "string") return change(inputs);
  const at = ["properties", "template"];
  const made = change(replaced(inputs, at, parsed(properties.template)));
  return replaced(made, at, JSON.stringify(valueAt(made, at)));
}

/** Whether a finding is about what is at a path, above or below it. */
function isAbout(message: string, path: string): boolean {
  const leads = (from: string, to: string) =>
    to.startsWith(from) && ["", ".", "["].includes(to.charAt(from.length));
  return message
    .split("\n")
    .flatMap((line) => line.split(": "))
    .some((part) => /^[\w$]/.test(part) && (leads(part, path) || leads(path, part)));
}

describe("what is bad", function () {
  this.timeout(600_000);
  let programs: readonly Program[];
  before(async () => {
    programs = await allPrograms("bad");
    for (const verdict of ["good", "bad"] as const)
      for (const { policy, resources } of await allPrograms(verdict))
        for (const { inputs } of resources) remember(policy, inputs);
  });

  it("violates in every spelling", async () => {
    const pack = await Pack.start();
    for (const { policy, spelling, resources } of programs) {
      assert.ok(violated(await pack.run(unseen(resources))).has(policy), `${policy}, ${spelling}`);
    }
  });

  it("violates whatever is written beside it", async () => {
    await holds(
      { share: 12, each: 1.6 },
      fc.tuple(oneOf(programs), decoys),
      async ([bad, made]) => {
        const pack = await Pack.start();
        const resources = bad.resources.map((one, index) => ({
          ...one,
          inputs: inObjects(one.inputs, (inputs) =>
            withDecoys(
              inputs,
              made.filter(({ which }) => which % bad.resources.length === index),
              bad.anyCase,
            ),
          ),
        }));
        assert.ok(violated(await pack.run(unseen(resources))).has(bad.policy), bad.policy);
      },
    );
  });

  it("violates as a secret too", async () => {
    const cases = fc.tuple(oneOf(programs), fc.nat(20), fc.nat(5_000));
    const pack = await Pack.start();
    await holds({ share: 4, each: 1.6 }, cases, async ([bad, which, at]) => {
      const resources = bad.resources.map((one, index) => {
        if (index !== which % bad.resources.length) return one;
        const places = placesIn(one.inputs).slice(1);
        const place = places[at % places.length] ?? [];
        return { ...one, inputs: replaced(one.inputs, place, secret(valueAt(one.inputs, place))) };
      });
      assert.ok(violated(await pack.run(unseen(resources))).has(bad.policy), bad.policy);
    });
  });

  /** What else a policy may find at a property, from all that its examples have there. */
  const found = new Map<string, Map<string, Set<unknown>>>();
  function remember(policy: string, inputs: Properties): void {
    const values = found.get(policy) ?? new Map<string, Set<unknown>>();
    found.set(policy, values);
    for (const at of placesIn(inputs).slice(1)) {
      const key = keyOf(at);
      values.set(key, (values.get(key) ?? new Set()).add(valueAt(inputs, at)));
    }
  }
  const keyOf = (at: Steps) =>
    String(at.findLast((step) => typeof step === "string")).toLowerCase();
  const others: readonly unknown[] = [undefined, "other", "", true, false, 0, 5, [], {}];

  /**
   * Nobody says which properties a verdict depends on, so this asks the policy: while a value is not known that no
   * finding is about, the violation may only be open if there is a value with which there would be none.
   */
  const waits: Readonly<Record<string, RegExp>> = {
    // Of several plans that are missing, one that is not known may be any, though it cannot be all of them.
    "defender-subscription-require-ai-plans": /^(resourceType|pricingName|name)$/,
    // The same of zones, of filters, and of the categories of logs.
    "network-private-endpoint-require-dns-zones": /^(\d+|privateDnsZoneId)$/,
    // What is isolated has categories of its own, which a network that is not isolated need not send.
    "ai-services-account-require-diagnostic-logs":
      /^(\d+|logs|category|categoryGroup|enabled|properties|managedNetwork|isolationMode)$/,
    "ml-workspace-require-diagnostic-logs": /^(\d+|logs|category|categoryGroup|enabled)$/,
    "openai-rai-policy-require-harm-filters":
      /^(\d+|name|source|enabled|blocking|severityThreshold)$/,
    // An older API version has the capacity in its scale settings.
    "openai-deployment-restrict-capacity": /^(properties|scaleSettings)$/,
  };
  const ofRelations = new Set(
    allPolicies.flatMap(({ scope, name }) => (scope === "stack" ? [name] : [])),
  );
  /** What tells resources from each other: while that is not known, anything may belong together. */
  const identifying = /(name|id|ids|scope|uri|type|path)$/;
  it("violates while a value is not known that does not decide", async () => {
    const cases = fc.tuple(oneOf(programs), fc.nat(20), fc.nat(5_000));
    const pack = await Pack.start();
    await holds({ share: 8, each: 3 }, cases, async ([bad, which, at]) => {
      const judged = async (put: unknown) => {
        const resources = bad.resources.map((one, index) => {
          if (index !== which % bad.resources.length) return one;
          const places = placesIn(one.inputs).slice(1);
          return { ...one, inputs: replaced(one.inputs, places[at % places.length] ?? [], put) };
        });
        return violated(await pack.run(unseen(resources))).has(bad.policy);
      };
      if (await judged(unknown)) return;
      const inputs = bad.resources[which % bad.resources.length]?.inputs ?? {};
      const places = placesIn(inputs).slice(1);
      const place = places[at % places.length] ?? [];
      if (waits[bad.policy]?.test(String(place.at(-1)))) return;
      // ARM's `properties` hold most inputs of the SDK, and where they are not known the others count as not known too.
      if (bad.anyCase && /^(properties|body)$/.test(keyOf(place))) return;
      if (ofRelations.has(bad.policy) && identifying.test(keyOf(place))) return;
      const told = (await pack.run(unseen(bad.resources))).filter(
        ({ policy }) => policy === bad.policy,
      );
      if (told.some(({ message }) => isAbout(message, pathText(place)))) return;
      for (const value of [...others, ...(found.get(bad.policy)?.get(keyOf(place)) ?? [])])
        if (!(await judged(value))) return;
      assert.fail(`${bad.policy} is silent while ${place.join(".")} is not known`);
    });
  });
});
