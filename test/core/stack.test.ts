/** Which resource a reference leads to: the join rules, on stacks as the engine and the SDK hand them over. */
import assert from "node:assert/strict";
import type { StackResource } from "../../policies/core/stack/graph";
import { armPathsByKind } from "../../policies/core/spellings/arm/kinds";
import { Recorder } from "../../policies/core/stack/recorder";
import type { Leaf } from "../../policies/core/ref";
import { Stack, type Link } from "../../policies/core/stack/stack";
import type { Subject } from "../../policies/core/subject";
import { knownText } from "../../policies/core/value/value";
import { fromWire } from "../../policies/core/value/wire";
import { unknown } from "../support/judge";

const mine = "/subscriptions/00000000-0000-0000-0000-000000000000";
const other = "/subscriptions/99999999-9999-9999-9999-999999999999";
const accountIn = (base: string, name = "ai") =>
  `${base}/providers/Microsoft.CognitiveServices/accounts/${name}`;
const accountId = accountIn(`${mine}/resourceGroups/rg`);

interface Given {
  /** A kind of azure-native, or a whole token. */
  readonly kind: string;
  /** What the resource phase saw; left out when it did not see the resource. */
  readonly inputs?: object;
  readonly outputs?: object;
  /** By input: names of resources. */
  readonly edges?: Readonly<Record<string, readonly string[]>>;
  readonly parent?: string;
  readonly subscriptionId?: string;
}

/** A stack of resources by their logical names. */
function stackOf(
  given: Readonly<Record<string, Given>>,
  order = Object.keys(given),
  watched: <T extends object>(value: T) => T = (value) => value,
): Stack {
  const urn = (name: string) => `urn:pulumi:dev::project::${typeOf(given[name])}::${name}`;
  const recorder = new Recorder(new Set(armPathsByKind.keys()));
  const resources = order.map((name): StackResource => {
    const {
      inputs,
      outputs = {},
      edges = {},
      parent,
      subscriptionId,
    } = given[name] ?? { kind: "" };
    const resource = { urn: urn(name), name, type: typeOf(given[name]) };
    if (inputs) recorder.record({ ...resource, values: fromWire(inputs) });
    return watched({
      ...resource,
      values: fromWire(outputs),
      id: knownText((outputs as { id?: unknown }).id),
      propertyDependencies: Object.fromEntries(
        Object.entries(edges).map(([input, names]) => [
          input,
          names.map((to) => ({ urn: urn(to) })),
        ]),
      ),
      ...(parent !== undefined && { parent: { urn: urn(parent) } }),
      ...(subscriptionId !== undefined && { provider: fromWire({ subscriptionId }) }),
    });
  });
  return new Stack(resources, {
    kinds: recorder.kinds,
    hasSeen: recorder.hasSeen,
    recorded(one) {
      const contents = recorder.recorded(one);
      return contents && { ...contents, subjects: contents.subjects.map(watched) };
    },
  });
}

function typeOf(given: Given | undefined): string {
  const kind = given?.kind ?? "";
  return kind.split(":").length === 2 && /^[a-z]+:[A-Z]/.test(kind) ? `azure-native:${kind}` : kind;
}

/** Where an input of a resource leads: "=a" for certain, "?a b" possibly, "-" nowhere, "*" anywhere. */
function leads(stack: Stack, from: string, input: string, kind: string): string {
  const link = linkOf(stack, from, input);
  const target = stack.target(link, kind);
  if (target === "any") return "*";
  if ("certain" in target) return `=${target.certain.name}`;
  return target.possible.length === 0
    ? "-"
    : `?${target.possible.map(({ name }) => name).join(" ")}`;
}

function linkOf(stack: Stack, name: string, input: string): Link {
  const subjects = [...armPathsByKind.keys()].flatMap((kind) => stack.of(kind));
  const from = subjects.find((one) => one.name === name);
  assert.ok(from, `there is no ${name}`);
  return { from, ref: propsOf(from)[input] as Leaf<unknown> };
}

