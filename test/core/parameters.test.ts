/** Parameters of a policy: read by the core, and as users see what is wrong with them. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { resourcePolicy } from "../../policies/core/define";
import { violation } from "../../policies/core/finding";
import { mistakeText } from "../../policies/core/config/mistake";
import {
  configSchema,
  readParameters,
  type Parameters,
} from "../../policies/core/config/parameters";
import { analyze, type Config } from "../support/analyzer";
import { raw } from "../support/judge";

const parameters = {
  allow: { type: "boolean", default: false, description: "Whether." },
  limit: { type: "number", default: 3, minimum: 1, description: "How many." },
  ratio: { type: "number", default: 0.5, description: "How much." },
  threshold: { type: "string", default: "Low", enum: ["Low", "High"], description: "Which." },
  age: {
    type: "string",
    default: "P1D",
    pattern: "^P\\d+D$",
    example: "P30D",
    description: "How old.",
  },
  days: { type: "string", default: "1", pattern: "^\\d$", description: "How many days." },
  text: { type: "string", default: "", description: "What." },
  share: { type: "number", default: 1, minimum: 0, maximum: 9, description: "What share." },
  size: {
    type: "string",
    default: "aa",
    range: { minimum: "a", maximum: "aaa", measure: ({ length }) => length },
    description: "How long.",
  },
  names: { type: "string[]", default: ["a"], description: "Who." },
  others: { type: "string[]", default: [], description: "Who else." },
  exempt: { type: "string[]", default: ["a"], ifEmpty: "none is", description: "Who not." },
  modes: { type: "string[]", default: ["Closed"], words: ["Closed", "Open"], description: "How." },
  services: {
    type: "string[]",
    default: ["My.Search"],
    known: ["My.Search", "My.Storage", "My.AI"],
    pattern: "^[A-Za-z]+[.][A-Za-z]+$",
    example: "My.Search",
    description: "What for.",
  },
} as const satisfies Parameters;

/** With what is wrong as users read it. */
function read(known: Parameters, config: Readonly<Record<string, unknown>>) {
  const { values, mistakes } = readParameters(known, config);
  return { values, errors: mistakes.map(mistakeText) };
}

const defaults = {
  allow: false,
  limit: 3,
  ratio: 0.5,
  threshold: "Low",
  age: "P1D",
  days: "1",
  text: "",
  share: 1,
  size: "aa",
  names: ["a"],
  others: [],
  exempt: ["a"],
  modes: ["Closed"],
  services: ["My.Search"],
};

