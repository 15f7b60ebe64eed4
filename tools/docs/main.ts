/** `npm run docs` makes the generated pages; with `--check` it only says which of them are not what they should be. */
import * as path from "node:path";
import { policiesByDomain } from "../../policies/all";
import { drift, generate, write } from "./generate";

async function main(args: readonly string[]): Promise<void> {
  const root = path.resolve(__dirname, "../..");
  const files = await generate(root, policiesByDomain);
  if (!args.includes("--check")) return write(root, files);
  const wrong = drift(root, files);
  for (const one of wrong) console.error(one);
  if (wrong.length > 0) {
    console.error("Run `npm run docs`.");
    process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
