import { resourcePolicy } from "../core/define";
import { resourceGroup } from "../core/example-ids";
import { each, text } from "../core/expect";
import { violation, type Outcomes } from "../core/finding";
import type { Leaf } from "../core/ref";
import { providerPattern, providers } from "./providers";
import { providerWideAction, providerWideDataAction } from "./roles";

export default resourcePolicy({
  name: "role-definition-disable-wildcard-actions",
  kind: "authorization:RoleDefinition",
  title: "Custom roles name their actions without provider-wide wildcards",
  severity: "critical",
  level: "mandatory",
  azurePolicy: [
    {
      id: "a451c1ef-c6ca-483d-87ed-f49761e3ffb5",
      remark: "reports every custom role, whatever it allows",
    },
  ],
  why: 'A wildcard includes listing keys and whatever Azure adds next, and "*" includes assigning roles. A custom role meant to limit people becomes another Contributor.',
  docs: "https://learn.microsoft.com/azure/role-based-access-control/custom-roles",
  parameters: {
    watchedProviders: {
      type: "string[]",
      default: [
        "Microsoft.Authorization",
        "Microsoft.CognitiveServices",
        "Microsoft.MachineLearningServices",
        "Microsoft.Search",
        "Microsoft.KeyVault",
        "Microsoft.Storage",
        "Microsoft.ContainerRegistry",
        "Microsoft.ManagedIdentity",
        "Microsoft.ApiManagement",
      ],
      known: providers,
      pattern: providerPattern,
      example: "Microsoft.Search",
      description: "Providers whose wildcards violate.",
    },
  },

  *findings(role, { parameters: { watchedProviders } }) {
    yield* each(role.permissions, function* ({ actions, dataActions }) {
      yield* each(actions, (action) =>
        wide(action, providerWideAction(text(action) ?? "", watchedProviders)),
      );
      yield* each(dataActions, (action) =>
        wide(action, providerWideDataAction(text(action) ?? "", watchedProviders)),
      );
    });
  },

  fix: "List the actions the role needs, for example Microsoft.MachineLearningServices/workspaces/jobs/*, and the data actions one by one.",

  examples: {
    good: [
      {
        scope: resourceGroup,
        permissions: [
          {
            actions: ["*/read", "Microsoft.MachineLearningServices/workspaces/jobs/*"],
            dataActions: [
              "Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action",
            ],
          },
        ],
      },
    ],
    bad: [
      { scope: resourceGroup, permissions: [{ actions: ["*"] }] },
      { scope: resourceGroup, permissions: [{ actions: ["Microsoft.CognitiveServices/*"] }] },
      {
        scope: resourceGroup,
        permissions: [{ dataActions: ["Microsoft.CognitiveServices/accounts/*"] }],
      },
    ],
  },
});

function* wide(action: Leaf<string>, provider: string | undefined): Outcomes {
  if (provider !== undefined)
    yield violation(
      action,
      `a wildcard over ${provider}`,
      "the actions that the role needs, one by one",
    );
}
