/**
 * Globs of URNs, `urn:pulumi:<stack>::<project>::<types>::<name>`, matched part by part: a name may hold `::`, so that
 * text of one part must not be taken for another. The name is all the rest, with any `::` in it. A glob of fewer parts
 * that ends in `*` matches everything below what it names. Compared with case, as Pulumi does.
 */
import { matchesGlobWithCase } from "./glob";

const whole = "urn:pulumi:<stack>::<project>::<types>::<name>";
const partCount = 4;

export function matchesUrn(glob: string, urn: string): boolean {
  const patterns = partsOf(glob);
  const parts = partsOf(urn);
  return (
    (patterns.length === partCount || isOpen(glob)) &&
    patterns.every((pattern, index) => matchesGlobWithCase(pattern, parts[index] ?? ""))
  );
}

/** Why a glob can match no URN, with what to write instead; `undefined` if it can. */
export function urnGlobError(glob: string): string | undefined {
  const [stack = "", project = "*", types = "*", name = "*"] = partsOf(glob);
  if (!/^urn:(pulumi:|\*)/.test(stack)) return `a URN is ${whole}`;
  if (glob.trim() !== glob) return "it ends in a blank";
  if ([stack, project, types, name].some((part) => part.trim() === "" || part === "urn:pulumi:"))
    return `a part of it is empty; a URN is ${whole}`;
  if (partsOf(glob).length < partCount && !isOpen(glob))
    return `it has fewer parts than ${whole}; end it in * for everything below`;
  const wrong =
    stackOrProjectError("stack", stack.replace(/^urn:(pulumi:)?/, "")) ??
    stackOrProjectError("project", project);
  if (wrong !== undefined) return wrong;
  if (!/[:*]/.test(types))
    return `"${types}" is no type: write it as azure-native:storage:StorageAccount, or with a *`;
  return undefined;
}

/** The type of the resources that a glob matches, without the components they are in; `undefined` if it matches several. */
export function typeIn(glob: string): string | undefined {
  const [, , types = "*"] = partsOf(glob);
  const type = types.slice(types.lastIndexOf("$") + 1);
  return type.includes("*") ? undefined : type;
}

/** Why no stack or project has a name that the glob matches. */
export function stackOrProjectError(what: "stack" | "project", glob: string): string | undefined {
  return /^[\w.*-]+$/.test(glob)
    ? undefined
    : `"${glob}" is no name of a ${what}, which holds letters, digits, ".", "_" and "-" only (without organization)`;
}

function isOpen(glob: string): boolean {
  return glob.endsWith("*");
}

/** Up to four parts, of which the fourth is all the rest. */
function partsOf(text: string): readonly string[] {
  const parts = text.split("::");
  const name = parts.slice(partCount - 1);
  return name.length === 0 ? parts : [...parts.slice(0, partCount - 1), name.join("::")];
}
