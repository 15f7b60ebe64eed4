import type { Path } from "./value";

/**
 * What a resource holds that no message may show. Secrets decide like any other value, so they stand in the tree as
 * what they are; what is kept apart is their content.
 */
export class Secrets {
  readonly #contents = new Set<unknown>();

  /** Keeps a text, number or boolean secret. */
  add(content: unknown): void {
    this.#contents.add(content);
  }

  /** Whether a text, number or boolean is one of them. */
  has(content: unknown): boolean {
    return this.#contents.has(content);
  }

  get isEmpty(): boolean {
    return this.#contents.size === 0;
  }

  /** The secrets of a resource and what is made of them. */
  copy(): Secrets {
    const copy = new Secrets();
    for (const content of this.#contents) copy.add(content);
    return copy;
  }
}

/** A path as a message may show it: without the names in it that are secret, unless they look like a property's. */
export function withoutSecrets(path: Path, secrets: Secrets): Path {
  if (secrets.isEmpty) return path;
  return path.map((step) =>
    typeof step === "string" && secrets.has(step) && !/^[a-z][A-Za-z]*$/.test(step) ? "…" : step,
  );
}

/** For what holds none. */
export const noSecrets = new Secrets();
