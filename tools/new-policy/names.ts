/** What follows from a policy's name: whether it is one, and the files that carry it. */

const shape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*-(disable|require|restrict)(-[a-z0-9]+)+$/;
const longest = 50;

/** What is wrong with a name, one sentence each. */
export function nameErrors(name: string): string[] {
  const errors: string[] = [];
  const verbs = name.split("-").filter((word) => ["disable", "require", "restrict"].includes(word));
  if (!shape.test(name))
    errors.push(
      `"${name}" is not <service>-<resource>-<verb>-<thing> in kebab-case with the verb disable, require or restrict.`,
    );
  else if (verbs.length > 1) errors.push(`"${name}" has more than one verb: ${verbs.join(", ")}.`);
  if (name.length > longest)
    errors.push(`"${name}" has ${name.length} characters; at most ${longest} are allowed.`);
  if (/20\d\d/.test(name)) errors.push(`"${name}" holds an API version; a name outlives them.`);
  return errors;
}

/** Whether a file of a domain is a policy's; the others hold vocabulary. */
export function isPolicyFile(file: string): boolean {
  return file.endsWith(".ts") && shape.test(file.slice(0, -".ts".length));
}

/** `ml-compute-disable-ssh` is imported as `mlComputeDisableSsh`. */
export function importName(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The whole `index.ts` of a domain, as Prettier leaves it. */
export function indexText(names: readonly string[]): string {
  const sorted = [...names].sort();
  const imports = sorted.map((name) => `import ${importName(name)} from "./${name}";\n`).join("");
  const inOneLine = `export default [${sorted.map(importName).join(", ")}];\n`;
  const list =
    inOneLine.length <= 101
      ? inOneLine
      : `export default [\n${sorted.map((name) => `  ${importName(name)},\n`).join("")}];\n`;
  return `${imports}${imports && "\n"}/** The policies of this domain, by name. */\n${list}`;
}
