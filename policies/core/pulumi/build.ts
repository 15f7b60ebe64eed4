/**
 * This folder: what Pulumi runs, and what it prints; `pack.ts` is the way in.
 *
 * Tells when the pack was not built from the sources beside it: a version that was published cannot be published again,
 * so an old build under a new version would stay. `npm run build` leaves a digest of the sources in `bin`; the npm
 * package has no sources and is taken as it is.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

const STAMP = "sources.sha256";

/** What is compiled into `bin`. */
const SOURCES = ["policies", "cli"];

function digest(folder: string): string {
  const hash = createHash("sha256");
  for (const sources of SOURCES.map((name) => path.join(folder, name))) {
    if (!fs.existsSync(sources)) continue;
    const files = fs.readdirSync(sources, { recursive: true, encoding: "utf8" }).sort();
    for (const file of files.filter((name) => /\.(ts|json)$/.test(name)))
      hash.update(file).update(fs.readFileSync(path.join(sources, file)));
  }
  return hash.digest("hex");
}

/** @param folder that holds `policies` and `bin` */
export function stampBuild(folder: string): void {
  fs.writeFileSync(path.join(folder, "bin", STAMP), digest(folder));
}

/** What is wrong with the build, if anything: one sentence with the remedy. */
export function buildError(folder: string): string | undefined {
  const stamp = path.join(folder, "bin", STAMP);
  if (!fs.existsSync(path.join(folder, "policies"))) return undefined;
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digest(folder)) return undefined;
  return `bin was not built from the policies beside it, in ${folder}. Run npm run build there, then Pulumi again.`;
}
