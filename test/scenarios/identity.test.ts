/** Who violates the policies about identities, and who does not. */
import assert from "node:assert/strict";
import * as authorization from "@pulumi/azure-native/authorization";
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as machinelearningservices from "@pulumi/azure-native/machinelearningservices";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import { judge, judgeProgram, judging, offline, remedied, secret, unknown } from "../support/judge";

const resourceGroupName = "rg";
const workspaceName = "mlw";

describe("ai-services-account-disable-local-auth", () => {
  const policy = "ai-services-account-disable-local-auth";
  const says = judging(policy, "cognitiveservices:Account");

  it("judges accounts of every kind, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      const accept = { resourceGroupName, properties: { disableLocalAuth: true } };
      new cognitiveservices.Account("closed", { ...accept, kind: "OpenAI" });
      new cognitiveservices.Account("open", { resourceGroupName, kind: "SpeechServices" });
      new cognitiveservices.Account("said", {
        resourceGroupName,
        kind: "AIServices",
        properties: { disableLocalAuth: false },
      });
    });
    assert.deepEqual(said, {
      open: "properties.disableLocalAuth: not set; must be true",
      said: "properties.disableLocalAuth: false; must be true",
    });
  });

  it("takes null, no properties and properties of a wrong type for absent", async () => {
    const absent = "properties.disableLocalAuth: not set; must be true";
    assert.equal(await says({ kind: "OpenAI" }), absent);
    assert.equal(await says({ properties: null }), absent);
    assert.equal(await says({ properties: { disableLocalAuth: null } }), absent);
    assert.equal(await says({ properties: ["disableLocalAuth"] }), absent);
  });

  it("does not take the text true for the boolean", async () => {
    assert.equal(
      await says({ properties: { disableLocalAuth: "true" } }),
      'properties.disableLocalAuth: "true"; must be true',
    );
  });

  it("does not decide what is unknown, at any depth, or a secret that cannot be read", async () => {
    const open = "undecided: properties.disableLocalAuth";
    assert.equal(await says({ properties: { disableLocalAuth: unknown } }), open);
    assert.equal(await says({ properties: unknown }), "undecided: inside properties");
    assert.equal(await says({ properties: { disableLocalAuth: offline } }), open);
  });

  it("reads through secrets", async () => {
    assert.equal(await says({ properties: secret({ disableLocalAuth: true }) }), "met");
    assert.equal(
      await says({ properties: { disableLocalAuth: secret(false) } }),
      "properties.disableLocalAuth: a secret value; must be true",
    );
  });

  it("knows the account by every token", async () => {
    for (const token of [
      "azure-native:cognitiveservices/v20230501:Account",
      "azure-native_cognitiveservices_v20241001:cognitiveservices:Account",
      "azure-native:CognitiveServices:Account",
    ])
      assert.equal(
        await says({ kind: "OpenAI" }, {}, token),
        "properties.disableLocalAuth: not set; must be true",
      );
    assert.equal(await says({ kind: "OpenAI" }, {}, "cognitiveservices:AccountConnection"), "met");
  });

  it("does not judge a new resource outside of the targets", async () => {
    assert.equal(await says({}), "met");
  });

  it("sets the property, and leaves the rest as it is", async () => {
    const inputs = {
      __createBeforeDelete: true,
      properties: { apiProperties: { key: secret("k") } },
    };
    assert.deepEqual(await remedied(policy, "cognitiveservices:Account", inputs), {
      __createBeforeDelete: true,
      properties: { apiProperties: { key: secret("k") }, disableLocalAuth: true },
    });
  });

  it("sets nothing below an unknown value", async () => {
    const inputs = { properties: unknown };
    assert.deepEqual(await remedied(policy, "cognitiveservices:Account", inputs), inputs);
  });
});

