/** All generated files: made, compared with what is there, written. */
import * as fs from "node:fs";
import * as path from "node:path";
import { configFileSchema } from "./config-schema";
import { frameworkPages } from "./frameworks";
import { overviewPage, readme, type Domains } from "./overview";
import { policyPage } from "./policy-page";
import { spellingsPage } from "./spellings";

/** Paths from the root, with `/`, and texts. */
export type Files = ReadonlyMap<string, string>;

/** Folders that hold nothing but generated files. */
const owned = ["docs/policies", "docs/frameworks"];

export async function generate(root: string, domains: Domains): Promise<Files> {
  const files = new Map<string, string>();
  const all = Object.values(domains).flat();
  files.set("docs/policies/README.md", overviewPage(domains));
  for (const [domain, policies] of Object.entries(domains))
    for (const policy of policies) files.set(`docs/policies/${policy.name}.md`, policyPage(policy, domain));
  for (const [file, text] of frameworkPages(all)) files.set(`docs/frameworks/${file}`, text);
  files.set("docs/spellings.md", spellingsPage(all));
  files.set("docs/config.schema.json", `${JSON.stringify(configFileSchema(all), null, 2)}\n`);
  const file = path.join(root, "README.md");
  if (fs.existsSync(file)) {
    const { format } = await import("prettier");
    const formatted = (text: string) => format(text, { parser: "markdown", printWidth: 100 });
    files.set("README.md", await readme(fs.readFileSync(file, "utf8"), domains, formatted));
  }
  return files;
}

/** One line per file that is missing, not as generated, or no longer generated. */
export function drift(root: string, files: Files): string[] {
  const wrong = [...files].flatMap(([file, text]) => {
    const target = path.join(root, file);
    if (!fs.existsSync(target)) return [`${file} is missing`];
    return fs.readFileSync(target, "utf8") === text ? [] : [`${file} is out of date`];
  });
  return [...wrong, ...leftovers(root, files).map((file) => `${file} is of no policy any more`)];
}

export function write(root: string, files: Files): void {
  for (const file of leftovers(root, files)) fs.rmSync(path.join(root, file));
  for (const [file, text] of files) {
    const target = path.join(root, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
}

function leftovers(root: string, files: Files): string[] {
  return owned
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) => fs.readdirSync(path.join(root, folder)).map((file) => `${folder}/${file}`))
    .filter((file) => !files.has(file));
}
