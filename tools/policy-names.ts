/** Rules and files that follow from a policy's name. Shared by the scaffold and the inventory test. */

/** `<service>-<resource>-<verb>-<thing>`, kebab-case, with one of three verbs. */
const shape = /^(?<subject>[a-z][a-z0-9]*(?:-[a-z0-9]+)*?)-(?<verb>disable|require|restrict)-(?<thing>[a-z0-9]+(?:-[a-z0-9]+)*)$/;
const longest = 50;

/** What is wrong with a name, one sentence each. */
export function nameErrors(name: string): string[] {
  const errors: string[] = [];
  if (name.length > longest)
    errors.push(`"${name}" has ${name.length} characters; at most ${longest} are allowed.`);
  const { subject, thing } = shape.exec(name)?.groups ?? {};
  if (subject === undefined || thing === undefined)
    errors.push(
      `"${name}" is not <service>-<resource>-<verb>-<thing> in kebab-case with the verb disable, require or restrict.`,
    );
  else if (shape.test(`x-${thing}`) || /(^|-)(disable|require|restrict)($|-)/.test(thing))
    errors.push(`"${name}" has two verbs.`);
  if (/(^|-)(v?20\d\d(\d{4})?|critical|high|medium|low)(-|$)/.test(name.replace("-high-business-", "-")))
    errors.push(`"${name}" names an API version or a severity.`);
  return errors;
}

/** Whether a file of a domain is a policy's; the others hold vocabulary. */
export function isPolicyFile(file: string): boolean {
  return shape.test(file.replace(/\.ts$/, ""));
}

/** `ml-compute-disable-ssh` is imported as `mlComputeDisableSsh`. */
export function importName(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The whole `index.ts` of a domain. */
export function indexText(names: readonly string[]): string {
  const sorted = [...names].sort();
  const imports = sorted.map((name) => `import ${importName(name)} from "./${name}";\n`).join("");
  const inOneLine = `export default [${sorted.map(importName).join(", ")}];\n`;
  const list =
    inOneLine.length <= 101
      ? inOneLine
      : `export default [\n${sorted.map((name) => `  ${importName(name)},\n`).join("")}];\n`;
  return `${imports}\n/** The policies of this domain, by name. */\n${list}`;
}
