/**
 * Whatever the inputs, no policy throws (the SDK's server turns a throw into an RPC error, which ends the user's
 * preview), and no message shows a value. SEED repeats or varies a run, RUNS makes it longer; a failure prints its seed.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allPolicies } from "../policies/all";
import type { Example, Policy } from "../policies/core/policy";
import { Analysis, analyze, type Reported } from "./support/analyzer";
import { register } from "./support/examples";
import { offline, raw, secret, unknown } from "./support/judge";
import type { Registered } from "./support/program";

type Props = Registered["inputs"];
type Steps = readonly (string | number)[];

const seed = Number(process.env["SEED"] ?? 20260401);
// Per policy; in all bounded, however many policies there are.
const runs = Number(
  process.env["RUNS"] ?? Math.max(12, Math.min(40, Math.floor(3_000 / allPolicies.length))),
);
const canary = "cAnArY7f3e";

// Everything is judged, what is disabled by default too.
const strict = { all: "mandatory" };
const settings = { "pack-settings": {} };

describe("whatever a resource holds", function () {
  this.timeout(120_000);
  for (const policy of allPolicies)
    it(`${policy.name} answers, and shows none of it`, async () => {
      const bases = exampleLists(policy).flat().map(asRaw);
      const analysis = await Analysis.start([policy], { ...strict, ...settings });
      await holds(
        runs,
        fc.tuple(fc.constantFrom(...bases), spelling, changes),
        async ([base, spelt, edits]) => {
          const resource = spelt({ ...base, inputs: changed(base.inputs, edits) });
          showsNothing(await analysis.resource(resource));
          await analysis.remediate(resource);
          showsNothing(
            await analysis.stack([{ ...resource, outputs: changed(resource.inputs, edits) }]),
          );
        },
      );
    });

  it("that is wrong at its root is judged by no policy", async () => {
    const analysis = await Analysis.start(allPolicies, strict);
    for (const kind of new Set(allPolicies.flatMap(({ kinds }) => kinds)))
      assert.deepEqual(await analysis.resource(raw(kind, {})), []);
  });
});

describe("whatever a stack holds", function () {
  this.timeout(120_000);
  let stacks: readonly (readonly Registered[])[];
  before(async () => {
    const made: Registered[][] = [];
    for (const policy of allPolicies.filter(({ scope }) => scope === "stack"))
      for (const list of exampleLists(policy))
        for (const phase of ["preview", "up"] as const) made.push(await register(list, phase));
    stacks = made;
  });

  it("the whole pack answers, and shows none of it", async () => {
    const whole = fc.tuple(fc.nat(), fc.array(member, { minLength: 12, maxLength: 12 }), fc.nat());
    await holds(runs * 8, whole, async ([which, members, turn]) => {
      const given = stacks[which % stacks.length] ?? [];
      const resources = given.map((one, index) =>
        disturbed(one, members[index % members.length], given),
      );
      const analysis = await Analysis.start(allPolicies, { ...strict, ...settings });
      for (const [index, one] of resources.entries())
        if (members[index % members.length]?.isRecorded) showsNothing(await analysis.resource(one));
      showsNothing(await analysis.stack(rotated(resources, turn)));
    });
  });

  it("the order in which the engine hands it over does not matter", async () => {
    for (const resources of stacks) {
      const expected = await analyze(allPolicies, resources, strict);
      for (const turned of [[...resources].reverse(), rotated(resources, 1)]) {
        const analysis = await Analysis.start(allPolicies, strict);
        const reports: Reported[] = [];
        for (const one of resources) reports.push(...(await analysis.resource(one)));
        reports.push(...(await analysis.stack(turned)));
        assert.deepEqual(sorted(reports), sorted(expected));
      }
    }
  });
});

describe("a definite answer", function () {
  this.timeout(120_000);
  for (const policy of allPolicies.filter(({ scope }) => scope === "resource")) {
    const bad = policy.examples.bad.flat().map(asRaw);
    const withLists = bad.flatMap((base) => listsIn(base.inputs).map((at) => ({ base, at })));
    if (withLists.length === 0) continue;
    it(`of ${policy.name} wins over an unknown list entry, wherever it stands`, async () => {
      for (const { base, at } of withLists) {
        const verdict = async (list: readonly unknown[]) =>
          said(
            await analyze([policy], [{ ...base, inputs: replaced(base.inputs, at, list) }], strict),
          );
        const list = valueAt(base.inputs, at) as readonly unknown[];
        // Where an empty list violates too, the policy misses something, and the unknown entry may be just that.
        const entriesViolate = (await verdict([])) === "met";
        for (const open of [unknown, offline]) {
          const orders = permutations(open, list);
          const verdicts = new Set(await Promise.all(orders.map(verdict)));
          assert.equal(verdicts.size, 1, `${at.join(".")}: the order of entries decides`);
          assert.ok(!verdicts.has("met"), `${at.join(".")}: an unknown entry hides a violation`);
          if (entriesViolate) assert.deepEqual([...verdicts], ["violated"], at.join("."));
        }
      }
    });
  }
});

/** Runs a property a bounded number of times, from the seed that is printed with a failure. */
function holds<T>(
  runs: number,
  cases: fc.Arbitrary<T>,
  property: (one: T) => Promise<void>,
): Promise<void> {
  return fc.assert(fc.asyncProperty(cases, property), {
    seed,
    numRuns: runs,
    interruptAfterTimeLimit: 50_000,
  });
}

