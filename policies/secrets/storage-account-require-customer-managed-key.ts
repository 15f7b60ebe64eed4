import { example, resourcePolicy } from "../core/define";
import { expect, expectSet, is, isKnown } from "../core/expect";

export default resourcePolicy({
  name: "storage-account-require-customer-managed-key",
  kind: ["storage:StorageAccount", "storage:EncryptionScope"],
  title: "Storage accounts encrypt their data with a customer-managed key",
  severity: "medium",
  level: "advisory",
  azurePolicy: ["6fac406b-40ca-413b-bf8e-0bf964659c25", "b5ec538c-daa0-4006-8596-35468b9148e8"],
  why: "With a key of their own customers decide who can decrypt their data, and can revoke it. Data sets, prompts and model files rest in storage.",
  docs: "https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview",

  *findings({ source, encryption }, { subject }) {
    if (subject.kind === "storage:EncryptionScope")
      yield* expect(source, ["Microsoft.KeyVault"], "violates");
    else {
      const { keySource, keyVaultProperties } = encryption;
      yield* expect(keySource, ["Microsoft.Keyvault"], "violates");
      // Whatever the source turns out to be, a key that is missing stays missing.
      const mayHaveKey = isKnown(keySource)
        ? is(keySource, "Microsoft.Keyvault")
        : isKnown(keyVaultProperties);
      if (!mayHaveKey) return;
      yield* expectSet(keyVaultProperties.keyVaultUri);
      yield* expectSet(keyVaultProperties.keyName);
    }
  },

  fix: 'Set encryption.keySource to "Microsoft.Keyvault", encryption.keyVaultProperties.keyVaultUri and keyName to the key, and give the account an identity that may use it; on an encryption scope set source to "Microsoft.KeyVault".',

  examples: {
    good: [
      {
        encryption: {
          keySource: "Microsoft.Keyvault",
          keyVaultProperties: { keyVaultUri: "https://kv.vault.azure.net/", keyName: "cmk" },
        },
      },
      example("storage:EncryptionScope", { source: "Microsoft.KeyVault" }),
    ],
    bad: [
      { kind: "StorageV2" },
      { encryption: { keySource: "Microsoft.Storage" } },
      { encryption: { keySource: "Microsoft.Keyvault" } },
      example("storage:EncryptionScope", { source: "Microsoft.Storage" }),
    ],
  },
});
