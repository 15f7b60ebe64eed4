/** Where templates and scripts may stand, and what is said of those that cannot be seen. */
import assert from "node:assert/strict";
import localAuth from "../../../policies/identity/ai-services-account-disable-local-auth";
import privilegedRoles from "../../../policies/identity/role-assignment-restrict-privileged-roles";
import { analyze } from "../../support/analyzer";
import { raw } from "../../support/judge";

const account = {
  type: "Microsoft.CognitiveServices/accounts",
  apiVersion: "2024-10-01",
  name: "ai",
  kind: "OpenAI",
  properties: {},
};
const template = { resources: [account] };
const found = (path: string) =>
  `Microsoft.CognitiveServices/accounts "ai": ${path}.resources[0].properties.disableLocalAuth: not set; must be true`;

/** The second line of each report, by policy: the first one is the title. */
async function says(type: string, inputs: object): Promise<Record<string, string | undefined>> {
  const reports = await analyze([localAuth, privilegedRoles], [raw(type, inputs)]);
  return Object.fromEntries(reports.map(({ policy, message }) => [policy, message.split("\n")[1]]));
}

const violates = (path: string) => ({ [localAuth.name]: found(path) });

describe("a template is judged", () => {
  const cases: readonly [type: string, inputs: object, path: string][] = [
    ["azure-native:resources:Deployment", { properties: { template } }, "properties.template"],
    [
      "azure-native:resources/v20210401:Deployment",
      { properties: { template } },
      "properties.template",
    ],
    [
      "azure-native:resources:DeploymentAtScope",
      { scope: "/subscriptions/s", properties: { template } },
      "properties.template",
    ],
    [
      "azure-native:resources:DeploymentAtSubscriptionScope",
      { properties: { template } },
      "properties.template",
    ],
    [
      "azure-native:resources:DeploymentAtManagementGroupScope",
      { groupId: "g", properties: { template } },
      "properties.template",
    ],
    [
      "azure-native:resources:DeploymentAtTenantScope",
      { properties: { template } },
      "properties.template",
    ],
    ["azure-native:resources:DeploymentStackAtResourceGroup", { template }, "template"],
    [
      "azure-native:resources:DeploymentStackAtSubscription",
      { template: JSON.stringify(template) },
      "template",
    ],
    ["azure-native:resources:DeploymentStackAtManagementGroup", { template }, "template"],
    ["azure-native:resources:TemplateSpecVersion", { mainTemplate: template }, "mainTemplate"],
    [
      "azure-native:resources:Resource",
      {
        resourceProviderNamespace: "microsoft.resources",
        resourceType: "Deployments",
        parentResourcePath: "",
        properties: { template },
      },
      "properties.template",
    ],
    [
      "azapi:index/resource:Resource",
      { type: "Microsoft.Resources/deployments@2021-04-01", body: { properties: { template } } },
      "body.properties.template",
    ],
    [
      "azapi:index/resource:Resource",
      {
        type: "Microsoft.Resources/deployments@2021-04-01",
        body: JSON.stringify({ properties: { template } }),
      },
      "body.properties.template",
    ],
    [
      "azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment",
      { templateContent: JSON.stringify(template) },
      "templateContent",
    ],
    [
      "azure:core/templateDeployment:TemplateDeployment",
      { templateBody: JSON.stringify(template) },
      "templateBody",
    ],
    [
      "azure:management/groupTemplateDeployment:GroupTemplateDeployment",
      { templateContent: JSON.stringify(template) },
      "templateContent",
    ],
  ];
  for (const [type, inputs, path] of cases)
    it(`in ${path} of ${type}, ${typeof Object.values(inputs).at(-1)}`, async () => {
      assert.deepEqual(await says(type, { resourceGroupName: "rg", ...inputs }), violates(path));
    });
});

describe("what cannot be seen is told", () => {
  const cases: readonly [type: string, inputs: object, line: string][] = [
    [
      "azure-native:resources:Deployment",
      { properties: { templateLink: { uri: "https://example.com/t.json" } } },
      "properties.templateLink: not judged, since its template is given by a link",
    ],
    [
      "azure-native:resources:Deployment",
      { properties: { template: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } },
      "properties.template: not judged, since its template is not known until deployment",
    ],
    [
      "azure-native:resources:Deployment",
      {
        properties: {
          template: {
            resources: [
              {
                type: "Microsoft.Resources/deploymentScripts",
                apiVersion: "2020-10-01",
                name: "s",
              },
            ],
          },
        },
      },
      "properties.template.resources[0]: not judged, since it is a script, which may deploy anything",
    ],
    [
      "azure-native:resources:Deployment",
      { properties: { template: "no JSON" } },
      "properties.template: not judged, since it is not valid JSON",
    ],
    [
      "azure-native:resources:AzureCliScript",
      { scriptContent: "az …" },
      "Not judged: it is a script, which may deploy anything",
    ],
    [
      "azure-native:resources/v20201001:AzurePowerShellScript",
      { scriptContent: "New-Az…" },
      "Not judged: it is a script, which may deploy anything",
    ],
    [
      "azure-native:resources:Resource",
      {
        resourceProviderNamespace: "Microsoft.Resources",
        resourceType: "deploymentScripts",
        properties: {},
      },
      "Not judged: it is a script, which may deploy anything",
    ],
    [
      "azure:core/resourceDeploymentScriptAzureCli:ResourceDeploymentScriptAzureCli",
      { scriptContent: "az …" },
      "Not judged: it is a script, which may deploy anything",
    ],
  ];
  for (const [type, inputs, line] of cases)
    it(`${line} (${type})`, async () => {
      const said = await says(type, { resourceGroupName: "rg", ...inputs });
      assert.deepEqual(said, { "pack-visibility": line });
    });
});

describe("what is known of an id in a template", () => {
  it("is enough to know the role, whatever the subscription", async () => {
    const assign = (guid: string) => ({
      template: {
        resources: [
          {
            type: "Microsoft.Authorization/roleAssignments",
            apiVersion: "2022-04-01",
            name: "[guid(resourceGroup().id)]",
            properties: {
              principalId: "11111111-1111-1111-1111-111111111111",
              roleDefinitionId: `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${guid}')]`,
            },
          },
        ],
      },
    });
    const judge = (guid: string) =>
      says("azure-native:resources:Deployment", {
        resourceGroupName: "rg",
        properties: assign(guid),
      });
    const owner = await judge("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
    assert.match(owner[privilegedRoles.name] ?? "", /roleDefinitionId: the role Owner; must be/);
    assert.deepEqual(await judge("5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"), {});
  });
});