function showsNothing(reports: readonly Reported[]): void {
  for (const { policy, message } of reports) {
    assert.ok(
      !message.toLowerCase().includes(canary.toLowerCase()),
      `${policy} shows a value: ${message.slice(0, 500)}`,
    );
    assert.ok(message.length < 20_000, `${policy} says ${message.length} characters`);
    assert.ok(
      !/can't run policy|\[object |undefined|NaN/.test(message),
      `${policy}: ${message.slice(0, 500)}`,
    );
  }
}

/** Text that holds the canary where a value of this or that language would hold a secret. */
const planted: readonly string[] = [
  canary,
  ` ${canary}`,
  canary.repeat(1_000),
  `AccountKey=${canary};EndpointSuffix=core.windows.net`,
  `https://${canary}.example/?sig=${canary}#${canary}`,
  `/subscriptions/${canary}/resourceGroups/${canary}/providers/Microsoft.${canary}/${canary}/${canary}`,
  `/subscriptions/${canary}/providers/Microsoft.Network/privateDnsZones/privatelink.${canary}`,
  `<policies><inbound><set-header name="${canary}"><value>${canary}</value></set-header><base/></inbound></policies>`,
  `<policies><inbound><!-- ${canary} <![CDATA[ ${canary}`,
  JSON.stringify({ resources: [{ type: canary, name: canary, properties: { [canary]: canary } }] }),
  `{"${canary}":`,
  `[parameters('${canary}')]`,
  `${canary}*`,
  `*/${canary}`,
  `10.0.0.0/${canary}`,
  `SystemAssigned,${canary}`,
  `sp=rwdl&sig=${canary}`,
];

const key = fc.constantFrom(
  "__proto__",
  "constructor",
  "toString",
  "length",
  "hasOwnProperty",
  "value",
  "then",
  "0",
  "",
  " ",
);
const scalar: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  "",
  " ",
  "*",
  "null",
  "true",
  "-1",
  unknown,
  offline,
  "\u0000",
  "\ud800",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  ...planted,
);
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constantFrom(...planted) },
  { weight: 1, arbitrary: scalar.map(secret) },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.tuple(key, scalar), { maxLength: 3 }).map(ownEntries) },
  { weight: 1, arbitrary: fc.nat(2).map((way) => nested(150, way)) },
  {
    weight: 1,
    arbitrary: fc
      .nat(200)
      .map((length) => Array.from({ length }, (_, index) => (index % 7 === 0 ? null : canary))),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<object>(
      { constructor: { name: "Secret" }, value: canary },
      { __isSpecialProxy: true, __getSpecialProxyTarget: canary },
      { constructor: null, toString: canary, valueOf: 1, toJSON: canary },
    ),
  },
);

