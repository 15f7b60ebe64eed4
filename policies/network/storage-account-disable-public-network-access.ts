import { resourcePolicy } from "../core/define";
import { requireClosed, selectedNetworks } from "./selected-networks";

const closed = ["Disabled", "SecuredByPerimeter"] as const;

export default resourcePolicy({
  name: "storage-account-disable-public-network-access",
  kind: "storage:StorageAccount",
  title: "Storage accounts are not reachable from public networks",
  severity: "high",
  level: "advisory",
  controls: { MCSB: "NS-2" },
  derivedControls: {
    "NIST SP 800-53 R4": "AC-4, SC-2, SC-7",
    "PCI DSS 3.2.1": "1.1, 1.2, 1.3",
    "CIS Controls v8": "3.12, 4.4",
  },
  azurePolicy: {
    "b2982f36-99f2-4db5-8eff-283140c09693": "Storage accounts should disable public network access",
    "a06d0189-92e8-4dba-b0c4-08d7669fce7d":
      "Configure storage accounts to disable public network access",
  },
  why: "Training data, prompts, logs and model files lie in storage; off the public network a leaked key or SAS token cannot be used from outside.",
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
