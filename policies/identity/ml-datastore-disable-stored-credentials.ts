import { example, resourcePolicy } from "../core/define";
import { expect, refuseSet } from "../core/expect";

export default resourcePolicy({
  name: "ml-datastore-disable-stored-credentials",
  kind: ["machinelearningservices:Datastore", "machinelearningservices:MachineLearningDatastore"],
  title: "ML datastores hold no stored credentials",
  severity: "high",
  level: "mandatory",
  mcsb: ["IM-3", "IM-8"],
  why: "A stored key, SAS or client secret gives every user of the workspace the same full access to the training data. Neither RBAC nor a trace tells them apart.",
  docs: "https://learn.microsoft.com/azure/machine-learning/how-to-datastore",

  *findings(datastore, { subject }) {
    yield* expect(datastore.properties.credentials.credentialsType, ["None"], "complies");
    // The 2020 API is flat and names no type.
    if (subject.kind === "machinelearningservices:MachineLearningDatastore")
      for (const secret of [
        datastore.accountKey,
        datastore.sasToken,
        datastore.clientSecret,
        datastore.password,
      ])
        yield* refuseSet(secret, "a credential");
  },

  fix: "Set properties.credentials.credentialsType to None (2020 API: leave the credentials out) and grant Storage Blob Data Reader or Contributor to the users and computes; for studio previews set serviceDataAccessAuthIdentity to WorkspaceSystemAssignedIdentity or WorkspaceUserAssignedIdentity.",

  examples: {
    good: [
      {
        properties: {
          datastoreType: "AzureBlob",
          credentials: { credentialsType: "None" },
          serviceDataAccessAuthIdentity: "WorkspaceSystemAssignedIdentity",
        },
      },
      example("machinelearningservices:MachineLearningDatastore", { dataStoreType: "blob" }),
    ],
    bad: [
      { properties: { credentials: { credentialsType: "AccountKey" } } },
      { properties: { credentials: { credentialsType: "Sas" } } },
      example("machinelearningservices:MachineLearningDatastore", {
        dataStoreType: "blob",
        accountKey: "placeholder",
      }),
    ],
  },
});
