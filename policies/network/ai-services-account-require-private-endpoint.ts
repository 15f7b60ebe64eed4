import { example, stackPolicy } from "../core/define";
import { requirePrivateEndpoint } from "./private-link";

export default stackPolicy({
  name: "ai-services-account-require-private-endpoint",
  kind: "cognitiveservices:Account",
  title: "AI services accounts have a private endpoint",
  severity: "high",
  level: "advisory",
  controls: {
    MCSB: "NS-2",
    "ISO 27002:2022": "5.14, 6.7, 8.9",
    "PCI DSS 4": "1.2.1, 1.2.7, 1.4.4",
  },
  derivedControls: {
    "NIST SP 800-53 R4": "AC-4, SC-2, SC-7",
    "PCI DSS 3.2.1": "1.1, 1.2, 1.3",
    "CIS Controls v8": "3.12, 4.4",
  },
  azurePolicy: {
    "d6759c02-b87f-42b7-892e-71b3f471d782":
      "Azure AI Services resources should use Azure Private Link",
    "db630ad5-52e9-4f4d-9c44-53912fe40053":
      "Configure Cognitive Services accounts with private endpoints",
  },
  why: "Prompts, completions and documents cross the network to the model; a private endpoint keeps them inside the virtual network and is the precondition for closing public access.",
  docs: "https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks",

  elsewhere: "private-endpoints",
  findings: (_, { subject, stack }) => requirePrivateEndpoint(subject, stack, "account"),

  fix: 'Add a network.PrivateEndpoint with privateLinkServiceConnections: [{ privateLinkServiceId: account.id, groupIds: ["account"] }]; the account needs a properties.customSubDomainName for it.',

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
