/**
 * Tells when the pack was not built from the sources beside it: a version that was published cannot be published again,
 * so an old build under a new version would stay. `npm run build` leaves a digest of the sources in `bin`; the npm
 * package has no sources and is taken as it is.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

const STAMP = "sources.sha256";

function digest(sources: string): string {
  const hash = createHash("sha256");
  const files = fs.readdirSync(sources, { recursive: true, encoding: "utf8" }).sort();
  for (const file of files.filter((name) => /\.(ts|json)$/.test(name))) {
    hash.update(file).update(fs.readFileSync(path.join(sources, file)));
  }
  return hash.digest("hex");
}

/** @param folder that holds `policies` and `bin` */
export function stampBuild(folder: string): void {
  fs.writeFileSync(path.join(folder, "bin", STAMP), digest(path.join(folder, "policies")));
}

/** What is wrong with the build, if anything: one sentence with the remedy. */
export function buildError(folder: string): string | undefined {
  const sources = path.join(folder, "policies");
  const stamp = path.join(folder, "bin", STAMP);
  if (!fs.existsSync(sources)) return undefined;
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digest(sources)) return undefined;
  return `bin was not built from the policies beside it, in ${folder}. Run npm run build there, then Pulumi again.`;
}
