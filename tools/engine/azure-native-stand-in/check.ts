/** The part of the real provider's input validation that programs run into: required properties at the top level. */
import type { ResourceType } from "./types";
import type { Properties } from "./values";

/** @returns one reason per missing input, in the real provider's words */
export function checkFailures(type: ResourceType, inputs: Properties): string[] {
  if (type.lenient) {
    return []; // what another API version requires is not known
  }
  const failures: string[] = [];
  for (const [name, { optional }] of type.inputs) {
    // The SDK makes every location optional because the provider fills it in; Azure requires most of them.
    const required = name === "location" ? type.outputs.get(name)?.optional === false : !optional;
    if (required && !(name in inputs)) {
      const hint =
        name === "location"
          ? ". Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'."
          : "";
      failures.push(`missing required property '${name}'${hint}`);
    }
  }
  return failures;
}
