/**
 * Previews both example platforms in the real engine with this pack, and says what came of it. Exits with 0 only
 * if every policy of the pack stopped or warned about the insecure one, and none the secure one.
 */
import * as path from "node:path";
import { allPolicies } from "../policies/all";
import { Program, type Outcome } from "./engine/harness";

const root = path.resolve(__dirname, "..");

/** The policies that reported, and how often; a resource that could not be decided counts as well. */
interface Result {
  readonly outcome: Outcome;
  readonly policies: ReadonlySet<string>;
}

async function preview(example: string): Promise<Result> {
  console.log(`\n$ pulumi preview --policy-pack . --cwd examples/${example}\n`);
  const program = await Program.create(path.join(root, "examples", example));
  try {
    const outcome = await program.preview({
      packs: [{ path: root }],
      color: process.stdout.isTTY === true,
      onOutput: (text) => process.stdout.write(text),
    });
    return { outcome, policies: new Set(outcome.violations.map(({ policy }) => policy)) };
  } finally {
    program.dispose();
  }
}

function describe(example: string, verb: string, { outcome, policies }: Result): string {
  const count = outcome.violations.length;
  return `${example}: ${verb}, ${count} violations of ${policies.size} policies, ${outcome.seconds.toFixed(0)} s`;
}

async function main(): Promise<void> {
  const insecure = await preview("insecure-platform");
  const secure = await preview("secure-platform");

  const silent = allPolicies.map(({ name }) => name).filter((name) => !insecure.policies.has(name));
  const isBlocked = insecure.outcome.exitCode !== 0 && silent.length === 0;
  const isPassing = secure.outcome.exitCode === 0 && secure.outcome.violations.length === 0;

  console.log(
    `\n${describe("insecure-platform", isBlocked ? "blocked" : "NOT blocked by every policy", insecure)}`,
  );
  console.log(describe("secure-platform", isPassing ? "passed" : "NOT passed", secure));
  if (silent.length > 0) console.log(`Policies that did not fire: ${silent.join(", ")}`);
  process.exitCode = isBlocked && isPassing ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
