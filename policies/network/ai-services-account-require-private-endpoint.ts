import { example, stackPolicy } from "../core/define";
import { requirePrivateEndpoint } from "./private-link";

export default stackPolicy({
  name: "ai-services-account-require-private-endpoint",
  kind: "cognitiveservices:Account",
  title: "AI services accounts have a private endpoint",
  severity: "high",
  level: "advisory",
  azurePolicy: ["d6759c02-b87f-42b7-892e-71b3f471d782", "db630ad5-52e9-4f4d-9c44-53912fe40053"],
  why: "Prompts, completions and documents cross the network to the model; a private endpoint keeps them inside the virtual network and is the precondition for closing public access.",
  docs: "https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks",

  elsewhere: "private-endpoints",
  findings: (_, { subject, stack }) => requirePrivateEndpoint(subject, stack, "account"),

  fix: 'Add a network.PrivateEndpoint with privateLinkServiceConnections: [{ privateLinkServiceId: account.id, groupIds: ["account"] }].',

  examples: {
    good: [
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        example(
          "network:PrivateEndpoint",
          {
            privateLinkServiceConnections: [
              { privateLinkServiceId: "${ai.id}", groupIds: ["account"] },
            ],
          },
          "endpoint",
        ),
      ],
    ],
    bad: [
      [example("cognitiveservices:Account", { accountName: "ai" }, "ai")],
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        example("storage:StorageAccount", { accountName: "st" }, "st"),
        example(
          "network:PrivateEndpoint",
          {
            privateLinkServiceConnections: [
              { privateLinkServiceId: "${st.id}", groupIds: ["blob"] },
            ],
          },
          "endpoint",
        ),
      ],
    ],
  },
});
