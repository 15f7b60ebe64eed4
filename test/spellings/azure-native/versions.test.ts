/**
 * What older API versions have elsewhere. Only what the version knows counts; where nobody knows the version, an insecure
 * value in any of the shapes that are written does.
 */
import assert from "node:assert/strict";
import { olderShapes } from "../../../policies/core/spellings/azure-native/older-shapes";
import {
  canonicalShapes,
  type Written,
} from "../../../policies/core/spellings/azure-native/shapes";
import { UNKNOWN } from "../../../policies/core/value/value";
import { judge, unknown } from "../../support/judge";

type Values = Readonly<Record<string, unknown>>;

/** An object with this value at the path; `*` makes a list of one. */
function holding([step, ...below]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const inner = holding(below, value);
  return step === "*" ? [inner] : { [step]: inner };
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((holder, step) => {
    if (step === "*") return (holder as readonly unknown[] | undefined)?.[0];
    return (holder as Values | undefined)?.[step];
  }, value);
}

function merged(left: unknown, right: unknown): unknown {
  if (Array.isArray(left) && Array.isArray(right)) return [merged(left[0], right[0])];
  if (typeof left !== "object" || typeof right !== "object") return right;
  const [own, other] = [left as Values, right as Values];
  const both = Object.keys(own).filter((key) => key in other);
  const inner = both.map((key) => [key, merged(own[key], other[key])]);
  return { ...own, ...other, ...Object.fromEntries(inner) };
}

