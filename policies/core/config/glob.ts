/** Whether text matches a pattern in which `*` stands for any characters; compared without case. */
export function matchesGlob(pattern: string, text: string): boolean {
  return matchesGlobWithCase(pattern.toLowerCase(), text.toLowerCase());
}

/** The same, for names that differ by case alone: of projects, stacks and resources. */
export function matchesGlobWithCase(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? "";
  // Each piece at its first place after the one before: linear, whatever the pattern.
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
