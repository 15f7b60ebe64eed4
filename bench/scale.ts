/**
 * What the pack costs with 200 policies, as the ratio to an empty pack in one run: time and peak memory of
 * `pulumi policy analyze` over large states, and the stack phase by itself.
 *
 * `ROUNDS` (5) says how often each pack runs, `ONLY` which of the cases below, by name: `ONLY=buckets,secure`.
 * Targets: 1.12 for resources that no policy judges, 1.35 for secure AI resources, 1.5 for the stack phase in which
 * stack policies speak, 1.3 for memory.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { analyze, type Pack } from "../tools/engine/harness";
import { temporaryFolder } from "../tools/engine/temporary";
import { stackOnly, type Compared } from "./packs";
import { resourceRequests, stackPhase, stackRequest } from "./stack-phase";
import * as states from "./states";
import { head, rows, type Measured } from "./turns";
import { watched } from "./usage";

type Run = (pack: Compared) => Promise<Measured>;

function analyzing(
  state: states.State,
  configured: (pack: Compared) => Pack = ({ path }) => ({ path }),
): Run {
  const file = path.join(temporaryFolder("bench"), "state.json");
  fs.writeFileSync(file, JSON.stringify(state));
  return async (pack) => {
    const { env, usage } = watched();
    const { seconds, violations, exitCode, text } = await analyze({
      pack: configured(pack),
      file,
      env,
    });
    if (exitCode !== 0 && violations.length === 0) throw new Error(`${pack.name}: ${text}`);
    return { seconds, reports: violations.length, ...usage() };
  };
}

async function main(): Promise<void> {
  const secure = await states.deployed("secure-platform");
  // The insecure platform once: every stack policy speaks, and what is measured is not how much they say.
  const speaking = async () =>
    states.together(
      states.multiplied(secure, 4_000 - 50),
      await states.deployed("insecure-platform"),
    );
  const cases: Readonly<Record<string, readonly [string, () => Promise<Run> | Run]>> = {
    buckets: ["5000 buckets", () => analyzing(states.others(secure, 5_000, states.bucket))],
    networks: [
      "5000 virtual networks",
      () => analyzing(states.others(secure, 5_000, states.virtualNetwork)),
    ],
    secure: ["5000 secure resources", () => analyzing(states.multiplied(secure, 5_000))],
    machines: [
      "5000 virtual machines of 20 kB",
      () => analyzing(states.others(secure, 5_000, states.virtualMachine)),
    ],
    stack: [
      "4000 resources, stack policies only",
      async () => analyzing(await speaking(), stackOnly),
    ],
    phase: [
      "4000 resources, the stack phase by itself",
      async () => {
        const state = await speaking();
        const [resources, stack] = [resourceRequests(state), stackRequest(state)];
        return (pack) => stackPhase(pack, resources, stack);
      },
    ],
  };
  const only = process.env["ONLY"]?.split(",") ?? Object.keys(cases);
  head();
  for (const [name, [what, prepared]] of Object.entries(cases))
    if (only.includes(name)) await rows(what, await prepared());
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
