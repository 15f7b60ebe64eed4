/** What a policy says of what a request holds. */
import type { Values, Parameters } from "../config/parameters";
import { verdict, whenAbout, type Finding, type Outcome, type Verdict } from "../finding";
import { push } from "../multimap";
import type { Context, DutyPolicy, ResourcePolicy, StackPolicy } from "../policy";
import type { Leaf } from "../ref";
import type { Stack } from "../stack/stack";
import type { Contents, Subject } from "../subject";
import { withoutSecrets } from "../value/secrets";
import type { Path } from "../value/value";

/** Of a subject, in canonical spelling; `undefined` when the policy is not about it. */
export function judge<C extends Context>(policy: Predicate<C>, context: C): Verdict | undefined {
  const { props } = context.subject;
  const seen = { isAbout: true };
  const isAbout = () => (seen.isAbout = policy.when(props, context));
  const found = verdict(() => whenAbout(isAbout, () => policy.findings(props, context)));
  return seen.isAbout ? found : undefined;
}

interface Predicate<C> {
  readonly when: (props: Leaf<unknown>, context: C) => boolean;
  readonly findings: (props: Leaf<unknown>, context: C) => Iterable<Outcome>;
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

/** What a policy says of one resource of a stack, or, without a URN, of the stack as a whole. */
export interface StackVerdict extends Verdict {
  readonly urn: string | undefined;
}

/**
 * Of a stack: of each resource that the policy is about, whether it has something to say or not.
 * @param contain runs the judgement of one resource; `undefined` when that fails.
 */
export function judgeStack(
  policy: StackPolicy,
  stack: Stack,
  parameters: Values<Parameters>,
  contain: <T>(urn: string, judge: () => T) => T | undefined,
): readonly StackVerdict[] {
  const verdicts = new Map<string | undefined, Verdict[]>();
  if ("judge" in policy)
    for (const [subject, found] of contain(stack.rootUrn ?? "", () =>
      ofDuty(policy, stack, parameters),
    ) ?? [])
      push(verdicts, subject?.urn ?? stack.rootUrn, found);
  else
    for (const subject of policy.kinds.flatMap((kind) => stack.judged(kind))) {
      const context = { parameters, subject, stack };
      const found = contain(subject.urn, () => {
        const verdict = judge(policy, context);
        return verdict && spelled(verdict, subject);
      });
      if (found) push(verdicts, subject.urn, found);
    }
  return [...verdicts].map(([urn, list]) => ({ urn, ...joined(list) }));
}

function ofDuty(policy: DutyPolicy, stack: Stack, parameters: Values<Parameters>) {
  const outcomes = new Map<Subject | undefined, Outcome[]>();
  for (const { on, ...outcome } of policy.judge(stack, parameters)) push(outcomes, on, outcome);
  return [...outcomes].map(([subject, list]) => {
    const found = verdict(() => list);
    return [subject, subject ? spelled(found, subject) : found] as const;
  });
}

/**
 * A verdict in the user's spelling. What a subject that only adds to another leaves out is not known to be absent,
 * and not worth a word.
 */
function spelled({ findings, unsure }: Verdict, subject: Subject): Verdict {
  const { label, partial } = subject;
  const within = label === undefined ? {} : { within: label };
  return {
    findings: findings.map((one): Finding => ({
      ...one,
      ...within,
      ...(one.path && { ...placeOf(one.path, subject), ...lackingAt(one.path, subject) }),
    })),
    unsure: partial
      ? []
      : unsure.map((one) =>
          one.of === undefined
            ? {
                ...one,
                unknown: shownPath(one.unknown, subject),
                ...(one.block && { block: shownPath(one.block, subject) }),
              }
            : one,
        ),
  };
}

/** "localAuthEnabled: false; must be true" would say the opposite of what is meant: then both names are told. */
function placeOf(canonical: Path, subject: Subject): Pick<Finding, "path" | "canonical"> {
  const path = shownPath(canonical, subject);
  const isRenamed = subject.translated && path.at(-1) !== canonical.at(-1);
  return isRenamed ? { path, canonical } : { path };
}

/** In the user's spelling. */
function shownPath(canonical: Path, { spell, secrets }: Subject): Path {
  return withoutSecrets(spell(canonical), secrets);
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
