import { example, stackPolicy } from "../core/define";
import { requireLogs, settingOf } from "./diagnostic-logs";

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
  azurePolicy: [
    "afe0c3be-ba3b-4544-ba52-0c99672a8ad6",
    "f59276f0-5740-4aaf-821d-45d185aa210e",
    "90c90eda-bfe7-4c67-bf26-410420ed1047",
  ],
  why: "Logs of deployments, jobs, model changes and inference are the trail of model theft, poisoning and crypto-mining. They are not kept anywhere unless a setting sends them.",
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
        settingOf("ml", "workspaceId", [{ categoryGroup: "allLogs" }]),
      ],
      [
        example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml"),
        settingOf(
          "ml",
          "workspaceId",
          requiredCategories.map((category) => ({ category })),
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
        settingOf("ml", "workspaceId", [{ category: "AmlComputeJobEvent" }]),
      ],
      [
        example("machinelearningservices:Workspace", { workspaceName: "ml" }, "ml"),
        settingOf("ml", "storageAccountId", [{ categoryGroup: "allLogs" }]),
      ],
    ],
  },
});
