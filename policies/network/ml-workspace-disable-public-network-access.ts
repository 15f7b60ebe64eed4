import { resourcePolicy } from "../core/define";
import { expect, is, isSet, refuse } from "../core/expect";

export default resourcePolicy({
  name: "ml-workspace-disable-public-network-access",
  kind: "machinelearningservices:Workspace",
  title: "Machine learning workspaces are not reachable from public networks",
  severity: "critical",
  level: "mandatory",
  controls: {
    MCSB: "NS-2",
    "ISO 27002:2022": "5.14, 8.2",
    "PCI DSS 4": "1.4.4, 7.2.1, 7.2.2, 7.2.3, 7.2.4, 7.2.5, 7.2.5.1, 7.2.6, 7.3.1",
  },
  derivedControls: {
    "NIST SP 800-53 R4": "AC-4, SC-2, SC-7",
    "PCI DSS 3.2.1": "1.1, 1.2, 1.3",
    "CIS Controls v8": "3.12, 4.4",
  },
  azurePolicy: {
    "438c38d2-3772-465a-a9cc-7a6666a275ce":
      "Azure Machine Learning Workspaces should disable public network access",
    "a10ee784-7409-4941-b091-663697637c0f":
      "Configure Azure Machine Learning Workspaces to disable public network access",
  },
  why: "With public access on, anyone who holds a token or a leaked key can reach the workspace API, notebooks and jobs from the Internet; the data, models and compute behind it are then one credential away. The older flag allowPublicAccessWhenBehindVnet re-opens the same door and is easily overlooked.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link",

  *findings(workspace) {
    yield* refuse(workspace.allowPublicAccessWhenBehindVnet, [true], "false");
    // A project takes the network settings of its hub unless it states its own.
    if (isSet(workspace.publicNetworkAccess) || !is(workspace.kind, "Project"))
      yield* expect(workspace.publicNetworkAccess, ["Disabled"], "violates");
  },
  *remediation(workspace) {
    yield { set: workspace.publicNetworkAccess, to: "Disabled" };
    yield { set: workspace.allowPublicAccessWhenBehindVnet, to: false };
  },

  fix: 'Set publicNetworkAccess: "Disabled", remove allowPublicAccessWhenBehindVnet, and reach the workspace through a private endpoint.',

  examples: {
    good: [
      { publicNetworkAccess: "Disabled" },
      { publicNetworkAccess: "Disabled", allowPublicAccessWhenBehindVnet: false },
      { kind: "Project" },
    ],
    bad: [
      {},
      { kind: "Hub", publicNetworkAccess: "Enabled" },
      { publicNetworkAccess: "Disabled", allowPublicAccessWhenBehindVnet: true },
      { kind: "Project", publicNetworkAccess: "Enabled" },
    ],
  },
});
