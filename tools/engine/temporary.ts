/** Folders that are gone when the process is. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const folders = new Set<string>();

process.on("exit", () => folders.forEach(removeFolder));
// A signal would end the process without that: turned into an exit, it does not.
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

/** Makes an empty folder; `removeFolder`, or the end of the process, removes it. */
export function temporaryFolder(purpose: string): string {
  // The real path: on some systems the folder for temporary files is a link, which confuses comparisons of paths.
  const folder = fs.mkdtempSync(
    path.join(fs.realpathSync(os.tmpdir()), `azure-ai-security-${purpose}-`),
  );
  folders.add(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.delete(folder);
}

/** Writes files, by path relative to the folder, and links the repository's `node_modules` into it. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  const modules = path.join(folder, "node_modules");
  if (!fs.existsSync(modules)) {
    fs.symlinkSync(path.join(__dirname, "..", "..", "node_modules"), modules, "junction");
  }
}