const account = (accountName: unknown = "ai", resourceGroupName: unknown = "rg"): Given => ({
  kind: "cognitiveservices:Account",
  inputs: { accountName, resourceGroupName },
});
const setting = (resourceUri: unknown, edges: readonly string[] = []): Given => ({
  kind: "monitor:DiagnosticSetting",
  inputs: { name: "logs", resourceUri },
  edges: { resourceUri: edges },
});
const toAccount = (given: Readonly<Record<string, Given>>) =>
  leads(stackOf(given), "setting", "resourceUri", "cognitiveservices:Account");

const endpoint = (
  privateEndpointName: unknown = "pe",
  resourceGroupName: unknown = "rg",
): Given => ({
  kind: "network:PrivateEndpoint",
  inputs: { privateEndpointName, resourceGroupName },
});
const zoneGroup = (
  privateEndpointName: unknown,
  resourceGroupName: unknown,
  edges: Given["edges"] = {},
): Given => ({
  kind: "network:PrivateDnsZoneGroup",
  inputs: { privateEndpointName, resourceGroupName },
  edges,
});
const toEndpoint = (given: Readonly<Record<string, Given>>) =>
  leads(stackOf(given), "group", "privateEndpointName", "network:PrivateEndpoint");

describe("a reference by an id that is known", () => {
  const spellings = [
    ["as it is", accountId, true],
    ["in other letter case", accountId.toUpperCase(), true],
    ["as Azure rewrites it", accountId.replace("resourceGroups", "resourcegroups"), true],
    ["with a slash at the end", `${accountId}/`, true],
    ["without the slash at the start", accountId.slice(1), true],
    ["with blanks around it", ` ${accountId}\n`, true],
    ["of another subscription", accountIn(`${other}/resourceGroups/rg`), false],
    ["of another resource group", accountIn(`${mine}/resourceGroups/rg2`), false],
    ["of another name", accountIn(`${mine}/resourceGroups/rg`, "ai2"), false],
    ["of a neighbour with a longer name", `${accountId}-dev`, false],
    ["of a child", `${accountId}/deployments/gpt`, false],
    ["of the resource group", `${mine}/resourceGroups/rg`, false],
    ["of the subscription", mine, false],
    ["of another type with this name", accountId.replace("CognitiveServices", "Purview"), false],
    [
      "of an extension of it",
      `${accountId}/providers/Microsoft.Insights/diagnosticSettings/ai`,
      false,
    ],
    ["cut short", accountId.replace("/ai", ""), false],
    ["with an empty segment", accountId.replace("/rg", "/"), false],
    ["left blank", " ", false],
  ] as const;
  for (const [how, id, leadsThere] of spellings) {
    it(`${how}, ${leadsThere ? "leads to" : "does not lead to"} a resource whose id is known`, () => {
      const deployed = { ...account(), outputs: { id: accountId } };
      assert.equal(toAccount({ deployed, setting: setting(id) }), leadsThere ? "=deployed" : "-");
    });
    it(`${how}, ${leadsThere ? "leads to" : "does not lead to"} a new resource`, () => {
      const fresh = { ...account(), outputs: { id: unknown }, subscriptionId: mine.slice(15) };
      assert.equal(toAccount({ fresh, setting: setting(id) }), leadsThere ? "=fresh" : "-");
    });
  }

  it("takes the subscription for the same where no provider tells it", () => {
    const id = accountIn(`${other}/resourceGroups/rg`);
    assert.equal(toAccount({ fresh: account(), setting: setting(id) }), "=fresh");
  });

  it("may lead to a resource whose name or group is not known, unless the other differs", () => {
    const reference = setting(accountId);
    assert.equal(toAccount({ a: account(unknown), setting: reference }), "?a");
    assert.equal(toAccount({ a: account("ai", unknown), setting: reference }), "?a");
    assert.equal(toAccount({ a: account("ai2", unknown), setting: reference }), "-");
    assert.equal(toAccount({ a: account(unknown, "rg2"), setting: reference }), "-");
    assert.equal(toAccount({ a: account(unknown), b: account(), setting: reference }), "=b");
  });

  it("does not lead to a resource whose own id is another, whatever else is not known", () => {
    const there = accountIn(`${mine}/resourceGroups/rg2`);
    const a = { ...account("ai", unknown), outputs: { id: there } };
    assert.equal(toAccount({ a, setting: setting(accountId) }), "-");
  });

  it("of something else than a resource is no name that may turn out to be right", () => {
    for (const text of [mine, `${mine}/resourceGroups/rg`, "https://ai.openai.azure.com/", ""])
      assert.equal(toAccount({ a: account(unknown, unknown), setting: setting(text) }), "-");
  });

  it("decides against the engine's edges", () => {
    const given = { a: account("a"), b: account("b") };
    const id = accountIn(`${mine}/resourceGroups/rg`, "b");
    assert.equal(toAccount({ ...given, setting: setting(id, ["a"]) }), "=b");
    const elsewhere = accountIn(`${mine}/resourceGroups/hub`, "a");
    assert.equal(toAccount({ ...given, setting: setting(elsewhere, ["a"]) }), "-");
  });

  it("leads to the resource that is deployed where another only reads it", () => {
    const deployed = { ...account(), outputs: { id: accountId } };
    const read: Given = {
      kind: "cognitiveservices:Account",
      outputs: { id: accountId.toLowerCase() },
    };
    for (const given of [
      { a: deployed, b: read, setting: setting(accountId) },
      { b: deployed, a: read, setting: setting(accountId) },
    ])
      assert.match(toAccount(given), given.a === deployed ? /^=a$/ : /^=b$/);
  });

  it("of another shape than text leads nowhere", () => {
    for (const value of [null, undefined, 1, true, [], { id: accountId }])
      assert.equal(toAccount({ a: account(), setting: setting(value) }), "-");
  });
});

