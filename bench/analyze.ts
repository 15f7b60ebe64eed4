/**
 * What the pack costs, as the ratio to an empty pack in one run: `pulumi policy analyze` over states of growing size,
 * and a preview of the insecure platform. Medians of five pairs count.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { analyze, Program, type Pack } from "../tools/engine/harness";
import { temporaryFolder } from "../tools/engine/temporary";
import { empty, ours } from "./packs";
import { bucket, multiplied, others, virtualNetwork, type State } from "./states";

const root = path.resolve(__dirname, "..");
const columns = (...[what, nothing, pack, ratio]: readonly string[]) =>
  console.log(
    [what?.padEnd(36), ...[nothing, pack, ratio].map((one) => one?.padStart(10))].join(" "),
  );

/** Runs both packs in turn, each going first every other time, so that what else the machine does hits both alike. */
async function row(what: string, run: (pack: Pack) => Promise<{ seconds: number }>): Promise<void> {
  const pairs: [number, number][] = [];
  for (let turn = 0; turn < 5; turn++) {
    const pair: [number, number] = [0, 0];
    for (const which of [turn % 2, 1 - (turn % 2)] as (0 | 1)[])
      pair[which] = (await run(which === 0 ? empty : ours)).seconds;
    pairs.push(pair);
  }
  const median = (of: (pair: [number, number]) => number) =>
    pairs.map(of).sort((left, right) => left - right)[2] ?? NaN;
  const [nothing, pack] = [median(([one]) => one), median(([, other]) => other)];
  const ratio = median(([one, other]) => other / one);
  columns(what, `${nothing.toFixed(1)} s`, `${pack.toFixed(1)} s`, ratio.toFixed(2));
}

async function main(): Promise<void> {
  const program = await Program.create(path.join(root, "examples", "insecure-platform"));
  columns("", "empty", "this pack", "ratio");
  await row("preview of the insecure platform", (pack) => program.preview({ packs: [pack] }));
  await program.up();
  const state = JSON.parse(fs.readFileSync(await program.exportState(), "utf8")) as State;
  program.dispose();
  const states = [
    ["5000 virtual networks", others(state, 5_000, virtualNetwork)] as const,
    ["5000 buckets", others(state, 5_000, bucket)] as const,
    ...[30, 1_000, 5_000, 20_000].map(
      (size) => [`${size} resources`, multiplied(state, size)] as const,
    ),
  ];
  for (const [what, contents] of states) {
    const file = path.join(temporaryFolder("bench"), "state.json");
    fs.writeFileSync(file, JSON.stringify(contents));
    await row(`analyze, ${what}`, (pack) => analyze({ pack, file }));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
