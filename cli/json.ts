/** JSON text with the place of everything in it, and the keys that `JSON.parse` passes over in silence. */
import type { Path } from "../policies/core/value/value";

/** That a text is no JSON, and from where on. */
export class JsonError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** A key that stands in an object twice: the earlier one does not count. */
export interface Repeated {
  readonly path: Path;
  readonly offset: number;
  readonly earlier: number;
}

export interface Parsed {
  readonly value: unknown;
  readonly repeated: readonly Repeated[];
  /** Where a path begins: the key or the entry of a list; of what is missing, that which would hold it. */
  readonly offsetOf: (path: Path) => number;
}

interface Place {
  readonly offset: number;
  readonly children: Map<string | number, Place>;
}

/**
 * Reads what `JSON.parse` reads.
 * @throws {JsonError}
 */
export function parseJson(text: string): Parsed {
  const scanner = new Scanner(text);
  const root = scanner.document();
  return {
    value: JSON.parse(text),
    repeated: scanner.repeated,
    offsetOf(path) {
      let place = root;
      for (const step of path) {
        const child = place.children.get(step);
        if (!child) break;
        place = child;
      }
      return place.offset;
    },
  };
}

/** Line and column of an offset, both from 1, as editors count. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

const deepest = 200;
/** Of characters from the blank on but quote and backslash, and of escapes. */
const string = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const space = /[ \t\n\r]*/y;

class Scanner {
  readonly repeated: Repeated[] = [];
  #at = 0;

  constructor(private readonly text: string) {}

  document(): Place {
    const root = this.#value([], this.#next());
    if (this.#next() < this.text.length) this.#fail("there is more after its end");
    return root;
  }

  /** @param offset of its key, in an object. */
  #value(path: Path, offset: number): Place {
    if (path.length > deepest) this.#fail(`is nested deeper than ${deepest}`);
    const place: Place = { offset, children: new Map() };
    const first = this.text[this.#next()];
    if (first === "{") this.#members(place, path);
    else if (first === "[") this.#entries(place, path);
    else if (this.#take(first === '"' ? string : scalar) === undefined)
      this.#fail(`expected a value, found ${this.#found()}`);
    return place;
  }

  #members(place: Place, path: Path): void {
    this.#list("}", () => {
      const offset = this.#next();
      const text = this.#take(string);
      if (text === undefined) this.#fail(`expected a key in double quotes, found ${this.#found()}`);
      const key = JSON.parse(text) as string;
      if (!this.#skip(":")) this.#fail(`expected ":" after the key, found ${this.#found()}`);
      const earlier = place.children.get(key);
      if (earlier) this.repeated.push({ path: [...path, key], offset, earlier: earlier.offset });
      place.children.set(key, this.#value([...path, key], offset));
    });
  }

  #entries(place: Place, path: Path): void {
    let index = 0;
    this.#list("]", () => {
      place.children.set(index, this.#value([...path, index], this.#next()));
      index++;
    });
  }

  /** From its opening bracket to its closing one. */
  #list(end: "}" | "]", one: () => void): void {
    this.#at++;
    if (this.#skip(end)) return;
    for (;;) {
      one();
      if (this.#skip(end)) return;
      if (!this.#skip(",")) this.#fail(`expected "," or "${end}", found ${this.#found()}`);
      if (this.text[this.#next()] === end) this.#fail(`the "," before "${end}" is one too many`);
    }
  }

  /** Where what is not blank begins. */
  #next(): number {
    this.#take(space);
    return this.#at;
  }

  #skip(character: string): boolean {
    const isThere = this.text[this.#next()] === character;
    if (isThere) this.#at++;
    return isThere;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #found(): string {
    const rest = this.text.slice(this.#at);
    if (rest === "") return "the end of the text";
    if (/^(\/[/*]|#)/.test(rest)) return "a comment, which JSON does not have";
    if (rest.startsWith('"'))
      return "a text that is not closed, or holds a wrong escape or a line break";
    if (rest.startsWith("'")) return "a single quote";
    return JSON.stringify(/^[\w.+-]{1,20}/.exec(rest)?.[0] ?? [...rest.slice(0, 2)][0]);
  }

  #fail(message: string): never {
    throw new JsonError(message, this.#at);
  }
}