for (const [policy, kind, about] of [
  ["ml-workspace-require-managed-identity", "machinelearningservices:Workspace", {}],
  [
    "ml-compute-require-managed-identity",
    "machinelearningservices:Compute",
    { properties: { computeType: "AmlCompute" } },
  ],
] as const)
  describe(policy, () => {
    const says = judging(policy, kind);
    const wanted = '"SystemAssigned" or "UserAssigned" or "SystemAssigned,UserAssigned"';

    it("accepts every way to have an identity, in every spelling", async () => {
      for (const type of [
        "SystemAssigned",
        "userassigned",
        "SystemAssigned,UserAssigned",
        "SystemAssigned, UserAssigned",
        "UserAssigned, SystemAssigned",
      ])
        assert.equal(await says({ ...about, workspaceName, identity: { type } }), "met");
    });

    it("does not accept None, and no identity at all", async () => {
      const absent = `identity.type: not set; must be ${wanted}`;
      assert.equal(
        await says({ ...about, workspaceName, identity: { type: "none" } }),
        `identity.type: "none"; must be ${wanted}`,
      );
      assert.equal(await says({ ...about, workspaceName }), absent);
      assert.equal(await says({ ...about, workspaceName, identity: {} }), absent);
      assert.equal(await says({ ...about, workspaceName, identity: "SystemAssigned" }), absent);
    });

    it("does not decide an unknown type", async () => {
      const said = (identity: unknown) => says({ ...about, workspaceName, identity });
      assert.equal(await said({ type: unknown }), "undecided: identity.type");
      assert.equal(await said(unknown), "undecided: inside identity");
    });

    it("gives it an identity of its own", async () => {
      const after = { ...about, workspaceName, identity: { type: "SystemAssigned" } };
      for (const identity of [undefined, null, { type: "None" }])
        assert.deepEqual(
          await remedied(policy, kind, {
            ...about,
            workspaceName,
            ...(identity !== undefined && { identity }),
          }),
          after,
        );
    });
  });

describe("ml-workspace-require-managed-identity", () => {
  it("judges hubs, projects and workspaces of older API versions alike", async () => {
    const policy = "ml-workspace-require-managed-identity";
    const said = await judgeProgram(policy, () => {
      const args = { resourceGroupName, identity: { type: "SystemAssigned" } } as const;
      new machinelearningservices.Workspace("hub", { ...args, kind: "Hub" });
      new machinelearningservices.Workspace("project", { resourceGroupName, kind: "Project" });
    });
    assert.deepEqual(Object.keys(said), ["project"]);
    const old = "azure-native:machinelearningservices/v20200801:Workspace";
    assert.notEqual(await judge(policy, old, { workspaceName }), "met");
  });

  it("asks for a user-assigned identity, if so configured", async () => {
    const policy = "ml-workspace-require-managed-identity";
    const kind = "machinelearningservices:Workspace";
    const config = { requireUserAssigned: true };
    const ask = (type: unknown) => judge(policy, kind, { identity: { type } }, { config });
    const wanted = '"UserAssigned" or "SystemAssigned,UserAssigned"';
    assert.equal(await ask("UserAssigned"), "met");
    assert.equal(await ask("UserAssigned, SystemAssigned"), "met");
    assert.equal(await ask("SystemAssigned"), `identity.type: "SystemAssigned"; must be ${wanted}`);
    assert.equal(await ask(null), `identity.type: not set; must be ${wanted}`);
    assert.equal(await ask(unknown), "undecided: identity.type");
    const inputs = { workspaceName };
    assert.deepEqual(await remedied(policy, kind, inputs, { config }), inputs);
  });
});

