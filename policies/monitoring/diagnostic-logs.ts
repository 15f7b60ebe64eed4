/** Diagnostic settings and the logs they send to Log Analytics. */
import { is, isKnown, isSet } from "../core/expect";
import { unsure, type Outcomes } from "../core/finding";
import { items, type Leaf, type Ref } from "../core/ref";
import type { Props } from "../core/sdk";
import type { Stack } from "../core/stack";
import type { Subject } from "../core/subject";

type Setting = Ref<Props<"monitor:DiagnosticSetting">>;

interface SettingLink {
  readonly from: Subject;
  readonly ref: Leaf<unknown>;
}

function* settings(stack: Stack): Generator<SettingLink> {
  for (const from of stack.of("monitor:DiagnosticSetting"))
    yield { from, ref: (from.props as Setting).resourceUri };
}

/** What of a resource's logs must reach Log Analytics. */
interface RequiredLogs {
  /** Category groups each of which is enough. */
  readonly groups: readonly string[];
  /** Otherwise, all of these. */
  readonly categories: readonly string[];
}

/** Finds a resource whose settings, taken together, leave out logs. */
export function* requireLogs(subject: Subject, stack: Stack, required: RequiredLogs): Outcomes {
  const referrers = stack.referrers(subject.kind, settings);
  const own = referrers
    .certain(subject)
    .map(({ from }) => from)
    .filter(reachesLogAnalytics);
  let missing: readonly string[] = required.categories;
  for (const setting of own) missing = stillMissing(setting, required, missing);
  if (missing.length === 0) return;
  const [open] = [
    ...own
      .filter((setting) => !isDecided(setting))
      .map((from) => ({ from, ref: (from.props as Setting).logs })),
    ...referrers.possible(subject).filter(({ from }) => reachesLogAnalytics(from)),
  ];
  if (open) yield unsure(open.ref, open.from.name);
  else if (own.length === 0)
    yield* stack.missing(
      "diagnostic-settings",
      "no diagnostic setting of this stack sends its logs to Log Analytics",
    );
  else
    yield* stack.missing(
      "diagnostic-settings",
      `its diagnostic settings leave out ${missing.join(", ")}`,
    );
}

function reachesLogAnalytics(setting: Subject): boolean {
  return isSet((setting.props as Setting).workspaceId);
}

/** What is left of the missing categories after a setting. Logs that are not known yet count as complete. */
function stillMissing(
  setting: Subject,
  { groups }: RequiredLogs,
  missing: readonly string[],
): readonly string[] {
  const { logs } = setting.props as Setting;
  if (!isKnown(logs)) return [];
  const sent = items(logs).filter((log) => isKnown(log.enabled) && is(log.enabled, true));
  if (sent.some(({ categoryGroup }) => isKnown(categoryGroup) && is(categoryGroup, ...groups)))
    return [];
  return missing.filter(
    (category) => !sent.some((log) => isKnown(log.category) && is(log.category, category)),
  );
}

/** Whether every entry of a setting's logs is known as far as it decides. */
function isDecided(setting: Subject): boolean {
  const { logs } = setting.props as Setting;
  if (!isKnown(logs)) return true;
  return items(logs).every(
    (log) =>
      isOff(log.enabled) ||
      (isKnown(log.enabled) && isKnown(log.category) && isKnown(log.categoryGroup)),
  );
}

function isOff(enabled: Leaf<boolean>): boolean {
  return isKnown(enabled) && !is(enabled, true);
}
