/** Ways to write an insecure resource that once passed unseen, each found by somebody who tried. */
import assert from "node:assert/strict";
import { allPolicies } from "../../policies/all";
import { analyze } from "../support/analyzer";
import { raw, unknown } from "../support/judge";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
const group = `${subscription}/resourceGroups/rg`;
const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`;
const open = { disableLocalAuth: false, publicNetworkAccess: "Enabled" };
const closed = { disableLocalAuth: true, publicNetworkAccess: "Disabled" };
const account = (properties: object = open) => ({
  type: "Microsoft.CognitiveServices/accounts",
  apiVersion: "2024-10-01",
  name: "ai",
  kind: "OpenAI",
  properties,
});
const template = (resources: unknown, more: object = {}) => ({ resources, ...more });
const content = JSON.stringify(template([account()]));
const machineLearning = (type: string, properties: object) => ({
  type: `Microsoft.MachineLearningServices/workspaces/${type}`,
  apiVersion: "2024-04-01",
  name: "ml/it",
  properties,
});
const deployment = (resources: unknown, more: object = {}, properties: object = {}) => ({
  resourceGroupName: "rg",
  properties: { template: template(resources, more), ...properties },
});

/** Who speaks, and of what: the second line of each report, without the resource inside a template. */
async function says(token: string, inputs: object): Promise<string[]> {
  const reports = await analyze(allPolicies, [raw(token, inputs)]);
  return reports
    .filter(({ policy }) => !/diagnostic|private-endpoint|defender|managed-identity/.test(policy))
    .map(({ policy, message }) => `${policy}: ${message.split("\n")[1]?.replace(/^.*": /, "")}`)
    .sort();
}

const localAuth = (path: string) =>
  `ai-services-account-disable-local-auth: ${path}disableLocalAuth: false; must be true`;
const publicAccess = (path: string) =>
  `ai-services-account-disable-public-network-access: ${path}publicNetworkAccess: "Enabled"; must be "Disabled"`;
const ofAccount = (path: string) => [localAuth(path), publicAccess(path)];
const notJudged = (path: string, why: string) => [
  `pack-visibility: ${path === "" ? "Not judged: " : `${path}: not judged, since `}${why}`,
];
const notKnown = "what it declares is not known until deployment";
const storedCredentials = (path: string) => [
  `ml-datastore-disable-stored-credentials: ${path}: "AccountKey"; must be "None"`,
];
const privileged = (path: string) => [
  `role-assignment-restrict-privileged-roles: ${path}: the role Owner; must be another role`,
];

type Case = readonly [what: string, token: string, inputs: object, said: readonly string[]];
const arm = "azure-native:resources:Deployment";
const generic = "azure-native:resources:Resource";
const azapi = "azapi:index/resource:Resource";
const update = "azapi:index/updateResource:UpdateResource";
const action = "azapi:index/resourceAction:ResourceAction";
const accountId = `${group}/providers/Microsoft.CognitiveServices/accounts/ai`;
/** What JavaScript itself cannot turn into a text. */
const noText = { toString: 1, valueOf: 1 };

const cases: Readonly<Record<string, readonly Case[]>> = {
  "the any-Terraform provider": [
    ...["resourceGroup", "subscription", "tenant", "managementGroup"].map((scope): Case => {
      const type = `${scope}TemplateDeployment`;
      const token = `azurerm:index/${type}:${type.charAt(0).toUpperCase()}${type.slice(1)}`;
      return [
        type,
        token,
        { templateContent: content },
        ofAccount("templateContent.resources[0].properties."),
      ];
    }),
    [
      "templateDeployment",
      "azurerm:index/templateDeployment:TemplateDeployment",
      { templateBody: content },
      ofAccount("templateBody.resources[0].properties."),
    ],
    ...["AzureCli", "AzurePowerShell"].map((what): Case => [
      `resourceDeploymentScript${what}`,
      `azurerm:index/resourceDeploymentScript${what}:ResourceDeploymentScript${what}`,
      { scriptContent: "az" },
      notJudged("", "it is a script, which may deploy anything"),
    ]),
  ],
  "the sensitive body of azapi": [
    [
      "holds a credential",
      azapi,
      {
        type: "Microsoft.MachineLearningServices/workspaces/datastores@2024-04-01",
        name: "it",
        body: { properties: { datastoreType: "AzureBlob" } },
        sensitiveBody: { properties: { credentials: { credentialsType: "AccountKey" } } },
      },
      storedCredentials("sensitiveBody.properties.credentials.credentialsType"),
    ],
    [
      "wins over the body",
      azapi,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        parentId: group,
        name: "ai",
        body: { kind: "OpenAI", properties: closed },
        sensitiveBody: { properties: { disableLocalAuth: false } },
      },
      [localAuth("sensitiveBody.properties.")],
    ],
    [
      "adds what the body leaves out",
      azapi,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        parentId: group,
        name: "ai",
        body: { kind: "OpenAI" },
        sensitiveBody: { properties: closed },
      },
      [],
    ],
    [
      "is all that an update has",
      update,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        resourceId: `${group}/providers/Microsoft.CognitiveServices/accounts/ai`,
        sensitiveBody: { properties: open },
      },
      ofAccount("sensitiveBody.properties."),
    ],
    [
      "holds a template",
      azapi,
      {
        type: "Microsoft.Resources/deployments@2024-03-01",
        parentId: group,
        name: "it",
        body: { properties: { mode: "Incremental" } },
        sensitiveBody: { properties: { template: template([account()]) } },
      },
      ofAccount("body.properties.template.resources[0].properties."),
    ],
    [
      "is not known yet",
      azapi,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        parentId: group,
        name: "ai",
        body: { kind: "OpenAI", properties: closed },
        sensitiveBody: unknown,
      },
      [
        "pack-undecided: body.properties: a value inside it is not known until deployment (ai-services-account-disable-local-auth, ai-services-account-disable-public-network-access)",
      ],
    ],
  ],
  "a template's list of resources": [
    [
      "is not known yet",
      arm,
      deployment(unknown),
      notJudged("properties.template.resources", notKnown),
    ],
    [
      "holds something not known yet",
      arm,
      deployment([unknown, account(closed)]),
      notJudged("properties.template.resources[0]", notKnown),
    ],
    [
      "holds a type not known yet",
      arm,
      deployment([{ ...account(), type: unknown }]),
      notJudged("properties.template.resources[0]", notKnown),
    ],
    [
      "holds a type that a parameter gives",
      arm,
      deployment(
        [{ ...account(), type: "[concat('Microsoft.CognitiveServices/', parameters('t'))]" }],
        {
          parameters: { t: { type: "string" } },
        },
      ),
      notJudged("properties.template.resources[0]", notKnown),
    ],
    [
      "holds such a type that is not deployed",
      arm,
      deployment([{ ...account(), type: "[parameters('t')]", condition: false }], {
        parameters: { t: { type: "string" } },
      }),
      [],
    ],
    [
      "is not known yet inside a resource",
      arm,
      deployment([{ ...account(closed), resources: unknown }]),
      notJudged("properties.template.resources[0].resources", notKnown),
    ],
    [
      "is an expression",
      arm,
      deployment("[variables('all')]", { variables: { all: [account()] } }),
      ofAccount("properties.template.resources[0].properties."),
    ],
    [
      "says that one exists, without symbolic names",
      arm,
      deployment([{ ...account(), existing: true }]),
      ofAccount("properties.template.resources[0].properties."),
    ],
  ],
  "names in another case": [
    [
      "a compute instance with SSH",
      arm,
      deployment([
        machineLearning("computes", {
          computeType: "ComputeInstance",
          properties: {
            EnableNodePublicIp: false,
            IdleTimeBeforeShutdown: "PT30M",
            SshSettings: { SshPublicAccess: "Enabled" },
          },
        }),
      ]),
      [
        'ml-compute-disable-ssh: properties.template.resources[0].properties.properties.sshSettings.sshPublicAccess: "Enabled"; must be "Disabled"',
      ],
    ],
    [
      "a datastore with a key",
      generic,
      {
        resourceProviderNamespace: "Microsoft.MachineLearningServices",
        parentResourcePath: "workspaces/ml",
        resourceType: "datastores",
        resourceName: "it",
        properties: { datastoreType: "AzureBlob", Credentials: { CredentialsType: "AccountKey" } },
      },
      storedCredentials("properties.credentials.credentialsType"),
    ],
    [
      "a closed account",
      arm,
      deployment([account({ DisableLocalAuth: true, PublicNetworkAccess: "Disabled" })]),
      [],
    ],
    [
      "an account that says both",
      arm,
      deployment([account({ ...closed, DisableLocalAuth: false })]),
      [
        "pack-undecided: properties.template.resources[0].properties.disableLocalAuth: not known until deployment (ai-services-account-disable-local-auth)",
      ],
    ],
    [
      "a deployment",
      generic,
      {
        resourceProviderNamespace: "Microsoft.Resources",
        resourceType: "deployments",
        resourceName: "it",
        Properties: { Template: template([account()]) },
      },
      ofAccount("properties.template.resources[0].properties."),
    ],
  ],
  "segments in another input of the generic resource": [
    ...(
      [
        ["the type", { parentResourcePath: "", resourceType: "workspaces/ml/datastores" }],
        ["half of the parent", { parentResourcePath: "workspaces", resourceType: "ml/datastores" }],
        ["slashes around", { parentResourcePath: "/workspaces/ml/", resourceType: "/datastores/" }],
      ] as const
    ).map(([what, more]): Case => [
      what,
      generic,
      {
        resourceProviderNamespace: "Microsoft.MachineLearningServices",
        resourceName: "it",
        properties: { datastoreType: "AzureBlob", credentials: { credentialsType: "AccountKey" } },
        ...more,
      },
      storedCredentials("properties.credentials.credentialsType"),
    ]),
    [
      "an extension",
      generic,
      {
        resourceGroupName: "rg",
        resourceProviderNamespace: "Microsoft.CognitiveServices",
        parentResourcePath: "accounts/ai/providers",
        resourceType: "Microsoft.Authorization/roleAssignments",
        resourceName: "it",
        properties: { roleDefinitionId },
      },
      privileged("properties.roleDefinitionId"),
    ],
  ],
  "parameters of a template": [
    [
      "texts of the older classic deployment",
      "azure:core/templateDeployment:TemplateDeployment",
      {
        templateBody: JSON.stringify(
          template([account({ ...closed, publicNetworkAccess: "[parameters('p')]" })], {
            parameters: { p: { type: "string", defaultValue: "Disabled" } },
          }),
        ),
        parameters: { p: "Enabled" },
      },
      [publicAccess("templateBody.resources[0].properties.")],
    ],
    [
      "an expression over inputs from elsewhere",
      arm,
      deployment(
        [account({ ...closed, publicNetworkAccess: "[parameters('p')]" })],
        { parameters: { p: { type: "string", defaultValue: "Disabled" } } },
        { parameters: { p: { expression: "[externalInputs('x')]" } } },
      ),
      [
        "pack-undecided: properties.template.resources[0].properties.publicNetworkAccess: not known until deployment (ai-services-account-disable-public-network-access)",
      ],
    ],
    [
      "null, which means the default",
      arm,
      deployment(
        [account({ ...closed, publicNetworkAccess: "[parameters('p')]" })],
        { parameters: { p: { type: "string", defaultValue: "Enabled" } } },
        { parameters: { p: { value: null } } },
      ),
      [publicAccess("properties.template.resources[0].properties.")],
    ],
  ],
  "a privileged role": [
    [
      "made active by Privileged Identity Management",
      "azure:pim/activeRoleAssignment:ActiveRoleAssignment",
      { scope: subscription, roleDefinitionId, principalId: "p" },
      privileged("roleDefinitionId"),
    ],
    ...["AdminAssign", unknown].map((requestType): Case => [
      `in a request to ${requestType === unknown ? "do something not known yet" : requestType}`,
      arm,
      deployment([
        {
          type: "Microsoft.Authorization/roleAssignmentScheduleRequests",
          name: "it",
          properties: { requestType, roleDefinitionId, principalId: "p" },
        },
      ]),
      privileged("properties.template.resources[0].properties.roleDefinitionId"),
    ]),
    [
      "in a request to remove it",
      arm,
      deployment([
        {
          type: "Microsoft.Authorization/roleAssignmentScheduleRequests",
          name: "it",
          properties: { requestType: "AdminRemove", roleDefinitionId, principalId: "p" },
        },
      ]),
      [],
    ],
    [
      "with a slash at the end",
      "azure-native:authorization:RoleAssignment",
      { scope: subscription, roleDefinitionId: `${roleDefinitionId}/`, principalId: "p" },
      privileged("roleDefinitionId"),
    ],
    [
      "by name beside an empty id",
      "azure:authorization/assignment:Assignment",
      { scope: subscription, roleDefinitionId: "", roleDefinitionName: "Owner", principalId: "p" },
      privileged("roleDefinitionId"),
    ],
  ],
  "a template for others": [
    [
      "a spec of an older version",
      "azure-native:resources/v20190601preview:TemplateSpecVersion",
      { template: template([account()]) },
      ofAccount("template.resources[0].properties."),
    ],
    [
      "a spec with linked templates",
      "azure-native:resources:TemplateSpecVersion",
      {
        mainTemplate: template([]),
        linkedTemplates: [{ path: "a.json", template: template([account()]) }],
      },
      notJudged("linkedTemplates", "its template is given by a link"),
    ],
    [
      "a blueprint",
      "azure-native:blueprint:TemplateArtifact",
      { template: template([account()]) },
      notJudged("", "its template is deployed by somebody else"),
    ],
  ],
  "a flag of the classic provider": [
    [
      "as other text than Terraform's",
      "azure:machinelearning/computeCluster:ComputeCluster",
      {
        identity: { type: "SystemAssigned" },
        nodePublicIpEnabled: false,
        sshPublicAccessEnabled: "True",
      },
      [
        "pack-undecided: sshPublicAccessEnabled: not known until deployment (ml-compute-disable-ssh)",
      ],
    ],
  ],
  "a request of azapi": [
    ...(["PUT", "patch", "POST", undefined] as const).map((method): Case => [
      `${method ?? "without a method"} to a resource`,
      action,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        resourceId: accountId,
        ...(method && { method }),
        body: { properties: open },
      },
      ofAccount("body.properties."),
    ]),
    [
      "with what is secret",
      action,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        resourceId: accountId,
        method: "PATCH",
        sensitiveBody: JSON.stringify({ properties: open }),
      },
      ofAccount("sensitiveBody.properties."),
    ],
    [
      "to what its action names below a resource",
      action,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        resourceId: accountId,
        action: "raiPolicies/loose",
        method: "PUT",
        body: {
          properties: { contentFilters: [{ name: "Hate", source: "Prompt", enabled: false }] },
        },
      },
      [
        "openai-rai-policy-require-harm-filters: body.properties.contentFilters[0].enabled: false; must be true",
      ],
    ],
    [
      "to a resource that is not known",
      action,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        resourceId: unknown,
        method: "PUT",
        body: { properties: open },
      },
      ofAccount("body.properties."),
    ],
    [
      "that deploys a template",
      action,
      {
        type: "Microsoft.Resources/deployments@2024-03-01",
        resourceId: `${group}/providers/Microsoft.Resources/deployments/d`,
        method: "PUT",
        body: { properties: { template: template([account()]) } },
      },
      ofAccount("body.properties.template.resources[0].properties."),
    ],
    ...(
      [
        ["an action", { action: "regenerateKey", method: "POST", body: { keyName: "Key1" } }],
        ["an action that is not known", { action: unknown, body: {} }],
        ["a method that is not known", { method: unknown, body: { properties: open } }],
        ["a deletion", { method: "DELETE" }],
      ] as const
    ).map(([what, inputs]): Case => [
      what,
      action,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        resourceId: accountId,
        ...inputs,
      },
      notJudged("", "what it asks Azure to do is not read"),
    ]),
    [
      "of a type that is not known",
      action,
      { type: unknown, resourceId: accountId, body: {} },
      notJudged("", "its type is not known until deployment"),
    ],
    [
      "to the data of a service",
      "azapi:index/dataPlaneResource:DataPlaneResource",
      { type: "Microsoft.KeyVault/vaults/secrets@7.4", parentId: "v.vault.azure.net", name: "s" },
      notJudged("", "it writes to a service's own data, which no policy reads"),
    ],
    [
      "that only reads says nothing",
      action,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        resourceId: accountId,
        method: "GET",
      },
      [],
    ],
    [
      "about what nobody judges says nothing",
      action,
      {
        type: "Microsoft.Compute/virtualMachines@2024-03-01",
        resourceId: `${group}/providers/Microsoft.Compute/virtualMachines/m`,
        action: "start",
      },
      [],
    ],
  ],
  "what is no text": [
    ...(
      [
        [generic, { resourceProviderNamespace: noText, resourceType: noText, properties: open }],
        [
          generic,
          {
            resourceProviderNamespace: "Microsoft.CognitiveServices",
            parentResourcePath: "",
            resourceType: "",
            resourceName: noText,
            properties: open,
          },
        ],
        [azapi, { type: noText, body: noText }],
        [action, { type: noText, method: noText, action: noText, resourceId: noText }],
        [arm, { properties: { template: noText, parameters: noText } }],
        ["azure:core/templateDeployment:TemplateDeployment", { templateBody: noText }],
        [
          "azure:apimanagement/service:Service",
          { name: noText, identity: noText, skuName: noText },
        ],
      ] as const
    ).map(([token, inputs], index): Case => [
      `${token} (${index}): nothing fails`,
      token,
      inputs,
      [],
    ]),
    [
      "in the place of a name hides no property",
      generic,
      {
        resourceProviderNamespace: "Microsoft.CognitiveServices",
        parentResourcePath: "",
        resourceType: "accounts",
        resourceName: noText,
        kind: "OpenAI",
        properties: open,
      },
      ofAccount("properties."),
    ],
    [
      "as the type of a request for a role",
      arm,
      deployment([
        {
          type: "Microsoft.Authorization/roleAssignmentScheduleRequests",
          name: "n",
          properties: { requestType: noText, roleDefinitionId, principalId: "p" },
        },
      ]),
      [],
    ],
    [
      "among identities",
      "azure:cognitive/account:Account",
      {
        localAuthEnabled: true,
        publicNetworkAccessEnabled: false,
        identity: { type: "UserAssigned", identityIds: [noText, "id"] },
      },
      [
        "ai-services-account-disable-local-auth: localAuthEnabled: Azure's properties.disableLocalAuth is false; must be true",
      ],
    ],
    [
      "deep in what is secret",
      azapi,
      {
        type: "Microsoft.CognitiveServices/accounts@2024-10-01",
        name: "ai",
        body: { properties: open },
        sensitiveBody: `{"tags":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`,
      },
      ofAccount("body.properties."),
    ],
  ],
};

for (const [what, list] of Object.entries(cases))
  describe(`${what} does not hide anything`, () => {
    for (const [one, token, inputs, said] of list)
      it(one, async () => assert.deepEqual(await says(token, inputs), said));
  });
