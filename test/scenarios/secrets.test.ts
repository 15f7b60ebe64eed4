/** Who violates the policies about keys and secrets, and who does not. */
import assert from "node:assert/strict";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import * as storage from "@pulumi/azure-native/storage";
import { judgeProgram, judging, offline, remedied, secret, unknown } from "../support/judge";

const resourceGroupName = "rg";
const vaultName = "kv";

describe("key-vault-key-require-hsm", () => {
  const policy = "key-vault-key-require-hsm";
  const says = judging(policy, "keyvault:Key");
  const wanted = '"RSA-HSM" or "EC-HSM" or "oct-HSM"';

  it("judges keys, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      const key = (name: string, properties: keyvault.KeyArgs["properties"]) =>
        new keyvault.Key(name, { resourceGroupName, vaultName, properties });
      key("rsa-hsm", { kty: "RSA-HSM" });
      key("ec-hsm", { kty: keyvault.JsonWebKeyType.EC_HSM });
      key("rsa", { kty: "RSA" });
      key("default", {});
    });
    assert.deepEqual(said, {
      rsa: `properties.kty: "RSA"; must be ${wanted}`,
      default: `properties.kty: not set; must be ${wanted}`,
    });
  });

  it("compares without case, and as a whole", async () => {
    for (const kty of ["rsa-hsm", "EC-HSM", "oct-HSM"])
      assert.equal(await says({ properties: { kty } }), "met");
    for (const [kty, found] of [
      ["oct", '"oct"'],
      ["RSA-HSM-not", "another value"],
      ["HSM", "another value"],
      [" ", "blank"],
      [null, "not set"],
      [1, "1"],
    ] as const)
      assert.equal(
        await says({ properties: { kty } }),
        `properties.kty: ${found}; must be ${wanted}`,
      );
  });

  it("does not decide an unknown type", async () => {
    assert.equal(await says({ properties: { kty: unknown } }), "undecided: properties.kty");
    assert.equal(await says({ properties: offline }), "undecided: inside properties");
  });
});

describe("key-vault-require-purge-protection", () => {
  const policy = "key-vault-require-purge-protection";
  const says = judging(policy, "keyvault:Vault");
  const hsm = judging(policy, "keyvault:ManagedHsm");
  const path = "properties.enablePurgeProtection";
  const tenantId = "00000000-0000-0000-0000-000000000000";

  it("judges vaults and managed HSMs, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      const sku = { family: "A", name: keyvault.SkuName.Premium };
      const vault = (name: string, enablePurgeProtection?: boolean) =>
        new keyvault.Vault(name, {
          resourceGroupName,
          properties: {
            sku,
            tenantId,
            ...(enablePurgeProtection !== undefined && { enablePurgeProtection }),
          },
        });
      vault("protected", true);
      vault("unprotected", false);
      vault("default");
      new keyvault.ManagedHsm("hsm", { resourceGroupName, properties: { tenantId } });
      new keyvault.ManagedHsm("unprotected-hsm", {
        resourceGroupName,
        properties: { tenantId, enablePurgeProtection: false },
      });
    });
    assert.deepEqual(said, {
      unprotected: `${path}: false; must be true`,
      default: `${path}: not set; must be true`,
      "unprotected-hsm": `${path}: false; must be true`,
    });
  });

  it("takes the default of Azure, where no SDK fills one in, for none", async () => {
    assert.equal(await says({ properties: { tenantId } }), `${path}: not set; must be true`);
    assert.equal(await hsm({ properties: { tenantId } }), `${path}: not set; must be true`);
  });

  it("is not about what is being recovered", async () => {
    assert.equal(await says({ properties: { createMode: "Recover" } }), "met");
    assert.equal(await hsm({ properties: { createMode: "recover" } }), "met");
    assert.equal(
      await says({ properties: { createMode: "default" } }),
      `${path}: not set; must be true`,
    );
  });

  it("does not take soft delete or a text for it", async () => {
    assert.equal(
      await says({ properties: { enableSoftDelete: true, softDeleteRetentionInDays: 90 } }),
      `${path}: not set; must be true`,
    );
    assert.equal(
      await says({ properties: { enablePurgeProtection: "true" } }),
      `${path}: "true"; must be true`,
    );
  });

  it("does not decide what is unknown, where it decides", async () => {
    assert.equal(
      await says({ properties: { enablePurgeProtection: unknown } }),
      `undecided: ${path}`,
    );
    const properties = { createMode: unknown };
    assert.equal(await says({ properties }), "undecided: properties.createMode");
    assert.equal(await says({ properties: { ...properties, enablePurgeProtection: true } }), "met");
  });

  it("turns it on, and leaves the rest as it is", async () => {
    for (const kind of ["keyvault:Vault", "keyvault:ManagedHsm"])
      assert.deepEqual(
        await remedied(policy, kind, {
          properties: { tenantId: secret(tenantId), enablePurgeProtection: false },
        }),
        { properties: { tenantId: secret(tenantId), enablePurgeProtection: true } },
      );
  });

  it("turns it on beside names that the SDK goes by", async () => {
    const marked = {
      networkAcls: { __isSpecialProxy: true, __getSpecialProxyTarget: "x" },
      sku: { __pulumiOutput: true },
    };
    assert.deepEqual(await remedied(policy, "keyvault:Vault", { properties: marked }), {
      properties: { ...marked, enablePurgeProtection: true },
    });
  });
});

