/** Who violates the policies about networks, and who does not. */
import assert from "node:assert/strict";
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as machinelearningservices from "@pulumi/azure-native/machinelearningservices";
import * as network from "@pulumi/azure-native/network";
import * as privatedns from "@pulumi/azure-native/privatedns";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { allPolicies } from "../../policies/all";
import { Analysis, analyze } from "../support/analyzer";
import { judgeAll, judgeProgram, judging, raw, remedied, unknown } from "../support/judge";
import { run, type Phase } from "../support/program";

const resourceGroupName = "rg";
const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const phases: readonly Phase[] = ["preview", "up"];
const elsewhere = (what: string) => ({ settings: { providedElsewhere: [what] } });

const account = (name: string, args: Partial<cognitiveservices.AccountArgs> = {}) =>
  new cognitiveservices.Account(name, { resourceGroupName, accountName: name, ...args });
const workspace = (name: string, args: Partial<machinelearningservices.WorkspaceArgs> = {}) =>
  new machinelearningservices.Workspace(name, { resourceGroupName, workspaceName: name, ...args });

const endpoint = (
  name: string,
  privateLinkServiceId: pulumi.Input<string>,
  groupIds?: pulumi.Input<string>[],
  args: Partial<network.PrivateEndpointArgs> = {},
) =>
  new network.PrivateEndpoint(name, {
    resourceGroupName,
    privateEndpointName: name,
    privateLinkServiceConnections: [{ name, privateLinkServiceId, ...(groupIds && { groupIds }) }],
    ...args,
  });

describe("ai-services-account-disable-public-network-access", () => {
  const policy = "ai-services-account-disable-public-network-access";
  const says = judging(policy, "cognitiveservices:Account");
  const path = "properties.publicNetworkAccess";
  const deny = { defaultAction: "Deny" };

  it("judges accounts of every kind, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      account("closed", { kind: "OpenAI", properties: { publicNetworkAccess: "Disabled" } });
      account("open", { kind: "SpeechServices", properties: { publicNetworkAccess: "Enabled" } });
      account("firewalled", { properties: { networkAcls: { defaultAction: "Deny" } } });
      account("bare");
    });
    assert.deepEqual(said, {
      open: `${path}: "Enabled"; must be "Disabled"`,
      firewalled: `${path}: not set; must be "Disabled"`,
      bare: `${path}: not set; must be "Disabled"`,
    });
  });

  it("compares without case, and takes what is malformed for absent", async () => {
    assert.equal(await says({ properties: { publicNetworkAccess: "DISABLED" } }), "met");
    for (const [value, found] of [
      ["Disabled-not", "another value"],
      ["SecuredByPerimeter", '"SecuredByPerimeter"'],
      ["", "blank"],
      [null, "not set"],
      [true, "true"],
      [["Disabled"], "not a valid value"],
    ] as const)
      assert.equal(
        await says({ properties: { publicNetworkAccess: value } }),
        `${path}: ${found}; must be "Disabled"`,
      );
    assert.equal(await says({ properties: "Disabled" }), `${path}: not set; must be "Disabled"`);
  });

  it("does not decide what is not known", async () => {
    assert.equal(await says({ properties: unknown }), "undecided: inside properties");
    assert.equal(
      await says({ properties: { publicNetworkAccess: unknown, networkAcls: deny } }),
      `undecided: ${path}`,
    );
  });

  it("accepts a firewall that denies by default when that is allowed", async () => {
    const config = { allowSelectedNetworks: true };
    const ask = (properties: object) => says({ properties }, { config });
    assert.equal(await ask({ publicNetworkAccess: "Enabled", networkAcls: deny }), "met");
    assert.equal(await ask({ networkAcls: { defaultAction: "deny" } }), "met");
    assert.equal(await ask({ publicNetworkAccess: unknown, networkAcls: deny }), "met");
    assert.equal(await ask({ publicNetworkAccess: "Disabled", networkAcls: unknown }), "met");
    assert.equal(
      await ask({ publicNetworkAccess: "Enabled", networkAcls: unknown }),
      "undecided: inside properties.networkAcls",
    );
    for (const networkAcls of [undefined, {}, { defaultAction: "Allow" }, { ipRules: [] }])
      assert.equal(
        await ask({ publicNetworkAccess: "Enabled", networkAcls }),
        `${path}: "Enabled"; must be "Disabled"`,
      );
  });

  it("closes the account on demand", async () => {
    const before = { kind: "OpenAI", properties: { networkAcls: deny } };
    assert.deepEqual(await remedied(policy, "cognitiveservices:Account", before), {
      kind: "OpenAI",
      properties: { networkAcls: deny, publicNetworkAccess: "Disabled" },
    });
  });
});