describe("a property that older API versions have elsewhere", () => {
  for (const [kind, shapes] of Object.entries(olderShapes))
    for (const { first, last, next, azure = false, respellings } of shapes)
      for (const { canonical, legacy } of respellings)
        it(`${kind}: ${legacy.join(".")}`, () => {
          const index = (names: readonly string[]) => names.map((one) => (one === "*" ? 0 : one));
          const now = { value: "now", path: index(canonical) };
          const then = { value: "then", path: index(legacy) };
          const ofNow = holding(canonical, "now");
          const ofThen = holding(legacy, "then");
          const both = merged(ofNow, ofThen);
          /** In each reading, what stands where the default API version has it. */
          const read = (given: unknown, how: Written = {}) =>
            canonicalShapes(kind, given, how).map(({ props, spell }) => ({
              value: at(props, canonical),
              path: spell(now.path),
            }));

          const lost = [{ value: undefined, path: then.path }];
          for (const apiVersion of [first ?? "2000-01-01", last ?? "2099-01-01"]) {
            assert.deepEqual(read(both, { apiVersion }), [then], apiVersion);
            assert.deepEqual(read(ofThen, { apiVersion }), [then], apiVersion);
            assert.deepEqual(read(ofNow, { apiVersion }), lost, apiVersion);
            assert.deepEqual(read(both, { apiVersion, anyCase: true }), [azure ? then : now]);
          }
          if (last === undefined) {
            assert.deepEqual(read(both), [then]);
            return;
          }
          for (const apiVersion of ["2026-05-01", "2099-01-01-preview"])
            for (const anyCase of [false, true]) {
              assert.deepEqual(read(both, { apiVersion, anyCase }), [now], apiVersion);
              assert.deepEqual(read(ofThen, { apiVersion, anyCase }), [
                { ...now, value: undefined },
              ]);
            }
          for (const apiVersion of [undefined, "", "latest", unknown]) {
            assert.deepEqual(read(both, { apiVersion }), [now, then]);
            assert.deepEqual(read(ofThen, { apiVersion }), [then]);
            assert.deepEqual(read(ofNow, { apiVersion }), [now]);
            assert.deepEqual(read(merged(ofNow, holding(legacy, null)), { apiVersion }), [now]);
            const ofArm = read(both, { apiVersion, anyCase: true });
            assert.deepEqual(ofArm, azure ? [now, then] : [now]);
          }
          assert.ok(next !== undefined && next > last);
        });

  const shapeOf = (kind: string, apiVersion: string, given: object) =>
    canonicalShapes(kind, given, { apiVersion }).map(({ props }) => props as Values);
  const wrappers = (wrapper: string, details: string) => ({
    properties: "properties",
    [wrapper]: wrapper,
    [details]: details,
  });

  it("is in the wrapper of its version", () => {
    const kind = "machinelearningservices:OnlineEndpoint";
    const given = wrappers("onlineEndpointProperties", "onlineEndpointDetails");
    const versions = {
      "2021-03-01-preview": ["properties"],
      "2022-02-01-preview": ["onlineEndpointDetails"],
      "2022-05-01": ["onlineEndpointProperties"],
      "2023-04-01": ["onlineEndpointProperties"],
      "2025-01-01-preview": ["onlineEndpointProperties"],
      "2025-09-01": ["onlineEndpointProperties"],
      // Nobody has looked.
      "2025-10-01-preview": ["properties", "onlineEndpointProperties"],
      "2025-12-01": ["properties"],
      "2026-05-15-preview": ["properties"],
    };
    for (const [version, wanted] of Object.entries(versions))
      assert.deepEqual(
        shapeOf(kind, version, given).map(({ properties }) => properties),
        wanted,
        version,
      );
    const all = canonicalShapes(kind, given).map(({ props }) => (props as Values)["properties"]);
    assert.deepEqual(all, ["properties", "onlineEndpointProperties", "onlineEndpointDetails"]);
  });

  it("is not looked for in what is not known yet and may hold either", () => {
    const given = { properties: { contentFilters: [UNKNOWN] } };
    assert.equal(canonicalShapes("cognitiveservices:RaiPolicy", given).length, 1);
    const open = { properties: UNKNOWN };
    assert.equal(canonicalShapes("cognitiveservices:RaiPolicy", open).length, 1);
    assert.equal(canonicalShapes("machinelearningservices:Datastore", open).length, 1);
  });

  it("may be in what is not known yet and cannot hold the other", () => {
    const given = { roleDefinitionId: "r", properties: UNKNOWN };
    assert.equal(canonicalShapes("authorization:RoleAssignment", given).length, 2);
  });

  it("is not overruled by what is not known yet in the place of today", () => {
    const given = { properties: UNKNOWN, authType: "PAT" };
    const [shape] = shapeOf("machinelearningservices:WorkspaceConnection", "2021-04-01", given);
    assert.deepEqual(shape?.["properties"], { authType: "PAT" });
  });

  it("is Azure's in any case, and not known when it is there twice", () => {
    const read = (filter: object) =>
      canonicalShapes(
        "cognitiveservices:RaiPolicy",
        { properties: { contentFilters: [{ SeverityThreshold: "Low", ...filter }] } },
        { apiVersion: "2023-10-01-Preview", anyCase: true },
      ).map(({ props }) => at(props, ["properties", "contentFilters", "*"]));
    const [once] = read({ AllowedContentLevel: "High" });
    assert.deepEqual(once, { AllowedContentLevel: "High", severityThreshold: "High" });
    const [twice] = read({ AllowedContentLevel: "High", allowedContentLevel: "Low" });
    assert.equal(typeof (twice as Values)["severityThreshold"], "symbol");
  });
});