describe("key-vault-secret-require-expiry", () => {
  const policy = "key-vault-secret-require-expiry";
  const says = judging(policy, "keyvault:Secret");
  const path = "properties.attributes.expires";
  const date = "must be a Unix time in seconds";
  const day = 86_400;
  const now = Math.floor(Date.now() / 1000);
  const valid = (attributes: unknown) => ({ properties: { value: "hunter2", attributes } });

  it("judges secrets, as the SDK registers them, and tells none", async () => {
    const said = await judgeProgram(policy, () => {
      const value = pulumi.secret("hunter2");
      new keyvault.Secret("eternal", { resourceGroupName, vaultName, properties: { value } });
      new keyvault.Secret("ending", {
        resourceGroupName,
        vaultName,
        properties: { value, attributes: { expires: 1830294000 } },
      });
    });
    assert.deepEqual(said, { eternal: `${path}: not set; ${date}` });
  });

  it("wants a date of a disabled secret too, and accepts one in the past", async () => {
    assert.equal(await says(valid({ enabled: false })), `${path}: not set; ${date}`);
    assert.equal(await says(valid({ expires: 1 })), "met");
  });

  it("does not take zero, text or other attributes for a date", async () => {
    assert.equal(await says(valid({ expires: 0 })), `${path}: 0; ${date}`);
    assert.equal(await says(valid({ expires: "2030-01-01" })), `${path}: another value; ${date}`);
    assert.equal(await says(valid({ expires: null, notBefore: now })), `${path}: not set; ${date}`);
    assert.equal(await says(valid("expires")), `${path}: not set; ${date}`);
  });

  it("takes a date that is not known yet for one", async () => {
    for (const attributes of [{ expires: unknown }, { expires: offline }])
      assert.equal(await says(valid(attributes)), "met");
  });

  it("does not decide when what holds the date is not known: there may be none", async () => {
    assert.equal(await says(valid(unknown)), "undecided: inside properties.attributes");
    assert.equal(await says({ properties: unknown }), "undecided: inside properties");
  });

  it("limits the life of a secret from when it becomes valid, if so configured", async () => {
    const config = { maximumValidityDays: 90 };
    const late = `${path}: later than allowed; must be at most 90 days after it becomes valid`;
    const notBefore = now + 1000 * day;
    assert.equal(
      await says(valid({ notBefore, expires: notBefore + 90 * day }), { config }),
      "met",
    );
    assert.equal(await says(valid({ notBefore, expires: notBefore + 91 * day }), { config }), late);
    assert.equal(await says(valid({ notBefore, expires: notBefore + 91 * day })), "met");
    assert.equal(await says(valid({ expires: now + 89 * day }), { config }), "met");
    assert.equal(await says(valid({ expires: now + 91 * day }), { config }), late);
    // Milliseconds, by mistake.
    assert.equal(await says(valid({ expires: now * 1000 }), { config }), late);
  });

  it("does not decide the life of a secret by dates that are not known yet", async () => {
    const config = { maximumValidityDays: 90 };
    assert.equal(await says(valid({ expires: unknown }), { config }), `undecided: ${path}`);
    assert.equal(
      await says(valid({ expires: now + 91 * day, notBefore: unknown }), { config }),
      "undecided: properties.attributes.notBefore",
    );
    assert.equal(
      await says(valid({ notBefore: unknown }), { config }),
      `${path}: not set; ${date}`,
    );
  });

  it("tells a limit that is none", async () => {
    assert.equal(
      await says(valid({ expires: 1 }), { config: { maximumValidityDays: -1 } }),
      `configuration: maximumValidityDays: must be at least 0\nmet`,
    );
  });
});

