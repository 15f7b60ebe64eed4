/** The few Markdown forms the generated pages use. */

export const collator = new Intl.Collator("en", { numeric: true });

export function code(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Text that stays text: a glob or a placeholder must not become emphasis or a tag. */
export function plain(text: string): string {
  return text.replace(/[\\*_<>[\]|]/g, "\\$&");
}

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cellText = (cell: string) => cell.replace(/\n/g, " ").replace(/(?<!\\)\|/g, "\\|");
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(" | ")} |\n`;
  return [headings, headings.map(() => "---"), ...rows].map(line).join("");
}

export function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.replace(/\n?$/, "\n")}\`\`\`\n`;
}

/** Sections with a blank line between them; those without text are left out. */
export function page(...sections: readonly (string | undefined)[]): string {
  return sections
    .filter((section) => section !== undefined && section !== "")
    .map((section) => `${section?.trimEnd()}\n`)
    .join("\n");
}

export function section(heading: string, ...body: readonly (string | undefined)[]): string | undefined {
  const text = page(...body);
  return text === "" ? undefined : page(heading, text);
}
