#!/usr/bin/env node
/** `azure-ai-security COMMAND`: what an organization runs beside the engine. */
import { CannotRun, type Command, type Out } from "./command";
import { checkConfig } from "./check-config";
import { nearest } from "../policies/core/config/nearest";

const commands: readonly Command[] = [checkConfig];

const exitCodes = "Exit code: 0 when all is well, 1 with findings, 2 when it cannot run.";

const overview = [
  "Usage: azure-ai-security COMMAND …",
  "",
  ...commands.map(({ name, usage, summary }) => `  ${name} ${usage}\n      ${summary}`),
  "",
  '"azure-ai-security COMMAND --help" says more.',
  exitCodes,
].join("\n");

const isHelp = (one: string | undefined) => one === "--help" || one === "-h";

/** @returns the exit code. */
export async function main(args: readonly string[], out: Out, complain: Out): Promise<number> {
  const [name, ...rest] = args;
  if (isHelp(name)) {
    out(overview);
    return 0;
  }
  try {
    const command = commandOf(name);
    if (!rest.some(isHelp)) return await command.run(rest, out);
    out(
      `Usage: azure-ai-security ${command.name} ${command.usage}\n\n${command.help}\n${exitCodes}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    complain(`azure-ai-security: ${error.message}`);
    return 2;
  }
}

function commandOf(name: string | undefined): Command {
  const names = commands.map((one) => one.name);
  if (name === undefined) throw new CannotRun(`give a command: ${names.join(", ")}; see --help`);
  const command = commands.find((one) => one.name === name);
  if (command) return command;
  const meant = nearest(name, names);
  throw new CannotRun(
    `there is no command "${name}"${meant === undefined ? `; there are: ${names.join(", ")}` : `; did you mean "${meant}"?`}`,
  );
}

if (require.main === module)
  main(process.argv.slice(2), console.log, console.error).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error);
      process.exitCode = 2;
    },
  );
