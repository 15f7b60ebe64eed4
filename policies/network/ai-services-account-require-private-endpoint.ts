import { example, stackPolicy } from "../core/define";
import { endpointOf, requirePrivateEndpoint } from "./private-link";

export default stackPolicy({
  name: "ai-services-account-require-private-endpoint",
  kind: "cognitiveservices:Account",
  title: "AI services accounts have a private endpoint",
  severity: "high",
  level: "advisory",
  azurePolicy: ["d6759c02-b87f-42b7-892e-71b3f471d782", "db630ad5-52e9-4f4d-9c44-53912fe40053"],
  why: "A private endpoint keeps prompts, completions and documents inside the virtual network. It is the precondition for closing public access.",
  docs: "https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks",

  elsewhere: "private-endpoints",
  findings: (_, { subject, stack }) => requirePrivateEndpoint(subject, stack, "account"),

  fix: 'Add a network.PrivateEndpoint with privateLinkServiceConnections: [{ privateLinkServiceId: account.id, groupIds: ["account"] }]; the account needs a properties.customSubDomainName for it.',

  examples: {
    good: [
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        endpointOf("ai", "account"),
      ],
    ],
    bad: [
      [example("cognitiveservices:Account", { accountName: "ai" }, "ai")],
      [
        example("cognitiveservices:Account", { accountName: "ai" }, "ai"),
        example("storage:StorageAccount", { accountName: "st" }, "st"),
        endpointOf("st", "blob"),
      ],
    ],
  },
});