describe("ml-compute-require-managed-identity", () => {
  const policy = "ml-compute-require-managed-identity";
  const says = judging(policy, "machinelearningservices:Compute");

  it("speaks at the level of the configuration", async () => {
    const inputs = { properties: { computeType: "AmlCompute" } };
    for (const enforcementLevel of ["advisory", "mandatory"])
      assert.notEqual(await says(inputs, { config: { enforcementLevel } }), "met");
    assert.equal(await says(inputs, { config: { enforcementLevel: "disabled" } }), "met");
  });

  it("is about clusters and instances, not about attached computes", async () => {
    const said = await judgeProgram(policy, () => {
      const compute = (name: string, properties: object) =>
        new machinelearningservices.Compute(name, {
          resourceGroupName,
          workspaceName,
          properties,
        } as never);
      compute("cluster", { computeType: "AmlCompute" });
      compute("instance", { computeType: "computeinstance" });
      compute("kubernetes", { computeType: "Kubernetes", resourceId: "/subscriptions/s" });
      compute("vm", { computeType: "VirtualMachine" });
    });
    assert.deepEqual(Object.keys(said).sort(), ["cluster", "instance"]);
  });

  it("does not decide without knowing the type of compute, unless it complies either way", async () => {
    const properties = { computeType: unknown };
    assert.equal(await says({ properties }), "undecided: properties.computeType");
    assert.equal(await says({ properties, identity: { type: "SystemAssigned" } }), "met");
  });
});

describe("ml-datastore-disable-stored-credentials", () => {
  const policy = "ml-datastore-disable-stored-credentials";
  const says = judging(policy, "machinelearningservices:Datastore");
  const flat = "machinelearningservices:MachineLearningDatastore";
  const key = "c2VjcmV0LWtleQ==";

  it("judges every type of credential, and never shows one", async () => {
    for (const credentialsType of [
      "AccountKey",
      "Sas",
      "ServicePrincipal",
      "Certificate",
      "KerberosKeytab",
      "KerberosPassword",
      "SqlAdmin",
      "accountkey",
    ])
      assert.equal(
        await says({ properties: { credentials: { credentialsType, secrets: { key } } } }),
        `properties.credentials.credentialsType: "${credentialsType}"; must be "None"`,
      );
    assert.equal(await says({ properties: { credentials: { credentialsType: "none" } } }), "met");
  });

  it("judges datastores of every type, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      new machinelearningservices.Datastore("blob", {
        resourceGroupName,
        workspaceName,
        properties: {
          datastoreType: "AzureBlob",
          credentials: {
            credentialsType: "AccountKey",
            secrets: { secretsType: "AccountKey", key: pulumi.secret(key) },
          },
        },
      });
      new machinelearningservices.Datastore("lake", {
        resourceGroupName,
        workspaceName,
        properties: {
          datastoreType: "AzureDataLakeGen2",
          accountName: "st",
          filesystem: "data",
          credentials: { credentialsType: "None" },
        },
      });
    });
    assert.deepEqual(said, {
      blob: 'properties.credentials.credentialsType: "AccountKey"; must be "None"',
    });
  });

  it("leaves missing credentials to Azure, which requires them", async () => {
    assert.equal(await says({ properties: { datastoreType: "AzureBlob" } }), "met");
    assert.equal(await says({ properties: { credentials: {} } }), "met");
  });

  it("does not decide unknown credentials", async () => {
    assert.equal(
      await says({ properties: { credentials: unknown } }),
      "undecided: inside properties.credentials",
    );
    assert.equal(
      await says({ properties: { credentials: { credentialsType: offline } } }),
      "undecided: properties.credentials.credentialsType",
    );
  });

  it("tells the path in the spelling of the API version", async () => {
    const credentials = { credentialsType: "Sas" };
    const says2 = async (version: string, inputs: object) =>
      says(inputs, {}, `azure-native:machinelearningservices/${version}:Datastore`);
    const end = 'credentials.credentialsType: "Sas"; must be "None"';
    assert.equal(
      await says2("v20230401", { datastoreProperties: { credentials } }),
      `datastoreProperties.${end}`,
    );
    assert.equal(
      await says2("v20220201preview", { datastoreDetails: { credentials } }),
      `datastoreDetails.${end}`,
    );
    assert.equal(
      await says2("v20210301preview", { properties: { contents: { credentials } } }),
      `properties.contents.${end}`,
    );
    assert.equal(
      await says2("v20210301preview", { properties: { contents: unknown } }),
      "undecided: inside properties.contents.credentials",
    );
    assert.equal(
      await says2("v20210301preview", { properties: { contents: { credentials: {} } } }),
      "met",
    );
  });

  it("judges the flat shape of 2020 by the credentials that are there", async () => {
    for (const name of ["accountKey", "sasToken", "clientSecret", "password"]) {
      for (const value of [key, secret(key)])
        assert.equal(
          await says({ workspaceName, [name]: value }, {}, flat),
          `${name}: a credential; must be left out`,
        );
      for (const value of [unknown, offline])
        assert.equal(await says({ workspaceName, [name]: value }, {}, flat), `undecided: ${name}`);
    }
    assert.equal(
      await says({ accountKey: unknown, password: key }, {}, flat),
      "password: a credential; must be left out",
    );
    assert.equal(
      await says({ accountKey: " ", sasToken: null, clientId: "id", userName: "u" }, {}, flat),
      "met",
    );
  });
});

