/** What a user reads under the title that Pulumi prints. */
import type { Exemption, InForce } from "../config/exemptions";
import { mistakeText, type Mistake } from "../config/mistake";
import type { Finding } from "../finding";
import type { Facts } from "../policy";
import { grouped, type Line } from "./grouped";
import { pathText } from "../value/path";

/**
 * No message is longer, whatever is found: a log that takes minutes to read helps nobody. With the title above it, which
 * has a hundred characters at most, it has less than 4,000.
 */
const longest = 3_890;
/** No line of a finding is longer: names can be. */
const longestLine = 500;

/** Paths, found, wanted; then why, fix and link, which the policy says once for all of them. */
export function violationMessage(
  policy: Facts,
  findings: readonly Finding[],
  ended?: Exemption,
): string {
  const ending = ended
    ? [`The exemption of this resource ended on ${ended.expires} (${ended.reason}).`]
    : [];
  const fix = [policy.fix, ...new Set(findings.flatMap(otherSpelling))].join(" ");
  return textOfLines(grouped(findings).map(findingLine), [
    ...ending,
    `Why: ${firstSentence(policy.why)}`,
    `Fix: ${fix}`,
    policy.docs,
  ]);
}

/** Up to the first full stop that a space or the end follows; the whole stands on the policy's page. */
export function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** The finding of an exempted resource, with who said until when. */
export function exemptMessage(findings: readonly Finding[], exempt: InForce): string {
  return exemptText(grouped(findings).map(findingLine), exempt);
}

export function exemptText(lines: readonly string[], exempt: InForce): string {
  return textOfLines([exemptLine(exempt), ...lines], []);
}

/** From when on the line says that the end is near: time enough to mend the resource, or to ask again. */
export const soonDays = 30;

/** Until when a resource is exempt, and why. */
function exemptLine({ exemption: { expires, reason }, daysLeft }: InForce): string {
  const left = daysLeft === 1 ? "1 day" : `${daysLeft} days`;
  const soon = daysLeft === 0 ? ", the end of today" : `, in ${left}`;
  return `Exempt until ${expires}${daysLeft <= soonDays ? soon : ""}: ${reason}`;
}

/** What is wrong with the configuration, of all policies together. */
export function configMessage(mistakes: readonly Mistake[]): string {
  return textOfLines(mistakes.map(mistakeText), [
    "Why: what is wrong does not count; the defaults stand in for it.",
    'Fix: Set it right in the file of --policy-pack-config or in the policy group. "npx azure-ai-security check-config FILE" finds it before anything runs.',
  ]);
}

/** The first of the lines and how many more there are, then the last ones whole. */
export function textOfLines(lines: readonly string[], last: readonly string[]): string {
  const end = last.map(printableLine);
  let room = longest - end.join("\n").length;
  const shown: string[] = [];
  for (const line of lines) {
    const text = printableLine(line);
    room -= text.length + 1;
    if (room < 40 && shown.length > 0) break;
    shown.push(text);
  }
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [`… and ${left} more like these`] : []), ...end].join("\n");
}

/**
 * One line as a terminal shows it: names and reasons are written by others, and a control character could move the
 * cursor or pretend to be a line of its own.
 */
export function printableLine(line: string): string {
  const text = line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "\ufffd");
  if (text.length <= longestLine) return text;
  // Half a character is none.
  return `${text.slice(0, longestLine).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** What the fix takes where the user's own spelling has no such property. */
function otherSpelling({ lacking }: Finding): string[] {
  if (!lacking) return [];
  return [`${lacking.who} has no ${pathText(lacking.path)}: use ${lacking.instead}.`];
}

function findingLine({ within, path, indexes, canonical, found, wanted }: Line): string {
  const what = canonical ? `Azure's ${pathText(canonical)} is ${found}` : found;
  const parts = [within, path && pathText(path, indexes), what].filter(
    (part) => part !== undefined,
  );
  return `${parts.join(": ")}${wanted === undefined ? "" : `; must be ${wanted}`}`;
}
