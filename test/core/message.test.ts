import assert from "node:assert/strict";
import { exemptMessage, firstSentence, violationMessage } from "../../policies/core/pulumi/message";
import type { Facts } from "../../policies/core/policy";
import { pathText } from "../../policies/core/value/path";

const policy: Facts = {
  name: "ml-workspace-require-nothing",
  title: "Workspaces are fine",
  severity: "low",
  level: "advisory",
  why: "Otherwise something.bad happens. It happens to all.",
  docs: "https://learn.microsoft.com/azure/machine-learning",
  fix: "Set identity.type to SystemAssigned.",
};
const exemption = {
  policies: ["*"],
  resources: ["urn:*"],
  reason: "The vendor debugs it",
  expires: "2027-03-31",
};

describe("a path", () => {
  const paths: readonly [(string | number)[], string][] = [
    [[], ""],
    [["location"], "location"],
    [["properties", "contentFilters", 0, "blocking"], "properties.contentFilters[0].blocking"],
    [[0, 1, "a"], "[0][1].a"],
    [["outboundRules", "to-storage"], "outboundRules.to-storage"],
    [["tags", "cost center"], 'tags["cost center"]'],
    [["tags", "a.b", "c"], 'tags["a.b"].c'],
    [["tags", ""], 'tags[""]'],
    [["tags", 'a"]\n'], 'tags["a\\"]\\n"]'],
    [["0"], '["0"]'],
  ];
  for (const [path, text] of paths)
    it(`${JSON.stringify(path)} reads ${text}`, () => assert.equal(pathText(path), text));
});

describe("a message", () => {
  it("says of a violation where, what and what instead, then why, how, and where to read on", () => {
    const findings = [
      { path: ["properties", "disableLocalAuth"], found: "not set", wanted: "true" },
      { path: ["tags"], found: "too many" },
      { found: "no private endpoint of this stack connects to it" },
    ];
    assert.equal(
      violationMessage(policy, findings),
      [
        "properties.disableLocalAuth: not set; must be true",
        "tags: too many",
        "no private endpoint of this stack connects to it",
        "Why: Otherwise something.bad happens.",
        "Fix: Set identity.type to SystemAssigned.",
        "https://learn.microsoft.com/azure/machine-learning",
      ].join("\n"),
    );
  });

  it("shows the first sentence of why, whatever that ends with", () => {
    const sentences: Readonly<Record<string, string>> = {
      "Version 1.2 is old. So is 1.1.": "Version 1.2 is old.",
      "It is old.\nSo is 1.1.": "It is old.",
      "It is old.": "It is old.",
      "no full stop": "no full stop",
      "": "",
    };
    for (const [text, first] of Object.entries(sentences)) assert.equal(firstSentence(text), first);
  });

  it("says that an exemption ended", () => {
    assert.equal(
      violationMessage(policy, [{ found: "a" }], exemption).split("\n")[1],
      "The exemption of this resource ended on 2027-03-31 (The vendor debugs it).",
    );
  });

  it("says of an exempted resource until when and why, and what was found", () => {
    assert.equal(
      exemptMessage([{ path: ["a"], found: "b", wanted: "c" }], {
        state: "in force",
        exemption,
        daysLeft: 31,
      }),
      "Exempt until 2027-03-31: The vendor debugs it\na: b; must be c",
    );
  });

  it("says in how many days an exemption ends, in its last thirty", () => {
    const line = (daysLeft: number) =>
      exemptMessage([], { state: "in force", exemption, daysLeft });
    assert.equal(line(30), "Exempt until 2027-03-31, in 30 days: The vendor debugs it");
    assert.equal(line(1), "Exempt until 2027-03-31, in 1 day: The vendor debugs it");
    assert.equal(line(0), "Exempt until 2027-03-31, the end of today: The vendor debugs it");
  });

  it("is bounded, whatever the names in it are, and cuts no character in two", () => {
    const long = (index: number) => [`${index}${"\u{1f511}".repeat(300)}`];
    const many = Array.from({ length: 50 }, (_, index) => long(index));
    const message = violationMessage(
      policy,
      many.map((path) => ({ path, found: "not set" })),
    );
    assert.ok(message.length + policy.title.length < 4_000, `${message.length}`);
    assert.doesNotMatch(message, /\p{Cs}/u);
  });
});
