import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as msg from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { armId, armTypeOf, inputsFromId } from "../../tools/engine/azure-native-stand-in/arm-id";
import {
  allResources,
  describeNested,
  describeResource,
  type Shape,
} from "../../tools/engine/azure-native-stand-in/declarations";
import {
  ARM_TYPES,
  automaticName,
  namingOf,
} from "../../tools/engine/azure-native-stand-in/naming";
import { previewOutputs } from "../../tools/engine/azure-native-stand-in/outputs";
import { parseToken } from "../../tools/engine/azure-native-stand-in/token";
import { lookUpType } from "../../tools/engine/azure-native-stand-in/types";
import {
  fromStruct,
  toStruct,
  UNKNOWN,
  type Properties,
} from "../../tools/engine/azure-native-stand-in/values";
import { startPlugin, type Plugin } from "./plugin";

const SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;

const urn = (type: string, name: string): string =>
  `urn:pulumi:dev::p::my:mod:Comp$${type}::${name}`;

/** The stand-in as the engine sees it. */
class Provider {
  private constructor(
    private readonly plugin: Plugin,
    private readonly client: ResourceProviderClient,
  ) {}

  static async start(config: Properties): Promise<Provider> {
    const plugin = await startPlugin("azure-native-stand-in/pulumi-resource-azure-native");
    const client = new ResourceProviderClient(plugin.address, grpc.credentials.createInsecure());
    const provider = new Provider(plugin, client);
    const request = new msg.ConfigureRequest();
    request.setArgs(toStruct(config));
    try {
      const response = await provider.call<msg.ConfigureResponse>((done) =>
        client.configure(request, done),
      );
      assert.equal(response.getSupportspreview(), true);
      assert.equal(response.getAcceptsecrets(), false);
      return provider;
    } catch (error) {
      provider.stop(); // a process left running would keep the tests from ending
      throw error;
    }
  }

  call<Response>(
    start: (done: (error: grpc.ServiceError | null, response: Response) => void) => void,
  ): Promise<Response> {
    return new Promise((resolve, reject) =>
      start((error, response) => (error ? reject(error) : resolve(response))),
    );
  }