describe("a reference by name", () => {
  it("takes the resource group into account, without letter case", () => {
    const given = { a: endpoint("pe", "rg-a"), b: endpoint("pe", "rg-b") };
    assert.equal(toEndpoint({ ...given, group: zoneGroup("PE", "RG-B") }), "=b");
    assert.equal(toEndpoint({ ...given, group: zoneGroup("pe", "rg-c") }), "-");
    assert.equal(toEndpoint({ ...given, group: zoneGroup("pe2", "rg-a") }), "-");
  });

  it("without a known resource group leads to the only resource of that name", () => {
    assert.equal(toEndpoint({ a: endpoint("pe", unknown), group: zoneGroup("pe", "rg") }), "=a");
    assert.equal(toEndpoint({ a: endpoint(), group: zoneGroup("pe", unknown) }), "=a");
    const two = { a: endpoint("pe", "rg-a"), b: endpoint("pe", "rg-b") };
    assert.equal(toEndpoint({ ...two, group: zoneGroup("pe", unknown) }), "?a b");
    const open = { a: endpoint("pe", unknown), b: endpoint(unknown, unknown) };
    assert.equal(toEndpoint({ ...open, group: zoneGroup("pe", "rg") }), "?a b");
  });

  it("tells resource groups that are not known yet by their resources", () => {
    const group = (resourceGroupName: unknown): Given => ({
      kind: "resources:ResourceGroup",
      inputs: { resourceGroupName, location: "westeurope" },
    });
    const inGroup = (name: string) => ({
      ...endpoint("pe", unknown),
      edges: { resourceGroupName: [name] },
    });
    const groups = { g1: group(unknown), g2: group(unknown) };
    const a = inGroup("g1");
    const b = inGroup("g2");
    const from = (name: string) => zoneGroup("pe", unknown, { resourceGroupName: [name] });
    assert.equal(toEndpoint({ ...groups, a, b, group: from("g2") }), "=b");
    assert.equal(toEndpoint({ ...groups, a, group: from("g2") }), "-");
    // The name that the group's own resource gives decides against a literal one.
    const named = { g1: group("rg"), a };
    assert.equal(toEndpoint({ ...named, group: zoneGroup("pe", "rg") }), "=a");
    assert.equal(toEndpoint({ ...named, group: zoneGroup("pe", "rg2") }), "-");
  });

  it("takes the providers' subscriptions into account", () => {
    const a = { ...endpoint(), subscriptionId: "s1" };
    assert.equal(toEndpoint({ a, group: { ...zoneGroup("pe", "rg"), subscriptionId: "s2" } }), "-");
    assert.equal(
      toEndpoint({ a, group: { ...zoneGroup("pe", "rg"), subscriptionId: "S1" } }),
      "=a",
    );
    assert.equal(toEndpoint({ a, group: zoneGroup("pe", "rg") }), "=a");
  });
});

