/** Ends the process with one clear error when Node.js is too old to run the pack. */
export function requireNode(minimum: number, version = process.versions.node): void {
  if (Number(version.split(".")[0]) >= minimum) return;
  console.error(
    `azure-ai-security needs Node.js ${minimum} or newer, and this is ${version}. Install a newer Node.js, then run Pulumi again.`,
  );
  process.exit(1);
}
