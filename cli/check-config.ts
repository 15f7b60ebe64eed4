/** `azure-ai-security check-config`: what is wrong in a configuration file, before any stack has to say so. */
import * as fs from "node:fs";
import { parseArgs } from "node:util";
import { mistakeText } from "../policies/core/config/mistake";
import { printableLine } from "../policies/core/pulumi/message";
import { checkConfiguration, type Finding } from "./check";
import { CannotRun, type Command, type Out } from "./command";
import { JsonError, parseJson, positionOf } from "./json";

export const checkConfig: Command = {
  name: "check-config",
  usage: "[--strict] FILE…",
  summary:
    "finds mistakes in configurations of the pack (--policy-pack-config, pulumi policy enable)",
  help: [
    "Reads what --policy-pack-config and a policy group take, and finds what neither Pulumi's own check",
    "nor the engine does: misspelt policies, levels and words, parameters that do not exist or are out of",
    "bounds, keys given twice, exemptions that do not count, have ended, or exempt nothing.",
    "",
    "One finding per line: FILE:LINE:COLUMN key.path: message. A warning is nothing that the pack would",
    "object to, but is hardly meant, or wants to be looked at soon.",
    "",
    "  --strict   counts warnings as findings for the exit code",
    "",
  ].join("\n"),
  run(args, out) {
    const { files, strict } = argumentsOf(args);
    return Math.max(...files.map((file) => (check(file, out, strict) ? 0 : 1)));
  },
};

function argumentsOf(args: readonly string[]): { files: readonly string[]; strict: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { strict: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    if (positionals.length > 0) return { files: positionals, strict: values.strict };
  } catch (error) {
    const { message } = error as Error;
    throw new CannotRun(`check-config: ${message.split(". ")[0]}; see --help`);
  }
  throw new CannotRun("check-config: give the FILE to check; see --help");
}

/** @returns whether it is fine. */
function check(file: string, out: Out, strict: boolean): boolean {
  const findings = findingsOf(textOf(file), new Date().toISOString().slice(0, 10));
  for (const { line, column, text } of findings.told)
    out(printableLine(`${file}:${line}:${column} ${text}`));
  const { errors, warnings, configured } = findings;
  const policies = counted(configured, "policy", "policies");
  if (errors + warnings === 0) out(`${file}: fine, ${policies} configured`);
  else
    out(
      `${file}: ${policies} configured, ${counted(errors, "error")}, ${counted(warnings, "warning")}`,
    );
  return errors === 0 && !(strict && warnings > 0);
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

function textOf(file: string): string {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : (code ?? String(error));
    throw new CannotRun(`check-config: cannot read ${file}: ${why}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CannotRun(`check-config: cannot read ${file}: it is not UTF-8 text`);
  }
}

export interface Told {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export interface Findings {
  readonly told: readonly Told[];
  readonly errors: number;
  readonly warnings: number;
  /** How many policies are named. */
  readonly configured: number;
}

/**
 * What is wrong in the text of a configuration, in its order.
 * @param today YYYY-MM-DD in UTC.
 */
export function findingsOf(text: string, today: string): Findings {
  const { configured, findings } = read(text, today);
  const told = [...findings]
    .sort((left, right) => left.offset - right.offset)
    .map(({ offset, ...finding }) => ({ ...positionOf(text, offset), text: line(finding) }));
  const warnings = findings.filter((one) => one.isWarning).length;
  return { told, warnings, errors: findings.length - warnings, configured };
}

type Placed = Finding & { readonly offset: number };

function read(text: string, today: string): { configured: number; findings: readonly Placed[] } {
  const whole = (message: string, offset = 0) => ({
    configured: 0,
    findings: [{ path: [], text: message, offset }],
  });
  if (text.trim() === "") return whole("is empty; write {} for a configuration of nothing");
  if (text.startsWith("\ufeff"))
    return whole("begins with a byte order mark, which Pulumi does not read; save it without");
  try {
    const { value, repeated, offsetOf } = parseJson(text);
    const { configured, findings } = checkConfiguration(value, today);
    return {
      configured,
      findings: [
        ...repeated.map(({ path, offset, earlier }) => {
          const { line, column } = positionOf(text, earlier);
          return {
            path,
            offset,
            text: `is given twice; the one in ${line}:${column} does not count`,
          };
        }),
        ...findings.map((one) => ({ ...one, offset: offsetOf(one.path) })),
      ],
    };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return whole(`is no JSON: ${error.message}`, error.offset);
  }
}

function line({ isWarning, ...mistake }: Finding): string {
  return mistakeText(isWarning ? { ...mistake, text: `warning: ${mistake.text}` } : mistake);
}