/** What is done to inputs: at the n-th place put a value, or turn an object into a list and back, or plant canaries. */
type Change =
  | { readonly at: number; readonly put: unknown }
  | { readonly at: number; readonly turn: true }
  | { readonly at: number; readonly add: string; readonly value: unknown }
  | { readonly plant: string; readonly every: number };
const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ at: fc.nat(), put: hostile }) },
    { weight: 1, arbitrary: fc.record({ at: fc.nat(), turn: fc.constant<true>(true) }) },
    { weight: 1, arbitrary: fc.record({ at: fc.nat(), add: key, value: scalar }) },
    {
      weight: 2,
      arbitrary: fc.record({
        plant: fc.constantFrom(...planted),
        every: fc.integer({ min: 1, max: 6 }),
      }),
    },
  ),
  { minLength: 1, maxLength: 4 },
);

function changed(inputs: Props, edits: readonly Change[]): Props {
  return edits.reduce<unknown>((value, edit) => {
    const places = placesIn(value).slice(1);
    if (places.length === 0) return value;
    if ("plant" in edit)
      return places
        .filter((at, index) => index % edit.every === 0 && typeof valueAt(value, at) === "string")
        .reduce((planting, at) => replaced(planting as Props, at, edit.plant), value);
    const at = places[edit.at % places.length] ?? [];
    const old = valueAt(value, at);
    if ("put" in edit) return replaced(value as Props, at, edit.put);
    if ("turn" in edit)
      return replaced(value as Props, at, Array.isArray(old) ? { ...(old as unknown[]) } : [old]);
    return replaced(value as Props, at, ownEntries([...entriesOf(old), [edit.add, edit.value]]));
  }, inputs) as Props;
}

/** Ways to write the same resource, of which some are none. */
const spelling: fc.Arbitrary<(given: Registered) => Registered> = fc.constantFrom(
  ...Array<(given: Registered) => Registered>(5).fill((given) => given),
  (given) => ({
    ...given,
    type: given.type
      .replace(/:(\w+):/, "/v20240401preview:$1:")
      .replace(/azure-native\/(\w+):(\w+):/, "azure-native:$2/$1:"),
  }),
  (given) => ({
    ...given,
    type: given.type.replace(/^azure-native:(\w+):/, "azure-native_$1_v20240401:$1:"),
  }),
  (given) => ({ ...given, type: given.type.replace(/:\w+$/, (type) => type.toUpperCase()) }),
  (given) => ({ ...given, type: "azure-native:resources:Resource" }),
  (given) => ({
    ...given,
    type: "azure-native:resources:Deployment",
    inputs: {
      resourceGroupName: "rg",
      properties: { mode: "Incremental", template: { resources: [given.inputs, given.inputs] } },
    },
  }),
  (given) => ({ ...given, type: "", name: "", urn: "" }),
);

/** What is done to one resource of a stack. */
const member = fc.record({
  isRecorded: fc.boolean(),
  inputs: fc.oneof(fc.constant<readonly Change[]>([]), changes),
  outputs: fc.oneof(fc.constant<readonly Change[]>([]), changes),
  isUntargeted: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  edges: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
  parent: fc.option(fc.nat(), { nil: undefined, freq: 5 }),
});

