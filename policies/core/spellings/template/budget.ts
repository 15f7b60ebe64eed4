/**
 * What one template may cost. A policy runs inside a preview, so a template that is built to hang or crash it
 * is given up instead: every loop, copy and traversal of the evaluator pays here.
 */

/** Thrown when a template is given up; the message says why. Caught by `evaluateTemplate` only. */
export class Refusal extends Error {}

/** ARM takes at most 4 MB per template and per text in it (learn.microsoft.com, template limits). */
export const longestText = 4 * 1024 * 1024;

/** Real templates of 1.8 MB take up to 120,000; one of 2 MB in 3,000 resources takes 600,000 (bench/overhead.ts). */
const mostSteps = 750_000;
/** Levels within levels: real templates take up to 50, the stack holds several thousand. */
const deepest = 500;
/** Characters that cost as much as one step. */
const charactersPerStep = 32;

export class Budget {
  #steps = mostSteps;
  #depth = 0;

  spend(steps = 1): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new Refusal("it takes too many steps to evaluate");
  }

  /** Pays for a text before it is made. */
  text(length: number): void {
    if (length > longestText) throw new Refusal("a text in it grows too long");
    this.spend(1 + Math.floor(length / charactersPerStep));
  }

  /** Runs one level deeper. */
  within<T>(run: () => T): T {
    this.spend();
    if (++this.#depth > deepest) throw new Refusal("it is nested too deeply");
    const result = run();
    this.#depth--;
    return result;
  }
}
