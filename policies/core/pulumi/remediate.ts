import type { ResourceValidationArgs } from "@pulumi/policy";
import { exemptionOf } from "../config/exemptions";
import { judge } from "./judge";
import { readParameters } from "../config/parameters";
import type { Change, ResourcePolicy } from "../policy";
import { placeOf } from "../ref";
import type { Run } from "./run";
import { contentsOf, type Subject } from "../subject";
import { isObject, unwrap, type Path } from "../unknown";

/** The inputs with what violates the policy set right; `undefined` when nothing is changed. */
export function remediate(
  args: ResourceValidationArgs,
  policy: ResourcePolicy,
  remediation: NonNullable<ResourcePolicy["remediation"]>,
  run: Run,
): Record<string, unknown> | undefined {
  const { values: parameters } = readParameters(policy.parameters, args.getConfig());
  if (exemptionOf(run.settings.exemptions, policy.name, args.urn, run.today()).state === "in force")
    return undefined;
  let changed = false;
  for (const subject of contentsOf(args).subjects) {
    if (!policy.kinds.includes(subject.kind)) continue;
    const context = { parameters, subject };
    const isViolated = (judge(policy, context)?.findings.length ?? 0) > 0;
    if (isViolated && applyChanges(args.props, subject, remediation(subject.props, context)))
      changed = true;
  }
  return changed ? args.props : undefined;
}

/**
 * Sets values in a resource's inputs, in place; all else, secrets and the engine's internal keys included,
 * stays as it is.
 * @returns whether it could: not when the program spells the resource otherwise or in an API version that has no such
 * property, nor below an unknown value.
 */
function applyChanges(props: unknown, subject: Subject, changes: Iterable<Change>): boolean {
  const planned = [...changes].map(({ set, to }) => ({ path: placeOf(set).path, to }));
  const lacks = (path: Path) => subject.lacking.some((one) => startsWith(path, one.path));
  const sameSpelling = planned.every(
    ({ path }) => pathEquals(subject.spell(path), path) && !lacks(path),
  );
  return (
    planned.length > 0 && sameSpelling && planned.every(({ path, to }) => setAt(props, path, to))
  );
}

function setAt(props: unknown, path: Path, to: unknown): boolean {
  const last = path.at(-1);
  let at: unknown = unwrap(props);
  for (const step of path.slice(0, -1)) {
    if (!isObject(at)) return false;
    const holder = at as Record<string, unknown>;
    holder[step] ??= {};
    at = unwrap(holder[step]);
  }
  if (!isObject(at) || last === undefined) return false;
  (at as Record<string, unknown>)[last] = to;
  return true;
}

function pathEquals(left: Path, right: Path): boolean {
  return left.length === right.length && startsWith(left, right);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => step === path[index]);
}