describe("key-vault-disable-public-network-access", () => {
  const policy = "key-vault-disable-public-network-access";
  const vault = judging(policy, "keyvault:Vault");
  const hsm = judging(policy, "keyvault:ManagedHsm");
  const path = "properties.publicNetworkAccess";
  const wanted = '"Disabled" or "SecuredByPerimeter"';

  it("judges vaults and managed HSMs, as the SDK registers them", async () => {
    const tenantId = "00000000-0000-0000-0000-000000000000";
    const sku = { family: "A", name: "standard" } as const;
    const said = await judgeProgram(policy, () => {
      new keyvault.Vault("default", { resourceGroupName, properties: { tenantId, sku } });
      new keyvault.Vault("closed", {
        resourceGroupName,
        properties: { tenantId, sku, publicNetworkAccess: "disabled" },
      });
      new keyvault.ManagedHsm("hsm", { resourceGroupName, properties: {} });
    });
    assert.deepEqual(said, {
      default: `${path}: "enabled"; must be ${wanted}`,
      hsm: `${path}: "Enabled"; must be ${wanted}`,
    });
  });

  it("judges programs that leave the default to Azure alike", async () => {
    for (const says of [vault, hsm]) {
      assert.equal(await says({ properties: {} }), `${path}: not set; must be ${wanted}`);
      assert.equal(
        await says({ properties: { publicNetworkAccess: "securedbyperimeter" } }),
        "met",
      );
      assert.equal(
        await says({ properties: { publicNetworkAccess: unknown } }),
        `undecided: ${path}`,
      );
    }
  });

  it("is not satisfied by a firewall", async () => {
    const networkAcls = {
      defaultAction: "Deny",
      bypass: "None",
      ipRules: [{ value: "10.0.0.0/8" }],
    };
    assert.equal(
      await vault({ properties: { publicNetworkAccess: "Enabled", networkAcls } }),
      `${path}: "Enabled"; must be ${wanted}`,
    );
  });

  it("accepts a firewall that denies by default when that is allowed", async () => {
    const config = { allowSelectedNetworks: true };
    for (const says of [vault, hsm]) {
      const ask = (properties: object) => says({ properties }, { config });
      const networkAcls = { defaultAction: "deny", ipRules: [{ value: "203.0.113.4" }] };
      assert.equal(await ask({ networkAcls }), "met");
      assert.equal(await ask({ publicNetworkAccess: "Enabled", networkAcls }), "met");
      assert.equal(await ask({ publicNetworkAccess: unknown, networkAcls }), "met");
      assert.equal(
        await ask({ publicNetworkAccess: "SecuredByPerimeter", networkAcls: unknown }),
        "met",
      );
      assert.equal(await ask({ networkAcls: unknown }), "undecided: inside properties.networkAcls");
      for (const networkAcls of [undefined, {}, { defaultAction: "Allow" }, "Deny"])
        assert.equal(await ask({ networkAcls }), `${path}: not set; must be ${wanted}`);
    }
  });

  it("closes it on demand", async () => {
    for (const kind of ["keyvault:Vault", "keyvault:ManagedHsm"])
      assert.deepEqual(
        await remedied(policy, kind, { properties: { publicNetworkAccess: "Enabled" } }),
        { properties: { publicNetworkAccess: "Disabled" } },
      );
  });

  it("leaves what Azure recovers alone", async () => {
    assert.equal(await vault({ properties: { createMode: "Recover" } }), "met");
    assert.equal(await hsm({ properties: { createMode: "recover" } }), "met");
    assert.notEqual(await vault({ properties: { createMode: "default" } }), "met");
    const open = { createMode: unknown };
    assert.equal(await vault({ properties: open }), "undecided: properties.createMode");
    assert.equal(await vault({ properties: { ...open, publicNetworkAccess: "Disabled" } }), "met");
  });
});

describe("storage-account-disable-public-network-access", () => {
  const says = judging("storage-account-disable-public-network-access", "storage:StorageAccount");
  const wanted = '"Disabled" or "SecuredByPerimeter"';

  it("judges accounts, whatever their firewall", async () => {
    assert.equal(await says({ publicNetworkAccess: "disabled" }), "met");
    assert.equal(await says({ publicNetworkAccess: "SecuredByPerimeter" }), "met");
    assert.equal(
      await says({ networkRuleSet: { defaultAction: "Deny" } }),
      `publicNetworkAccess: not set; must be ${wanted}`,
    );
    assert.equal(
      await says({ publicNetworkAccess: "Enabled" }),
      `publicNetworkAccess: "Enabled"; must be ${wanted}`,
    );
    assert.equal(await says({ publicNetworkAccess: unknown }), "undecided: publicNetworkAccess");
  });

  it("accepts a firewall that denies by default when that is allowed", async () => {
    const config = { allowSelectedNetworks: true };
    const networkRuleSet = { defaultAction: "Deny" };
    assert.equal(await says({ networkRuleSet }, { config }), "met");
    assert.equal(await says({ publicNetworkAccess: "Enabled", networkRuleSet }, { config }), "met");
    assert.equal(
      await says({ networkRuleSet: unknown }, { config }),
      "undecided: inside networkRuleSet",
    );
    assert.equal(
      await says({ networkRuleSet: { defaultAction: "Allow" } }, { config }),
      `publicNetworkAccess: not set; must be ${wanted}`,
    );
  });

  it("closes it on demand", async () => {
    assert.deepEqual(
      await remedied("storage-account-disable-public-network-access", "storage:StorageAccount", {
        kind: "StorageV2",
      }),
      { kind: "StorageV2", publicNetworkAccess: "Disabled" },
    );
  });
});

