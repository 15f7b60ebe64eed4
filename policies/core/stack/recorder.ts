import { contentsOf, type Contents, type Resource } from "../subject";

/**
 * Remembers the inputs of every resource by URN. Stack policies are given outputs, which lack the inputs that
 * say what a resource belongs to; resource policies are given inputs, and run first in the same process.
 */
export class Recorder {
  readonly #records = new Map<
    string,
    { readonly contents: Contents; readonly readers: Set<string> }
  >();

  /**
   * What a resource that is being analysed is made of, found out once for all policies of the request.
   * A reader that comes a second time for the same URN brings a new request, with new inputs.
   */
  contents(resource: Resource, reader: string): Contents {
    let record = this.#records.get(resource.urn);
    if (!record || record.readers.has(reader)) {
      record = { contents: contentsOf(resource), readers: new Set() };
      this.#records.set(resource.urn, record);
    }
    record.readers.add(reader);
    return record.contents;
  }

  /** What was recorded for a URN; `undefined` when its inputs were never seen. */
  recorded(urn: string): Contents | undefined {
    return this.#records.get(urn)?.contents;
  }
}
