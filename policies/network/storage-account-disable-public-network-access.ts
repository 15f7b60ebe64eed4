import { resourcePolicy } from "../core/define";
import { requireClosed, selectedNetworks } from "./selected-networks";

const closed = ["Disabled", "SecuredByPerimeter"] as const;

export default resourcePolicy({
  name: "storage-account-disable-public-network-access",
  kind: "storage:StorageAccount",
  title: "Storage accounts are not reachable from public networks",
  severity: "high",
  level: "advisory",
  azurePolicy: ["b2982f36-99f2-4db5-8eff-283140c09693", "a06d0189-92e8-4dba-b0c4-08d7669fce7d"],
  why: "Off the public network a leaked key or SAS token cannot be used from outside. Training data, prompts, logs and model files lie in storage.",
  docs: "https://learn.microsoft.com/azure/storage/common/storage-network-security",
  parameters: selectedNetworks,

  findings: (account, { parameters }) =>
    requireClosed(account.publicNetworkAccess, closed, account.networkRuleSet, parameters),
  *remediation(account) {
    yield { set: account.publicNetworkAccess, to: "Disabled" };
  },

  fix: 'Set publicNetworkAccess: "Disabled" and use private endpoints for blob, file and dfs.',

  examples: {
    good: [{ publicNetworkAccess: "Disabled" }, { publicNetworkAccess: "SecuredByPerimeter" }],
    bad: [
      {},
      { publicNetworkAccess: "Enabled" },
      { publicNetworkAccess: "Enabled", networkRuleSet: { defaultAction: "Deny" } },
    ],
  },
});
