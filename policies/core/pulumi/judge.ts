/** What a policy says of what a request holds. */
import type { Values, Parameters } from "../config/parameters";
import { verdict, whenAbout, type Finding, type Outcome, type Verdict } from "../finding";
import { push } from "../multimap";
import type { Context, ResourcePolicy, StackPolicy } from "../policy";
import type { Stack } from "../stack/stack";
import type { Contents, Subject } from "../subject";
import type { Path } from "../unknown";

/** Of a subject, in canonical spelling; `undefined` when the policy is not about it. */
export function judge(policy: ResourcePolicy, context: Context): Verdict | undefined {
  const { props } = context.subject;
  const seen = { isAbout: true };
  const isAbout = () => (seen.isAbout = policy.when(props, context));
  const found = verdict(() => whenAbout(isAbout, () => policy.findings(props, context)));
  return seen.isAbout ? found : undefined;
}

/** Of a resource, in the user's spelling; `undefined` when the policy is about none of its subjects. */
export function judgeResource(
  policy: ResourcePolicy,
  contents: Contents,
  parameters: Values<Parameters>,
): Verdict | undefined {
  if (!policy.kinds.some((kind) => contents.kinds.has(kind))) return undefined;
  const verdicts: Verdict[] = [];
  for (const subject of contents.subjects) {
    if (!policy.kinds.includes(subject.kind)) continue;
    const found = judge(policy, { parameters, subject });
    if (!found) continue;
    const own = spelled(found, subject);
    verdicts.push(subject.alternative ? besides(verdicts, own) : own);
  }
  return verdicts.length === 0 ? undefined : joined(verdicts);
}

/** Of each resource of a stack, or of the stack as a whole, that it has something to say of; by URN. */
export function judgeStack(
  policy: StackPolicy,
  stack: Stack,
  parameters: Values<Parameters>,
): ReadonlyMap<string | undefined, Verdict> {
  const outcomes = new Map<Subject | undefined, Outcome[]>();
  for (const { on, ...outcome } of policy.judge(stack, parameters)) push(outcomes, on, outcome);
  const verdicts = new Map<string | undefined, Verdict[]>();
  for (const [subject, list] of outcomes) {
    const found = verdict(() => list);
    push(verdicts, subject?.urn ?? stack.rootUrn, subject ? spelled(found, subject) : found);
  }
  return new Map([...verdicts].map(([urn, list]) => [urn, joined(list)]));
}

/** Whether there is anything to tell. */
export function speaks({ findings, unsure }: Verdict): boolean {
  return findings.length > 0 || unsure.length > 0;
}

/**
 * A verdict in the user's spelling. What a subject that only adds to another leaves out is not known to be absent,
 * and not worth a word.
 */
function spelled({ findings, unsure }: Verdict, subject: Subject): Verdict {
  const { spell, label } = subject;
  const within = label === undefined ? {} : { within: label };
  return {
    findings: findings.map((one): Finding => ({
      ...one,
      ...within,
      ...(one.path && { ...placeOf(one.path, subject), ...lackingAt(one.path, subject) }),
    })),
    unsure: subject.partial
      ? []
      : unsure.map((one) => (one.of === undefined ? { ...one, unknown: spell(one.unknown) } : one)),
  };
}

/** "localAuthEnabled: false; must be true" would say the opposite of what is meant: then both names are told. */
function placeOf(
  canonical: Path,
  { spell, translated }: Subject,
): Pick<Finding, "path" | "canonical"> {
  const path = spell(canonical);
  return translated && path.at(-1) !== canonical.at(-1) ? { path, canonical } : { path };
}

/** What the subject's spelling has no property for: an excuse that is written in vain, else what the finding is about. */
function lackingAt(path: Path, { lacking, spell, translated }: Subject): Pick<Finding, "lacking"> {
  const found =
    lacking.find(({ excuse }) => excuse) ??
    lacking.find((one) => one.path.every((step, index) => step === path[index]));
  if (!found) return {};
  const { who, instead } = found;
  return { lacking: { who, path: translated ? found.path : spell(found.path), instead } };
}

function joined(verdicts: readonly Verdict[]): Verdict {
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    unsure: verdicts.flatMap(({ unsure }) => unsure),
  };
}

/** What a second reading of the same resource says that is not said yet. */
function besides(told: readonly Verdict[], { findings, unsure }: Verdict): Verdict {
  const lines = new Set(joined(told).findings.map((one) => JSON.stringify(one)));
  return { findings: findings.filter((one) => !lines.has(JSON.stringify(one))), unsure };
}
