/** How a message calls a resource of a template. */
import type { Secrets } from "../../value/secrets";
import { spoken } from "../../value/text";
import { asText } from "./placeholder";

/** Of a declaration, type and name, with an ellipsis for what is not known and for what is secret. */
export function labelOf(
  { type, names }: { readonly type: string; readonly names: readonly string[] },
  secrets: Secrets,
): string {
  const shown = (text: string) => (secrets.has(text) ? "…" : spoken(asText(text)));
  return `${shown(type)} "${names.map(shown).join("/")}"`;
}
