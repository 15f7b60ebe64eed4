/**
 * Something that is made once for all policies of a request. A reader that comes a second time brings a new request,
 * for which it is made anew.
 */
export class OncePerRequest<T> {
  #made: { readonly value: T; readonly readers: Set<string> } | undefined;

  get(reader: string, make: () => T): T {
    if (!this.#made || this.#made.readers.has(reader))
      this.#made = { value: make(), readers: new Set() };
    this.#made.readers.add(reader);
    return this.#made.value;
  }

  /** What was made last. */
  get last(): T | undefined {
    return this.#made?.value;
  }
}
