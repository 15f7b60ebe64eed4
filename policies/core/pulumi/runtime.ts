/** What is wrong with the Node.js that runs the pack, if anything: one sentence with the remedy. */
export function runtimeError(version: string): string | undefined {
  const minimum = 20;
  if (Number(version.split(".")[0]) >= minimum) return undefined;
  return `azure-ai-security needs Node.js ${minimum} or newer, and this is ${version}. Install a newer Node.js, then run Pulumi again.`;
}