describe("a reference that is not known yet", () => {
  const two = { a: account("a"), b: account("b"), pe: endpoint() };

  it("leads to the only dependency of the kind, also out of several of other kinds", () => {
    assert.equal(toAccount({ ...two, setting: setting(unknown, ["a"]) }), "=a");
    assert.equal(toAccount({ ...two, setting: setting(unknown, ["pe", "b"]) }), "=b");
  });

  it("may lead to any of several", () => {
    assert.equal(toAccount({ ...two, setting: setting(unknown, ["b", "a"]) }), "?b a");
  });

  it("leads nowhere when it depends on other resources of Azure, of whatever provider", () => {
    assert.equal(toAccount({ ...two, setting: setting(unknown, ["pe"]) }), "-");
    for (const kind of ["azure:storage/account:Account", "azapi:index/resource:Resource"])
      assert.equal(toAccount({ ...two, x: { kind }, setting: setting(unknown, ["x"]) }), "-");
  });

  it("leads nowhere when it comes out of another stack", () => {
    const out = { kind: "pulumi:pulumi:StackReference" };
    assert.equal(toAccount({ ...two, out, setting: setting(unknown, ["out"]) }), "-");
  });

  it("may lead anywhere when what it depends on is only a part of names and ids", () => {
    const suffix = { kind: "random:index/randomString:RandomString" };
    const group = { kind: "resources:ResourceGroup", inputs: { location: "westeurope" } };
    assert.equal(toAccount({ ...two, setting: setting(unknown) }), "*");
    assert.equal(toAccount({ ...two, suffix, setting: setting(unknown, ["suffix"]) }), "*");
    assert.equal(toAccount({ ...two, group, setting: setting(unknown, ["group"]) }), "*");
    assert.equal(toAccount({ ...two, group, setting: setting(unknown, ["group", "pe"]) }), "-");
  });

  it("looks at the edges of its own input alone", () => {
    const from: Given = { ...setting(unknown), edges: { resourceUri: ["a"], workspaceId: ["b"] } };
    assert.equal(toAccount({ ...two, setting: from }), "=a");
  });

  it("leads to what a local component lists", () => {
    const given = {
      comp: { kind: "my:index:Ai" },
      a: { ...account("a"), parent: "comp" },
      pe: { ...endpoint(), parent: "comp" },
    };
    assert.equal(toAccount({ ...given, setting: setting(unknown, ["comp", "a", "pe"]) }), "=a");
  });

  it("leads to the children of a remote component, which is all it names, however deep", () => {
    const given = {
      comp: { kind: "my:index:Ai" },
      inner: { kind: "my:index:Inner", parent: "comp" },
      a: { ...account("a"), parent: "inner" },
      pe: { ...endpoint(), parent: "comp" },
      b: account("b"),
    };
    assert.equal(toAccount({ ...given, setting: setting(unknown, ["comp"]) }), "=a");
    const second = { c: { ...account("c"), parent: "comp" } };
    assert.equal(toAccount({ ...given, ...second, setting: setting(unknown, ["comp"]) }), "?c a");
    const without = { comp: given.comp, pe: given.pe, b: given.b };
    assert.equal(toAccount({ ...without, setting: setting(unknown, ["comp"]) }), "-");
  });

  it("does not take the children of a resource for what the resource is", () => {
    const given = { pe: endpoint(), a: { ...account("a"), parent: "pe" } };
    assert.equal(toAccount({ ...given, setting: setting(unknown, ["pe"]) }), "-");
  });
});

