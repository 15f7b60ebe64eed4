/**
 * This folder: what users configure, and what is wrong with it. Here are days as YYYY-MM-DD in UTC, which compare as
 * text.
 */

const millisecondsPerDay = 86_400_000;

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** How many days the second is after the first. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / millisecondsPerDay;
}

/** The day so many whole days later; it must be one before the year 10000. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + Math.floor(days) * millisecondsPerDay)
    .toISOString()
    .slice(0, 10);
}
