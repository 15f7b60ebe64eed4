import { example, stackPolicy } from "../core/define";
import { is } from "../core/expect";
import { requirePrivateEndpoint } from "./private-link";

export default stackPolicy({
  name: "ml-workspace-require-private-endpoint",
  kind: "machinelearningservices:Workspace",
  title: "Machine learning workspaces have a private endpoint",
  severity: "high",
  level: "advisory",
  controls: { MCSB: "NS-2", "NIST SP 800-53 R5": "AC-4, AC-17, AC-17(1), SC-7, SC-7(3)" },
  derivedControls: {
    "NIST SP 800-53 R4": "AC-4, SC-2, SC-7",
    "PCI DSS 3.2.1": "1.1, 1.2, 1.3",
    "CIS Controls v8": "3.12, 4.4",
  },
  azurePolicy: {
    "45e05259-1eb5-4f70-9574-baf73e9d219b":
      "Azure Machine Learning workspaces should use private link",
    "7838fd83-5cbb-4b5d-888c-bfa240972597":
      "Configure Azure Machine Learning workspaces with private endpoints",
  },
  why: "Without a private endpoint the only way to a workspace is the public one; traffic with data, code and tokens then leaves the virtual network.",
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
        example(
          "network:PrivateEndpoint",
          {
            privateLinkServiceConnections: [
              { privateLinkServiceId: "${ml.id}", groupIds: ["amlworkspace"] },
            ],
          },
          "endpoint",
        ),
      ],
    ],
    bad: [
      [example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml")],
      [
        example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml"),
        example("machinelearningservices:Workspace", { workspaceName: "other" }, "other"),
        example(
          "network:PrivateEndpoint",
          {
            privateLinkServiceConnections: [
              { privateLinkServiceId: "${other.id}", groupIds: ["amlworkspace"] },
            ],
          },
          "endpoint",
        ),
      ],
    ],
  },
});
