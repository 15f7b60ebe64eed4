import type { Recorded } from "./graph";
import { contentsOf, mayHold, nothing, type Contents, type Resource } from "../subject";

/**
 * Remembers the inputs of resources by URN. Stack policies are given outputs, which lack the inputs that say what a
 * resource belongs to; resource policies are given inputs, and run first in the same process.
 */
export class Recorder implements Recorded {
  readonly #records = new Map<string, Contents>();
  readonly #made = new WeakMap<object, Contents>();
  readonly #seen = new Set<string>();

  constructor(readonly kinds: ReadonlySet<string>) {}

  /** What a resource that is being analysed is made of, remembered if it holds anything of the kinds. */
  record(resource: Resource, shared?: object): Contents {
    this.#seen.add(resource.urn);
    const contents = this.read(resource, shared);
    if (contents.subjects.length > 0) this.#records.set(resource.urn, contents);
    else this.#records.delete(resource.urn);
    return contents;
  }

  /** @param shared what the properties are known by in a request; without it they are read again for each policy. */
  read(resource: Resource, shared?: object): Contents {
    if (!mayHold(resource.type, this.kinds)) return nothing;
    const known = shared && this.#made.get(shared);
    if (known) return known;
    const contents = this.#ofKinds(contentsOf(resource));
    if (shared) this.#made.set(shared, contents);
    return contents;
  }

  get hasSeen(): boolean {
    return this.#seen.size > 0;
  }

  /** Whether the resource phase had a resource, whatever it is. */
  saw(urn: string): boolean {
    return this.#seen.has(urn);
  }

  recorded(urn: string): Contents | undefined {
    return this.#records.get(urn);
  }

  /** A template may declare thousands of resources that are neither judged nor joined. */
  #ofKinds(contents: Contents): Contents {
    const isOfInterest = (kind: string) => this.kinds.has(kind);
    return {
      ...contents,
      subjects: contents.subjects.filter(({ kind }) => isOfInterest(kind)),
      unseen: contents.unseen.filter(({ kinds }) => kinds?.some(isOfInterest) ?? true),
    };
  }
}