describe("ml-online-endpoint-disable-public-network-access", () => {
  const policy = "ml-online-endpoint-disable-public-network-access";
  const says = judging(policy, "machinelearningservices:OnlineEndpoint");
  const path = "properties.publicNetworkAccess";

  it("judges managed endpoints, as the SDK registers them, not those on Kubernetes", async () => {
    const said = await judgeProgram(policy, () => {
      const online = (name: string, properties: object) =>
        new machinelearningservices.OnlineEndpoint(name, {
          resourceGroupName,
          workspaceName: "ml",
          properties: { authMode: "AADToken", ...properties },
        });
      online("closed", { publicNetworkAccess: "Disabled" });
      online("default", {});
      online("kubernetes", { compute: `${group}/computes/aks` });
    });
    assert.deepEqual(said, { default: `${path}: "Enabled"; must be "Disabled"` });
  });

  it("finds the property in the wrapper of the API version", async () => {
    for (const [wrapper, version] of [
      ["onlineEndpointProperties", "v20240401"],
      ["onlineEndpointDetails", "v20220201preview"],
    ] as const) {
      const token = `azure-native:machinelearningservices/${version}:OnlineEndpoint`;
      const ask = (properties: unknown) => says({ [wrapper]: properties }, {}, token);
      assert.equal(await ask({ publicNetworkAccess: "disabled" }), "met");
      assert.equal(
        await ask({ publicNetworkAccess: "Enabled" }),
        `${wrapper}.publicNetworkAccess: "Enabled"; must be "Disabled"`,
      );
      assert.equal(await ask({ compute: "aks" }), "met");
    }
  });

  it("takes a compute that is not known yet for one, and nothing for granted below what is not known", async () => {
    assert.equal(await says({ properties: { compute: unknown } }), "met");
    assert.match(await says({ properties: unknown }), /^undecided: inside properties$/);
    for (const compute of [null, "", " ", 5])
      assert.equal(await says({ properties: { compute } }), `${path}: not set; must be "Disabled"`);
  });
});

describe("ml-workspace-disable-public-network-access", () => {
  const policy = "ml-workspace-disable-public-network-access";
  const says = judging(policy, "machinelearningservices:Workspace");
  const closed = 'publicNetworkAccess: not set; must be "Disabled"';
  const behind = "allowPublicAccessWhenBehindVnet: true; must be false";

  it("judges workspaces and hubs, and projects by what they say themselves", async () => {
    const said = await judgeProgram(policy, () => {
      workspace("closed", { publicNetworkAccess: "Disabled" });
      workspace("default");
      workspace("hub", { kind: "Hub" });
      workspace("project", { kind: "project", hubResourceId: `${group}/hub` });
      workspace("open-project", { kind: "Project", publicNetworkAccess: "Enabled" });
      workspace("old-project", { kind: "Project", allowPublicAccessWhenBehindVnet: true });
      workspace("both", { allowPublicAccessWhenBehindVnet: true });
      workspace("v2", { publicNetworkAccess: "Disabled", allowPublicAccessWhenBehindVnet: false });
    });
    assert.deepEqual(said, {
      default: closed,
      hub: closed,
      "open-project": 'publicNetworkAccess: "Enabled"; must be "Disabled"',
      "old-project": behind,
      both: `${behind}\n${closed}`,
    });
  });

  it("decides as far as values are known", async () => {
    assert.equal(await says({ kind: unknown, publicNetworkAccess: "disabled" }), "met");
    assert.equal(await says({ kind: unknown, location: "westeurope" }), "undecided: kind");
    assert.equal(
      await says({ kind: unknown, publicNetworkAccess: unknown }),
      "undecided: publicNetworkAccess",
    );
    assert.equal(
      await says({ publicNetworkAccess: unknown, allowPublicAccessWhenBehindVnet: true }),
      behind,
    );
    assert.equal(
      await says({ publicNetworkAccess: "Disabled", allowPublicAccessWhenBehindVnet: unknown }),
      "undecided: allowPublicAccessWhenBehindVnet",
    );
    assert.equal(await says({ kind: "Kind of a Project" }), closed);
  });

  it("closes both doors on demand", async () => {
    const before = { publicNetworkAccess: "Enabled", allowPublicAccessWhenBehindVnet: true };
    assert.deepEqual(await remedied(policy, "machinelearningservices:Workspace", before), {
      publicNetworkAccess: "Disabled",
      allowPublicAccessWhenBehindVnet: false,
    });
  });
});

