/** Every way a program or its SDK spells the type of a resource of azure-native. */
import assert from "node:assert/strict";
import { parseToken } from "../../../policies/core/spellings/azure-native/tokens";

/** The token, the kind it means and the API version it names. */
const spellings: readonly (readonly [token: string, kind: string, apiVersion?: string])[] = [
  // The SDK's default version.
  ["azure-native:cognitiveservices:Account", "cognitiveservices:Account"],
  ["azure-native:machinelearningservices:Workspace", "machinelearningservices:Workspace"],
  // An explicit version, in v1 and v2 of the SDK.
  ["azure-native:cognitiveservices/v20241001:Account", "cognitiveservices:Account", "2024-10-01"],
  [
    "azure-native:machinelearningservices/v20250101preview:Workspace",
    "machinelearningservices:Workspace",
    "2025-01-01-preview",
  ],
  [
    "azure-native:security/v20230101privatepreview:Pricing",
    "security:Pricing",
    "2023-01-01-privatepreview",
  ],
  ["azure-native:search/v20151231beta:Service", "search:Service", "2015-12-31-beta"],
  // A local package, in v3.
  [
    "azure-native_cognitiveservices_v20240401preview:cognitiveservices:Account",
    "cognitiveservices:Account",
    "2024-04-01-preview",
  ],
  // A local package of the early v3 alphas.
  ["azure-native_aad_v20221201:aad/v20221201:DomainService", "aad:DomainService", "2022-12-01"],
  // The module of a local package is spelled as the user typed it.
  [
    "azure-native_CognitiveServices_v20241001:CognitiveServices:Account",
    "cognitiveservices:Account",
    "2024-10-01",
  ],
  ["azure-native_KeyVault_V20230701:KeyVault:Vault", "keyvault:Vault", "2023-07-01"],
  // Modules that v3 split or renamed.
  ["azure-native:insights:DiagnosticSetting", "monitor:DiagnosticSetting"],
  [
    "azure-native:insights/v20210501preview:DiagnosticSetting",
    "monitor:DiagnosticSetting",
    "2021-05-01-preview",
  ],
  [
    "azure-native_insights_v20210501preview:insights:DiagnosticSetting",
    "monitor:DiagnosticSetting",
    "2021-05-01-preview",
  ],
  ["azure-native:Insights:ActionGroup", "monitor:ActionGroup"],
  ["azure-native:insights:PrivateLinkScope", "monitor:PrivateLinkScope"],
  ["azure-native:insights:DataCollectionRule", "monitor:DataCollectionRule"],
  ["azure-native:insights:Component", "applicationinsights:Component"],
  ["azure-native:insights/v20200202:Component", "applicationinsights:Component", "2020-02-02"],
  ["azure-native:network:PrivateZone", "privatedns:PrivateZone"],
  ["azure-native:network/v20200601:PrivateZone", "privatedns:PrivateZone", "2020-06-01"],
  ["azure-native:network:VirtualNetworkLink", "privatedns:VirtualNetworkLink"],
  ["azure-native:network:PrivateRecordSet", "privatedns:PrivateRecordSet"],
  ["azure-native:network:Zone", "dns:Zone"],
  ["azure-native:network:RecordSet", "dns:RecordSet"],
  ["azure-native:documentdb:DatabaseAccount", "cosmosdb:DatabaseAccount"],
  // What stayed in a module that was split.
  ["azure-native:network:PrivateEndpoint", "network:PrivateEndpoint"],
  ["azure-native:network:PrivateDnsZoneGroup", "network:PrivateDnsZoneGroup"],
  ["azure-native:monitor:DiagnosticSetting", "monitor:DiagnosticSetting"],
  // Types with another name in some API versions.
  ["azure-native:network/v20180801:InterfaceEndpoint", "network:PrivateEndpoint", "2018-08-01"],
  [
    "azure-native:network/v20210301preview:NspAccessRule",
    "network:NetworkSecurityPerimeterAccessRule",
    "2021-03-01-preview",
  ],
  [
    "azure-native:machinelearningservices/v20200901preview:MachineLearningCompute",
    "machinelearningservices:Compute",
    "2020-09-01-preview",
  ],
];

const foreign = [
  "",
  "pulumi:pulumi:Stack",
  "pulumi:providers:azure-native",
  "pulumi:providers:azure-native_cognitiveservices_v20241001",
  "azure:cognitive/account:Account",
  "azurerm:index/cognitiveAccount:CognitiveAccount",
  "azapi:index/resource:Resource",
  "azure-nextgen:cognitiveservices:Account",
  "my-azure-native:cognitiveservices:Account",
  "azure-native:cognitiveservices:Account:more",
  "azure-native:cognitiveservices/latest:Account",
  "azure-native:cognitiveservices",
  "azure-native::Account",
  "kubernetes:core/v1:Pod",
];

describe("a type token", () => {
  for (const [token, kind, apiVersion] of spellings)
    it(`${token} is a ${kind}`, () => {
      assert.deepEqual(
        parseToken(token),
        apiVersion === undefined ? { kind } : { kind, apiVersion },
      );
    });

  for (const token of foreign)
    it(`"${token}" is none of azure-native`, () => assert.equal(parseToken(token), undefined));
});
