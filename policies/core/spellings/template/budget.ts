/**
 * What one template may cost. A policy runs inside a preview, so what is built to hang or crash it is given up
 * instead: every loop, copy and traversal of the evaluator pays here.
 */

/** Thrown when a value is given up; the message says why. Caught by `attempts.ts`, and where nothing is known at all. */
export class Refusal extends Error {}

/** ARM takes at most 4 MB per template and per text in it (learn.microsoft.com, template limits). */
export const longestText = 4 * 1024 * 1024;

export const tooDeep = "it is nested too deeply";
export const tooLarge = "it is too large";
export const tooMany = "it takes too many steps to evaluate";

/** Levels within levels: real templates take up to 50, the stack holds several thousand. */
const deepest = 500;

/** Made once, like that of a budget: the stack of an error costs more than what is given up. */
const depthRefusal = new Refusal(tooDeep);

export class Budget {
  readonly #excess: Refusal;
  #steps: number;
  /** What is left of it for the value that is being evaluated. */
  #allowance = Infinity;
  #depth = 0;

  constructor(
    steps: number,
    excess = tooMany,
    /** Characters that cost as much as one step. */
    private readonly charactersPerStep = 32,
  ) {
    this.#steps = steps;
    this.#excess = new Refusal(excess);
  }

  get isUsedUp(): boolean {
    return this.#steps < 0;
  }

  refill(steps: number): void {
    this.#steps = steps;
  }

  spend(steps = 1): void {
    this.#steps -= steps;
    this.#allowance -= steps;
    if (this.#steps < 0 || this.#allowance < 0) throw this.#excess;
  }

  /** Pays for a text before it is made. */
  text(length: number): void {
    if (length > longestText) throw new Refusal("a text in it grows too long");
    this.spend(1 + Math.floor(length / this.charactersPerStep));
  }

  /** Runs one level deeper. */
  within<T>(run: () => T): T {
    this.spend();
    if (++this.#depth > deepest) throw depthRefusal;
    const result = run();
    this.#depth--;
    return result;
  }

  /** Runs with an allowance of its own, which the work around it does not pay for. */
  granting<T>(allowance: number, run: () => T): T {
    const around = this.#allowance;
    const depth = this.#depth;
    this.#allowance = allowance;
    try {
      return run();
    } finally {
      this.#allowance = around;
      this.#depth = depth;
    }
  }
}
