/** Runs the packs in turn, so that what else the machine does hits all alike; medians of the ratios count. */
import { packs, type Compared } from "./packs";
import type { Usage } from "./usage";

const rounds = Number(process.env["ROUNDS"] ?? 5);

export interface Measured extends Usage {
  readonly seconds: number;
  /** Reports of the pack. */
  readonly reports: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

const columns = (what: string, cells: readonly string[]) =>
  console.log([what.padEnd(44), ...cells.map((cell) => cell.padStart(12))].join(" "));

export function head(): void {
  columns(`median of ${rounds}`, [
    "time",
    "ratio",
    "pack's CPU",
    "peak memory",
    "ratio",
    "reports",
  ]);
}

/** One line per pack. */
export async function rows(
  what: string,
  run: (pack: Compared) => Promise<Measured>,
): Promise<void> {
  const measured = packs.map((): Measured[] => []);
  for (let turn = 0; turn < rounds; turn++)
    for (let step = 0; step < packs.length; step++) {
      // Each pack goes first in its turn.
      const which = (turn + step) % packs.length;
      const pack = packs[which];
      if (pack) measured[which]?.push(await run(pack));
    }
  const [nothing = []] = measured;
  for (const [which, pack] of packs.entries()) {
    const own = measured[which] ?? [];
    const of = (key: keyof Measured) => median(own.map((one) => one[key]));
    const ratio = (key: keyof Measured) =>
      median(own.map((one, turn) => one[key] / (nothing[turn]?.[key] ?? NaN))).toFixed(2);
    columns(`${what}: ${pack.name}`, [
      `${of("seconds").toFixed(2)} s`,
      ratio("seconds"),
      `${of("cpuSeconds").toFixed(2)} s`,
      `${of("megabytes").toFixed(0)} MB`,
      ratio("megabytes"),
      String(of("reports")),
    ]);
  }
}
