/** What a command of `azure-ai-security` is. */

export interface Command {
  readonly name: string;
  /** What comes after the name. */
  readonly usage: string;
  /** What it does, in half a line. */
  readonly summary: string;
  readonly help: string;
  /** @returns the exit code: 0 when all is well, 1 with findings; what keeps it from running it throws. */
  readonly run: (args: readonly string[], out: Out) => number | Promise<number>;
}

/** Prints a line to standard output. */
export type Out = (line: string) => void;

/** What keeps a command from running, in words for users. */
export class CannotRun extends Error {}
