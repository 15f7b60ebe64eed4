/** What a user reads under the title that Pulumi prints. */
import type { Exemption, InForce } from "../config/exemptions";
import type { Finding, Unsure } from "../finding";
import type { Facts } from "../policy";
import type { Path } from "../value/value";

/** No message is longer, whatever is found: a log that takes minutes to read helps nobody. */
const longest = 4_000;
/** No line of a finding is longer: names can be. */
const longestLine = 500;

/** `properties.contentFilters[0].blocking`; a name that is no identifier as `tags["cost center"]`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

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
  return textOfLines(findings.map(findingLine), [
    ...ending,
    `Why: ${policy.why}`,
    `Fix: ${fix}`,
    policy.docs,
  ]);
}

/** The finding of an exempted resource, with who said until when. */
export function exemptMessage(findings: readonly Finding[], exempt: InForce): string {
  return exemptText(findings.map(findingLine), exempt);
}

export function exemptText(lines: readonly string[], exempt: InForce): string {
  return textOfLines([exemptLine(exempt), ...lines], []);
}

/** From when on the line says that the end is near: time enough to mend the resource, or to ask again. */
const soonDays = 30;

/** Until when a resource is exempt, and why. */
function exemptLine({ exemption: { expires, reason }, daysLeft }: InForce): string {
  const left = daysLeft === 1 ? "1 day" : `${daysLeft} days`;
  const soon = daysLeft === 0 ? ", the end of today" : `, in ${left}`;
  return `Exempt until ${expires}${daysLeft <= soonDays ? soon : ""}: ${reason}`;
}

export function unsureMessage(policy: Facts, unsure: readonly Unsure[]): string {
  const reasons = new Set(unsure.map(({ because }) => because));
  const clauses = [...reasons].map((reason) => {
    const paths = unsure.filter(({ because }) => because === reason).map(unsurePath);
    const [first = "", ...others] = new Set(paths);
    const shown = [first, ...others.slice(0, 9)].join(", ");
    const more = others.length > 9 ? ` and ${others.length - 9} more` : "";
    if (reason !== undefined) return `${shown}${more}: ${printableLine(reason)}`;
    const which = others.length > 0 ? `${shown}${more} are` : `${first} is`;
    return `${which} not known until deployment`;
  });
  return `Not decided: ${clauses.join("; ")}.\n${policy.docs}`;
}

function unsurePath({ unknown, of }: Unsure): string {
  return printableLine(of === undefined ? pathText(unknown) : `${pathText(unknown)} of ${of}`);
}

/** What is wrong with the configuration of one policy. */
export function configMessage(policy: string, errors: readonly string[]): string {
  const lines = errors.map((error) => `- ${error}`);
  return textOfLines([`In the configuration of the policy pack, under "${policy}":`, ...lines], []);
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
function printableLine(line: string): string {
  const text = line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "\ufffd");
  return text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
}

/** What the fix takes where the user's own spelling has no such property. */
function otherSpelling({ lacking }: Finding): string[] {
  if (!lacking) return [];
  return [`${lacking.who} has no ${pathText(lacking.path)}: use ${lacking.instead}.`];
}

function findingLine({ within, path, canonical, found, wanted }: Finding): string {
  const what = canonical ? `Azure's ${pathText(canonical)} is ${found}` : found;
  const parts = [within, path && pathText(path), what].filter((part) => part !== undefined);
  return `${parts.join(": ")}${wanted === undefined ? "" : `; must be ${wanted}`}`;
}