describe("storage-account-require-customer-managed-key", () => {
  const policy = "storage-account-require-customer-managed-key";
  const says = judging(policy, "storage:StorageAccount");
  const scope = judging(policy, "storage:EncryptionScope");
  const keyVaultProperties = { keyVaultUri: "https://kv.vault.azure.net/", keyName: "cmk" };
  const source = (found: string) => `encryption.keySource: ${found}; must be "Microsoft.Keyvault"`;

  it("judges accounts of every kind, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      const account = (name: string, encryption?: storage.StorageAccountArgs["encryption"]) =>
        new storage.StorageAccount(name, {
          resourceGroupName,
          kind: "BlockBlobStorage",
          sku: { name: "Premium_LRS" },
          ...(encryption && { encryption }),
        });
      account("own", { keySource: "Microsoft.Keyvault", keyVaultProperties });
      account("bare");
      // The SDK fills keySource in.
      account("infrastructure", { requireInfrastructureEncryption: true });
    });
    assert.deepEqual(said, {
      bare: source("not set"),
      infrastructure: source('"Microsoft.Storage"'),
    });
  });

  it("compares the source without case, as services spell it differently", async () => {
    assert.equal(
      await says({ encryption: { keySource: "Microsoft.KeyVault", keyVaultProperties } }),
      "met",
    );
    assert.equal(
      await says({ encryption: { keySource: "Other", keyVaultProperties } }),
      source("another value"),
    );
    assert.equal(await says({ encryption: "Microsoft.Keyvault" }), source("not set"));
  });

  it("wants the name of the key and where it is, known or not", async () => {
    const uses = (properties: unknown) =>
      says({ encryption: { keySource: "Microsoft.Keyvault", keyVaultProperties: properties } });
    const absent = (name: string) => `encryption.keyVaultProperties.${name}: not set; must be set`;
    assert.equal(await uses(undefined), `${absent("keyVaultUri")}\n${absent("keyName")}`);
    assert.equal(await uses({ keyVaultUri: "https://kv.vault.azure.net/" }), absent("keyName"));
    assert.equal(
      await uses({ ...keyVaultProperties, keyVaultUri: " " }),
      absent("keyVaultUri").replace("not set;", "blank;"),
    );
    assert.equal(await uses({ keyVaultUri: unknown, keyName: unknown }), "met");
    assert.equal(await uses(unknown), "undecided: inside encryption.keyVaultProperties");
  });

  it("does not decide an unknown source, unless there is no key beside it", async () => {
    const ask = (encryption: unknown) => says({ encryption });
    const open = "undecided: encryption.keySource";
    assert.equal(await ask(unknown), "undecided: inside encryption");
    assert.equal(await ask({ keySource: unknown, keyVaultProperties }), open);
    assert.equal(await ask({ keySource: unknown, keyVaultProperties: unknown }), open);
    const names = { keyVaultUri: unknown, keyName: unknown };
    assert.equal(await ask({ keySource: unknown, keyVaultProperties: names }), open);
    const absent = (name: string) => `encryption.keyVaultProperties.${name}: not set; must be set`;
    const both = `${absent("keyVaultUri")}\n${absent("keyName")}`;
    assert.equal(await ask({ keySource: unknown }), both);
    assert.equal(await ask({ keySource: unknown, keyVaultProperties: {} }), both);
    assert.equal(
      await ask({ keySource: unknown, keyVaultProperties: { keyName: "cmk" } }),
      absent("keyVaultUri"),
    );
  });

  it("judges encryption scopes by their source", async () => {
    const said = await judgeProgram(policy, () => {
      const scopeOf = (name: string, source: string) =>
        new storage.EncryptionScope(name, { resourceGroupName, accountName: "st", source });
      scopeOf("own", "Microsoft.KeyVault");
      scopeOf("storage", "Microsoft.Storage");
    });
    assert.deepEqual(said, {
      storage: 'source: "Microsoft.Storage"; must be "Microsoft.KeyVault"',
    });
    assert.equal(
      await scope({ accountName: "st" }),
      'source: not set; must be "Microsoft.KeyVault"',
    );
    assert.equal(await scope({ source: unknown }), "undecided: source");
  });

  it("does not take what one kind has for what the other wants", async () => {
    assert.equal(await says({ source: "Microsoft.KeyVault" }), source("not set"));
    assert.equal(
      await scope({ encryption: { keySource: "Microsoft.Keyvault", keyVaultProperties } }),
      'source: not set; must be "Microsoft.KeyVault"',
    );
  });
});
