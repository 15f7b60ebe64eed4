/** Prints plain JSON values as YAML, for examples in the docs. */

/** @param indent how many spaces each line starts with. */
export function yaml(value: unknown, indent = 0): string {
  return block(value, indent).replace(/^\n/, "");
}

/** The text after `key:` or `-`: on the same line for scalars, on the next lines otherwise. */
function block(value: unknown, indent: number): string {
  const pad = " ".repeat(indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return " []\n";
    return `\n${value.map((item) => `${pad}- ${nested(item, indent)}`).join("")}`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    if (entries.length === 0) return " {}\n";
    return `\n${entries.map(([key, one]) => `${pad}${scalar(key)}:${block(one, indent + 2)}`).join("")}`;
  }
  if (typeof value === "string" && /^\S.*\n/.test(value) && !/[^\S\n]\n|\n\n$|[^\n\x20-\uFFFD]/.test(value)) {
    const lines = value.replace(/\n$/, "").split("\n");
    const header = value.endsWith("\n") ? "|" : "|-";
    return ` ${header}\n${lines.map((line) => (line === "" ? "\n" : `${pad}${line}\n`)).join("")}`;
  }
  return ` ${scalar(value)}\n`;
}

/** An item of a list begins on the line of its dash. */
function nested(item: unknown, indent: number): string {
  return block(item, indent + 2).trimStart();
}

function scalar(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const isPlain = /^[A-Za-z_][\w ./-]*(:[\w./-]+)*$/.test(value) && value.trim() === value;
  const isReserved = /^(true|false|null|yes|no|on|off|y|n|~)$/i.test(value);
  return isPlain && !isReserved ? value : JSON.stringify(value);
}