  async check(
    type: string,
    name: string,
    news: Properties,
    olds?: Properties,
    seed = "seed",
  ): Promise<{ inputs: Properties; failures: string[] }> {
    const request = new msg.CheckRequest();
    request.setUrn(urn(type, name));
    request.setNews(toStruct(news));
    request.setRandomseed(Buffer.from(seed));
    if (olds) {
      request.setOlds(toStruct(olds));
    }
    const response = await this.call<msg.CheckResponse>((done) => this.client.check(request, done));
    return {
      inputs: fromStruct(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  async create(
    type: string,
    name: string,
    inputs: Properties,
    preview: boolean,
  ): Promise<{ id: string; outputs: Properties }> {
    const request = new msg.CreateRequest();
    request.setUrn(urn(type, name));
    request.setProperties(toStruct(inputs));
    request.setPreview(preview);
    const response = await this.call<msg.CreateResponse>((done) =>
      this.client.create(request, done),
    );
    return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
  }

  async update(
    type: string,
    name: string,
    id: string,
    olds: Properties,
    news: Properties,
    preview: boolean,
  ): Promise<Properties> {
    const request = new msg.UpdateRequest();
    request.setUrn(urn(type, name));
    request.setId(id);
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    request.setPreview(preview);
    return fromStruct(
      (
        await this.call<msg.UpdateResponse>((done) => this.client.update(request, done))
      ).getProperties(),
    );
  }

  async diff(
    type: string,
    olds: Properties,
    news: Properties,
  ): Promise<{ changed: boolean; replaces: string[]; deleteFirst: boolean }> {
    const request = new msg.DiffRequest();
    request.setUrn(urn(type, "x"));
    request.setOldInputs(toStruct(olds));
    request.setNews(toStruct(news));
    const response = await this.call<msg.DiffResponse>((done) => this.client.diff(request, done));
    return {
      changed: response.getChanges() === msg.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
      deleteFirst: response.getDeletebeforereplace(),
    };
  }

  async read(
    type: string,
    id: string,
    properties: Properties = {},
    inputs: Properties = {},
  ): Promise<{ outputs: Properties; inputs: Properties }> {
    const request = new msg.ReadRequest();
    request.setUrn(urn(type, "x"));
    request.setId(id);
    request.setProperties(toStruct(properties));
    request.setInputs(toStruct(inputs));
    const response = await this.call<msg.ReadResponse>((done) => this.client.read(request, done));
    assert.equal(response.getId(), id);
    return {
      outputs: fromStruct(response.getProperties()),
      inputs: fromStruct(response.getInputs()),
    };
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    const request = new msg.InvokeRequest();
    request.setTok(token);
    request.setArgs(toStruct(args));
    return fromStruct(
      (
        await this.call<msg.InvokeResponse>((done) => this.client.invoke(request, done))
      ).getReturn(),
    );
  }

  async cancel(): Promise<void> {
    await this.call<Empty>((done) => this.client.cancel(new Empty(), done));
  }

  stop(): void {
    this.client.close();
    this.plugin.process.kill();
  }
}

/** Keys whose value is the unknown. */
const unknownKeys = (properties: Properties): string[] =>
  Object.keys(properties).filter((key) => properties[key] === UNKNOWN);

describe("the azure-native stand-in", function () {
  this.timeout(60_000);
  let provider: Provider;
  before(
    async () =>
      (provider = await Provider.start({
        subscriptionId: SUBSCRIPTION,
        tenantId: "tenant",
        location: "northeurope",
      })),
  );
  after(() => provider.stop());

  describe("in a preview of a creation", () => {
    const ACCOUNT = "azure-native:cognitiveservices:Account";
    const inputs = {
      accountName: "ai1",
      resourceGroupName: "rg",
      kind: "OpenAI",
      location: "northeurope",
      azureApiVersion: "2025-06-01",
      identity: { type: "UserAssigned", userAssignedIdentities: ["/subscriptions/s/id"] },
      properties: {
        disableLocalAuth: true,
        publicNetworkAccess: UNKNOWN,
        restore: true,
        networkAcls: { defaultAction: "Deny", ipRules: [{ value: "10.0.0.1" }] },
      },
    };

    it("gives no id and no path inputs, and every output", async () => {
      const { id, outputs } = await provider.create(ACCOUNT, "ai", inputs, true);
      assert.equal(id, "");
      assert.deepEqual(Object.keys(outputs).sort(), [
        ...[
          "azureApiVersion",
          "etag",
          "id",
          "identity",
          "kind",
          "location",
          "name",
          "properties",
          "sku",
          "systemData",
          "tags",
          "type",
        ],
      ]);
      assert.deepEqual(unknownKeys(outputs).sort(), [
        "etag",
        "id",
        "name",
        "sku",
        "systemData",
        "tags",
        "type",
      ]);
    });

    it("makes what is absent unknown at every depth, and drops what is write-only", async () => {
      const { outputs } = await provider.create(ACCOUNT, "ai", inputs, true);
      const properties = outputs["properties"] as Properties;
      assert.equal(properties["disableLocalAuth"], true);
      assert.equal(properties["publicNetworkAccess"], UNKNOWN);
      assert.equal(properties["customSubDomainName"], UNKNOWN);
      assert.equal("restore" in properties, false);
      assert.deepEqual(properties["networkAcls"], {
        bypass: UNKNOWN,
        defaultAction: "Deny",
        ipRules: [{ value: "10.0.0.1" }],
        virtualNetworkRules: UNKNOWN,
      });
    });

    it("makes a value unknown whose type differs between input and output", async () => {
      const { outputs } = await provider.create(ACCOUNT, "ai", inputs, true);
      assert.deepEqual(outputs["identity"], {
        principalId: UNKNOWN,
        tenantId: UNKNOWN,
        type: "UserAssigned",
        userAssignedIdentities: UNKNOWN,
      });
    });

    it("makes a value unknown that is of the wrong type", async () => {
      const wrong = { kind: 5, tags: "none", properties: { disableLocalAuth: "true" } };
      const { outputs } = await provider.create(ACCOUNT, "ai", wrong, true);
      assert.equal(outputs["kind"], UNKNOWN);
      assert.equal(outputs["tags"], UNKNOWN);
      assert.equal((outputs["properties"] as Properties)["disableLocalAuth"], UNKNOWN);
    });

    it("goes into the items of lists", async () => {
      const endpoint = {
        resourceGroupName: "rg",
        privateEndpointName: "pe",
        privateLinkServiceConnections: [{ groupIds: ["account"], privateLinkServiceId: UNKNOWN }],
      };
      const { outputs } = await provider.create(
        "azure-native:network:PrivateEndpoint",
        "pe",
        endpoint,
        true,
      );
      const [connection] = outputs["privateLinkServiceConnections"] as Properties[];
      assert.deepEqual(connection?.["groupIds"], ["account"]);
      assert.equal(connection?.["privateLinkServiceId"], UNKNOWN);
      assert.equal(connection?.["provisioningState"], UNKNOWN);
    });

    it("copies discriminated unions verbatim", async () => {
      const properties = {
        computeType: "ComputeInstance",
        properties: { vmSize: "STANDARD_D2_V2" },
        secret: "x",
      };
      const compute = {
        resourceGroupName: "rg",
        workspaceName: "ws",
        computeName: "ci",
        properties,
      };
      const { outputs } = await provider.create(
        "azure-native:machinelearningservices:Compute",
        "ci",
        compute,
        true,
      );
      assert.deepEqual(outputs["properties"], properties);
    });

    it("has none of a key's properties, which come back flattened", async () => {
      const key = {
        resourceGroupName: "rg",
        vaultName: "v",
        keyName: "k",
        properties: { kty: "RSA", keySize: 4096 },
      };
      const { outputs } = await provider.create("azure-native:keyvault:Key", "k", key, true);
      assert.equal("properties" in outputs, false);
      assert.equal(outputs["kty"], UNKNOWN);
      const deployed = await provider.create("azure-native:keyvault:Key", "k", key, false);
      assert.equal(deployed.outputs["kty"], "RSA");
      assert.equal(deployed.outputs["keySize"], 4096);
    });
  });

  describe("after deployment", () => {
    it("has an id as Azure's, and what the inputs said", async () => {
      const inputs = {
        accountName: "sa1",
        resourceGroupName: "rg",
        kind: "StorageV2",
        sku: { name: "Standard_LRS" },
        location: "x",
      };
      const { id, outputs } = await provider.create(
        "azure-native:storage:StorageAccount",
        "sa",
        inputs,
        false,
      );
      assert.equal(id, `${GROUP}/providers/Microsoft.Storage/storageAccounts/sa1`);
      assert.deepEqual(outputs, {
        azureApiVersion: "2024-01-01",
        id,
        kind: "StorageV2",
        location: "x",
        name: "sa1",
        provisioningState: "Succeeded",
        sku: { name: "Standard_LRS" },
        type: "Microsoft.Storage/storageAccounts",
      });
    });

    it("has the principals of the identities asked for", async () => {
      const inputs = {
        resourceGroupName: "rg",
        workspaceName: "ws",
        identity: { type: "SystemAssigned,UserAssigned", userAssignedIdentities: ["/i"] },
      };
      const { outputs } = await provider.create(
        "azure-native:machinelearningservices:Workspace",
        "ws",
        inputs,
        false,
      );
      const identity = outputs["identity"] as Properties;
      assert.match(String(identity["principalId"]), /^[0-9a-f-]{36}$/);
      assert.equal(identity["tenantId"], "tenant");
      assert.deepEqual(Object.keys(identity["userAssignedIdentities"] as Properties), ["/i"]);
    });

    for (const [type, inputs, id] of [
      ["resources:ResourceGroup", {}, GROUP],
      [
        "cognitiveservices:RaiBlocklistItem",
        { accountName: "a", raiBlocklistName: "b", raiBlocklistItemName: "i" },
        `${GROUP}/providers/Microsoft.CognitiveServices/accounts/a/raiBlocklists/b/raiBlocklistItems/i`,
      ],
      [
        "storage:BlobContainer",
        { accountName: "a", containerName: "c" },
        `${GROUP}/providers/Microsoft.Storage/storageAccounts/a/blobServices/default/containers/c`,
      ],
      [
        "monitor:DiagnosticSetting",
        { resourceUri: `${GROUP}/providers/M.X/y/z`, name: "d" },
        `${GROUP}/providers/M.X/y/z/providers/Microsoft.Insights/diagnosticSettings/d`,
      ],
      [
        "authorization:RoleAssignment",
        { scope: "/subscriptions/s", roleAssignmentName: "g" },
        "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/g",
      ],
      [
        "security:Pricing",
        { scopeId: "subscriptions/s", pricingName: "AI" },
        "/subscriptions/s/providers/Microsoft.Security/pricings/AI",
      ],
      [
        "apimanagement:ApiOperationPolicy",
        { serviceName: "s", apiId: "a", operationId: "o", policyId: "policy" },
        `${GROUP}/providers/Microsoft.ApiManagement/service/s/apis/a/operations/o/policies/policy`,
      ],
      [
        "securityinsights:SentinelOnboardingState",
        { workspaceName: "w", sentinelOnboardingStateName: "default" },
        `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/w/providers/Microsoft.SecurityInsights/onboardingStates/default`,
      ],
      [
        "resources:Resource",
        {
          resourceProviderNamespace: "Microsoft.X",
          parentResourcePath: "",
          resourceType: "ys",
          resourceName: "y",
        },
        `${GROUP}/providers/Microsoft.X/ys/y`,
      ],
    ] as const) {
      it(`knows the id of ${type}, and what it says`, () => {
        const described = lookUpType(`azure-native:${type}`);
        const given: Properties = Object.assign({ resourceGroupName: "rg" }, inputs as Properties);
        assert.equal(armId(described, given, SUBSCRIPTION, "logical"), id);
        for (const [input, value] of Object.entries(inputsFromId(described, id) ?? {})) {
          assert.equal(
            String(value).replace(/^\//, ""),
            String(given[input]).replace(/^\//, ""),
            input,
          );
        }
      });
    }

    it("tells the ARM type from an id", () => {
      assert.equal(armTypeOf(`${GROUP}/providers/Microsoft.X/as/1/bs/2`), "Microsoft.X/as/bs");
      assert.equal(
        armTypeOf(`${GROUP}/providers/Microsoft.X/as/1/providers/Microsoft.Y/cs/3`),
        "Microsoft.Y/cs",
      );
      assert.equal(armTypeOf(GROUP), "Microsoft.Resources/resourceGroups");
    });
  });

  describe("checking inputs", () => {
    it("adds automatic name, location and API version, and nothing else", async () => {
      const given = { resourceGroupName: "rg", kind: "OpenAI" };
      const { inputs, failures } = await provider.check(
        "azure-native:cognitiveservices:Account",
        "ai",
        given,
      );
      assert.deepEqual(failures, []);
      const { accountName, ...rest } = inputs;
      assert.match(String(accountName), /^ai[0-9a-f]{8}$/);
      assert.deepEqual(rest, {
        ...given,
        azureApiVersion: "2025-06-01",
        location: "northeurope",
        __createBeforeDelete: true,
      });
    });

    it("names a child as the program does, an assignment with a UUID, anew in another operation", async () => {
      const deployment = { resourceGroupName: "rg", accountName: "a" };
      const child = await provider.check(
        "azure-native:cognitiveservices:Deployment",
        "gpt",
        deployment,
      );
      assert.equal(child.inputs["deploymentName"], "gpt");
      assert.equal("__createBeforeDelete" in child.inputs, false);
      const assignment = { scope: "/s", principalId: "p", roleDefinitionId: "r" };
      const [one, same, other] = await Promise.all(
        ["1", "1", "2"].map((seed) =>
          provider.check(
            "azure-native:authorization:RoleAssignment",
            "ra",
            assignment,
            undefined,
            seed,
          ),
        ),
      );
      assert.match(
        String(one?.inputs["roleAssignmentName"]),
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      );
      assert.deepEqual(one, same);
      assert.notEqual(one?.inputs["roleAssignmentName"], other?.inputs["roleAssignmentName"]);
    });

    it("keeps name and location of what exists", async () => {
      const olds = { accountName: "ai0", location: "uksouth", __createBeforeDelete: true };
      const { inputs } = await provider.check(
        "azure-native:cognitiveservices:Account",
        "ai",
        { resourceGroupName: "rg" },
        olds,
      );
      assert.equal(inputs["accountName"], "ai0");
      assert.equal(inputs["location"], "uksouth");
      assert.equal(inputs["__createBeforeDelete"], true);
    });

    it("leaves what the program says", async () => {
      const given = {
        resourceGroupName: "rg",
        accountName: "mine",
        location: UNKNOWN,
        properties: { disableLocalAuth: false },
      };
      const { inputs } = await provider.check(
        "azure-native:cognitiveservices:Account",
        "ai",
        given,
      );
      assert.deepEqual(inputs, { ...given, azureApiVersion: "2025-06-01" });
    });

    it("reports a missing required input", async () => {
      const { failures } = await provider.check("azure-native:cognitiveservices:Deployment", "d", {
        accountName: "a",
      });
      assert.deepEqual(failures, ["missing required property 'resourceGroupName'"]);
    });

    it("finds the location as the real one does when none is configured", async () => {
      const bare = await Provider.start({});
      try {
        const STORAGE = "azure-native:storage:StorageAccount";
        const given = { kind: "StorageV2", sku: { name: "Standard_LRS" } };
        const group = await bare.check("azure-native:resources:ResourceGroup", "rg", {});
        assert.match(
          group.failures.join(),
          /^missing required property 'location'\. Either set it explicitly or configure it/,
        );
        await bare.check("azure-native:resources:ResourceGroup", "rg", {
          resourceGroupName: "RG1",
          location: "uksouth",
        });
        const inGroup = await bare.check(STORAGE, "sa", { ...given, resourceGroupName: "rg1" });
        assert.equal(inGroup.inputs["location"], "uksouth");
        const inNewGroup = await bare.check(STORAGE, "sa", {
          ...given,
          resourceGroupName: UNKNOWN,
        });
        assert.equal(inNewGroup.inputs["location"], UNKNOWN);
      } finally {
        bare.stop();
      }
    });
  });

  describe("in an update", () => {
    const TYPE = "azure-native:cognitiveservices:Account";
    const olds = { accountName: "ai0", resourceGroupName: "rg", location: "x", tags: { a: "1" } };

    it("sees no change where there is none", async () => {
      assert.deepEqual(await provider.diff(TYPE, olds, { ...olds }), {
        changed: false,
        replaces: [],
        deleteFirst: false,
      });
    });

    it("changes in place, or replaces when the id or the location changes", async () => {
      assert.deepEqual(await provider.diff(TYPE, olds, { ...olds, tags: { a: "2" } }), {
        changed: true,
        replaces: [],
        deleteFirst: false,
      });
      assert.deepEqual((await provider.diff(TYPE, olds, { ...olds, accountName: "b" })).replaces, [
        "accountName",
      ]);
      assert.deepEqual((await provider.diff(TYPE, olds, { ...olds, location: "y" })).replaces, [
        "location",
      ]);
    });

    it("takes no account of the flag that belongs to the name", async () => {
      const flagged = { ...olds, __createBeforeDelete: true };
      assert.equal((await provider.diff(TYPE, olds, flagged)).changed, false);
    });

    it("replaces by creating first only what has a random name", async () => {
      assert.equal((await provider.diff(TYPE, olds, { ...olds, location: "y" })).deleteFirst, true);
      const random = { ...olds, __createBeforeDelete: true };
      assert.equal(
        (await provider.diff(TYPE, random, { ...random, location: "y" })).deleteFirst,
        false,
      );
    });

    it("knows name and location in a preview, and nothing else that the inputs do not say", async () => {
      const state = {
        name: "ai0",
        location: "x",
        etag: "e",
        id: `${GROUP}/x`,
        properties: { endpoint: "https://e" },
      };
      const outputs = await provider.update(
        TYPE,
        "ai",
        state.id,
        state,
        { accountName: "ai0", resourceGroupName: "rg", kind: "OpenAI", properties: {} },
        true,
      );
      assert.equal(outputs["name"], "ai0");
      assert.equal(outputs["location"], "x");
      assert.equal(outputs["etag"], UNKNOWN);
      assert.equal(outputs["id"], UNKNOWN);
      assert.equal((outputs["properties"] as Properties)["endpoint"], UNKNOWN);
    });

    it("has real outputs afterwards", async () => {
      const id = `${GROUP}/providers/Microsoft.CognitiveServices/accounts/ai0`;
      const outputs = await provider.update(TYPE, "ai", id, {}, { ...olds, kind: "OpenAI" }, false);
      assert.equal(outputs["kind"], "OpenAI");
      assert.equal(outputs["id"], id);
      assert.deepEqual(unknownKeys(outputs), []);
    });
  });

  describe("reading", () => {
    it("finds everything as it was left", async () => {
      const state = { id: `${GROUP}/x`, kind: "OpenAI" };
      const inputs = { accountName: "a", kind: "OpenAI" };
      assert.deepEqual(
        await provider.read("azure-native:cognitiveservices:Account", state.id, state, inputs),
        { outputs: state, inputs },
      );
    });

    it("knows of a resource it has never seen what the id says", async () => {
      const id = `${GROUP}/providers/Microsoft.CognitiveServices/accounts/a`;
      const { outputs, inputs } = await provider.read("azure-native:cognitiveservices:Account", id);
      assert.deepEqual(inputs, { resourceGroupName: "rg", accountName: "a" });
      assert.deepEqual(outputs, {
        id,
        name: "a",
        type: "Microsoft.CognitiveServices/accounts",
        azureApiVersion: "2025-06-01",
      });
    });
  });

  describe("functions", () => {
    it("tells who is asking", async () => {
      const client = await provider.invoke("azure-native:authorization:getClientConfig", {});
      assert.equal(client["subscriptionId"], SUBSCRIPTION);
      assert.equal(client["tenantId"], "tenant");
      assert.match(String(client["objectId"]), /^[0-9a-f-]{36}$/);
    });

    it("gets a resource by its arguments", async () => {
      const args = { resourceGroupName: "rg", workspaceName: "ws" };
      const workspace = await provider.invoke(
        "azure-native:machinelearningservices:getWorkspace",
        args,
      );
      assert.equal(
        workspace["id"],
        `${GROUP}/providers/Microsoft.MachineLearningServices/workspaces/ws`,
      );
    });

    it("refuses to invent an answer", async () => {
      await assert.rejects(
        provider.invoke("azure-native:cognitiveservices:listAccountKeys", {}),
        /stand-in does not answer .*listAccountKeys/,
      );
    });
  });

  it("goes on after a cancel", async () => {
    await provider.cancel();
    assert.equal(
      (
        await provider.check("azure-native:cognitiveservices:Deployment", "d", {
          accountName: "a",
          resourceGroupName: "r",
        })
      ).failures.length,
      0,
    );
  });

  describe("tokens", () => {
    it("reads all spellings", () => {
      assert.deepEqual(parseToken("azure-native:machinelearningservices:Workspace"), {
        module: "machinelearningservices",
        name: "Workspace",
      });
      const versioned = { module: "storage", name: "Blob", version: "v20240401preview" };
      assert.deepEqual(parseToken("azure-native:Storage/v20240401preview:Blob"), versioned);
      assert.deepEqual(parseToken("azure-native_storage_v20240401preview:storage:Blob"), versioned);
      for (const wrong of [
        "azure:storage/account:Account",
        "azure-native:storage",
        "pulumi:pulumi:Stack",
      ]) {
        assert.throws(() => parseToken(wrong), /is not a token of azure-native/);
      }
    });

    it("finds the class of a versioned token, in a renamed module too, and its API version", () => {
      assert.equal(
        lookUpType("azure-native_CognitiveServices_v20240401preview:CognitiveServices:Account").key,
        "cognitiveservices:Account",
      );
      const setting = lookUpType("azure-native:insights/v20210501preview:DiagnosticSetting");
      assert.deepEqual(
        [setting.key, setting.apiVersion],
        ["monitor:DiagnosticSetting", "2021-05-01-preview"],
      );
      assert.equal(
        lookUpType("azure-native:network/v20200601:PrivateZone").key,
        "privatedns:PrivateZone",
      );
    });

    it("believes the shape of another API version, and drops what the default one does not have", () => {
      const inputs = {
        resourceGroupName: "rg",
        workspaceName: "w",
        endpointName: "e",
        onlineEndpointProperties: { authMode: "Key" },
      };
      const versioned = previewOutputs(
        lookUpType("azure-native:machinelearningservices/v20240401:OnlineEndpoint"),
        inputs,
      );
      assert.deepEqual(versioned["onlineEndpointProperties"], { authMode: "Key" });
      assert.equal("workspaceName" in versioned, false);
      const plain = previewOutputs(
        lookUpType("azure-native:machinelearningservices:OnlineEndpoint"),
        inputs,
      );
      assert.equal("onlineEndpointProperties" in plain, false);
    });

    it("treats a type of another API version only by what every ARM resource has", () => {
      const type = lookUpType("azure-native:securityinsights/v20230201preview:NrtAlertRule");
      const outputs = previewOutputs(type, {
        resourceGroupName: "rg",
        workspaceName: "w",
        enabled: true,
      });
      assert.deepEqual(outputs, {
        azureApiVersion: UNKNOWN,
        enabled: true,
        id: UNKNOWN,
        name: UNKNOWN,
        type: UNKNOWN,
      });
    });

    it("refuses an unknown type of the default version", () => {
      assert.throws(
        () => lookUpType("azure-native:security:DefenderForAISetting"),
        /security:DefenderForAISetting not found/,
      );
    });
  });

  describe("for every class of the SDK", () => {
    const classes = allResources();
    const root = path.dirname(require.resolve("@pulumi/azure-native/package.json"));

    /** Names a class's constructor gives: inputs from the arguments of a creation, outputs from the branch that only reads. */
    function namesInConstructor(
      module: string,
      name: string,
    ): { inputs: string[]; outputs: string[] } {
      const index = fs.readFileSync(path.join(root, module, "index.d.ts"), "utf8");
      const file =
        new RegExp(`export type ${name} = import\\("\\./(\\w+)"\\)`).exec(index)?.[1] ?? "";
      const source = fs.readFileSync(path.join(root, module, `${file}.js`), "utf8");
      const [create = "", get = ""] = source
        .slice(source.indexOf("constructor("))
        .split(/\n\s*else \{/);
      const names = (text: string, pattern: RegExp): string[] =>
        [...text.matchAll(pattern)].map((match) => match[1] ?? "").sort();
      return {
        inputs: names(create, /resourceInputs\["(\w+)"\] = (?!undefined \/\*out)/g),
        outputs: names(get.split(/\n {8}\}/)[0] ?? "", /resourceInputs\["(\w+)"\]/g),
      };
    }

    it("reads from the declarations what the constructor does", () => {
      assert.ok(classes.length > 1000, `${classes.length} classes`);
      for (const [module, name] of classes) {
        const found = describeResource(module, name);
        assert.ok(found, `${module}:${name}`);
        const described = {
          inputs: [...found.inputs.keys()].sort(),
          outputs: [...found.outputs.keys()].sort(),
        };
        assert.deepEqual(described, namesInConstructor(module, name), `${module}:${name}`);
      }
    });

    it("knows every nested type it comes across", () => {
      const seen = new Set<string>();
      const visit = (shape: Shape): void => {
        if (shape.kind === "array") {
          visit(shape.items);
        } else if (shape.kind === "map") {
          visit(shape.values);
        } else if (shape.kind === "object" && !seen.has(`${shape.module}.${shape.name}`)) {
          seen.add(`${shape.module}.${shape.name}`);
          const properties = describeNested(shape.module, shape.name);
          assert.ok(properties.size > 0, `${shape.module}.${shape.name} has no properties`);
          properties.forEach((property) => visit(property.shape));
        }
      };
      for (const [module, name] of classes) {
        describeResource(module, name)?.outputs.forEach((property) => visit(property.shape));
      }
      assert.ok(seen.size > 5000, `${seen.size} nested types`);
    });

    it("gives an id without a gap, and a preview without path inputs", () => {
      for (const [module, name] of classes) {
        const type = lookUpType(`azure-native:${module}:${name}`);
        const inputs = Object.fromEntries([...type.inputs.keys()].map((input) => [input, "v"]));
        assert.match(armId(type, inputs, SUBSCRIPTION, "n"), /^(\/[^/{}]+)+$/, type.key);
        for (const output of Object.keys(previewOutputs(type, inputs))) {
          assert.ok(output === "id" || type.outputs.has(output), `${type.key}.${output}`);
        }
      }
    });

    it("has a table of ids made of real classes and their inputs", () => {
      for (const [key, { id, name }] of Object.entries(ARM_TYPES)) {
        const [module = "", className = ""] = key.split(":");
        const type = describeResource(module, className);
        assert.ok(type, key);
        for (const [, input = ""] of id.matchAll(/\{(\w+)[.\w]*\}/g)) {
          assert.ok(input === "subscriptionId" || type.inputs.has(input), `${key}: ${input}`);
        }
        assert.ok(name === undefined || id.includes(`{${name}}`), key);
      }
    });
  });

  it("derives a name for a type that is not in the table", () => {
    const parent = lookUpType("azure-native:batch:BatchAccount");
    assert.equal(ARM_TYPES[parent.key], undefined);
    assert.deepEqual(namingOf(parent), { input: "accountName", kind: "random" });
    assert.deepEqual(namingOf(lookUpType("azure-native:batch:Pool")), {
      input: "poolName",
      kind: "copy",
    });
    assert.equal(automaticName("copy", "pool", "s"), "pool");
  });
});
