import keyVaultKeyRequireHsm from "./key-vault-key-require-hsm";
import keyVaultRequirePurgeProtection from "./key-vault-require-purge-protection";
import keyVaultSecretRequireExpiry from "./key-vault-secret-require-expiry";
import storageAccountRequireCustomerManagedKey from "./storage-account-require-customer-managed-key";

/** The policies of this domain, by name. */
export default [
  keyVaultKeyRequireHsm,
  keyVaultRequirePurgeProtection,
  keyVaultSecretRequireExpiry,
  storageAccountRequireCustomerManagedKey,
];
