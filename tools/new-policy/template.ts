/** What a new policy's file starts as. */

/** Stands in every place that an author has to fill in; the inventory test rejects it. */
export const placeholder = "TODO(new-policy)";

/** A file that compiles. */
export function policyText(name: string): string {
  return `import { resourcePolicy } from "../core/define";

export default resourcePolicy({
  name: "${name}",
  // ${placeholder}: the kind or kinds it judges, as module:Type of the azure-native SDK.
  kind: "cognitiveservices:Account",
  // ${placeholder}: the compliant fact, present tense, no full stop.
  title: "${placeholder}",
  // ${placeholder}: how bad it is (low, medium, high, critical), and what we do by default (mandatory, advisory, disabled).
  severity: "medium",
  level: "advisory",
  // ${placeholder}: ids of the built-in definitions that ask for the same, { id, remark } where we differ on purpose;
  // mcsb: the controls of the Microsoft cloud security benchmark that none of these is mapped to. The rest follows.
  azurePolicy: [],
  mcsb: [],
  // ${placeholder}: the first sentence is all that messages show, at most 140 characters.
  why: "${placeholder}: what an attacker or an accident gains otherwise.",
  docs: "https://learn.microsoft.com/${placeholder}",

  // ${placeholder}: the property that decides, what it must be, and what Azure's default amounts to;
  // if more than one decides: *findings(account) { … } with the words of core/expect.ts.
  property: (account) => account.properties.disableLocalAuth,
  mustBe: true,
  absent: "violates",

  fix: "${placeholder}: set properties.… to ….",

  examples: {
    // ${placeholder}: inputs that comply and that do not.
    good: [{ properties: { disableLocalAuth: true } }],
    bad: [{ properties: { disableLocalAuth: false } }],
  },
});
`;
}
