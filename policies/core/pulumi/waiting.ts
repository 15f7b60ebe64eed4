import type { Unsure } from "../finding";
import { pathText } from "../value/path";

/** More names than these are counted. */
const mostNames = 6;

/** Who waits for what, over both phases of a run. */
export class Waiting {
  readonly #byUrn = new Map<string, Map<string, readonly Unsure[]>>();

  /** What a policy waits for now, of a resource; what it waited for before is over. */
  set(policy: string, urn: string, unsure: readonly Unsure[]): void {
    const policies = this.#byUrn.get(urn);
    if (unsure.length === 0) {
      policies?.delete(policy);
      if (policies?.size === 0) this.#byUrn.delete(urn);
    } else if (policies) policies.set(policy, unsure);
    else this.#byUrn.set(urn, new Map([[policy, unsure]]));
  }

  get isEmpty(): boolean {
    return this.#byUrn.size === 0;
  }

  /** Of each resource, one line per value, with the policies that wait for it; told once. */
  takeLines(): readonly (readonly [urn: string, lines: readonly string[]])[] {
    const all = [...this.#byUrn].map(([urn, policies]) => [urn, linesOf(policies)] as const);
    this.#byUrn.clear();
    return all;
  }
}

function linesOf(policies: ReadonlyMap<string, readonly Unsure[]>): readonly string[] {
  const names = new Map<string, Set<string>>();
  for (const [policy, list] of policies)
    for (const one of list) {
      const what = whatOf(one);
      names.set(what, (names.get(what) ?? new Set()).add(policy));
    }
  return [...names].map(([what, waiting]) => `${what} (${listed([...waiting])})`);
}

function whatOf({ unknown, block, of, because }: Unsure): string {
  if (because !== undefined) return `${pathText(unknown)}: ${because}`;
  if (of !== undefined) return `${pathText(unknown)} of ${of}: not known until deployment`;
  return block
    ? `${pathText(block)}: a value inside it is not known until deployment`
    : `${pathText(unknown)}: not known until deployment`;
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
