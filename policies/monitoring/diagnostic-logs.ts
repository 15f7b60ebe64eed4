/** Diagnostic settings and the logs they send to Log Analytics. */
import { example } from "../core/define";
import { inGroup } from "../core/example-ids";
import { is, isKnown, isSet } from "../core/expect";
import type { Outcomes } from "../core/finding";
import type { Example } from "../core/policy";
import { items, type Leaf, type Ref } from "../core/ref";
import type { Props } from "../core/sdk";
import type { Link, Stack } from "../core/stack/stack";
import type { Subject } from "../core/subject";

type Setting = Ref<Props<"monitor:DiagnosticSetting">>;
type Log = Ref<NonNullable<Props<"monitor:DiagnosticSetting">["logs"]>[number]>;

/** What of a resource's logs must reach Log Analytics. */
interface RequiredLogs {
  /** Category groups each of which is enough. */
  readonly groups: readonly string[];
  /** Otherwise, all of these. */
  readonly categories: readonly string[];
  /** Whether the resource has such logs; asked for only if they are missing. */
  readonly when?: () => boolean;
}

/** Finds a resource whose settings, taken together, leave out logs: the first of these that are missing. */
export function* requireLogs(
  subject: Subject,
  stack: Stack,
  ...required: readonly RequiredLogs[]
): Outcomes {
  for (const logs of required)
    for (const outcome of lacking(subject, stack, logs)) {
      yield outcome;
      if (!("unknown" in outcome)) return;
    }
}

function* lacking(subject: Subject, stack: Stack, required: RequiredLogs): Outcomes {
  const { groups, categories, when = () => true } = required;
  const links = stack.referrers(subject.kind, settings);
  const own = links.certain(subject).filter(reachesLogAnalytics);
  const entries = own.flatMap(entriesOf);
  const sends = ({ log }: Entry, category: string, holds: Test) =>
    holds(log.enabled, true) &&
    (holds(log.categoryGroup, ...groups) || holds(log.category, category));

  const missing = categories.filter(
    (category) => !entries.some((entry) => sends(entry, category, surely)),
  );
  if (missing.length === 0 || !when()) return;
  yield* stack.missing(
    "diagnostic-settings",
    own.length === 0
      ? "no diagnostic setting of this stack sends its logs to Log Analytics"
      : `its diagnostic settings leave out ${missing.join(", ")}`,
    entries.find((entry) => missing.some((category) => sends(entry, category, perhaps)))?.open ??
      links.perhaps(subject, reachesLogAnalytics),
  );
}

interface Entry {
  readonly log: Log;
  /** The value that leaves open what the entry sends. */
  readonly open: Link | undefined;
}

/** The logs of a setting; a list that is not known yet is one entry of which nothing is known. */
function entriesOf({ from }: Link): Entry[] {
  const { logs } = from.props as Setting;
  if (!isKnown(logs)) return [{ log: logs as unknown as Log, open: { from, ref: logs } }];
  return items(logs).map((log) => {
    const ref = [log.enabled, log.categoryGroup, log.category].find((one) => !isKnown(one));
    return { log, open: ref && { from, ref } };
  });
}

type Test = <V>(ref: Leaf<V>, ...values: readonly NoInfer<V>[]) => boolean;
const surely: Test = (ref, ...values) => isKnown(ref) && is(ref, ...values);
const perhaps: Test = (ref, ...values) => !isKnown(ref) || is(ref, ...values);

function* settings(stack: Stack): Generator<Link> {
  for (const from of stack.of("monitor:DiagnosticSetting"))
    yield { from, ref: (from.props as Setting).resourceUri };
}

function reachesLogAnalytics({ from }: Link): boolean {
  const { workspaceId } = from.props as Setting;
  return !isKnown(workspaceId) || isSet(workspaceId);
}

const sinks = {
  workspaceId: inGroup("OperationalInsights/workspaces/central"),
  storageAccountId: inGroup("Storage/storageAccounts/archive"),
};

/** The diagnostic setting of the resource of that name, for examples. @param logs category groups or categories */
export function settingOf(
  target: string,
  sink: keyof typeof sinks,
  logs: readonly ({ readonly categoryGroup: string } | { readonly category: string })[],
): Example {
  return example(
    "monitor:DiagnosticSetting",
    {
      resourceUri: `\${${target}.id}`,
      [sink]: sinks[sink],
      logs: logs.map((one) => ({ ...one, enabled: true })),
    },
    "logs",
  );
}
