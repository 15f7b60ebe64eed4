/** azurerm_managed_disk, disk encryption sets, virtual machines and scale sets: what encrypts their disks. */
import { one, type ClassicTable } from "./entry";
import {
  always,
  block,
  each,
  enabled,
  identity,
  inGroup,
  orElse,
  where,
  type Sources,
} from "./rules";

const managedDisk: Sources = {
  storageAccountType: "storageAccountType",
  diskEncryptionSet: { id: "diskEncryptionSetId" },
  securityProfile: {
    securityEncryptionType: "securityEncryptionType",
    diskEncryptionSet: { id: "secureVmDiskEncryptionSetId" },
  },
};
const osDisk = block("osDisk", { createOption: always("FromImage"), managedDisk });
const dataDisks = each("dataDisks", {
  lun: "lun",
  createOption: orElse("createOption", "Empty"),
  managedDisk,
});
const hostEncryption: Sources = { encryptionAtHost: orElse("encryptionAtHostEnabled", false) };

// Disks of a virtual machine are attached to it; they are judged on their own.
const machine = (token: string) =>
  one(token, {
    kind: "compute:VirtualMachine",
    props: {
      vmName: "name",
      ...inGroup,
      identity,
      securityProfile: hostEncryption,
      storageProfile: { osDisk },
    },
  });
const scaleSet = (token: string) =>
  one(token, {
    kind: "compute:VirtualMachineScaleSet",
    props: {
      vmScaleSetName: "name",
      ...inGroup,
      identity,
      virtualMachineProfile: {
        securityProfile: hostEncryption,
        storageProfile: { osDisk, dataDisks },
      },
    },
  });

export const compute: ClassicTable = {
  disk_encryption_set: one("compute/diskEncryptionSet:DiskEncryptionSet", {
    kind: "compute:DiskEncryptionSet",
    props: {
      diskEncryptionSetName: "name",
      ...inGroup,
      identity,
      activeKey: where("keyVaultKeyId", { keyUrl: "keyVaultKeyId" }, { keyUrl: "managedHsmKeyId" }),
      encryptionType: orElse("encryptionType", "EncryptionAtRestWithCustomerKey"),
      federatedClientId: "federatedClientId",
      rotationToLatestKeyVersionEnabled: orElse("autoKeyRotationEnabled", false),
    },
  }),
  managed_disk: one("compute/managedDisk:ManagedDisk", {
    kind: "compute:Disk",
    props: {
      diskName: "name",
      ...inGroup,
      sku: { name: "storageAccountType" },
      creationData: { createOption: "createOption" },
      diskSizeGB: "diskSizeGb",
      diskAccessId: "diskAccessId",
      encryption: { diskEncryptionSetId: "diskEncryptionSetId" },
      securityProfile: {
        securityType: "securityType",
        secureVMDiskEncryptionSetId: "secureVmDiskEncryptionSetId",
      },
      networkAccessPolicy: orElse("networkAccessPolicy", "AllowAll"),
      publicNetworkAccess: enabled("publicNetworkAccessEnabled", true),
    },
  }),
  linux_virtual_machine: machine("compute/linuxVirtualMachine:LinuxVirtualMachine"),
  windows_virtual_machine: machine("compute/windowsVirtualMachine:WindowsVirtualMachine"),
  linux_virtual_machine_scale_set: scaleSet(
    "compute/linuxVirtualMachineScaleSet:LinuxVirtualMachineScaleSet",
  ),
  windows_virtual_machine_scale_set: scaleSet(
    "compute/windowsVirtualMachineScaleSet:WindowsVirtualMachineScaleSet",
  ),
  orchestrated_virtual_machine_scale_set: scaleSet(
    "compute/orchestratedVirtualMachineScaleSet:OrchestratedVirtualMachineScaleSet",
  ),
};