describe("ml-endpoint-require-entra-auth", () => {
  const policy = "ml-endpoint-require-entra-auth";
  const online = judging(policy, "machinelearningservices:OnlineEndpoint");
  const batch = judging(policy, "machinelearningservices:BatchEndpoint");
  const serverless = judging(policy, "machinelearningservices:ServerlessEndpoint");

  it("judges all three types of endpoint, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      const args = { resourceGroupName, workspaceName };
      const sku = { name: "Consumption" };
      const { OnlineEndpoint, BatchEndpoint, ServerlessEndpoint } = machinelearningservices;
      new OnlineEndpoint("online", { ...args, properties: { authMode: "AADToken" } });
      new OnlineEndpoint("online-key", { ...args, properties: { authMode: "Key" } });
      new BatchEndpoint("batch", { ...args, properties: { authMode: "AADToken" } });
      new BatchEndpoint("batch-key", { ...args, properties: { authMode: "Key" } });
      new ServerlessEndpoint("serverless", { ...args, sku, properties: { authMode: "AAD" } });
      new ServerlessEndpoint("serverless-key", { ...args, sku, properties: { authMode: "Key" } });
    });
    assert.deepEqual(said, {
      "online-key": 'properties.authMode: "Key"; must be "AADToken"',
      "batch-key": 'properties.authMode: "Key"; must be "AADToken"',
      "serverless-key": 'properties.authMode: "Key"; must be "AAD"',
    });
  });

  it("judges the endpoints of inference pools, whatever the SDK's own list of modes", async () => {
    const kind = "machinelearningservices:InferenceEndpoint";
    const says = (properties: unknown) =>
      judge(policy, kind, { poolName: "pool", inferenceEndpointProperties: properties });
    const path = "inferenceEndpointProperties.authMode";
    assert.equal(await says({ authMode: "aad" }), "met");
    assert.equal(await says({ authMode: "Key" }), `${path}: "Key"; must be "AAD"`);
    assert.equal(await says({ authMode: "AADToken" }), `${path}: "AADToken"; must be "AAD"`);
    assert.equal(await says({}), `${path}: not set; must be "AAD"`);
    assert.equal(await says(unknown), "undecided: inside inferenceEndpointProperties");
    const type = "Microsoft.MachineLearningServices/workspaces/inferencePools/endpoints";
    const inTemplate = (resource: object) =>
      judge(policy, "azure-native:resources:Deployment", {
        resourceGroupName,
        properties: {
          mode: "Incremental",
          template: {
            resources: [
              { type, apiVersion: "2025-01-01-preview", name: "mlw/pool/endpoint", ...resource },
            ],
          },
        },
      });
    assert.equal(await inTemplate({ properties: { authMode: "AAD" } }), "met");
    assert.match(
      await inTemplate({ properties: { authMode: "Key" } }),
      /properties\.authMode: "Key"; must be "AAD"$/,
    );
  });

  it("accepts the workspace's own token on Kubernetes only", async () => {
    const inputs = { authMode: "AMLToken", compute: "/subscriptions/s/computes/aks" };
    assert.equal(await online({ properties: inputs }), "met");
    assert.equal(await online({ properties: { ...inputs, authMode: "AADToken" } }), "met");
    assert.equal(
      await online({ properties: { ...inputs, compute: " " } }),
      'properties.authMode: "AMLToken"; must be "AADToken"',
    );
    assert.equal(
      await batch({ properties: inputs }),
      'properties.authMode: "AMLToken"; must be "AADToken"',
    );
    assert.equal(
      await online({ properties: { ...inputs, authMode: "Key" } }),
      'properties.authMode: "Key"; must be "AMLToken" or "AADToken"',
    );
  });

  it("takes a compute that is not known yet for one", async () => {
    assert.equal(await online({ properties: { authMode: "AMLToken", compute: unknown } }), "met");
  });

  it("does not accept keys beside tokens on a serverless endpoint", async () => {
    assert.equal(await serverless({ properties: { authMode: "aad" } }), "met");
    assert.equal(
      await serverless({ properties: { authMode: "KeyAndAAD" } }),
      'properties.authMode: "KeyAndAAD"; must be "AAD"',
    );
  });

  it("takes a missing or malformed mode for the tools' default, a key", async () => {
    for (const properties of [{}, { authMode: null }, { authMode: {} }])
      assert.match(
        await online({ properties }),
        /^properties\.authMode: (not set|not a valid value); must be "AADToken"$/,
      );
  });

  it("does not decide an unknown mode", async () => {
    assert.equal(
      await online({ properties: { authMode: unknown } }),
      "undecided: properties.authMode",
    );
    assert.equal(await batch({ properties: offline }), "undecided: inside properties");
  });

  it("tells the path in the spelling of the API version", async () => {
    const token = "azure-native_machinelearningservices_v20240401:machinelearningservices";
    const says = (wrapper: string, type: string, properties: unknown) =>
      judge(policy, `${token}:${type}`, { [wrapper]: properties });
    const key = { authMode: "Key" };
    assert.equal(
      await says("onlineEndpointProperties", "OnlineEndpoint", key),
      'onlineEndpointProperties.authMode: "Key"; must be "AADToken"',
    );
    assert.equal(
      await says("batchEndpointProperties", "BatchEndpoint", key),
      'batchEndpointProperties.authMode: "Key"; must be "AADToken"',
    );
    assert.equal(
      await says("serverlessEndpointProperties", "ServerlessEndpoint", key),
      'serverlessEndpointProperties.authMode: "Key"; must be "AAD"',
    );
    assert.equal(
      await says("onlineEndpointProperties", "OnlineEndpoint", unknown),
      "undecided: inside onlineEndpointProperties",
    );
    assert.equal(
      await says("onlineEndpointProperties", "OnlineEndpoint", { authMode: "aadtoken" }),
      "met",
    );
  });
});

