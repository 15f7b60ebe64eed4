import { example, stackPolicy } from "../core/define";
import { is } from "../core/expect";
import { endpointOf, requirePrivateEndpoint } from "./private-link";

export default stackPolicy({
  name: "ml-workspace-require-private-endpoint",
  kind: "machinelearningservices:Workspace",
  title: "Machine learning workspaces have a private endpoint",
  severity: "high",
  level: "advisory",
  azurePolicy: ["45e05259-1eb5-4f70-9574-baf73e9d219b", "7838fd83-5cbb-4b5d-888c-bfa240972597"],
  why: "Without a private endpoint the only way to a workspace is the public one. Traffic with data, code and tokens then leaves the virtual network.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link",

  elsewhere: "private-endpoints",
  // A project uses the endpoint of its hub.
  when: (workspace) => !is(workspace.kind, "Project"),
  findings: (_, { subject, stack }) => requirePrivateEndpoint(subject, stack, "amlworkspace"),

  fix: 'Add a network.PrivateEndpoint with privateLinkServiceConnections: [{ privateLinkServiceId: workspace.id, groupIds: ["amlworkspace"] }].',

  examples: {
    good: [
      [
        example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml"),
        endpointOf("ml", "amlworkspace"),
      ],
    ],
    bad: [
      [example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml")],
      [
        example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml"),
        example("machinelearningservices:Workspace", { workspaceName: "other" }, "other"),
        endpointOf("other", "amlworkspace"),
      ],
    ],
  },
});
