/** The names in the tables against the declarations of the real SDKs. */
import * as assert from "node:assert";
import { classicTypes, readClassic } from "../../../policies/core/spellings/classic";
import { armTypes } from "../../../policies/core/spellings/arm/arm-types";
import { isObject } from "../../../policies/core/value/value";
import { SdkInputs } from "../sdk-inputs";

const native = new SdkInputs("@pulumi/azure-native");
const classic = new SdkInputs("@pulumi/azure");

/** What the classic SDK had before version 6, by Terraform type. */
const older: Readonly<Record<string, readonly string[]>> = {
  cognitive_deployment: ["scale"],
  container_registry: ["enabled", "retentionPolicy", "trustPolicy"],
  machine_learning_compute_instance: ["location"],
  monitor_diagnostic_setting: ["logs", "enabled"],
  storage_account: ["allowBlobPublicAccess", "enableHttpsTrafficOnly"],
  virtual_network: ["addressPrefix"],
};
/** Tokens of older releases. */
const gone = ["keyvault/certifiate:Certifiate"];

describe("names in the tables", () => {
  for (const [kind, type] of Object.entries(armTypes))
    it(`${kind}: its ARM path names inputs of the SDK`, () => {
      const members = argsOf(kind);
      const names = [...type.path.matchAll(/\((\w+)\)/g)].map(([, name]) => name ?? "");
      const scope = /^\{(\w+)\}/.exec(type.path)?.[1];
      const inputs = scope === undefined || scope === "workspace" ? names : [...names, scope];
      for (const name of inputs) assert.ok(native.has(members, [name]), name);
      // `properties` is an input of exactly those types that the SDK does not flatten.
      const wrapped = Object.keys(type.renames ?? {}).find((name) => name.endsWith("Properties"));
      if (!kind.endsWith("Backend"))
        assert.strictEqual(
          native.has(members, ["properties"]) || native.has(members, [wrapped ?? ""]),
          type.flat !== true,
        );
      for (const renamed of Object.keys(type.renames ?? {}))
        assert.ok(native.has(members, steps(renamed)), renamed);
      for (const lifted of type.lifted ?? [])
        assert.ok(native.has(members, steps(lifted)), `${lifted} in the SDK`);
      for (const lifted of type.lifted ?? [])
        assert.ok(!native.has(members, [...steps(lifted), "properties"]), `${lifted} is lifted`);
      for (const inner of type.inner ?? []) assert.ok(native.has(members, [inner]), inner);
      const map = native.has(members, ["identity", "userAssignedIdentities", "any"]);
      if (native.has(members, ["identity", "userAssignedIdentities"]))
        assert.strictEqual(map, type.identityMap === true, "userAssignedIdentities is a map");
    });

  for (const [name, { tokens, is }] of Object.entries(classicTypes))
    it(`azurerm_${name}: what it reads is in the classic SDK, what it gives in azure-native`, () => {
      const [token = ""] = tokens.filter((one) => !gone.includes(one));
      const [, module = "", type = ""] = /^(\w+)\/\w+:(\w+)$/.exec(token) ?? [];
      const members = classic.args(module, type);
      assert.ok(members, `${token} is a class of the classic SDK`);
      const inputs = classic.sample(members, sampleText);
      const read = new Set<string>();
      const given = new Map<string, Set<string>>();
      // With everything set, and with each input missing in turn: a rule may read the second name of two.
      for (const missing of ["", ...Object.keys(inputs)]) {
        const rest = { ...inputs };
        delete rest[missing];
        for (const declared of readClassic(`azure:${token}`, recorded(rest, "", read))) {
          const paths = given.get(declared.kind) ?? new Set();
          given.set(declared.kind, paths);
          for (const path of leaves(declared.props)) {
            paths.add(path.join("."));
            const own = declared.spell(path);
            assert.ok(
              own.length === 0 || classic.has(members, own),
              `${path.join(".")} is told as ${own.join(".")}`,
            );
          }
        }
      }
      for (const path of read)
        assert.ok(
          classic.has(members, steps(path)) ||
            older[name]?.some((one) => path.split(".").includes(one)) ||
            optionalOf(name).has(path),
          `${path} in ${token}`,
        );
      for (const { kind } of is) {
        const paths = given.get(kind);
        if (kind.startsWith("azure:")) continue;
        const target = argsOf(kind);
        for (const path of paths ?? [])
          assert.ok(native.has(target, literalSteps(path)), `${path} in ${kind}`);
      }
    });
});

/** What only some of the types that share a table have. */
function optionalOf(name: string): ReadonlySet<string> {
  if (!/virtual_machine/.test(name)) return new Set();
  return new Set([
    "osDisk.secureVmDiskEncryptionSetId",
    "osDisk.securityEncryptionType",
    "dataDisks.0.secureVmDiskEncryptionSetId",
    "dataDisks.0.securityEncryptionType",
  ]);
}

function argsOf(kind: string) {
  const [module = "", name = ""] = kind.split(":");
  const members = native.args(module, name);
  assert.ok(members, `${kind} is a class of azure-native`);
  return members;
}

function steps(path: string): (string | number)[] {
  return path
    .split(".")
    .map((step) => (step === "*" ? 0 : /^\d+$/.test(step) ? Number(step) : step));
}

/** The names of API Management's protocols hold dots. */
function literalSteps(path: string): (string | number)[] {
  const [first = "", ...rest] = path.split(".");
  return first === "customProperties" ? [first, rest.join(".")] : steps(path);
}

function sampleText(name: string): string {
  if (/keyVaultKeyId|managedHsmKeyId/i.test(name)) return "https://v.vault.azure.net/keys/k/1";
  if (/date$/i.test(name)) return "2030-01-01T00:00:00Z";
  if (/^(metadata|parameters)$/.test(name)) return "{}";
  if (/id$|^scope$/i.test(name))
    return "/subscriptions/s/resourceGroups/g/providers/Microsoft.X/a/n1/b/n2/c/n3";
  return "x_1";
}

/** Values whose every look-up of a name is noted, with the path to it. */
function recorded<T>(value: T, path: string, read: Set<string>): T {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    getOwnPropertyDescriptor: (target, key) => {
      if (typeof key === "string" && key !== "length")
        read.add(path === "" ? key : `${path}.${key}`);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    get: (target, key) => {
      const inner: unknown = Reflect.get(target, key);
      return typeof key === "string" && Object.hasOwn(target, key)
        ? recorded(inner, path === "" ? key : `${path}.${key}`, read)
        : inner;
    },
  });
}

function leaves(plain: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (!Array.isArray(plain) && !isObject(plain)) return [[...path]];
  const entries: [string | number, unknown][] = Array.isArray(plain)
    ? [...plain.entries()]
    : Object.entries(plain);
  return entries.length === 0
    ? [[...path]]
    : entries.flatMap(([key, inner]) => leaves(inner, [...path, key]));
}