describe("a resource whose inputs were not seen", () => {
  const outputs = { id: `${accountId}/providers/microsoft.insights/diagnosticSettings/logs` };

  it("tells by its id what it belongs to", () => {
    const seen = { a: { ...account(), outputs: { id: accountId } } };
    const unseen: Given = { kind: "monitor:DiagnosticSetting", outputs };
    assert.equal(toAccount({ ...seen, setting: unseen }), "=a");
    const group: Given = {
      kind: "network:PrivateDnsZoneGroup",
      outputs: {
        id: `${mine}/resourceGroups/RG/providers/Microsoft.Network/privateEndpoints/PE/privateDnsZoneGroups/g`,
      },
    };
    assert.equal(toEndpoint({ a: endpoint("pe", "rg"), b: endpoint("pe", "rg-b"), group }), "=a");
  });

  it("leads anywhere when its id is not known either, unless the engine's edges tell", () => {
    const unseen: Given = { kind: "monitor:DiagnosticSetting", outputs: { id: unknown } };
    assert.equal(toAccount({ a: account(), setting: unseen }), "*");
    const edges = { resourceUri: ["a"] };
    assert.equal(toAccount({ a: account(), setting: { ...unseen, edges } }), "=a");
    assert.equal(
      toAccount({ a: account(), setting: { ...unseen, edges: { resourceUri: [] } } }),
      "*",
    );
  });

  it("is found by its id", () => {
    const a: Given = { kind: "cognitiveservices:Account", outputs: { id: accountId } };
    assert.equal(toAccount({ a, setting: setting(accountId) }), "=a");
    assert.equal(toAccount({ a, setting: setting(`${accountId}2`) }), "-");
  });

  it("may be the one that an id names when nothing of it is known", () => {
    const a: Given = { kind: "cognitiveservices:Account", outputs: { id: unknown, name: unknown } };
    assert.equal(toAccount({ a, setting: setting(accountId) }), "?a");
  });

  it("is not judged when others were seen, since it is only read", () => {
    const read: Given = { kind: "cognitiveservices:Account", outputs: { id: accountId } };
    const stack = stackOf({ read, a: account("a") });
    assert.deepEqual(names(stack.of("cognitiveservices:Account")), ["a", "read"]);
    assert.deepEqual(names(stack.judged("cognitiveservices:Account")), ["a"]);
  });

  it("is judged when none was seen, as in a refresh", () => {
    const stack = stackOf({ a: { kind: "cognitiveservices:Account", outputs: { id: accountId } } });
    assert.deepEqual(names(stack.judged("cognitiveservices:Account")), ["a"]);
  });
});

describe("a new resource outside of the targets", () => {
  const untargeted: Given = { kind: "cognitiveservices:Account", inputs: {} };

  it("is not judged", () => {
    assert.deepEqual(stackOf({ untargeted }).judged("cognitiveservices:Account"), []);
  });

  it("may be what another refers to, and may refer to any", () => {
    assert.equal(toAccount({ untargeted, setting: setting(accountId) }), "?untargeted");
    assert.equal(
      toAccount({ untargeted, setting: setting(unknown, ["untargeted"]) }),
      "=untargeted",
    );
    const from: Given = { kind: "monitor:DiagnosticSetting", inputs: {} };
    assert.equal(toAccount({ a: account(), setting: from }), "*");
  });
});

