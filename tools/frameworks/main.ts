/**
 * Makes `policies/core/framework-data.json`, what the pack knows of Azure Policy and of control frameworks:
 *
 *     npm run frameworks -- <checkout> <crosswalk> [<ids>]
 *
 * - checkout: `git clone --depth 1 https://github.com/Azure/azure-policy`, Microsoft's public repository
 * - crosswalk: a JSON file of the columns of Microsoft_cloud_security_benchmark_v1.xlsx, which lies in
 *   https://github.com/MicrosoftDocs/SecurityBenchmarks under "Microsoft Cloud Security Benchmark":
 *   { "controls": { "NS-1": { "NIST SP 800-53 Rev. 4": ["AC-4"], "PCI DSS v3.2.1": ["1.1"], "CIS Controls v8": ["3.12"] } } }
 * - ids: a text file with ids of more definitions than the policies name, one a line; what the data file has, it keeps
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { allPolicies } from "../../policies/all";
import { definitions, idOf } from "../../policies/core/frameworks";
import { collect, dataText, type BuiltIn, type Crosswalk, type Initiative } from "./collect";

/** A sovereign cloud's variants have the same ids. */
const sovereign = "Azure Government";

/** @returns the text of the data file. */
export function make(checkout: string, crosswalk: string, ids: Iterable<string>): string {
  const builtIn = path.join(checkout, "built-in-policies");
  return dataText(
    collect(
      ids,
      filesUnder<BuiltIn>(path.join(builtIn, "policyDefinitions")),
      filesUnder<Initiative>(path.join(builtIn, "policySetDefinitions")),
      json<Crosswalk>(crosswalk),
    ),
  );
}

function filesUnder<T>(folder: string): T[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json") && !file.startsWith(sovereign))
    .map((file) => json<T>(path.join(folder, file)));
}

function json<T>(file: string): T {
  return JSON.parse(fs.readFileSync(file, "utf8").replace(/^\ufeff/, "")) as T;
}

function main([checkout, crosswalk, more, ...rest]: readonly string[]): void {
  if (checkout === undefined || crosswalk === undefined || rest.length > 0)
    throw new Error("Usage: npm run frameworks -- <checkout> <crosswalk> [<ids>]");
  const ids = [
    ...allPolicies.flatMap(({ azurePolicy = [] }) => azurePolicy.map(idOf)),
    ...Object.keys(definitions),
    ...(more === undefined ? [] : fs.readFileSync(more, "utf8").split(/\s+/).filter(Boolean)),
  ];
  const target = path.resolve(__dirname, "../../policies/core/framework-data.json");
  fs.writeFileSync(target, make(checkout, crosswalk, ids));
}

if (require.main === module) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