describe("ml-workspace-require-approved-outbound", () => {
  const policy = "ml-workspace-require-approved-outbound";
  const says = judging(policy, "machinelearningservices:Workspace");
  const path = "managedNetwork.isolationMode";
  const wanted = '"AllowOnlyApprovedOutbound"';

  it("judges workspaces and hubs, not projects", async () => {
    const said = await judgeProgram(policy, () => {
      workspace("approved", { managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" } });
      workspace("internet", { managedNetwork: { isolationMode: "AllowInternetOutbound" } });
      workspace("none", { kind: "Hub" });
      workspace("empty", { managedNetwork: {} });
      workspace("project", { kind: "Project" });
    });
    assert.deepEqual(said, {
      internet: `${path}: "AllowInternetOutbound"; must be ${wanted}`,
      none: `${path}: not set; must be ${wanted}`,
      empty: `${path}: not set; must be ${wanted}`,
    });
  });

  it("finds it missing in every API version, also in those that have no managed network", async () => {
    const local = (version: string) =>
      says(
        { location: "westeurope" },
        {},
        `azure-native:machinelearningservices/${version}:Workspace`,
      );
    for (const version of ["v20200801", "v20230401", "v20230401preview", "v20251201"])
      assert.equal(await local(version), `${path}: not set; must be ${wanted}`, version);
  });

  it("accepts other modes when they are allowed", async () => {
    const config = { allowedModes: ["AllowOnlyApprovedOutbound", "allowinternetoutbound"] };
    const ask = (isolationMode: unknown) => says({ managedNetwork: { isolationMode } }, { config });
    assert.equal(await ask("AllowInternetOutbound"), "met");
    assert.match(await ask("Disabled"), /^managedNetwork\.isolationMode: "Disabled"; must be /);
  });

  it("does not decide what is not known", async () => {
    assert.equal(await says({ managedNetwork: unknown }), "undecided: inside managedNetwork");
    assert.equal(await says({ managedNetwork: { isolationMode: unknown } }), `undecided: ${path}`);
  });
});

for (const [policy, kind, groupId] of [
  ["ai-services-account-require-private-endpoint", "account", "account"],
  ["ml-workspace-require-private-endpoint", "workspace", "amlworkspace"],
] as const)
  describe(policy, () => {
    const make = kind === "account" ? account : workspace;
    const type =
      kind === "account"
        ? "Microsoft.CognitiveServices/accounts"
        : "Microsoft.MachineLearningServices/workspaces";
    const none = `no private endpoint of this stack connects to it with group id ${groupId}`;

    for (const phase of phases)
      it(`tells who has an endpoint (${phase})`, async () => {
        const said = await judgeProgram(
          policy,
          () => {
            endpoint("pe", make("has").id, [groupId]);
            endpoint("by-case", make("by-letter-case").id, [groupId.toUpperCase()]);
            endpoint("groupless", make("without-groups").id);
            endpoint("empty", make("with-empty-groups").id, []);
            const manual = make("manual");
            endpoint("manual-pe", manual.id, undefined, {
              privateLinkServiceConnections: [],
              manualPrivateLinkServiceConnections: [
                { name: "manual", privateLinkServiceId: manual.id, groupIds: [groupId] },
              ],
            });
            endpoint("literal", `${group}/providers/${type}/by-id/`.toUpperCase(), [groupId]);
            make("by-id");
            endpoint("other-group", make("by-another-group").id, ["blob"]);
            endpoint("abroad", `${group}2/providers/${type}/namesake`, [groupId]);
            endpoint("longer", `${group}/providers/${type}/namesake-2`, [groupId]);
            endpoint("child", `${group}/providers/${type}/namesake/children/x`, [groupId]);
            make("namesake");
            const st = new storage.StorageAccount("st", {
              resourceGroupName,
              kind: "StorageV2",
              sku: { name: "Standard_LRS" },
            });
            endpoint("st-pe", st.id, ["blob"]);
          },
          { phase },
        );
        assert.deepEqual(said, { "by-another-group": none, namesake: none });
      });

    it("tells resources of one endpoint apart once their ids are known", async () => {
      const program = () => {
        const [a, b] = [make("a"), make("b")];
        make("c");
        endpoint("both", "", undefined, {
          privateLinkServiceConnections: [
            { name: "a", privateLinkServiceId: a.id, groupIds: [groupId] },
            { name: "b", privateLinkServiceId: b.id, groupIds: [groupId] },
          ],
        });
      };
      const open = "undecided: privateLinkServiceConnections[0].privateLinkServiceId of both";
      assert.deepEqual(await judgeProgram(policy, program), { a: open, b: open, c: none });
      assert.deepEqual(await judgeProgram(policy, program, { phase: "up" }), { c: none });
    });

    it("does not decide while connections or groups are not known", async () => {
      const said = await judgeProgram(policy, () => {
        const [a, b] = [make("a"), make("b")];
        endpoint("pe", a.id, [pulumi.interpolate`${a.name}-group`]);
        endpoint("whole", "", undefined, {
          privateLinkServiceConnections: b.id.apply((id) => [
            { name: "b", privateLinkServiceId: id, groupIds: ["blob"] },
          ]),
        });
        make("c");
      });
      // An unknown group counts, and so does a connection of which the engine's edges name the target.
      assert.deepEqual(said, { c: none });
    });

    it("does not take an id that is put together of parts for a reference to something else", async () => {
      const program = () => {
        const rg = new resources.ResourceGroup("rg", { resourceGroupName: "rg" });
        endpoint("pe", pulumi.interpolate`${rg.id}/providers/${type}/a`, [groupId]);
        endpoint("blob", pulumi.interpolate`${rg.id}/providers/Microsoft.Storage/x`, ["blob"]);
        make("a");
      };
      const open = "undecided: privateLinkServiceConnections[0].privateLinkServiceId of pe";
      assert.deepEqual(await judgeProgram(policy, program), { a: open });
      assert.deepEqual(await judgeProgram(policy, program, { phase: "up" }), {});
    });

    it("is silent where endpoints are provided elsewhere", async () => {
      const program = () => {
        make("a");
        endpoint("open", pulumi.output(pulumi.unknown as string), [groupId]);
      };
      const options = elsewhere("private-endpoints");
      assert.deepEqual(await judgeProgram(policy, program, options), {});
      assert.notDeepEqual(await judgeProgram(policy, program, elsewhere("private-dns")), {});
    });

    it("keeps the stacks of one file apart", async () => {
      const one = await run(() => make("a"), "up", "one");
      const two = await run(
        () => endpoint("pe", `${group}/providers/${type}/a`, [groupId]),
        "up",
        "two",
      );
      assert.deepEqual(await judgeAll(policy, [...one, ...two]), { a: none });
    });

    it("does not judge what the stack only reads, nor what it does not target", async () => {
      const all = await run(() => {
        make("mine");
        make("read");
      }, "up");
      // Other than `judgeAll`, the engine has no resource phase for what is only read.
      const policies = allPolicies.filter(({ name }) => name === policy);
      const analysis = await Analysis.start(policies);
      for (const resource of all) if (resource.name !== "read") await analysis.resource(resource);
      const reports = await analysis.stack(all);
      assert.deepEqual(
        reports.map(({ resource }) => resource),
        ["mine"],
      );
      const untargeted = all.map((one) => (one.name === "read" ? { ...one, inputs: {} } : one));
      const others = await analyze(policies, untargeted);
      assert.deepEqual(
        others.map(({ resource }) => resource),
        ["mine"],
      );
    });
  });

describe("ml-workspace-require-private-endpoint, by the kind of the workspace", () => {
  it("leaves projects to their hub", async () => {
    const said = await judgeProgram("ml-workspace-require-private-endpoint", () => {
      workspace("project", { kind: "Project" });
      workspace("store", { kind: "FeatureStore" });
    });
    assert.deepEqual(Object.keys(said), ["store"]);
  });

  it("does not take an outbound rule to the workspace for an endpoint of it", async () => {
    const said = await judgeProgram("ml-workspace-require-private-endpoint", () => {
      const ml = workspace("ml");
      const hub = workspace("hub", {
        managedNetwork: {
          outboundRules: {
            ml: {
              type: "PrivateEndpoint",
              destination: { serviceResourceId: ml.id, subresourceTarget: "amlworkspace" },
            },
          },
        },
      });
      endpoint("pe", hub.id, ["amlworkspace"]);
    });
    assert.deepEqual(Object.keys(said), ["ml"]);
  });
});

const zone = (
  name: string,
  privateZoneName: pulumi.Input<string>,
  rg: pulumi.Input<string> = "rg",
) =>
  new privatedns.PrivateZone(name, { resourceGroupName: rg, privateZoneName, location: "global" });
const vnet = { id: `${group}/providers/Microsoft.Network/virtualNetworks/vnet` };
const link = (
  name: string,
  privateZoneName: pulumi.Input<string>,
  args: Partial<privatedns.VirtualNetworkLinkArgs> = {},
) =>
  new privatedns.VirtualNetworkLink(name, {
    resourceGroupName,
    privateZoneName,
    virtualNetwork: vnet,
    ...args,
  });

describe("network-private-dns-zone-require-vnet-link", () => {
  const policy = "network-private-dns-zone-require-vnet-link";
  const none = "no virtual network link of this stack belongs to the zone";

  for (const phase of phases)
    it(`tells which zones of private endpoints have no link (${phase})`, async () => {
      const said = await judgeProgram(
        policy,
        () => {
          link("by-output", zone("a", "privatelink.openai.azure.com").name);
          link("by-name", "PrivateLink.search.windows.net");
          zone("b", "privatelink.search.windows.net");
          zone("c", "privatelink.azurecr.io");
          link("of-other-group", "privatelink.azurecr.io", { resourceGroupName: "hub" });
          link("of-longer-name", "privatelink.azurecr.io.corp");
          link("without-network", zone("d", "privatelink.vaultcore.azure.net").name, {
            virtualNetwork: undefined,
          });
          link("without-id", zone("e", "privatelink.api.azureml.ms").name, { virtualNetwork: {} });
          link("twice", zone("f", "privatelink.notebooks.azure.net").name, { virtualNetwork: {} });
          link("again", "privatelink.notebooks.azure.net");
          zone("own", "corp.example.com");
          zone("named-alike", "privatelink-corp.example.com");
          zone("by-letter-case", "PRIVATELINK.blob.core.windows.net");
        },
        { phase },
      );
      assert.deepEqual(said, { c: none, d: none, e: none, "by-letter-case": none });
    });

  it("takes a network that is not known yet for one", async () => {
    const said = await judgeProgram(policy, () => {
      const vnet = new network.VirtualNetwork("vnet", { resourceGroupName });
      link("link", zone("zone", "privatelink.openai.azure.com").name, {
        virtualNetwork: { id: vnet.id },
      });
    });
    assert.deepEqual(said, {});
  });

  it("tells zones of one name in two resource groups apart before any name is known", async () => {
    const program = () => {
      const [one, two] = ["one", "two"].map((name) => new resources.ResourceGroup(name));
      assert.ok(one && two);
      zone("a", "privatelink.openai.azure.com", one.name);
      zone("b", "privatelink.openai.azure.com", two.name);
      link("link", "privatelink.openai.azure.com", { resourceGroupName: two.name });
    };
    for (const phase of phases)
      assert.deepEqual(await judgeProgram(policy, program, { phase }), { a: none });
  });

  it("does not decide while a link may belong to any of several zones", async () => {
    const said = await judgeProgram(policy, () => {
      const a = zone("a", "privatelink.openai.azure.com");
      const b = zone("b", "privatelink.azurecr.io");
      link(
        "link",
        pulumi.all([a.name, b.name]).apply(([, name]) => name),
      );
      const suffix = new resources.ResourceGroup("unrelated");
      zone("c", pulumi.interpolate`privatelink.${suffix.name}`);
    });
    assert.deepEqual(said, {
      a: "undecided: privateZoneName of link",
      b: "undecided: privateZoneName of link",
      c: "undecided: privateZoneName",
    });
  });

  it("is silent where DNS is provided elsewhere", async () => {
    const program = () => zone("a", "privatelink.openai.azure.com");
    assert.deepEqual(await judgeProgram(policy, program, elsewhere("private-dns")), {});
  });

  it("judges zones and links in the spelling of the second SDK", async () => {
    const a = raw(
      "azure-native:network:PrivateZone",
      { resourceGroupName, privateZoneName: "privatelink.a" },
      "a",
    );
    const b = raw(
      "azure-native:network/v20200601:PrivateZone",
      { resourceGroupName, privateZoneName: "privatelink.b" },
      "b",
    );
    const l = raw(
      "azure-native_network_v20200601:network:VirtualNetworkLink",
      { resourceGroupName, privateZoneName: "privatelink.b", virtualNetwork: vnet },
      "l",
    );
    assert.deepEqual(await judgeAll(policy, [a, b, l]), { a: none });
  });
});

describe("network-private-endpoint-require-dns-zones", () => {
  const policy = "network-private-endpoint-require-dns-zones";
  const zoneIn = (name: string) =>
    `${group}/providers/Microsoft.Network/privateDnsZones/privatelink.${name}`;
  const zones = (
    name: string,
    privateEndpointName: pulumi.Input<string>,
    ids: pulumi.Input<string>[],
    args: Partial<network.PrivateDnsZoneGroupArgs> = {},
  ) =>
    new network.PrivateDnsZoneGroup(name, {
      resourceGroupName,
      privateEndpointName,
      privateDnsZoneConfigs: ids.map((privateDnsZoneId, index) => ({
        name: `zone-${index}`,
        privateDnsZoneId,
      })),
      ...args,
    });
  const none = (names: string) =>
    `no private DNS zone group of this stack registers it in ${names}`;
  const lack = (names: string) => `its zone groups lack ${names}`;
  const [cognitive, openai, foundry] = [
    "privatelink.cognitiveservices.azure.com",
    "privatelink.openai.azure.com",
    "privatelink.services.ai.azure.com",
  ];
  const anyOfThree = `${cognitive} or ${openai} or ${foundry}`;

  for (const phase of phases) {
    it(`asks for the zones of each kind of account (${phase})`, async () => {
      const said = await judgeProgram(
        policy,
        () => {
          const of = (name: string, kind: string | undefined, ...ids: string[]) => {
            const pe = endpoint(
              name,
              account(`${name}-account`, kind === undefined ? {} : { kind }).id,
              ["account"],
            );
            if (ids.length > 0) zones(`${name}-zones`, pe.name, ids.map(zoneIn));
          };
          of("openai", "OpenAI", "openai.azure.com");
          of("openai-wrong", "openai", "cognitiveservices.azure.com");
          of(
            "foundry",
            "AIServices",
            "openai.azure.com",
            "CognitiveServices.azure.com",
            "services.ai.azure.com",
          );
          of("foundry-one", "AIServices", "services.ai.azure.com");
          of("speech", "SpeechServices", "cognitiveservices.azure.com");
          of("speech-none", "SpeechServices");
          of("kindless", undefined, "openai.azure.com");
          of("kindless-none", undefined);
        },
        { phase },
      );
      assert.deepEqual(said, {
        "openai-wrong": lack(openai),
        "foundry-one": lack(`${cognitive}, ${openai}`),
        "speech-none": none(cognitive),
        "kindless-none": none(anyOfThree),
      });
    });

    it(`joins the zones of all groups of an endpoint, and of no other (${phase})`, async () => {
      const said = await judgeProgram(
        policy,
        () => {
          const two = endpoint("two-groups", workspace("a").id, ["amlworkspace"]);
          zones("one", two.name, [zoneIn("api.azureml.ms")]);
          zones("two", "TWO-groups", [zoneIn("notebooks.azure.net")]);
          endpoint("robbed", workspace("b").id, ["amlworkspace"]);
          zones("three", "robbed", [zoneIn("api.azureml.ms"), zoneIn("notebooks.azure.net")], {
            resourceGroupName: "hub",
          });
          const empty = endpoint("empty", workspace("c").id, ["amlworkspace"]);
          zones("four", empty.name, []);
          const bare = endpoint("bare", workspace("d").id, ["amlworkspace"]);
          zones("five", bare.name, [], { privateDnsZoneConfigs: undefined });
          const wrong = endpoint("public-zone", workspace("e").id, ["amlworkspace"]);
          zones("six", wrong.name, [
            zoneIn("api.azureml.ms").replace("privateDnsZones", "dnsZones"),
            zoneIn("notebooks.azure.net"),
          ]);
        },
        { phase },
      );
      const both = "privatelink.api.azureml.ms, privatelink.notebooks.azure.net";
      assert.deepEqual(said, {
        robbed: none(both),
        empty: lack(both),
        bare: lack(both),
        "public-zone": lack("privatelink.api.azureml.ms"),
      });
    });

    it(`follows ids to the zones of the stack (${phase})`, async () => {
      const said = await judgeProgram(
        policy,
        () => {
          const [api, notebooks] = [
            zone("api", "privatelink.api.azureml.ms"),
            zone("notebooks", "privatelink.notebooks.azure.net"),
          ];
          const full = endpoint("full", workspace("a").id, ["amlworkspace"]);
          zones("one", full.name, [api.id, notebooks.id]);
          const half = endpoint("half", workspace("b").id, ["amlworkspace"]);
          zones("two", half.name, [notebooks.id]);
          const mixed = endpoint("mixed", workspace("c").id, ["amlworkspace"]);
          zones("three", mixed.name, [zoneIn("api.azureml.ms"), notebooks.id]);
        },
        { phase },
      );
      assert.deepEqual(said, { half: lack("privatelink.api.azureml.ms") });
    });

    it(`knows the groups of each service, and that others use the same ids (${phase})`, async () => {
      const said = await judgeProgram(
        policy,
        () => {
          const of = (name: string, type: string, ...groupIds: string[]) =>
            endpoint(
              name,
              `${group}/providers/${type}/x`,
              groupIds.length > 0 ? groupIds : undefined,
            );
          of("blob", "Microsoft.Storage/storageAccounts", "blob", "Blob_Secondary", "dfs");
          of("vault", "Microsoft.KeyVault/vaults", "vault");
          of("vault-alone", "Microsoft.KeyVault/vaults");
          of("vault-empty", "microsoft.keyvault/VAULTS");
          of("search", "Microsoft.Search/searchServices", "searchService");
          of("account", "Microsoft.CognitiveServices/accounts");
          of("cosmos", "Microsoft.DocumentDB/databaseAccounts", "Sql");
          of("storage-alone", "Microsoft.Storage/storageAccounts");
          of("cosmos-alone", "Microsoft.DocumentDB/databaseAccounts");
          of("cosmos-table", "Microsoft.DocumentDB/databaseAccounts", "Table");
          of("purview", "Microsoft.Purview/accounts", "account");
          of("synapse", "Microsoft.Synapse/workspaces", "Sql");
          of("web", "Microsoft.Synapse/privateLinkHubs", "Web");
          of("site", "Microsoft.Web/sites", "sites");
          of("own", "Microsoft.Network/privateLinkServices");
          of("own-group", "Microsoft.Network/privateLinkServices", "blob");
          endpoint("alias", "pls.guid.westeurope.azure.privatelinkservice");
          const pls = new network.PrivateLinkService("pls", { resourceGroupName });
          endpoint("own-new", pls.id);
        },
        { phase },
      );
      assert.deepEqual(said, {
        blob: none("privatelink.blob.core.windows.net, privatelink.dfs.core.windows.net"),
        vault: none("privatelink.vaultcore.azure.net"),
        "vault-alone": none("privatelink.vaultcore.azure.net"),
        "vault-empty": none("privatelink.vaultcore.azure.net"),
        search: none("privatelink.search.windows.net"),
        account: none(anyOfThree),
        cosmos: none("privatelink.documents.azure.com"),
      });
    });
  }

  it("tells a new zone from one that is deployed, when an endpoint gets both", async () => {
    const made = await run(() => {
      const api = zone("api", "privatelink.api.azureml.ms");
      const notebooks = zone("notebooks", "privatelink.notebooks.azure.net");
      zones("zones", endpoint("pe", workspace("a").id, ["amlworkspace"]).name, [
        api.id,
        notebooks.id,
      ]);
    });
    // In the preview of an update, the id of the deployed zone is known, and the engine's edges name both.
    const configs = [{ privateDnsZoneId: zoneIn("api.azureml.ms") }, { privateDnsZoneId: unknown }];
    const updated = made.map((one) =>
      one.name === "zones"
        ? { ...one, inputs: { ...one.inputs, privateDnsZoneConfigs: configs } }
        : one,
    );
    assert.deepEqual(await judgeAll(policy, updated), {});
  });

  it("is silent in sovereign clouds, whose zones have other names", async () => {
    const said = await judgeProgram(policy, () => {
      const us = endpoint("us", account("a", { kind: "OpenAI" }).id, ["account"]);
      zones("one", us.name, [zoneIn("openai.azure.us")]);
      const cn = endpoint("cn", workspace("b").id, ["amlworkspace"]);
      zones("two", cn.name, [zoneIn("notebooks.chinacloudapi.cn")]);
      const house = endpoint("house", account("c", { kind: "OpenAI" }).id, ["account"]);
      zones("three", house.name, [zoneIn("openai.azure.bus")]);
    });
    assert.deepEqual(said, { house: lack(openai) });
  });

  it("judges connections that the owner of the target approves, too", async () => {
    const said = await judgeProgram(policy, () => {
      const manual = [
        { name: "m", privateLinkServiceId: workspace("a").id, groupIds: ["amlworkspace"] },
      ];
      endpoint("pe", "", undefined, {
        privateLinkServiceConnections: undefined,
        manualPrivateLinkServiceConnections: manual,
      });
      endpoint("none", "", undefined, { privateLinkServiceConnections: [] });
    });
    assert.deepEqual(Object.keys(said), ["pe"]);
  });

  it("does not decide while a zone, a group or a service is not known", async () => {
    const said = await judgeProgram(policy, () => {
      const open = pulumi.output(pulumi.unknown as string);
      const aml = (name: string) => endpoint(name, workspace(`${name}-ws`).id, ["amlworkspace"]);
      zones("z1", aml("open-zone").name, [zoneIn("api.azureml.ms"), open]);
      zones("z2", aml("open-zones").name, [], { privateDnsZoneConfigs: open as never });
      aml("open-group");
      zones("z3", open, [zoneIn("api.azureml.ms"), zoneIn("notebooks.azure.net")]);
      zones("z4", aml("complete").name, [
        zoneIn("api.azureml.ms"),
        zoneIn("notebooks.azure.net"),
        open,
      ]);
    });
    assert.deepEqual(said, {
      "open-zone": "undecided: privateDnsZoneConfigs[1].privateDnsZoneId of z1",
      "open-zones": "undecided: privateDnsZoneConfigs of z2",
      "open-group": "undecided: privateEndpointName of z3",
    });
    const groups = await judgeProgram(policy, () => {
      const open = pulumi.output(pulumi.unknown as string);
      const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;
      endpoint("group", vault, [open]);
      endpoint("one-group", vault, [open, "vault"]);
      endpoint("service", open);
      endpoint("named", open, ["vault"]);
    });
    assert.deepEqual(groups, {
      group: "undecided: privateLinkServiceConnections[0].groupIds[0]",
      "one-group": none("privatelink.vaultcore.azure.net"),
      service: "undecided: privateLinkServiceConnections[0].privateLinkServiceId",
      named: none("privatelink.vaultcore.azure.net"),
    });
  });

  it("is content with any zone of an account whose kind is not known", async () => {
    const said = await judgeProgram(policy, () => {
      const kind = pulumi.output(pulumi.unknown as string);
      zones("zones", endpoint("pe", account("a", { kind }).id, ["account"]).name, [
        zoneIn("openai.azure.com"),
      ]);
      endpoint("none", account("b", { kind }).id, ["account"]);
    });
    assert.deepEqual(said, { none: none(anyOfThree) });
  });

  it("leaves zone groups to a central policy when that is allowed, yet not their completeness", async () => {
    const program = () => {
      endpoint("none", workspace("a").id, ["amlworkspace"]);
      const half = endpoint("half", workspace("b").id, ["amlworkspace"]);
      zones("zones", half.name, [zoneIn("api.azureml.ms")]);
    };
    const half = { half: lack("privatelink.notebooks.azure.net") };
    const allowed = { config: { allowCentralDns: true } };
    assert.deepEqual(await judgeProgram(policy, program, allowed), half);
    assert.deepEqual(await judgeProgram(policy, program, elsewhere("private-dns")), half);
  });
});
