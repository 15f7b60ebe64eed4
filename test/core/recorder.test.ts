/** What is remembered of a resource phase, and what is not even read. */
import assert from "node:assert/strict";
import { Recorder } from "../../policies/core/stack/recorder";
import type { Resource } from "../../policies/core/subject";
import { fromWire } from "../../policies/core/value/wire";

const recorder = () => new Recorder(new Set(["keyvault:Vault", "network:Subnet"]));
const resource = (type: string, inputs: object = { a: 1 }): Resource => ({
  urn: `urn:pulumi:dev::project::${type}::it`,
  type,
  name: "it",
  values: fromWire(inputs),
});
/** One whose properties nobody may ask for. */
const sealed = (type: string): Resource =>
  Object.defineProperty({ ...resource(type) }, "values", {
    get() {
      throw new Error("was read");
    },
  });

describe("the recorder", () => {
  it("remembers what is judged or joined, by URN", () => {
    const seen = recorder();
    const vault = resource("azure-native:keyvault:Vault");
    seen.record(vault);
    assert.equal(seen.recorded(vault.urn)?.subjects.length, 1);
    seen.record({ ...vault, values: fromWire({}) });
    assert.equal(seen.recorded(vault.urn), undefined);
  });
  it("remembers of a resource what is of interest in it", () => {
    const seen = recorder();
    const network = resource("azure-native:network:VirtualNetwork", { subnets: [{ name: "s" }] });
    seen.record(network);
    assert.deepEqual(
      seen.recorded(network.urn)?.subjects.map(({ kind }) => kind),
      ["network:Subnet"],
    );
  });
  for (const type of [
    "azure-native:compute:VirtualMachine",
    "azure-native:compute/v20240701:VirtualMachine",
    "azure-native_compute_v20240701:compute:VirtualMachine",
    "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
    "azurerm:index/linuxVirtualMachine:LinuxVirtualMachine",
    "aws:s3/bucket:Bucket",
    "kubernetes:core/v1:Secret",
    "pulumi:pulumi:Stack",
    "my:component:Anything",
    "",
  ])
    it(`does not read ${type === "" ? "what has no type" : type}`, () => {
      const seen = recorder();
      assert.deepEqual(seen.record(sealed(type)).subjects, []);
      assert.equal(seen.recorded(sealed(type).urn), undefined);
      assert.equal(seen.hasSeen, true);
    });
  for (const type of [
    "azure-native:keyvault/v20230701:Vault",
    "azure:keyvault/keyVault:KeyVault",
    "azure-native:resources:Resource",
    "azure-native:resources:Deployment",
    "azapi:index/resource:Resource",
    "azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment",
  ])
    it(`reads ${type}, and says so when that fails`, () => {
      const { subjects, unseen } = recorder().record(sealed(type));
      assert.deepEqual(subjects, []);
      assert.match(unseen[0]?.why ?? "", /failed to read it/);
    });
  it("reads the properties of one request once", () => {
    const seen = recorder();
    const shared = {};
    const vault = resource("azure-native:keyvault:Vault");
    const first = seen.record(vault, shared);
    assert.equal(seen.read(sealed(vault.type), shared), first);
    assert.notEqual(seen.read(vault, {}), first);
  });
});
