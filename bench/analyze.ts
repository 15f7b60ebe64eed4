/**
 * What the pack costs, as the ratio to an empty pack in one run: `pulumi policy analyze` over states of growing size,
 * and a preview of the insecure platform. The fastest of three runs counts.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { analyze, Program, type Pack } from "../tools/engine/harness";
import { temporaryFolder } from "../tools/engine/temporary";
import { writePack } from "../tools/engine/throw-away";

const root = path.resolve(__dirname, "..");
const empty: Pack = {
  path: writePack(`
    const { PolicyPack } = require("@pulumi/policy");
    new PolicyPack("empty", { policies: [{ name: "nothing", description: "-", validateStack: () => {} }] });
  `),
};
const ours: Pack = { path: root };

interface State {
  deployment: {
    resources: { urn: string; id?: string; parent?: string; dependencies?: string[] }[];
  };
}

async function fastest(run: () => Promise<{ seconds: number }>): Promise<number> {
  const seconds: number[] = [];
  for (let turn = 0; turn < 3; turn++) seconds.push((await run()).seconds);
  return Math.min(...seconds);
}

function row(what: string, nothing: number, pack: number): void {
  const ratio = (pack / nothing).toFixed(2);
  console.log(
    `${what.padEnd(36)} ${nothing.toFixed(1).padStart(8)} s ${pack.toFixed(1).padStart(8)} s ${ratio.padStart(8)}`,
  );
}

/** A state of about so many resources: copies of a platform, each with names of its own. */
function multiplied(state: State, size: number): State {
  const text = JSON.stringify(state.deployment.resources.slice(1));
  const resources = state.deployment.resources.slice(0, 1);
  for (let copy = 0; resources.length < size; copy++)
    resources.push(
      ...(
        JSON.parse(
          text
            .replace(/"(urn:pulumi:(?:[^"]*)::)([^":]+)"/g, `"$1$2-${copy}"`)
            .replace(/resourceGroups\/([\w-]+)/g, `resourceGroups/$1-${copy}`),
        ) as typeof resources
      ).map((one) =>
        one.parent?.includes("pulumi:pulumi:Stack")
          ? { ...one, parent: resources[0]?.urn ?? "" }
          : one,
      ),
    );
  return { ...state, deployment: { ...state.deployment, resources } };
}

/** A state of virtual networks, of which no policy of the pack judges anything. */
function others(state: State, size: number): State {
  const stack = state.deployment.resources.slice(0, 1);
  const prefix = (stack[0]?.urn ?? "").split("::").slice(0, 2).join("::");
  const type = "azure-native:network:VirtualNetwork";
  const networks = Array.from({ length: size }, (_, index) => {
    const id = `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/n${index}`;
    const inputs = {
      resourceGroupName: "rg",
      virtualNetworkName: `n${index}`,
      addressSpace: { addressPrefixes: [`10.${index % 256}.0.0/16`] },
      location: "westeurope",
      tags: Object.fromEntries(Array.from({ length: 30 }, (__, tag) => [`tag${tag}`, "value"])),
    };
    const { addressSpace, location, tags } = inputs;
    const outputs = { addressSpace, location, tags, name: `n${index}`, id };
    return { urn: `${prefix}::${type}::n${index}`, custom: true, type, id, inputs, outputs };
  });
  return { ...state, deployment: { ...state.deployment, resources: [...stack, ...networks] } };
}

async function main(): Promise<void> {
  const program = await Program.create(path.join(root, "examples", "insecure-platform"));
  console.log(
    `${"".padEnd(36)} ${"empty".padStart(10)} ${"this pack".padStart(10)} ${"ratio".padStart(8)}`,
  );
  row(
    "preview of the insecure platform",
    await fastest(() => program.preview({ packs: [empty] })),
    await fastest(() => program.preview({ packs: [ours] })),
  );
  await program.up();
  const state = JSON.parse(fs.readFileSync(await program.exportState(), "utf8")) as State;
  program.dispose();
  const states = [
    ...[5_000].map((size) => [`${size} of no interest`, others(state, size)] as const),
    ...[30, 1_000, 5_000, 20_000].map(
      (size) => [`${size} resources`, multiplied(state, size)] as const,
    ),
  ];
  for (const [what, contents] of states) {
    const file = path.join(temporaryFolder("bench"), "state.json");
    fs.writeFileSync(file, JSON.stringify(contents));
    row(
      `analyze, ${what}`,
      await fastest(() => analyze({ pack: empty, file })),
      await fastest(() => analyze({ pack: ours, file })),
    );
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
