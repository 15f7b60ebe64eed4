/** Small programs and policy packs for tests, written into temporary folders. */
import { temporaryFolder, writeFiles } from "./temporary";

const VERSIONS = { "@pulumi/azure-native": "*", "@pulumi/policy": "*", "@pulumi/pulumi": "*" };

/**
 * A program of one file.
 *
 * @param source TypeScript
 * @param files more files by relative path, or other contents for those written by default
 * @returns its folder, for `Program.create`
 */
export function writeProgram(source: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder("program");
  writeFiles(folder, {
    "Pulumi.yaml": "name: throw-away\nruntime: nodejs\n",
    "package.json": JSON.stringify({
      name: "throw-away",
      main: "index.ts",
      dependencies: VERSIONS,
    }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        target: "es2022",
        module: "commonjs",
        moduleResolution: "node10",
      },
    }),
    "index.ts": source,
    ...files,
  });
  return folder;
}

/**
 * A policy pack of one file.
 *
 * @param source plain JavaScript
 * @returns its folder, for the `packs` of an operation
 */
export function writePack(source: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder("pack");
  writeFiles(folder, {
    "PulumiPolicy.yaml": "runtime:\n  name: nodejs\n  options:\n    typescript: false\n",
    "package.json": JSON.stringify({
      name: "throw-away-pack",
      version: "1.0.0",
      main: "index.js",
      dependencies: VERSIONS,
    }),
    "index.js": source,
    ...files,
  });
  return folder;
}
