import { subjectsOf, type Resource, type Subject } from "./subject";

/**
 * Remembers the inputs of every resource by URN. Stack policies are given outputs, which lack the inputs that
 * say what a resource belongs to; resource policies are given inputs, and run first in the same process.
 */
export class Recorder {
  readonly #records = new Map<
    string,
    { readonly subjects: readonly Subject[]; readonly readers: Set<string> }
  >();

  /**
   * The subjects of a resource that is being analysed, made once for all policies of the request.
   * A reader that comes a second time for the same URN brings a new request, with new inputs.
   */
  subjects(resource: Resource, reader: string): readonly Subject[] {
    let record = this.#records.get(resource.urn);
    if (!record || record.readers.has(reader)) {
      record = { subjects: subjectsOf(resource), readers: new Set() };
      this.#records.set(resource.urn, record);
    }
    record.readers.add(reader);
    return record.subjects;
  }

  /** What was recorded for a URN; `undefined` when its inputs were never seen. */
  recorded(urn: string): readonly Subject[] | undefined {
    return this.#records.get(urn)?.subjects;
  }
}