function disturbed(
  one: Registered,
  how: typeof member extends fc.Arbitrary<infer M> ? M | undefined : never,
  all: readonly Registered[],
): Registered {
  if (!how) return one;
  const urnOf = (index: number) =>
    [...all.map(({ urn }) => urn), "", "__proto__", `urn:${canary}`][index % (all.length + 3)] ??
    "";
  const inputs = Object.keys(one.inputs);
  const edges = how.edges.map(([input, target]): [string, readonly string[]] => [
    [...inputs, "__proto__", "constructor"][input % (inputs.length + 2)] ?? "",
    [urnOf(target), urnOf(target + 1)],
  ]);
  return {
    ...one,
    inputs: how.isUntargeted ? {} : changed(one.inputs, how.inputs),
    outputs: changed(one.outputs, how.outputs),
    parent: how.parent === undefined ? one.parent : urnOf(how.parent),
    propertyDependencies: ownEntries([
      ...Object.entries(one.propertyDependencies),
      ...edges,
    ]) as Registered["propertyDependencies"],
  };
}

function exampleLists({ examples: { good, bad } }: Policy): (readonly Example[])[] {
  return [...good, ...bad].map((one) =>
    Array.isArray(one) ? (one as readonly Example[]) : [one as Example],
  );
}

function asRaw({ kind, props }: Example): Registered {
  const plain = JSON.stringify({ resourceGroupName: "rg", ...props }).replace(
    /"\$\{[\w-]+\.\w+\}"/g,
    JSON.stringify(unknown),
  );
  return raw(kind, JSON.parse(plain) as object);
}

function said(reports: readonly Reported[]): "met" | "undecided" | "violated" {
  if (reports.some(({ level }) => level === "mandatory")) return "violated";
  return reports.length > 0 ? "undecided" : "met";
}

function sorted(reports: readonly Reported[]): string[] {
  return reports
    .map(({ policy, urn, level, message }) => `${policy} ${urn} ${level}\n${message}`)
    .sort();
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const start = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

/** The list with one more entry at the start, at the end and between, and each of these reversed. */
function permutations(entry: unknown, list: readonly unknown[]): unknown[][] {
  const middle = Math.ceil(list.length / 2);
  const orders = [
    [entry, ...list],
    [...list, entry],
    [...list.slice(0, middle), entry, ...list.slice(middle)],
  ];
  return [...orders, ...orders.map((order) => [...order].reverse())];
}

/** What is inside; of a secret nothing, since the engine sends none without its signature. */
function entriesOf(value: unknown): [string, unknown][] {
  if (
    typeof value !== "object" ||
    value === null ||
    Object.keys(secret(0)).every((one) => Object.hasOwn(value, one))
  )
    return [];
  return Object.entries(value);
}

/** An object with these keys as its own, `__proto__` among them. */
function ownEntries(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, value] of entries)
    Object.defineProperty(made, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  return made;
}

function nested(depth: number, way: number): unknown {
  let value: unknown = canary;
  for (let level = 0; level < depth; level++)
    value = way === 0 || (way === 2 && level % 2 === 0) ? [value] : { properties: value };
  return value;
}

/** The way to every value, the whole first. */
function placesIn(value: unknown, at: Steps = []): Steps[] {
  if (Array.isArray(value))
    return [at, ...value.slice(0, 50).flatMap((one, index) => placesIn(one, [...at, index]))];
  return [at, ...entriesOf(value).flatMap(([name, one]) => placesIn(one, [...at, name]))];
}

function listsIn(value: unknown): Steps[] {
  return placesIn(value).filter((at) => Array.isArray(valueAt(value, at)));
}

function valueAt(value: unknown, at: Steps): unknown {
  return at.reduce<unknown>(
    (found, step) =>
      typeof found === "object" && found !== null
        ? Object.getOwnPropertyDescriptor(found, step)?.value
        : undefined,
    value,
  );
}

/** A copy with another value there. */
function replaced(value: Props, at: Steps, put: unknown): Props {
  const [first, ...rest] = at;
  if (first === undefined) return put as Props;
  const below = rest.length === 0 ? put : replaced(valueAt(value, [first]) as Props, rest, put);
  if (Array.isArray(value))
    return (value as unknown[]).map((one, index) =>
      index === first ? below : one,
    ) as unknown as Props;
  return ownEntries(
    entriesOf(value).map(([name, one]) => [name, name === first ? below : one]),
  ) as Props;
}
