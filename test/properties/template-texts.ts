/** ARM templates that nobody would write: expressions over whatever there is, secure parameters among it. */
import * as fc from "fast-check";
import { oddKeys, hidden } from "./planted";
import { ownEntries } from "./json";

type Json = Readonly<Record<string, unknown>>;

const functions =
  `concat format replace toLower toUpper substring split join first last length contains equals if and or
  not union intersection createArray createObject json string int bool base64 base64ToString uri uriComponent
  uniqueString guid resourceId subscriptionResourceId tenantResourceId extensionResourceId reference listKeys padLeft skip
  take range min max coalesce empty startsWith endsWith indexOf lastIndexOf trim add sub mul div mod dateTimeAdd utcNow
  newGuid map filter reduce sort toObject dataUri dataUriToString items objectKeys shallowMerge tryGet parseCidr
  cidrSubnet environment pickZones managementGroup tenant providers flatten indexFromEnd nothing ns.f ns.g true false
  null`.split(/\s+/);
const parameterNames = [
  "plain",
  "name",
  "safe",
  "safeText",
  "safeObject",
  "list",
  "flag",
  "count",
  "missing",
];
const variableNames = ["one", "two", "three", "loop", "missing"];
const texts = [
  "",
  "a",
  "{0}-{1}",
  "inner",
  "/",
  "Microsoft.CognitiveServices/accounts",
  "''",
  "\uffff1\uffff",
  "\u0000",
];

const atom = fc.oneof(
  fc.constantFrom(...parameterNames).map((name) => `parameters('${name}')`),
  fc.constantFrom(...variableNames).map((name) => `variables('${name}')`),
  fc.constantFrom(...texts).map((text) => `'${text}'`),
  fc.constantFrom("0", "1", "-1", "99999999999", "true", "copyIndex()", "copyIndex('l')"),
  fc.constantFrom("resourceGroup().id", "subscription().subscriptionId", "deployment().name"),
  fc.constantFrom(
    "lambda('x', lambdaVariables('x'))",
    "reference('inner')",
    "lambdaVariables('x')",
  ),
);

/** An expression without its brackets; broken ones are among them. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    atom,
    fc
      .tuple(fc.constantFrom(...functions), fc.array(tie("expression"), { maxLength: 3 }))
      .map(([name, args]) => `${name}(${args.join(", ")})`),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom(".name", "[0]", "['safe']", ".", "[", "].a", "(", ")"),
      )
      .map(([of, access]) => `${of}${access}`),
  ),
}));

const text = fc.oneof(
  { weight: 4, arbitrary: expression.map((one) => `[${one}]`) },
  { weight: 1, arbitrary: fc.constantFrom("plain", "[[x]", "[", "[]", hidden.length.toString()) },
);

const parameterTypes = {
  plain: "string",
  name: "string",
  safe: "securestring",
  safeText: "secureString",
  safeObject: "secureObject",
  list: "array",
  flag: "bool",
  count: "int",
};
const secret: Json = {
  safe: hidden,
  safeText: `${hidden}/${hidden}`,
  safeObject: { name: hidden, [hidden]: [hidden], inner: { text: hidden } },
};
const open: Json = { plain: "plain", name: "account", list: ["a", "b"], flag: true, count: 3 };

/** The parameters that a template declares, with a default or without. */
const declared = fc
  .array(fc.boolean(), { minLength: 8, maxLength: 8 })
  .map((defaults) =>
    Object.fromEntries(
      Object.entries(parameterTypes).map(([name, type], index) => [
        name,
        { type, ...(defaults[index] && { defaultValue: { ...open, ...secret }[name] }) },
      ]),
    ),
  );
/** Those that are given to it. */
export const supplied: fc.Arbitrary<Json> = fc
  .subarray(Object.entries({ ...open, ...secret }))
  .map((entries) => Object.fromEntries(entries.map(([name, value]) => [name, { value }])));