describe("the referrers of a resource", () => {
  const given = {
    a: account("a"),
    b: account("b"),
    one: setting(accountIn(`${mine}/resourceGroups/rg`, "a")),
    two: setting(unknown, ["a", "b"]),
    three: setting(unknown),
  };
  const summary = (stack: Stack) => {
    const referrers = stack.referrers("cognitiveservices:Account", settings);
    return stack.of("cognitiveservices:Account").map((subject) => {
      const certain = referrers.certain(subject).map(({ from }) => from.name);
      const perhaps = referrers.perhaps(subject)?.from.name;
      return `${subject.name}: ${certain.join(" ")} ?${perhaps ?? ""}`;
    });
  };

  it("are those that lead to it, and one that may", () => {
    const stack = stackOf(given);
    assert.deepEqual(summary(stack), ["a: one ?two", "b:  ?two"]);
    const referrers = stack.referrers("cognitiveservices:Account", settings);
    const [a] = stack.of("cognitiveservices:Account");
    assert.ok(a);
    const isThree = ({ from }: Link) => from.name === "three";
    assert.equal(referrers.perhaps(a, isThree)?.from.name, "three");
    assert.equal(
      referrers.perhaps(a, ({ from }) => from.name === "one"),
      undefined,
    );
  });

  it("are computed once for all policies", () => {
    const stack = stackOf(given);
    const referrers = stack.referrers("cognitiveservices:Account", settings);
    assert.equal(stack.referrers("cognitiveservices:Account", settings), referrers);
    assert.notEqual(stack.referrers("search:Service", settings), referrers);
  });

  it("are the same in whatever order the engine hands the resources over", () => {
    const names = Object.keys(given);
    for (let turn = 0; turn < names.length; turn++) {
      const order = [...names.slice(turn), ...names.slice(0, turn)];
      for (const shuffled of [order, [...order].reverse()])
        assert.deepEqual(summary(stackOf(given, shuffled)), ["a: one ?two", "b:  ?two"]);
    }
  });

  it("cost in proportion to the number of resources", () => {
    // Counted is every look at a resource or a subject.
    const looksFor = (size: number) => {
      let looks = 0;
      const watched = <T extends object>(value: T): T =>
        new Proxy(value, { get: (target, key) => (looks++, Reflect.get(target, key) as unknown) });
      const many: Record<string, Given> = {};
      // Names of one length, so that all sizes sort alike.
      for (let index = 1000; index < 1000 + size; index++) {
        many[`account-${index}`] = account(`ai-${index}`);
        many[`known-${index}`] = setting(accountIn(`${mine}/resourceGroups/rg`, `ai-${index}`));
        many[`unknown-${index}`] = setting(unknown, [`account-${index}`]);
        many[`open-${index}`] = setting(unknown);
      }
      const stack = stackOf(many, Object.keys(many), watched);
      looks = 0;
      for (let policy = 0; policy < 3; policy++) {
        const referrers = stack.referrers("cognitiveservices:Account", settings);
        for (const subject of stack.judged("cognitiveservices:Account"))
          assert.ok(referrers.certain(subject).length === 2 && referrers.perhaps(subject));
      }
      return looks;
    };
    const ratio = looksFor(800) / looksFor(200);
    assert.ok(ratio > 3.9 && ratio < 4.1, `four times the resources cost ${ratio} times as much`);
  });
});

function* settings(stack: Stack): Generator<Link> {
  for (const from of stack.of("monitor:DiagnosticSetting"))
    yield { from, ref: propsOf(from)["resourceUri"] as Leaf<unknown> };
}

function propsOf({ props }: Subject): Readonly<Record<string, Leaf<unknown>>> {
  return props as unknown as Readonly<Record<string, Leaf<unknown>>>;
}

function names(subjects: readonly Subject[]): string[] {
  return subjects.map(({ name }) => name);
}
