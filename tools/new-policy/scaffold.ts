/** Makes the file of a new policy and its lines in the index of its domain. */
import * as fs from "node:fs";
import * as path from "node:path";
import { indexText, isPolicyFile, nameErrors } from "./names";
import { policyText } from "./template";

/**
 * @param root the folder that holds `policies/`.
 * @returns the files written, from the root.
 * @throws an error that says what to do, before anything is written
 */
export function newPolicy(root: string, domain: string, name: string): string[] {
  const domains = domainsOf(root);
  if (!domains.includes(domain))
    throw new Error(`There is no domain "${domain}"; there are: ${domains.join(", ")}.`);
  const [error] = nameErrors(name);
  if (error !== undefined) throw new Error(error);
  const taken = domains.find((one) =>
    fs.existsSync(path.join(root, "policies", one, `${name}.ts`)),
  );
  if (taken !== undefined) throw new Error(`The policy ${name} exists already, in ${taken}.`);
  const names = fs
    .readdirSync(path.join(root, "policies", domain))
    .filter(isPolicyFile)
    .map((file) => path.basename(file, ".ts"));
  const index = `policies/${domain}/index.ts`;
  if (fs.readFileSync(path.join(root, index), "utf8") !== indexText(names))
    throw new Error(
      `${index} does not list exactly the policies of its folder, in order: put that right first.`,
    );
  const file = `policies/${domain}/${name}.ts`;
  fs.writeFileSync(path.join(root, file), policyText(name), { flag: "wx" });
  fs.writeFileSync(path.join(root, index), indexText([...names, name]));
  return [file, index];
}

function domainsOf(root: string): string[] {
  return fs
    .readdirSync(path.join(root, "policies"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "core")
    .map(({ name }) => name)
    .sort();
}
