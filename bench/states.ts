/** States of many resources, for `policy analyze`. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Program } from "../tools/engine/harness";

export interface StateResource {
  readonly urn: string;
  readonly type?: string;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: object;
  readonly outputs?: object;
  readonly dependencies?: readonly string[] | null;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | null;
}

export interface State {
  readonly deployment: { readonly resources: readonly StateResource[] };
}

const withResources = (state: State, resources: readonly StateResource[]): State => ({
  ...state,
  deployment: { ...state.deployment, resources },
});

/** The state of an example once it is deployed. */
export async function deployed(example: string): Promise<State> {
  const folder = path.resolve(__dirname, "..", "examples", example);
  const program = await Program.create(folder);
  try {
    await program.up();
    return JSON.parse(fs.readFileSync(await program.exportState(), "utf8")) as State;
  } finally {
    program.dispose();
  }
}

/** A state of about so many resources: copies of a platform, each with names of its own. */
export function multiplied(state: State, size: number): State {
  const [stack, ...rest] = state.deployment.resources;
  const text = JSON.stringify(rest);
  const resources = stack ? [stack] : [];
  for (let copy = 0; resources.length < size; copy++)
    resources.push(
      ...(
        JSON.parse(
          text
            .replace(/"(urn:pulumi:(?:[^"]*)::)([^":]+)"/g, `"$1$2-${copy}"`)
            .replace(/resourceGroups\/([\w-]+)/g, `resourceGroups/$1-${copy}`)
            .replace(/"resourceGroupName":"([\w-]+)"/g, `"resourceGroupName":"$1-${copy}"`),
        ) as StateResource[]
      ).map((one) =>
        one.parent?.includes("pulumi:pulumi:Stack") ? { ...one, parent: stack?.urn ?? "" } : one,
      ),
    );
  return withResources(state, resources);
}

/** Two states in one file, as an export of several stacks is. */
export const together = (one: State, other: State): State =>
  withResources(one, [...one.deployment.resources, ...other.deployment.resources]);

export type Made = (index: number) => {
  readonly type: string;
  readonly id: string;
  readonly inputs: object;
};

const tags = Object.fromEntries(Array.from({ length: 30 }, (_, tag) => [`tag${tag}`, "value"]));

/** A resource that no policy of the pack judges. */
export const virtualNetwork: Made = (index) => ({
  type: "azure-native:network:VirtualNetwork",
  id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/n${index}`,
  inputs: {
    resourceGroupName: "rg",
    virtualNetworkName: `n${index}`,
    addressSpace: { addressPrefixes: [`10.${index % 256}.0.0/16`] },
    location: "westeurope",
    tags,
  },
});

/** A resource of another cloud. */
export const bucket: Made = (index) => ({
  type: "aws:s3/bucket:Bucket",
  id: `b${index}`,
  inputs: { bucket: `b${index}`, acl: "private", versioning: { enabled: true }, tags },
});

/** A resource that no policy judges, with inputs of 20 kB: its setup script is one text, as it usually is. */
export const virtualMachine: Made = (index) => ({
  type: "azure-native:compute:VirtualMachine",
  id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/m${index}`,
  inputs: {
    resourceGroupName: "rg",
    vmName: `m${index}`,
    location: "westeurope",
    tags,
    osProfile: { computerName: `m${index}`, customData: `${index} `.padEnd(12_000, "setup ") },
    storageProfile: {
      dataDisks: Array.from({ length: 64 }, (_, lun) => ({
        lun,
        name: `m${index}-disk-${lun}`,
        createOption: "Attach",
        caching: "ReadOnly",
        diskSizeGB: 1024,
      })),
    },
  },
});

/** A state of so many of them. */
export function others(state: State, size: number, make: Made): State {
  const stack = state.deployment.resources.slice(0, 1);
  const prefix = (stack[0]?.urn ?? "").split("::").slice(0, 2).join("::");
  const resources = Array.from({ length: size }, (_, index) => {
    const made = make(index);
    const urn = `${prefix}::${made.type}::n${index}`;
    return { ...made, urn, custom: true, outputs: { ...made.inputs, id: made.id } };
  });
  return withResources(state, [...stack, ...resources]);
}
