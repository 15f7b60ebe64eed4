import { example, resourcePolicy } from "../core/define";
import { is } from "../core/expect";
import { requireClosed, selectedNetworks } from "./selected-networks";

const closed = ["Disabled", "SecuredByPerimeter"];

export default resourcePolicy({
  name: "key-vault-disable-public-network-access",
  kind: ["keyvault:Vault", "keyvault:ManagedHsm"],
  title: "Key vaults and managed HSMs are not reachable from public networks",
  severity: "high",
  level: "advisory",
  controls: { MCSB: "NS-2" },
  derivedControls: {
    MCSB: "DP-8",
    "NIST SP 800-53 R4": "AC-4, IA-5, SC-2, SC-7, SC-12, SC-17",
    "PCI DSS 3.2.1": "1.1, 1.2, 1.3, 3.6",
    "CIS Controls v8": "3.12, 4.4",
  },
  azurePolicy: {
    "405c5871-3e91-4644-8a63-58e19d68ff5b": "Azure Key Vault should disable public network access",
    "19ea9d63-adee-4431-a95e-1913c6c1c75f":
      "[Preview]: Azure Key Vault Managed HSM should disable public network access (tests networkAcls.defaultAction only)",
    "84d327c3-164a-4685-b453-900478614456":
      "[Preview]: Configure Azure Key Vault Managed HSM to disable public network access",
  },
  why: "The vault holds the API keys, connection strings and encryption keys of the AI workload; off the public network a stolen credential alone does not open it.",
  docs: "https://learn.microsoft.com/azure/key-vault/general/private-link-service",
  parameters: selectedNetworks,

  // Azure keeps the settings of what it recovers.
  when: (vault) => !is(vault.properties.createMode, "recover"),
  findings: ({ properties: vault }, { parameters }) =>
    requireClosed(vault.publicNetworkAccess, closed, vault.networkAcls, parameters),
  *remediation({ properties: vault }) {
    yield { set: vault.publicNetworkAccess, to: "Disabled" };
  },

  fix: 'Set properties.publicNetworkAccess: "Disabled" and use a private endpoint.',

  examples: {
    good: [
      { properties: { publicNetworkAccess: "disabled" } },
      { properties: { publicNetworkAccess: "SecuredByPerimeter" } },
      { properties: { createMode: "recover" } },
      example("keyvault:ManagedHsm", { properties: { publicNetworkAccess: "Disabled" } }),
    ],
    bad: [
      { properties: {} },
      { properties: { publicNetworkAccess: "enabled" } },
      {
        properties: { networkAcls: { defaultAction: "Deny", ipRules: [{ value: "203.0.113.4" }] } },
      },
      example("keyvault:ManagedHsm", { properties: {} }),
    ],
  },
});
