import { resourcePolicy } from "../core/define";
import { requireClosed, selectedNetworks } from "./selected-networks";

export default resourcePolicy({
  name: "ai-services-account-disable-public-network-access",
  kind: "cognitiveservices:Account",
  title: "AI services accounts are not reachable from public networks",
  severity: "critical",
  level: "mandatory",
  azurePolicy: [
    {
      id: "037eea7a-bd0a-46c5-9a66-03aea78705d3",
      remark: "also passes a firewall that denies by default, as allowSelectedNetworks does here",
    },
    "47ba1dd7-28d9-4b07-a8d5-9813bed64e0c",
  ],
  why: "With public access on, a leaked key or token is enough to use the models and read stored data from anywhere. Every Azure OpenAI, Foundry and Cognitive Services account has a public host name, and whoever gets in also runs up cost.",
  docs: "https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks",
  parameters: selectedNetworks,

  findings: ({ properties: account }, { parameters }) =>
    requireClosed(account.publicNetworkAccess, ["Disabled"], account.networkAcls, parameters),
  *remediation({ properties: account }) {
    yield { set: account.publicNetworkAccess, to: "Disabled" };
  },

  fix: 'Set properties.publicNetworkAccess: "Disabled" and reach the account through a private endpoint.',

  examples: {
    good: [
      { properties: { publicNetworkAccess: "Disabled" } },
      { properties: { publicNetworkAccess: "Disabled", networkAcls: { defaultAction: "Allow" } } },
    ],
    bad: [
      {},
      { properties: { publicNetworkAccess: "Enabled" } },
      { properties: { publicNetworkAccess: "Enabled", networkAcls: { defaultAction: "Deny" } } },
    ],
  },
});
