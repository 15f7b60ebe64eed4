import { example, stackPolicy } from "../core/define";
import { archive, central, requireLogs } from "./diagnostic-logs";

const requiredCategories = [
  "AmlComputeClusterEvent",
  "AmlComputeJobEvent",
  "AmlComputeCpuGpuUtilization",
  "AmlRunStatusChangedEvent",
  "DeploymentEventACI",
  "DeploymentEventAKS",
  "InferencingOperationACI",
  "InferencingOperationAKS",
  "ModelsChangeEvent",
];

const otherCategories = [
  "AmlComputeClusterNodeEvent",
  "ComputeInstanceEvent",
  "DataLabelChangeEvent",
  "DataLabelReadEvent",
  "DataSetChangeEvent",
  "DataSetReadEvent",
  "DataStoreChangeEvent",
  "DataStoreReadEvent",
  "DeploymentReadEvent",
  "EnvironmentChangeEvent",
  "EnvironmentReadEvent",
  "ModelsActionEvent",
  "ModelsReadEvent",
  "PipelineChangeEvent",
  "PipelineReadEvent",
  "RunEvent",
  "RunReadEvent",
];

export default stackPolicy({
  name: "ml-workspace-require-diagnostic-logs",
  kind: "machinelearningservices:Workspace",
  title: "Machine learning workspaces send deployment, job and inference logs to Log Analytics",
  severity: "high",
  level: "advisory",
  controls: {
    MCSB: "LT-3",
    "ISO 27001:2022": "9.1",
    "ISO 27002:2022": "8.15",
    "PCI DSS 4": "10.2.1.2, 10.4.2.1",
  },
  derivedControls: {
    "NIST SP 800-53 R4": "AU-3, AU-6, AU-12, SI-4",
    "PCI DSS 3.2.1": "10.1, 10.2, 10.3",
    "CIS Controls v8": "8.2, 8.5, 8.12",
  },
  azurePolicy: {
    "afe0c3be-ba3b-4544-ba52-0c99672a8ad6":
      "Resource logs in Azure Machine Learning Workspaces should be enabled",
    "f59276f0-5740-4aaf-821d-45d185aa210e":
      "Configure diagnostic settings for Azure Machine Learning Workspaces to Log Analytics workspace",
    "90c90eda-bfe7-4c67-bf26-410420ed1047":
      "Enable logging by category group for Azure Machine Learning (microsoft.machinelearningservices/workspaces) to Log Analytics",
  },
  why: "Deployments, job runs and their resource use, model changes and invocations are the trail of model theft, poisoning and crypto-mining; they are not kept anywhere unless a setting sends them.",
  docs: "https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-machinelearningservices-workspaces-logs",
  parameters: {
    requiredCategories: {
      type: "string[]",
      default: requiredCategories,
      known: [...requiredCategories, ...otherCategories],
      pattern: "^[A-Za-z][A-Za-z0-9]*$",
      example: "AmlComputeJobEvent",
      description:
        "Log categories that must reach Log Analytics when no category group is enabled.",
    },
  },

  elsewhere: "diagnostic-settings",
  findings: (_, { subject, stack, parameters }) =>
    requireLogs(subject, stack, {
      groups: ["allLogs", "audit"],
      categories: parameters.requiredCategories,
    }),

  fix: 'Add a monitor.DiagnosticSetting with resourceUri of the resource, workspaceId of the Log Analytics workspace and logs: [{ categoryGroup: "allLogs", enabled: true }].',

  examples: {
    good: [
      [
        example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml"),
        example(
          "monitor:DiagnosticSetting",
          {
            resourceUri: "${ml.id}",
            workspaceId: central,
            logs: [{ categoryGroup: "allLogs", enabled: true }],
          },
          "logs",
        ),
      ],
      [
        example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml"),
        example(
          "monitor:DiagnosticSetting",
          {
            resourceUri: "${ml.id}",
            workspaceId: central,
            logs: requiredCategories.map((category) => ({ category, enabled: true })),
          },
          "logs",
        ),
      ],
    ],
    bad: [
      [example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml")],
      [
        example(
          "machinelearningservices:Workspace",
          { workspaceName: "ml", kind: "Project" },
          "ml",
        ),
        example(
          "monitor:DiagnosticSetting",
          {
            resourceUri: "${ml.id}",
            workspaceId: central,
            logs: [{ category: "AmlComputeJobEvent", enabled: true }],
          },
          "logs",
        ),
      ],
      [
        example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml"),
        example(
          "monitor:DiagnosticSetting",
          {
            resourceUri: "${ml.id}",
            storageAccountId: archive,
            logs: [{ categoryGroup: "allLogs", enabled: true }],
          },
          "archive",
        ),
      ],
    ],
  },
});