const types = `Microsoft.CognitiveServices/accounts Microsoft.CognitiveServices/accounts/deployments
  Microsoft.MachineLearningServices/workspaces Microsoft.MachineLearningServices/workspaces/computes
  Microsoft.KeyVault/vaults Microsoft.KeyVault/vaults/secrets Microsoft.Storage/storageAccounts
  Microsoft.Network/privateEndpoints Microsoft.Authorization/roleAssignments
  Microsoft.Insights/diagnosticSettings Microsoft.Resources/deploymentScripts`.split(/\s+/);

const value = fc.oneof(text, fc.constantFrom<unknown>(true, null, 1, [], {}, "Enabled"));
const properties = fc.oneof(
  { weight: 1, arbitrary: text },
  {
    weight: 5,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.oneof(
            fc.constantFrom("publicNetworkAccess", "disableLocalAuth", "value", "kind", "copy"),
            fc.constantFrom("computeType", "properties", "attributes", "networkAcls", "scope"),
            fc.constantFrom(...oddKeys),
            text,
          ),
          fc.oneof(value, fc.dictionary(fc.constantFrom("name", "exp", "input", "count"), value)),
        ),
        { maxLength: 4 },
      )
      .map(ownEntries),
  },
);

const { resource, template } = fc.letrec<{ resource: Json; template: Json }>((tie) => ({
  resource: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.record(
      {
        type: fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...types) },
          { weight: 1, arbitrary: text },
        ),
        apiVersion: fc.oneof(fc.constantFrom("2024-10-01", "2016-10-01", "x"), text),
        name: fc.oneof(
          text,
          text.map((one) => `inner/${one}`),
        ),
        condition: fc.oneof(text, fc.boolean()),
        scope: text,
        copy: fc.record({
          name: fc.constant("l"),
          count: fc.oneof(text, fc.constantFrom<unknown>(0, 2, 1e9)),
        }),
        dependsOn: fc.array(text, { maxLength: 2 }),
        properties,
        tags: fc.oneof(text, fc.dictionary(fc.constantFrom(...oddKeys), value, { maxKeys: 2 })),
      },
      { requiredKeys: ["type", "name", "apiVersion"] },
    ),
    fc.record({
      type: fc.constantFrom(
        "Microsoft.Resources/deployments",
        "Microsoft.Resources/deploymentStacks",
      ),
      apiVersion: fc.constant("2022-09-01"),
      name: fc.oneof(text, fc.constant("nested")),
      properties: fc.record(
        {
          mode: fc.constant("Incremental"),
          expressionEvaluationOptions: fc.record({ scope: fc.constantFrom("inner", "outer", "x") }),
          parameters: fc.dictionary(fc.constantFrom(...parameterNames), fc.record({ value: text })),
          template: fc.oneof(
            tie("template"),
            tie("template").map((one) => JSON.stringify(one)),
            text,
          ),
        },
        { requiredKeys: ["template"] },
      ),
    }),
  ),
  template: fc.record(
    {
      languageVersion: fc.constantFrom("1.0", "2.0"),
      parameters: declared,
      variables: fc.record(
        {
          one: value,
          two: value,
          three: fc.dictionary(fc.constantFrom("a", "name"), value),
          copy: fc.constant([{ name: "loop", count: 3, input: "[copyIndex('loop')]" }]),
        },
        { requiredKeys: [] },
      ),
      functions: fc.tuple(text, text).map(([f, g]) => [
        {
          namespace: "ns",
          members: {
            f: { output: { value: f } },
            g: { parameters: [{ name: "x", type: "string" }], output: { value: g } },
          },
        },
      ]),
      resources: fc.oneof(
        { weight: 4, arbitrary: fc.array(tie("resource"), { maxLength: 3 }) },
        { weight: 1, arbitrary: fc.dictionary(fc.constantFrom("first", "other"), tie("resource")) },
      ),
      outputs: fc.dictionary(
        fc.constantFrom("o", "p"),
        fc.record({ type: fc.constantFrom("string", "securestring"), value: text }),
      ),
    },
    { requiredKeys: ["parameters", "resources"] },
  ),
}));

export { resource, template };
