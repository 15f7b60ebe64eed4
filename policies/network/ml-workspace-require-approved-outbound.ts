import { resourcePolicy } from "../core/define";
import { expect, is } from "../core/expect";

export default resourcePolicy({
  name: "ml-workspace-require-approved-outbound",
  kind: "machinelearningservices:Workspace",
  title: "Machine learning workspaces let compute reach approved destinations only",
  severity: "high",
  level: "advisory",
  azurePolicy: [
    {
      id: "6ddb1705-c8cf-450e-aa4b-19ad6703c440",
      remark: "by default it asks for the mode Disabled",
    },
  ],
  mcsb: ["DP-2"],
  why: "Where egress is unrestricted, one malicious package can carry training data and models out. Training code runs with access to both.",
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