describe("role-assignment-restrict-privileged-roles", () => {
  const policy = "role-assignment-restrict-privileged-roles";
  const says = judging(policy, "authorization:RoleAssignment");
  const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
  const group = `${subscription}/resourceGroups/rg`;
  const role = (guid: string) =>
    `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
  const owner = role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
  const accessAdministrator = role("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9");
  const rbacAdministrator = role("f58310d9-a9f6-439a-9e8d-f62e7b41a168");
  const reader = role("acdd72a7-3385-48ef-bd42-f606fba81ae7");
  const principalId = "22222222-2222-2222-2222-222222222222";
  const backupReader = "a795c7a0-d4a2-40c1-ae25-d81f01202912";
  const clause = (action: string, source: string, test: string) =>
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})) OR (@${source}[Microsoft.Authorization/roleAssignments:${test}))`;
  const inList = `RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${backupReader}}`;
  const [write, remove] = [
    clause("write", "Request", inList),
    clause("delete", "Resource", inList),
  ];
  const condition = `${write} AND ${remove}`;
  const confining =
    "a condition that confines roleAssignments/write and roleAssignments/delete to roles that are not privileged";
  const isOwner = "roleDefinitionId: the role Owner; must be another role";

  it("names the role, of a program whose principal and scope are not known yet", async () => {
    const said = await judgeProgram(policy, () => {
      const { principalId } = new managedidentity.UserAssignedIdentity("id", { resourceGroupName });
      const scope = new cognitiveservices.Account("ai", { resourceGroupName }).id;
      const args = { principalId, scope };
      new authorization.RoleAssignment("owner", { ...args, roleDefinitionId: owner });
      new authorization.RoleAssignment("reader", { ...args, roleDefinitionId: reader });
    });
    assert.deepEqual(said, { owner: isOwner });
  });

  it("knows the role by its last GUID, in any case and under any prefix", async () => {
    for (const id of [
      owner.toUpperCase(),
      "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
      "8E3AF657-A8FF-443C-A75C-2FE8C4BCB635",
    ])
      assert.equal(await says({ scope: group, roleDefinitionId: id }), isOwner);
    assert.equal(await says({ scope: group, roleDefinitionId: `${reader}/8e3af657` }), "met");
  });

  it("accepts the two administrators of access with a condition that confines both actions", async () => {
    for (const [roleDefinitionId, name] of [
      [accessAdministrator, "User Access Administrator"],
      [rbacAdministrator, "Role Based Access Control Administrator"],
    ]) {
      const ask = (given?: string) => says({ scope: group, roleDefinitionId, condition: given });
      const violation = `roleDefinitionId: the role ${name}; must be another role, or this one with ${confining}`;
      assert.equal(await ask(condition), "met");
      assert.equal(await ask(), violation);
      assert.equal(await ask(" "), violation);
      const lax = (how: string) =>
        `condition: the role ${name} with a condition that ${how}; must be ${confining}`;
      assert.equal(await ask(write), lax("does not confine roleAssignments/delete"));
      assert.equal(await ask(remove), lax("does not confine roleAssignments/write"));
      assert.equal(
        await ask("@Resource[Microsoft.Storage/x:y] StringEquals 'z'"),
        "undecided: condition: it has a form that this policy does not read",
      );
    }
  });

  it("names the roles that a list lets through, and never shows the condition", async () => {
    const owners = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    const list = `RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${backupReader}, ${owners}}`;
    const given = `${clause("write", "Request", list)} AND ${clause("delete", "Resource", "PrincipalType] StringEquals 'User'")}`;
    assert.equal(
      await says({ scope: group, roleDefinitionId: rbacAdministrator, condition: given }),
      `condition: the role Role Based Access Control Administrator with a condition that does not confine roleAssignments/delete and leaves roleAssignments/write open to the role Owner; must be ${confining}`,
    );
  });

  it("does not accept an owner with a condition", async () => {
    assert.equal(await says({ scope: group, roleDefinitionId: owner, condition }), isOwner);
    assert.equal(
      await says({ scope: group, roleDefinitionId: owner, condition: unknown }),
      isOwner,
    );
  });

  it("does not decide a condition that is not known yet", async () => {
    assert.equal(
      await says({ scope: group, roleDefinitionId: rbacAdministrator, condition: unknown }),
      "undecided: condition",
    );
  });

  it("counts everything as AI platform but a resource of another provider", async () => {
    for (const scope of [
      "/",
      subscription,
      group,
      group.toUpperCase(),
      "/providers/Microsoft.Management/managementGroups/root",
      `${group}/providers/microsoft.keyvault/vaults/kv`,
      undefined,
      null,
      7,
    ])
      assert.equal(await says({ scope, roleDefinitionId: owner }), isOwner);
    for (const scope of [
      `${group}/providers/Microsoft.Compute/virtualMachines/vm`,
      `${group}/providers/Microsoft.KeyVaultX/vaults/kv`,
    ])
      assert.equal(await says({ scope, roleDefinitionId: owner }), "met");
  });

  it("counts the providers that the configuration names", async () => {
    const vm = `${group}/providers/Microsoft.Compute/virtualMachines/vm`;
    const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;
    const config = { watchedProviders: ["Microsoft.Compute"] };
    assert.equal(await says({ scope: vm, roleDefinitionId: owner }, { config }), isOwner);
    assert.equal(await says({ scope: vault, roleDefinitionId: owner }, { config }), "met");
  });

  it("takes a scope that is not known yet for a resource of the program", async () => {
    assert.equal(await says({ scope: unknown, roleDefinitionId: owner }), isOwner);
    assert.equal(await says({ scope: unknown, roleDefinitionId: reader }), "met");
  });

  it("does not decide a role that is not known yet, and leaves a missing one to Azure", async () => {
    assert.equal(
      await says({ scope: group, roleDefinitionId: unknown }),
      "undecided: roleDefinitionId",
    );
    assert.equal(await says({ scope: group, roleDefinitionId: "" }), "met");
    assert.equal(await says({ scope: group }), "met");
  });

  it("lets the principals of the configuration hold the roles", async () => {
    const config = { allowedPrincipals: [principalId] };
    const inputs = { scope: group, roleDefinitionId: owner };
    assert.equal(await says({ ...inputs, principalId }, { config }), "met");
    assert.equal(await says({ ...inputs, principalId: "other" }, { config }), isOwner);
    assert.equal(await says({ ...inputs, principalId }), isOwner);
  });

  it("does not decide an unknown principal, if others may hold the role, and only then", async () => {
    const config = { allowedPrincipals: [principalId] };
    const inputs = { scope: group, principalId: unknown };
    assert.equal(
      await says({ ...inputs, roleDefinitionId: owner }, { config }),
      "undecided: principalId",
    );
    assert.equal(await says({ ...inputs, roleDefinitionId: reader }, { config }), "met");
    assert.equal(await says({ ...inputs, roleDefinitionId: owner }), isOwner);
  });

  it("finds the role where the API of 2015 has it", async () => {
    const token = "azure-native:authorization/v20150701:RoleAssignment";
    assert.equal(
      await says({ scope: group, properties: { roleDefinitionId: owner } }, {}, token),
      "properties.roleDefinitionId: the role Owner; must be another role",
    );
    assert.equal(
      await says({ scope: group, properties: unknown }, {}, token),
      "undecided: properties.roleDefinitionId",
    );
    const config = { allowedPrincipals: [principalId] };
    const properties = { principalId, roleDefinitionId: owner };
    assert.equal(await says({ scope: group, properties }, { config }, token), "met");
  });

  it("lets an eligibility pass, which ends", async () => {
    assert.equal(
      await says(
        { scope: group, roleDefinitionId: owner },
        {},
        "authorization:PimRoleEligibilitySchedule",
      ),
      "met",
    );
  });

  it("tells what is wrong with its configuration, and judges by the default", async () => {
    const config = { allowedPrincipals: principalId, allowedPrincipal: [] };
    assert.equal(
      await says({ scope: group, principalId, roleDefinitionId: owner }, { config }),
      "configuration: allowedPrincipals: must be a list of texts\n" +
        'allowedPrincipal: is not a setting; did you mean "allowedPrincipals"?\n' +
        isOwner,
    );
  });
});

