import type { ResourceValidationArgs } from "@pulumi/policy";
import { exemptionOf } from "../config/exemptions";
import { judge } from "./judge";
import { readParameters } from "../config/parameters";
import type { Change, ResourcePolicy } from "../policy";
import { placeOf } from "../ref";
import type { Run } from "./run";
import { classOf } from "../scope/classes";
import type { Subject } from "../subject";
import { handBack, wireCopyOf } from "../value/edge";
import { isObject, type Path } from "../value/value";
import { signature, signatures } from "../value/wire";

type Wire = Record<string, unknown>;

/** The inputs with what violates the policy set right; `undefined` when nothing is changed. */
export function remediate(
  args: ResourceValidationArgs,
  policy: ResourcePolicy,
  remediation: NonNullable<ResourcePolicy["remediation"]>,
  run: Run,
): Wire | undefined {
  // Which resources are exempt is read with the first analysis, and the engine analyses the stack's own resource before
  // it has any other remediated. What comes earlier is left as it is, and judged.
  if (!run.hasAnalysed) return undefined;
  const { values: parameters } = readParameters(policy.parameters, args.getConfig());
  if (exemptionOf(run.settings.exemptions, policy.name, args.urn, run.today()).state === "in force")
    return undefined;
  let changed: Wire | undefined;
  for (const subject of run.read(args).subjects) {
    if (!policy.kinds.includes(subject.kind)) continue;
    if (classOf(subject.kind) === "support" && !run.scopes.isAll) {
      run.scopes.refused.add(policy.name);
      continue;
    }
    const context = { parameters, subject };
    const isViolated = (judge(policy, context)?.findings.length ?? 0) > 0;
    if (isViolated)
      changed =
        withChanges(changed ?? args.props, subject, remediation(subject.props, context)) ?? changed;
  }
  return changed && handBack(changed);
}

/**
 * A copy of a resource's inputs with values set; all else, secrets and the engine's internal keys included, stays as it
 * is. `undefined` when it cannot be done: when the program spells the resource otherwise or in an API version that has no
 * such property, and below an unknown value.
 */
function withChanges(
  props: unknown,
  subject: Subject,
  changes: Iterable<Change>,
): Wire | undefined {
  const planned = [...changes].map(({ set, to }) => ({ path: placeOf(set).path, to }));
  const lacks = (path: Path) => subject.lacking.some((one) => startsWith(path, one.path));
  const sameSpelling = planned.every(
    ({ path }) => pathEquals(subject.spell(path), path) && !lacks(path),
  );
  if (planned.length === 0 || !sameSpelling) return undefined;
  const wire = wireCopyOf(props);
  return planned.every(({ path, to }) => setAt(wire, path, to)) ? wire : undefined;
}

function setAt(wire: Wire, path: Path, to: unknown): boolean {
  let at = wire;
  for (const step of path.slice(0, -1)) {
    const holder = secretIn(at, step) ?? at;
    const key = holder === at ? step : "value";
    holder[key] ??= {};
    const below = holder[key];
    if (!isObject(below) || Object.hasOwn(below, signature)) return false;
    at = below;
  }
  const last = path.at(-1);
  if (last === undefined) return false;
  const secret = secretIn(at, last);
  if (secret) secret["value"] = to;
  else at[last] = to;
  return true;
}

/** The object in which the engine keeps a secret: what is set in its place stays one. */
function secretIn(at: Wire, step: string | number): Wire | undefined {
  const value = at[step];
  return isObject(value) && value[signature] === signatures.secret ? value : undefined;
}

function pathEquals(left: Path, right: Path): boolean {
  return left.length === right.length && startsWith(left, right);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => step === path[index]);
}
