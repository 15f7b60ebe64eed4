import { resourcePolicy } from "../core/define";
import { isSet, refuse } from "../core/expect";
import { violation } from "../core/finding";

const stored: readonly string[] = [
  "AccountKey",
  "Sas",
  "ServicePrincipal",
  "Certificate",
  "KerberosKeytab",
  "KerberosPassword",
];

export default resourcePolicy({
  name: "ml-datastore-disable-stored-credentials",
  kind: ["machinelearningservices:Datastore", "machinelearningservices:MachineLearningDatastore"],
  title: "ML datastores hold no stored credentials",
  severity: "high",
  level: "mandatory",
  derivedControls: {
    MCSB: "IM-3, IM-8",
    "NIST SP 800-53 R4": "AC-2, AC-3, IA-4, IA-5, IA-9",
    "PCI DSS 3.2.1": "3.5, 6.3, 8.2",
    "CIS Controls v8": "16.9, 16.12",
  },
  why: "A stored account key, SAS or client secret gives every user of the workspace the same full access to the training data, without RBAC and without trace.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-datastore",

  *findings(datastore, { subject }) {
    yield* refuse(datastore.properties.credentials.credentialsType, stored, '"None"');
    // The flat shape of the 2020 API.
    if (subject.kind === "machinelearningservices:MachineLearningDatastore")
      for (const secret of [
        datastore.accountKey,
        datastore.sasToken,
        datastore.clientSecret,
        datastore.password,
      ])
        if (isSet(secret)) yield violation(secret, "a credential", "left out");
  },

  fix: "Set credentials.credentialsType to None and grant Storage Blob Data Reader or Contributor to the users and computes; for studio previews set serviceDataAccessAuthIdentity to WorkspaceSystemAssignedIdentity or WorkspaceUserAssignedIdentity.",

  examples: {
    good: [
      {
        resourceGroupName: "rg-ai",
        workspaceName: "mlw-prod",
        name: "training",
        properties: {
          datastoreType: "AzureBlob",
          credentials: { credentialsType: "None" },
          accountName: "stcontoso",
          containerName: "data",
          serviceDataAccessAuthIdentity: "WorkspaceSystemAssignedIdentity",
        },
      },
    ],
    bad: [
      {
        resourceGroupName: "rg-ai",
        workspaceName: "mlw-prod",
        name: "training",
        properties: {
          datastoreType: "AzureBlob",
          credentials: {
            credentialsType: "AccountKey",
            secrets: { secretsType: "AccountKey", key: "placeholder" },
          },
          accountName: "stcontoso",
          containerName: "data",
        },
      },
      {
        resourceGroupName: "rg-ai",
        workspaceName: "mlw-prod",
        name: "training",
        properties: {
          datastoreType: "AzureBlob",
          credentials: {
            credentialsType: "Sas",
            secrets: { secretsType: "Sas", sasToken: "placeholder" },
          },
          accountName: "stcontoso",
          containerName: "data",
        },
      },
    ],
  },
});
