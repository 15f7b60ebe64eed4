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
  azurePolicy: [
    "405c5871-3e91-4644-8a63-58e19d68ff5b",
    { id: "19ea9d63-adee-4431-a95e-1913c6c1c75f", remark: "tests networkAcls.defaultAction only" },
    "84d327c3-164a-4685-b453-900478614456",
  ],
  mcsb: ["DP-8"],
  why: "Off the public network a stolen credential alone does not open the vault. It holds the API keys, connection strings and encryption keys of the AI workload.",
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
