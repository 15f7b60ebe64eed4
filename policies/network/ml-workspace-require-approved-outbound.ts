import { resourcePolicy } from "../core/define";
import { expect, is } from "../core/expect";

export default resourcePolicy({
  name: "ml-workspace-require-approved-outbound",
  kind: "machinelearningservices:Workspace",
  title: "Machine learning workspaces let compute reach approved destinations only",
  severity: "high",
  level: "advisory",
  controls: { MCSB: "NS-2" },
  derivedControls: {
    MCSB: "DP-2",
    "NIST SP 800-53 R4": "AC-4, SC-2, SC-7, SI-4",
    "PCI DSS 3.2.1": "1.1, 1.2, 1.3, A3.2",
    "CIS Controls v8": "3.12, 3.13, 4.4",
  },
  azurePolicy: {
    "6ddb1705-c8cf-450e-aa4b-19ad6703c440":
      "Azure Machine Learning and Ai Studio should use Allow Only Approved Outbound Managed Vnet mode (by default it asks for the mode Disabled)",
  },
  why: "Training code and packages run with access to data; unrestricted egress turns one malicious dependency into exfiltration of training data and models.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-managed-network",
  parameters: {
    allowedModes: {
      type: "string[]",
      default: ["AllowOnlyApprovedOutbound"],
      words: ["AllowOnlyApprovedOutbound", "AllowInternetOutbound", "Disabled"],
      description:
        "Accepted isolation modes; add AllowInternetOutbound to accept private inbound with open egress.",
    },
  },

  // A project uses the managed network of its hub.
  when: (workspace) => !is(workspace.kind, "Project"),
  findings: (workspace, { parameters }) =>
    expect(workspace.managedNetwork.isolationMode, parameters.allowedModes, "violates"),

  fix: 'Set managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" } (the mode cannot be relaxed later).',

  examples: {
    good: [{ managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" } }, { kind: "Project" }],
    bad: [
      {},
      { managedNetwork: { isolationMode: "AllowInternetOutbound" } },
      { managedNetwork: { isolationMode: "Disabled" } },
    ],
  },
});
