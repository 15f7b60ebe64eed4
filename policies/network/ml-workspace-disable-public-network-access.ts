import { resourcePolicy } from "../core/define";
import { expect, is, isSet, refuse } from "../core/expect";

export default resourcePolicy({
  name: "ml-workspace-disable-public-network-access",
  kind: "machinelearningservices:Workspace",
  title: "Machine learning workspaces are not reachable from public networks",
  severity: "critical",
  level: "mandatory",
  azurePolicy: ["438c38d2-3772-465a-a9cc-7a6666a275ce", "a10ee784-7409-4941-b091-663697637c0f"],
  why: "With public access on, a token or a leaked key is enough to reach the workspace, its notebooks and jobs from the Internet. The data, models and compute behind it are then one credential away. The older flag allowPublicAccessWhenBehindVnet re-opens the same door and is easily overlooked.",
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
