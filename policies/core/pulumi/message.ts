/** What a user reads under the title that Pulumi prints. */
import type { Exemption, InForce } from "../config/exemptions";
import type { Finding, Unsure } from "../finding";
import type { Facts } from "../policy";
import type { Path } from "../unknown";

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
  const lines = findings.map((finding) => findingLine(finding));
  const ending = ended
    ? [`The exemption of this resource ended on ${ended.expires} (${ended.reason}).`]
    : [];
  return [...lines, ...ending, `Why: ${policy.why}`, `Fix: ${policy.fix}`, policy.docs].join("\n");
}

/** The finding of an exempted resource, with who said until when. */
export function exemptMessage(findings: readonly Finding[], exempt: InForce): string {
  return [exemptLine(exempt), ...findings.map((finding) => findingLine(finding))].join("\n");
}

/** From when on the line says that the end is near: time enough to mend the resource, or to ask again. */
const soonDays = 30;

/** Until when a resource is exempt, and why. */
export function exemptLine({ exemption: { expires, reason }, daysLeft }: InForce): string {
  const left = daysLeft === 1 ? "1 day" : `${daysLeft} days`;
  const soon = daysLeft === 0 ? ", the end of today" : `, in ${left}`;
  return `Exempt until ${expires}${daysLeft <= soonDays ? soon : ""}: ${reason}`;
}

export function unsureMessage(policy: Facts, unsure: readonly Unsure[]): string {
  const paths = unsure.map(({ unknown, of }) =>
    of === undefined ? pathText(unknown) : `${pathText(unknown)} of ${of}`,
  );
  const [first = ""] = paths;
  const which = new Set(paths).size > 1 ? `${[...new Set(paths)].join(", ")} are` : `${first} is`;
  return `Not decided: ${which} not known until deployment.\n${policy.docs}`;
}

/** What is wrong with the configuration of one policy. */
export function configMessage(policy: string, errors: readonly string[]): string {
  return [
    `In the configuration of the policy pack, under "${policy}":`,
    ...errors.map((error) => `- ${error}`),
  ].join("\n");
}

function findingLine({ within, path, canonical, found, wanted }: Finding): string {
  const what = canonical ? `Azure's ${pathText(canonical)} is ${found}` : found;
  const parts = [within, path && pathText(path), what].filter((part) => part !== undefined);
  return `${parts.join(": ")}${wanted === undefined ? "" : `; must be ${wanted}`}`;
}
