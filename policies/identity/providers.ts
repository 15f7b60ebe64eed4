/** Resource providers of AI platforms: what configured namespaces are compared with, to find a misspelt one. */
export const providers = [
  "Microsoft.ApiManagement",
  "Microsoft.Authorization",
  "Microsoft.BotService",
  "Microsoft.CognitiveServices",
  "Microsoft.Compute",
  "Microsoft.ContainerRegistry",
  "Microsoft.ContainerService",
  "Microsoft.Databricks",
  "Microsoft.DocumentDB",
  "Microsoft.EventHub",
  "Microsoft.Insights",
  "Microsoft.KeyVault",
  "Microsoft.MachineLearningServices",
  "Microsoft.ManagedIdentity",
  "Microsoft.Network",
  "Microsoft.OperationalInsights",
  "Microsoft.Search",
  "Microsoft.Security",
  "Microsoft.Storage",
];

/** A namespace, of Microsoft or another company. */
export const providerPattern = "^[A-Za-z][A-Za-z0-9]*([.][A-Za-z][A-Za-z0-9]*)+$";