describe("parameters", () => {
  it("are their defaults when nothing is set", () => {
    assert.deepEqual(read(parameters, {}), { values: defaults, errors: [] });
  });

  it("are what is set", () => {
    const given = {
      allow: true,
      limit: 1,
      ratio: -1,
      threshold: "High",
      age: "P7D",
      days: "2",
      text: "x",
      share: 9,
      size: "a",
      names: ["b"],
      others: ["c"],
      exempt: [],
      modes: ["OPEN", "closed"],
      services: ["my.storage", "Their.Storage", "X.Y"],
    };
    assert.deepEqual(read(parameters, given), { values: given, errors: [] });
  });

  const wrong: readonly [Record<string, unknown>, string][] = [
    [{ allow: "true" }, "allow: must be true or false"],
    [{ allow: null }, "allow: must be true or false"],
    [{ limit: "3" }, "limit: must be a number"],
    [{ limit: Number.NaN }, "limit: must be a number"],
    [{ limit: 0 }, "limit: must be at least 1"],
    [{ threshold: 1 }, "threshold: must be text"],
    [{ threshold: "low" }, "threshold: must be one of Low, High"],
    [{ age: "30" }, "age: must be like P30D"],
    [{ days: "30" }, "days: must be like 1"],
    [{ share: -1 }, "share: must be at least 0"],
    [{ share: 10 }, "share: must be at most 9"],
    [{ share: Number.POSITIVE_INFINITY }, "share: must be a number"],
    [{ size: "" }, "size: must be from a to aaa"],
    [{ size: "aaaa" }, "size: must be from a to aaa"],
    [
      { names: [] },
      'names: must have an entry; to turn the policy off, give it the level "disabled"',
    ],
    [{ names: ["b", " "] }, "names[1]: is blank"],
    [{ others: [""] }, "others[0]: is blank"],
    [{ names: ["b "] }, 'names[0]: is "b ", which begins or ends in a blank'],
    [{ names: ["a", "b", "A"] }, 'names[2]: repeats "A"'],
    [{ modes: ["Opn"] }, 'modes[0]: is "Opn"; did you mean "Open"?'],
    [{ modes: ["Closed", "Something"] }, 'modes[1]: is "Something"; must be one of Closed, Open'],
    [{ services: ["My.Serch"] }, 'services[0]: is "My.Serch"; did you mean "My.Search"?'],
    [{ services: ["My-Storage"] }, 'services[0]: is "My-Storage"; did you mean "My.Storage"?'],
    [{ services: ["Elsewhere"] }, 'services[0]: is "Elsewhere"; must be like My.Search'],
    [{ names: "a" }, "names: must be a list of texts"],
    [{ names: ["a", 1] }, "names: must be a list of texts"],
    [{ names: { 0: "a" } }, "names: must be a list of texts"],
    [{ limits: 4 }, 'limits: is not a setting; did you mean "limit"?'],
    [
      { everything: 4 },
      "everything: is not a setting; there are: allow, limit, ratio, threshold, age, days, text, share, size, names, others, exempt, modes, services",
    ],
    [
      { constructor: 1 },
      "constructor: is not a setting; there are: allow, limit, ratio, threshold, age, days, text, share, size, names, others, exempt, modes, services",
    ],
  ];
  for (const [config, error] of wrong)
    it(`${JSON.stringify(config)}: ${error}`, () => {
      assert.deepEqual(read(parameters, config), { values: defaults, errors: [error] });
    });

  it("of a policy that has none cannot be set", () => {
    assert.deepEqual(read({}, { limit: 1 }).errors, [
      "limit: is not a setting; there are none here",
    ]);
  });

  it("are all complained about at once, and each on its own", () => {
    const { values, errors } = read(parameters, {
      allow: 1,
      limit: 7,
      limits: 0,
      names: 2,
    });
    assert.deepEqual(values, { ...defaults, limit: 7 });
    assert.equal(errors.length, 3);
  });

  it("are of their types whatever is set", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(parameters), "__proto__"), fc.jsonValue()),
        (config) => {
          const { values } = readParameters(parameters, config);
          assert.equal(typeof values["allow"], "boolean");
          assert.ok((values["limit"] as number) >= 1);
          assert.ok(["Low", "High"].includes(values["threshold"] as string));
          assert.match(values["age"] as string, /^P\d+D$/);
          const names = values["names"] as unknown[];
          assert.ok(names.length > 0 && names.every((one) => typeof one === "string"));
        },
      ),
    );
  });

  it("are told to Pulumi as a schema", () => {
    assert.deepEqual(configSchema(parameters), {
      properties: {
        allow: { type: "boolean", default: false, description: "Whether." },
        limit: { type: "number", default: 3, minimum: 1, description: "How many." },
        ratio: { type: "number", default: 0.5, description: "How much." },
        threshold: { type: "string", default: "Low", enum: ["Low", "High"], description: "Which." },
        age: { type: "string", default: "P1D", pattern: "^P\\d+D$", description: "How old." },
        days: { type: "string", default: "1", pattern: "^\\d$", description: "How many days." },
        text: { type: "string", default: "", description: "What." },
        share: { type: "number", default: 1, minimum: 0, maximum: 9, description: "What share." },
        size: { type: "string", default: "aa", description: "How long." },
        names: {
          type: "array",
          items: { type: "string" },
          default: ["a"],
          minItems: 1,
          description: "Who.",
        },
        others: {
          type: "array",
          items: { type: "string" },
          default: [],
          description: "Who else.",
        },
        exempt: {
          type: "array",
          items: { type: "string" },
          default: ["a"],
          description: "Who not.",
        },
        modes: {
          type: "array",
          items: { type: "string" },
          default: ["Closed"],
          minItems: 1,
          description: "How.",
        },
        services: {
          type: "array",
          items: { type: "string" },
          default: ["My.Search"],
          minItems: 1,
          description: "What for.",
        },
      },
    });
  });
});

describe("a user who sets parameters", () => {
  const policy = resourcePolicy({
    name: "ml-workspace-restrict-names",
    kind: "machinelearningservices:Workspace",
    title: "Workspaces have few names",
    severity: "low",
    level: "advisory",
    why: "Otherwise something bad happens.",
    docs: "https://learn.microsoft.com/azure/machine-learning",
    parameters: { limit: parameters.limit },
    *findings({ friendlyName }, { parameters: { limit } }) {
      yield violation(friendlyName, `the limit is ${limit}`);
    },
    fix: "Set friendlyName to something short.",
    examples: { good: [], bad: [] },
  });
  const workspaces = ["one", "two"].map((name) =>
    raw("machinelearningservices:Workspace", { resourceGroupName: "rg" }, name),
  );
  const messages = async (config: Config) =>
    (await analyze([policy], workspaces, config)).map(
      ({ resource, level, message }) => `${resource} ${level} ${message.split("\nWhy:")[0]}`,
    );

  it("has them obeyed", async () => {
    assert.deepEqual(await messages({ [policy.name]: { limit: 5 } }), [
      "one advisory Workspaces have few names\nfriendlyName: the limit is 5",
      "two advisory Workspaces have few names\nfriendlyName: the limit is 5",
    ]);
  });

  it("is told once, in the stack, what is wrong with them; the defaults are used", async () => {
    assert.deepEqual(await messages({ [policy.name]: { limit: 0, limits: 9 } }), [
      "one advisory Workspaces have few names\nfriendlyName: the limit is 3",
      "two advisory Workspaces have few names\nfriendlyName: the limit is 3",
      ` mandatory The settings of the azure-ai-security pack are valid\n${policy.name}.limit: must be at least 1\n${policy.name}.limits: is not a setting; did you mean "limit"?`,
    ]);
  });
});
