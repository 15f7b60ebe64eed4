/** The packs that are compared: one that does nothing, ours, and ours grown to 200 policies. */
import * as path from "node:path";
import type { Pack } from "../tools/engine/harness";
import { writePack } from "../tools/engine/throw-away";
import { allPolicies } from "../policies/all";

const root = path.resolve(__dirname, "..");

const size = { resource: 160, stack: 40 } as const;
type Scope = keyof typeof size;

export interface Compared {
  readonly name: string;
  readonly path: string;
  /** Its resource policies, which a configuration can disable. */
  readonly resourcePolicies: readonly string[];
}

const names = (scope: Scope) =>
  allPolicies.filter((policy) => policy.scope === scope).map(({ name }) => name);
const copies = (scope: Scope) => {
  const originals = names(scope);
  return Array.from({ length: size[scope] }, (_, at) => ({
    original: originals[at % originals.length] ?? "",
    name: `${originals[at % originals.length]}-${Math.floor(at / originals.length)}`,
  }));
};

export const empty: Compared = {
  name: "empty",
  path: writePack(`
    const { PolicyPack } = require("@pulumi/policy");
    new PolicyPack("empty", { policies: [{ name: "nothing", description: "-", validateStack: () => {} }] });
  `),
  resourcePolicies: [],
};

/** The compiled one, as it ships. */
export const ours: Compared = {
  name: "this pack",
  path: root,
  resourcePolicies: names("resource"),
};

/** Copies of our policies under other names, run by our compiled core. It never ships. */
export const twoHundred: Compared = {
  name: "200 policies",
  path: writePack(`
    const { PolicyPack } = require("@pulumi/policy");
    const { allPolicies } = require(${JSON.stringify(path.join(root, "bin", "policies", "all"))});
    const { toSdkPolicies } = require(${JSON.stringify(path.join(root, "bin", "policies", "core", "pulumi", "pack"))});
    const copies = ${JSON.stringify([...copies("resource"), ...copies("stack")])};
    const policies = copies.map(({ original, name }) => ({
      ...allPolicies.find((policy) => policy.name === original),
      name,
    }));
    require(${JSON.stringify(path.join(root, "bin", "policies", "core", "value", "edge"))}).shareValues();
    require(${JSON.stringify(path.join(root, "bin", "policies", "core", "pulumi", "spared"))}).spareTheSdk();
    new PolicyPack("azure-ai-security-200", { policies: toSdkPolicies(policies) });
  `),
  resourcePolicies: copies("resource").map(({ name }) => name),
};

export const packs: readonly Compared[] = [empty, ours, twoHundred];

/** The pack for a run in which only its stack policies judge. */
export function stackOnly({ path, resourcePolicies }: Compared): Pack {
  const disabled = [...resourcePolicies, "pack-visibility"].map((name) => [name, "disabled"]);
  return resourcePolicies.length === 0
    ? { path }
    : { path, config: Object.fromEntries(disabled) as object };
}
