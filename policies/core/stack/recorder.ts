import { OncePerRequest } from "./once-per-request";
import { contentsOf, type Contents, type Resource } from "../subject";

/**
 * Remembers the inputs of every resource by URN. Stack policies are given outputs, which lack the inputs that
 * say what a resource belongs to; resource policies are given inputs, and run first in the same process.
 */
export class Recorder {
  readonly #records = new Map<string, OncePerRequest<Contents>>();

  /** What a resource that is being analysed is made of, found out once for all policies of the request. */
  contents(resource: Resource, reader: string): Contents {
    let record = this.#records.get(resource.urn);
    if (!record) this.#records.set(resource.urn, (record = new OncePerRequest()));
    return record.get(reader, () => contentsOf(resource));
  }

  /** What was recorded for a URN; `undefined` when its inputs were never seen. */
  recorded(urn: string): Contents | undefined {
    return this.#records.get(urn)?.last;
  }
}
