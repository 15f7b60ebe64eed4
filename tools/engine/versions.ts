/** Versions the tools need, and how to compare them. */

/** The Pulumi CLI that npm's `pulumi` package and `cli/go.mod` stand for. */
export const CLI_VERSION = "3.259.0";
/** The first CLI with `pulumi policy analyze`. */
export const OLDEST_CLI = "3.249.0";
export const OLDEST_GO = "1.25.11";
export const OLDEST_NODE = "20.0.0";

/** First thing in a text that looks like a version, without a leading v: `go1.26.8` gives `1.26.8`. */
export function findVersion(text: string): string | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match === null ? undefined : [match[1], match[2], match[3] ?? "0"].join(".");
}

/** Whether a version, `1.2.3`, is at least another. */
export function isAtLeast(version: string, oldest: string): boolean {
  const parts = version.split(".").map(Number);
  const wanted = oldest.split(".").map(Number);
  for (let index = 0; index < 3; index++) {
    const difference = (parts[index] ?? 0) - (wanted[index] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}
