/**
 * What failed while it was read or judged. A predicate that throws would end the preview of the user; here it ends one
 * judgement, of one resource by one policy, which `pack-visibility` then says.
 */
import { push } from "../multimap";
import { unreadable } from "../subject";

export class Failures {
  readonly #byUrn = new Map<string, string[]>();

  /** Runs a judgement; `undefined` when it fails. */
  contain<T>(policy: string, urn: string, judge: () => T): T | undefined {
    try {
      return judge();
    } catch (error) {
      push(this.#byUrn, urn, `${policy}: ${unreadable(error)}`);
      return undefined;
    }
  }

  /** What failed of a resource; told once. */
  take(urn: string): readonly string[] {
    const failed = this.#byUrn.get(urn) ?? [];
    this.#byUrn.delete(urn);
    return failed;
  }

  /** The resources of which something failed. */
  get urns(): Iterable<string> {
    return this.#byUrn.keys();
  }
}
