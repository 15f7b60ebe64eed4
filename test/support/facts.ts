/** What a policy must say of itself, where a test does not care. */
export const facts = {
  title: "All is well",
  severity: "low",
  level: "advisory",
  why: "-",
  docs: "-",
  fix: "-",
  examples: { good: [], bad: [] },
} as const;
