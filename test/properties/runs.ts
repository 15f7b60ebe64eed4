/**
 * How much is tried, and from which seed. A run is one generated resource that the whole pack judges: 100,000 of them
 * by default. RUNS asks for more or fewer, SEED repeats or varies them; a failure prints both.
 */
import * as fc from "fast-check";

export const seed = Number(process.env["SEED"] ?? 20260401);
export const wanted = Number(process.env["RUNS"] ?? 100_000);

/** How many resources the whole pack has judged so far. */
export const counted = { runs: 0, seconds: 0 };

/** @param share of all runs, in percent; `each` how many of them one case takes. */
export interface Amount {
  readonly share: number;
  readonly each: number;
}

let properties = 0;

/** Holds a property for as many generated cases as its share of the runs allows, and at least ten. */
export async function holds<T>(
  { share, each }: Amount,
  cases: fc.Arbitrary<T>,
  property: (one: T) => Promise<void>,
): Promise<void> {
  const numRuns = Math.max(10, Math.ceil((wanted * share) / 100 / each));
  // Not the same cases in each of them.
  const own = seed + 7_919 * properties++;
  try {
    await fc.assert(fc.asyncProperty(cases, property), { seed: own, numRuns });
  } catch (error) {
    if (error instanceof Error)
      error.message = `Repeat with SEED=${seed} RUNS=${wanted} and the same files. ${error.message}`;
    throw error;
  }
}

after(() => {
  if (counted.runs > 0)
    console.log(
      `      ${counted.runs} resources judged by the whole pack in ${counted.seconds.toFixed(0)} s (seed ${seed})`,
    );
});