describe("role-definition-disable-wildcard-actions", () => {
  const policy = "role-definition-disable-wildcard-actions";
  const says = judging(policy, "authorization:RoleDefinition");
  const line = (path: string, over: string) =>
    `permissions[0].${path}: a wildcard over ${over}; must be the actions that the role needs, one by one`;
  const allow = (...actions: unknown[]) => says({ permissions: [{ actions }] });
  const allowData = (...dataActions: unknown[]) => says({ permissions: [{ dataActions }] });

  it("judges the roles that a program defines", async () => {
    const said = await judgeProgram(policy, () => {
      const define = (name: string, ...actions: string[]) =>
        new authorization.RoleDefinition(name, {
          scope: "/subscriptions/s",
          permissions: [{ actions, notActions: ["Microsoft.Authorization/*"] }],
        });
      define("contributor", "*");
      define("scientist", "*/read", "Microsoft.MachineLearningServices/workspaces/jobs/*");
    });
    assert.deepEqual(said, { contributor: line("actions[0]", "all providers") });
  });

  it("refuses wildcards over every provider, however they are written", async () => {
    for (const action of [
      "*",
      "*/*",
      "*/write",
      "*/DELETE",
      "*/action",
      "*e",
      "Microsoft.*/write",
      "*.Search/*",
      "M*",
    ])
      assert.equal(await allow(action), line("actions[0]", "all providers"), action);
  });

  it("refuses wildcards over one provider", async () => {
    for (const action of [
      "Microsoft.CognitiveServices/*",
      "microsoft.cognitiveservices/*/write",
      "Microsoft.CognitiveServices/*/delete",
      "Microsoft.CognitiveServices/*/action",
      "Microsoft.CognitiveServices/acc*",
      "Microsoft.CognitiveServices/*te",
    ])
      assert.equal(await allow(action), line("actions[0]", "Microsoft.CognitiveServices"), action);
  });

  it("accepts reading, and wildcards below a resource type", async () => {
    for (const action of [
      "*/read",
      "Microsoft.CognitiveServices/*/read",
      "Microsoft.*/read",
      "Microsoft.CognitiveServices/accounts/*",
      "Microsoft.MachineLearningServices/workspaces/*/read",
      "Microsoft.Compute/*",
      "Microsoft.CognitiveServices/accounts/write",
    ])
      assert.equal(await allow(action), "met", action);
  });

  it("refuses wildcards over data of all providers, of one, and of one of its types, to read too", async () => {
    for (const action of ["*", "*/read", "Microsoft.*/read"])
      assert.equal(await allowData(action), line("dataActions[0]", "all providers"), action);
    for (const action of [
      "Microsoft.Storage/*",
      "Microsoft.Storage/*/read",
      "Microsoft.Storage/storageAccounts/*",
      "Microsoft.Storage/storageAccounts/*/read",
    ])
      assert.equal(await allowData(action), line("dataActions[0]", "Microsoft.Storage"), action);
    for (const action of [
      "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*",
      "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
      "Microsoft.Compute/*",
    ])
      assert.equal(await allowData(action), "met", action);
  });

  it("lists every wildcard, and what is unknown beside one does not hide it", async () => {
    assert.equal(
      await says({
        permissions: [
          { actions: [unknown, "*"], dataActions: unknown },
          unknown,
          { actions: ["Microsoft.Search/*"] },
        ],
      }),
      line("actions[1]", "all providers") +
        "\n" +
        line("actions[0]", "Microsoft.Search").replace("permissions[0]", "permissions[2]"),
    );
  });

  it("does not decide what is unknown", async () => {
    assert.equal(await allow("*/read", unknown), "undecided: permissions[0].actions[1]");
    assert.equal(
      await says({ permissions: [{ actions: unknown }] }),
      "undecided: permissions[0].actions",
    );
    assert.equal(await says({ permissions: unknown }), "undecided: permissions");
  });

  it("finds nothing in a role that allows nothing", async () => {
    for (const permissions of [undefined, null, [], [{}], [null], ["*"], "*", [{ actions: "*" }]])
      assert.equal(await says({ roleName: "r", permissions }), "met");
    assert.equal(await says({ permissions: [{ notActions: ["*"] }] }), "met");
  });

  it("watches the providers that the configuration names", async () => {
    const config = { watchedProviders: ["Microsoft.Compute"] };
    const definition = (action: string) => ({ permissions: [{ actions: [action] }] });
    assert.equal(
      await says(definition("Microsoft.Compute/*"), { config }),
      line("actions[0]", "Microsoft.Compute"),
    );
    assert.equal(await says(definition("Microsoft.Search/*"), { config }), "met");
    assert.equal(await says(definition("*"), { config }), line("actions[0]", "all providers"));
  });
});
