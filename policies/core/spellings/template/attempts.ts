/**
 * Giving up is not all or nothing: each value of a template is evaluated with an allowance of its own, and one that
 * needs more is unknown, alone. First it is read once more without its expressions, for the literals in it are known
 * whatever the expressions are. When the whole template's budget is used up, so is all that follows.
 */
import type { Path } from "../../value/value";
import { Refusal, tooDeep, tooMany, type Budget } from "./budget";

/** Real templates of 1.8 MB take up to 120,000; one of 2 MB in 3,000 resources takes 370,000 (bench/overhead.ts). */
export const mostSteps = 650_000;
/** A file of 1 MB, which a variable holds, takes 100,000. */
const mostPerValue = 150_000;
/** Enough to read each literal of the largest template once: without expressions nothing is read twice. */
const literalSteps = 8_000_000;
/** More places than anybody reads. */
const mostSaid = 20;
/** More are not told apart. */
const mostCounted = 1_000;

/** A value that was given up; the reason ends the sentence "not judged: …". */
export interface GivenUp {
  readonly path: Path;
  readonly why: { readonly gaveUp: string };
}

/** What is attempted: a property of a resource, for example. Of each owner only the first is told. */
interface Subject {
  readonly owner: Path;
  readonly below: Path;
}

export class Attempts {
  #isLiteral = false;
  /** Values that are being evaluated, one for the sake of another. */
  #values = 0;
  #subject: Subject = { owner: [], below: [] };
  readonly #told = new Map<string, GivenUp>();

  constructor(private readonly budget: Budget) {}

  /** Whether expressions are left out: loops too, which are as long as an expression says. */
  get isLiteral(): boolean {
    return this.#isLiteral;
  }

  /** A value, or what stands for it when it is given up. */
  value<T>(owner: Path, below: Path, work: () => T, instead: () => T): T {
    this.#values++;
    try {
      return this.#attempt({ owner, below }, true, work, instead);
    } finally {
      this.#values--;
    }
  }

  /** What holds values: a resource, or a whole list of them. */
  structure<T>(path: Path, work: () => T, instead: () => T): T {
    return this.#attempt({ owner: path, below: [] }, false, work, instead);
  }

  /** Tells that what is being attempted has been given up, or a part of it. */
  tell(why: string, { owner, below }: Subject = this.#subject): void {
    const name = nameOf(owner);
    if (this.#told.has(name) || this.#told.size >= mostCounted) return;
    this.#told.set(name, { path: [...owner, ...below], why: { gaveUp: why } });
  }

  /** Passes over an expression, or a loop, when only literals are read. */
  passOver(): void {
    this.tell(tooMany);
  }

  hasTold(path: Path): boolean {
    return this.#told.has(nameOf(path));
  }

  /** What was given up; when it is much, the last entry says how much more. */
  get told(): readonly GivenUp[] {
    const all = [...this.#told.values()];
    const more = all.length - mostSaid;
    if (more <= 0) return all;
    const rest = { path: [], why: { gaveUp: `it has ${more} more such places` } };
    return [...all.slice(0, mostSaid), rest];
  }

  #attempt<T>(subject: Subject, isValue: boolean, work: () => T, instead: () => T): T {
    const around = this.#subject;
    this.#subject = subject;
    try {
      return this.budget.granting(isValue ? mostPerValue : Infinity, work);
    } catch (error) {
      // When nothing is left, the values that asked for this one end with it.
      if (this.budget.isUsedUp && this.#values > (isValue ? 1 : 0)) throw error;
      this.tell(reasonOf(error));
      return this.#isLiteral ? instead() : this.#literally(subject, isValue, work, instead);
    } finally {
      this.#subject = around;
    }
  }

  #literally<T>(subject: Subject, isValue: boolean, work: () => T, instead: () => T): T {
    const isForGood = this.budget.isUsedUp;
    if (isForGood) this.budget.refill(literalSteps);
    this.#isLiteral = true;
    try {
      return this.#attempt(subject, isValue, work, instead);
    } finally {
      this.#isLiteral = isForGood;
    }
  }
}

function nameOf(path: Path): string {
  return path.join("\0");
}

/**
 * The stack is the one bound that the budget cannot count; what else is thrown is a mistake in here, which must not
 * end a preview.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  return error instanceof RangeError ? tooDeep : "it could not be evaluated";
}