describe("a decoy in the shape of another API version", () => {
  const ml = "machinelearningservices";
  const role = (id: string) => `/providers/Microsoft.Authorization/roleDefinitions/${id}`;
  const [owner, reader] = [
    role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
    role("acdd72a7-3385-48ef-bd42-f606fba81ae7"),
  ];
  const filter = (values: object) => ({
    properties: { contentFilters: [{ name: "Hate", source: "Prompt", enabled: true, ...values }] },
  });

  interface Case {
    readonly policy: string;
    readonly kind: string;
    /** Inputs in the default shape and in the older one. */
    readonly now: (value: unknown) => object;
    readonly then: (value: unknown) => object;
    readonly good: unknown;
    readonly bad: unknown;
    /** An API version of each shape. */
    readonly versions: readonly [then: string, now: string];
    /** What is said of the bad value in each shape. */
    readonly said: readonly [then: string, now: string];
  }
  const wrapped = (
    policy: string,
    type: string,
    wrapper: string,
    [path, found]: readonly [path: string, found: string],
    good: object,
    bad: object,
    then = "v20240401",
  ): Case => ({
    policy,
    kind: `${ml}:${type}`,
    now: (properties) => ({ properties }),
    then: (properties) => ({ [wrapper]: properties }),
    good,
    bad,
    versions: [then, "v20251201"],
    said: [`${wrapper}.${path}: ${found}`, `properties.${path}: ${found}`],
  });
  const authMode = ["authMode", '"Key"; must be "AADToken"'] as const;
  const credentials = ["credentials.credentialsType", '"AccountKey"; must be "None"'] as const;
  const stored = (credentialsType: string) => ({ credentials: { credentialsType } });
  const byMode = [{ authMode: "AADToken" }, { authMode: "Key" }] as const;
  const entra = "ml-endpoint-require-entra-auth";
  const datastores = "ml-datastore-disable-stored-credentials";
  const preview = "v20220201preview";

  const cases: readonly Case[] = [
    wrapped(entra, "OnlineEndpoint", "onlineEndpointProperties", authMode, ...byMode),
    wrapped(entra, "OnlineEndpoint", "onlineEndpointDetails", authMode, ...byMode, preview),
    wrapped(entra, "BatchEndpoint", "batchEndpointProperties", authMode, ...byMode),
    wrapped(entra, "BatchEndpoint", "batchEndpointDetails", authMode, ...byMode, preview),
    wrapped(
      entra,
      "ServerlessEndpoint",
      "serverlessEndpointProperties",
      ["authMode", '"Key"; must be "AAD"'],
      { authMode: "AAD" },
      { authMode: "Key" },
    ),
    wrapped(
      "ml-online-endpoint-disable-public-network-access",
      "OnlineEndpoint",
      "onlineEndpointProperties",
      ["publicNetworkAccess", '"Enabled"; must be "Disabled"'],
      { publicNetworkAccess: "Disabled" },
      { publicNetworkAccess: "Enabled" },
    ),
    ...(
      [
        ["datastoreProperties", undefined],
        ["datastoreDetails", preview],
      ] as const
    ).map(([wrapper, version]) =>
      wrapped(
        datastores,
        "Datastore",
        wrapper,
        credentials,
        stored("None"),
        stored("AccountKey"),
        version,
      ),
    ),
    {
      policy: datastores,
      kind: `${ml}:Datastore`,
      now: (one) => ({ properties: { credentials: one } }),
      then: (one) => ({ properties: { contents: { credentials: one } } }),
      good: { credentialsType: "None" },
      bad: { credentialsType: "AccountKey" },
      versions: ["v20210301preview", "v20251201"],
      said: [
        'properties.contents.credentials.credentialsType: "AccountKey"; must be "None"',
        'properties.credentials.credentialsType: "AccountKey"; must be "None"',
      ],
    },
    {
      policy: "role-assignment-restrict-privileged-roles",
      kind: "authorization:RoleAssignment",
      now: (roleDefinitionId) => ({ roleDefinitionId, principalId: "p" }),
      then: (roleDefinitionId) => ({ properties: { roleDefinitionId, principalId: "p" } }),
      good: reader,
      bad: owner,
      versions: ["v20150701", "v20220401"],
      said: [
        "properties.roleDefinitionId: the role Owner; must be another role",
        "roleDefinitionId: the role Owner; must be another role",
      ],
    },
    {
      policy: "openai-rai-policy-restrict-harm-threshold",
      kind: "cognitiveservices:RaiPolicy",
      now: (severityThreshold) => filter({ severityThreshold }),
      then: (allowedContentLevel) => filter({ allowedContentLevel }),
      good: "Low",
      bad: "High",
      versions: ["v20231001preview", "v20241001"],
      said: [
        'properties.contentFilters[0].allowedContentLevel: "High"; must be "Low" or "Medium"',
        'properties.contentFilters[0].severityThreshold: "High"; must be "Low" or "Medium"',
      ],
    },
  ];

  for (const { policy, kind, now, then, good, bad, versions, said } of cases)
    describe(`${kind}: ${policy}, ${Object.keys(then(good)).join()}, ${versions[0]}`, () => {
      const [module = "", type = ""] = kind.split(":");
      const [ofThen, ofNow] = said;
      const badThen = merged(now(good), then(bad)) as object;
      const badNow = merged(now(bad), then(good)) as object;
      const tokens = (version: string) => [
        `azure-native:${module}/${version}:${type}`,
        `azure-native_${module}_${version}:${module}:${type}`,
      ];

      it("does not count where the version is the older one", async () => {
        for (const token of tokens(versions[0])) {
          assert.equal(await judge(policy, token, badThen), ofThen);
          assert.equal(await judge(policy, token, badNow), "met");
        }
      });
      it("does not count where the version is the newer one", async () => {
        for (const token of tokens(versions[1])) {
          assert.equal(await judge(policy, token, badThen), "met");
          assert.equal(await judge(policy, token, badNow), ofNow);
        }
      });
      it("hides nothing where the version is not known, whatever the program says that it is", async () => {
        for (const claim of [{}, { azureApiVersion: "2025-12-01" }]) {
          assert.equal(await judge(policy, kind, { ...badThen, ...claim }), ofThen);
          assert.equal(await judge(policy, kind, { ...badNow, ...claim }), ofNow);
          const badBoth = merged(now(bad), then(bad)) as object;
          assert.equal(await judge(policy, kind, { ...badBoth, ...claim }), `${ofNow}\n${ofThen}`);
          assert.equal(
            await judge(policy, kind, { ...(merged(now(good), then(good)) as object) }),
            "met",
          );
        }
      });
      it("leaves what is not known yet undecided", async () => {
        const open = await judge(policy, kind, merged(now(good), then(unknown)) as object);
        assert.match(open, /^undecided: /);
      });
    });

  it("is told once where both readings say the same", async () => {
    const said = await judge(
      "openai-rai-policy-require-harm-filters",
      "cognitiveservices:RaiPolicy",
      {
        properties: {
          contentFilters: [{ allowedContentLevel: "Low" }, { severityThreshold: "Low" }],
        },
      },
    );
    assert.equal(said.split("\n").length, 1);
  });

  it("halves nothing: each entry needs the threshold of the same version", async () => {
    const hate = { name: "Hate", source: "Prompt", enabled: true };
    const said = await judge(
      "openai-rai-policy-restrict-harm-threshold",
      "cognitiveservices:RaiPolicy",
      {
        properties: {
          contentFilters: [
            { ...hate, allowedContentLevel: "Low" },
            { ...hate, severityThreshold: "Low" },
          ],
        },
      },
    );
    assert.equal(
      said,
      [
        'properties.contentFilters[0].severityThreshold: not set; must be "Low" or "Medium"',
        'properties.contentFilters[1].allowedContentLevel: not set; must be "Low" or "Medium"',
      ].join("\n"),
    );
  });

  it("counts for nothing in ARM, which has none of the SDK's wrappers", async () => {
    const resource = (type: string, properties: object, more: object = {}) => ({
      resourceProviderNamespace: type.split("/")[0],
      resourceType: type.split("/").slice(1).join("/"),
      resourceName: "it",
      parentResourcePath: "",
      apiVersion: "2024-04-01",
      properties,
      ...more,
    });
    const generic = "azure-native:resources:Resource";
    const endpoint = "Microsoft.MachineLearningServices/workspaces/ml/onlineEndpoints";
    const decoy = { onlineEndpointProperties: { authMode: "AADToken" } };
    assert.equal(
      await judge(entra, generic, resource(endpoint, { authMode: "Key", ...decoy }, decoy)),
      'properties.authMode: "Key"; must be "AADToken"',
    );
    const [type, name] = ["Microsoft.MachineLearningServices/workspaces/onlineEndpoints", "ml/it"];
    const body = { properties: { authMode: "Key", ...decoy }, ...decoy };
    assert.equal(
      await judge(entra, "azapi:index/resource:Resource", {
        type: `${type}@2024-04-01`,
        name,
        body,
      }),
      'body.properties.authMode: "Key"; must be "AADToken"',
    );
    const template = { resources: [{ type, name, apiVersion: "2024-04-01", ...body }] };
    assert.match(
      await judge(entra, "azure-native:resources:Deployment", { properties: { template } }),
      /properties\.template\.resources\[0\]\.properties\.authMode: "Key"; must be "AADToken"$/,
    );
    const assignment = resource("Microsoft.Authorization/roleAssignments", {
      roleDefinitionId: owner,
      properties: { roleDefinitionId: reader },
    });
    for (const apiVersion of ["2015-07-01", "2022-04-01", unknown])
      assert.equal(
        await judge("role-assignment-restrict-privileged-roles", generic, {
          ...assignment,
          apiVersion,
        }),
        "properties.roleDefinitionId: the role Owner; must be another role",
      );
  });
});
