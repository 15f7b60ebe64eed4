/** What is true of every policy. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import { builtinModules } from "node:module";
import * as path from "node:path";
import * as ts from "typescript";
import { allPolicies, policiesByDomain } from "../policies/all";
import {
  benchmark,
  benchmarkControls,
  controlsOf,
  controlTags,
  definitions,
  frameworks,
  idOf,
} from "../policies/core/frameworks";
import { mistakeText } from "../policies/core/config/mistake";
import { readParameters } from "../policies/core/config/parameters";
import type { Example, Policy, ResourcePolicy } from "../policies/core/policy";
import { firstSentence } from "../policies/core/pulumi/message";
import { elsewheres } from "../policies/core/stack/stack";
import data from "../policies/core/framework-data.json";
import { lookUpType } from "../tools/engine/azure-native-stand-in/types";
import { dataText } from "../tools/frameworks/collect";
import { placeholder } from "../tools/new-policy/template";
import { indexText, isPolicyFile, nameErrors } from "../tools/new-policy/names";
import { analyze, type Reported } from "./support/analyzer";
import { classOf } from "./support/examples";
import { raw, unknown } from "./support/judge";

const root = path.resolve(__dirname, "..");
const domains = Object.keys(policiesByDomain);
const resourcePolicies = allPolicies.filter(
  (one): one is ResourcePolicy => one.scope === "resource",
);

/** What a control of each framework looks like. */
const controlShapes: Readonly<Record<string, RegExp>> = {
  MCSB: /^(AI|AM|BR|DP|DS|ES|GS|IM|IR|LT|NS|PA|PV)-\d{1,2}$/,
  "NIST SP 800-53 R5": /^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/,
  "NIST SP 800-53 R5.1.1": /^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/,
  "NIST SP 800-53 R4": /^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/,
  "FedRAMP High": /^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/,
  "FedRAMP Moderate": /^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/,
  "NIST SP 800-171 R2": /^3\.\d{1,2}\.\d{1,2}$/,
  "NIST SP 800-171 R3": /^3\.\d{1,2}\.\d{1,2}$/,
  "NIST CSF 2.0": /^[A-Z]{2}\.[A-Z]{2}(-\d{2})?$/,
  "NIST AI RMF": /^\d(\.\d{1,2}){1,2}$/,
  "ISO 27001:2022": /^\d{1,2}(\.\d{1,2}){1,2}$/,
  "ISO 27002:2022": /^\d{1,2}\.\d{1,2}$/,
  "ISO 27001:2013": /^(A\.\d{1,2}(\.\d{1,2}){2}|C\.\S+)$/,
  "SOC 2": /^(CC|A|PI|C|P)\d{1,2}\.\d{1,2}$/,
  "SOC 2023": /^(CC|A|PI|C|P)\.?\d{1,2}\.\d{1,2}$/,
  "HIPAA HITRUST": /^\d{4,5}\.\S+$/,
  "HITRUST CSF 11.3": /^\d{1,2}\.[a-z0-9.]+$/,
  "EU AI Act": /^\d{1,2}(\.\d[a-z]?)?$/,
  "EU NIS2": /^\d{1,2}$/,
  "EU DORA": /^\d{1,2}\.\d[a-z]?$/,
  "EU GDPR": /^Art\. \d{1,2}$/,
  "PCI DSS 4.0.1": /^(A\d|\d{1,2})(\.\d{1,2}){1,3}$/,
  "PCI DSS 4.0": /^(A\d|\d{1,2})(\.\d{1,2}){1,3}$/,
  "PCI DSS 3.2.1": /^(A\d|\d{1,2})(\.\d{1,2}){1,3}$/,
  "CIS Azure 3.0.0": /^\d{1,2}(\.\d{1,2}){1,3}$/,
  "CIS Azure 2.1.0": /^\d{1,2}(\.\d{1,2}){1,3}$/,
  "CIS Azure 2.0.0": /^\d{1,2}(\.\d{1,2}){1,3}$/,
  "CIS Controls 8.1": /^\d{1,2}\.\d{1,2}$/,
  "CIS Controls 8": /^\d{1,2}\.\d{1,2}$/,
  "CSA CCM 4.0.12": /^[A-Z&]{3}-\d{2}$/,
};

/** By name, why a policy serves no control of the benchmark. */
const withoutControl: Readonly<Record<string, string>> = {};

/** Fails with all complaints at once, each under the name of its policy. */
function none(complaints: readonly string[]): void {
  assert.equal(complaints.join("\n"), "");
}

function complaintsOf(check: (policy: Policy) => readonly string[]): string[] {
  return allPolicies.flatMap((policy) => check(policy).map((one) => `${policy.name}: ${one}`));
}

describe("every policy", () => {
  it("is a file of its name, in the index of its domain, in order", () => {
    for (const domain of domains) {
      const folder = path.join(root, "policies", domain);
      const names = fs
        .readdirSync(folder)
        .filter(isPolicyFile)
        .map((file) => path.basename(file, ".ts"));
      assert.equal(
        fs.readFileSync(path.join(folder, "index.ts"), "utf8"),
        indexText(names),
        domain,
      );
      const exported = policiesByDomain[domain] ?? [];
      assert.deepEqual(
        exported.map(({ name }) => name),
        [...names].sort(),
        domain,
      );
    }
  });

  it("lies in a domain of the pack", () => {
    const folders = fs
      .readdirSync(path.join(root, "policies"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "core")
      .map(({ name }) => name);
    assert.deepEqual([...folders].sort(), [...domains].sort());
  });

  it("is told from vocabulary by its file's name", () => {
    const hidden = sources()
      .filter(({ file }) => !isPolicyFile(path.basename(file)) && !file.startsWith("core"))
      .filter(({ text }) => /export default \w+Policy\(/.test(text));
    none(hidden.map(({ file }) => file));
  });

  it("has a name by the rules, its own alone", () => {
    none(complaintsOf(({ name }) => nameErrors(name)));
    assert.equal(new Set(allPolicies.map(({ name }) => name)).size, allPolicies.length);
  });

  it("has a title that states a fact of its own", () => {
    none(
      complaintsOf(({ title, why, fix }) => [
        ...(/[.!?:]$/.test(title) ? [`the title ends in punctuation: ${title}`] : []),
        ...(/\b(must|should|shall|ensure)\b/i.test(title)
          ? [`the title is a demand: ${title}`]
          : []),
        ...(title.length < 15 || title.length > 100
          ? [`the title has ${title.length} characters`]
          : []),
        ...(why.startsWith(title) || fix.startsWith(title)
          ? ["the message repeats the title"]
          : []),
      ]),
    );
    assert.equal(new Set(allPolicies.map(({ title }) => title)).size, allPolicies.length);
  });

  it("has a valid severity and level", () => {
    none(
      complaintsOf(({ severity, level }) => [
        ...(["low", "medium", "high", "critical"].includes(severity) ? [] : [severity]),
        ...(["mandatory", "advisory", "disabled"].includes(level) ? [] : [level]),
      ]),
    );
  });

  it("says why and how to fix it in whole sentences", () => {
    const bad = (text: string) =>
      text.length < 30 || !/^\S.*\.$/s.test(text) || /\s$|\n/.test(text);
    none(
      complaintsOf(({ why, fix }) => [
        ...(bad(why) ? [`why: ${why}`] : []),
        ...(bad(fix) ? [`fix: ${fix}`] : []),
      ]),
    );
  });

  it("links a page of Microsoft's documentation, in the reader's language", () => {
    const page = /^https:\/\/learn\.microsoft\.com\/(?![a-z]{2}-[a-z]{2}\/)[\w./?=&#%-]+$/;
    none(complaintsOf(({ docs }) => (page.test(docs) ? [] : [docs])));
  });

  it("has no placeholder of the scaffold left in it", () => {
    none(
      sources()
        .filter(({ text }) => text.includes(placeholder))
        .map(({ file }) => file),
    );
  });

  it("says why in a first sentence that stands alone, since messages show no more", () => {
    none(
      complaintsOf(({ why }) => {
        const first = firstSentence(why);
        return first.length <= 140 ? [] : [`${first.length} characters: ${first}`];
      }),
    );
  });

  it("names Azure Policy definitions that Microsoft has, each once, with a remark that says something", () => {
    none(
      complaintsOf(({ azurePolicy = [] }) => {
        const ids = azurePolicy.map(idOf);
        return [
          ...ids
            .filter((id) => definitions[id] === undefined)
            .map((id) => `${id} is not in framework-data.json: a slip, or run npm run frameworks`),
          ...(new Set(ids).size < ids.length ? ["a definition twice"] : []),
          ...azurePolicy.flatMap((one) =>
            typeof one === "string" || /^\S.{7,}[^\s.]$/.test(one.remark) ? [] : [one.remark],
          ),
          ...azurePolicy
            .filter((one) => typeof one === "string")
            .filter((id) => definitions[id]?.name.startsWith("[Deprecated]"))
            .map((id) => `${id} is deprecated: say in a remark why it is named`),
        ];
      }),
    );
  });

  it("serves a control of the benchmark, or has a reason not to", () => {
    none(
      complaintsOf((policy) => {
        const { name, mcsb = [] } = policy;
        const mapped = controlsOf(policy).direct.get("MCSB") ?? [];
        const reason = withoutControl[name] !== undefined;
        return [
          ...(benchmarkControls(controlsOf(policy)).length > 0 === reason
            ? [reason ? "has a control all the same" : "has neither azurePolicy nor mcsb that says"]
            : []),
          ...mcsb.filter((id) => !(id in benchmark)).map((id) => `no control ${id}`),
          ...(new Set(mcsb).size < mcsb.length ? ["a control twice"] : []),
          ...mcsb
            .filter((id) => mapped.includes(id))
            .map((id) => `${id} follows from azurePolicy already`),
        ];
      }),
    );
    assert.deepEqual(
      Object.keys(withoutControl).filter((name) => allPolicies.every((one) => one.name !== name)),
      [],
    );
  });

  it("has controls of each framework's own form, direct or derived", () => {
    none(
      complaintsOf((policy) => {
        const { direct, derived } = controlsOf(policy);
        return [
          ...[...direct, ...derived].flatMap(([framework, controls]) =>
            controls
              .filter((control) => !controlShapes[framework]?.test(control))
              .map((control) => `not a control of ${framework}: "${control}"`),
          ),
          ...[...derived].flatMap(([framework, controls]) =>
            controls
              .filter((control) => direct.get(framework)?.includes(control))
              .map((control) => `${framework} ${control} is both direct and derived`),
          ),
        ];
      }),
    );
  });

  it("has at most 20 tags, the benchmark's first", () => {
    none(
      complaintsOf((policy) => {
        const tags = controlTags(controlsOf(policy));
        const first = benchmarkControls(controlsOf(policy)).map((control) => `MCSB:${control}`);
        return [
          ...(tags.length > 20 ? [`${tags.length} tags`] : []),
          ...(new Set(tags).size < tags.length ? ["a tag twice"] : []),
          ...(tags.slice(0, first.length).join() === first.join() ? [] : [tags.join(", ")]),
        ];
      }),
    );
  });

  it("has parameters whose defaults are valid, with a description", () => {
    none(
      complaintsOf(({ parameters }) => {
        const defaults = Object.fromEntries(
          Object.entries(parameters).map(([name, one]) => [name, one.default]),
        );
        return [
          ...readParameters(parameters, defaults).mistakes.map(mistakeText),
          ...Object.entries(parameters)
            .filter(([, { description }]) => !/^\S.{10,}\.$/s.test(description))
            .map(([name, { description }]) => `${name}: ${description}`),
          ...Object.keys(parameters)
            .filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name) || name === "enforcementLevel")
            .map((name) => `not a name for a parameter: ${name}`),
        ];
      }),
    );
  });

  it("has lists that cannot turn a check off in silence", () => {
    none(
      complaintsOf(({ parameters }) =>
        Object.entries(parameters).flatMap(([name, parameter]) => {
          if (parameter.type !== "string[]") return [];
          const errorsOf = (given: readonly string[]) =>
            readParameters(parameters, { [name]: given }).mistakes.map(mistakeText);
          const refuses = (given: readonly string[]) =>
            errorsOf(given).length > 0 ? [] : [`${name} takes ${JSON.stringify(given)}`];
          const isEmptyByDefault = parameter.default.length === 0;
          const emptyMeans = parameter.ifEmpty !== undefined;
          return [
            ...(isEmptyByDefault || emptyMeans ? [] : refuses([])),
            ...((parameter.words ?? parameter.known ?? parameter.pattern) === undefined
              ? [`${name} takes any text`]
              : []),
            ...(parameter.pattern !== undefined && parameter.example === undefined
              ? [`${name} has no example`]
              : []),
            ...refuses([""]),
            ...refuses([" "]),
            ...parameter.default.slice(0, 1).flatMap((one) => refuses([one, one.toUpperCase()])),
            ...[...(parameter.words ?? []), ...(parameter.known ?? [])].flatMap((word) => [
              ...errorsOf([word.toLowerCase()]),
              ...misspeltErrors(word, parameter.words !== undefined, errorsOf),
            ]),
          ];
        }),
      ),
    );
    // Where an empty list is stricter than the default, not laxer.
    assert.deepEqual(
      allPolicies.flatMap(({ name, parameters }) =>
        Object.entries(parameters).flatMap(([key, one]) =>
          one.type === "string[]" && one.ifEmpty !== undefined ? [`${name}.${key}`] : [],
        ),
      ),
      ["openai-deployment-require-content-filter.exemptModels"],
    );
  });

  it("has numbers and texts with bounds", () => {
    none(
      complaintsOf(({ parameters }) =>
        Object.entries(parameters).flatMap(([name, one]) => {
          if (one.type === "number")
            return (one.minimum ?? -1) >= 0 && one.maximum !== undefined
              ? []
              : [`${name} needs a minimum, not below 0, and a maximum`];
          if (one.type === "string")
            return (one.enum ?? one.pattern) === undefined ? [`${name} takes any text`] : [];
          return [];
        }),
      ),
    );
  });

  it("takes every resource provider there is for none misspelt", () => {
    const modules = fs
      .readdirSync(path.join(root, "node_modules", "@pulumi", "azure-native"), {
        withFileTypes: true,
      })
      .filter((entry) => entry.isDirectory() && /^[a-z]{3,}$/.test(entry.name));
    assert.ok(modules.length > 200);
    const watchedProviders = modules.map(({ name }) => `Microsoft.${name}`);
    none(
      complaintsOf(({ parameters }) =>
        "watchedProviders" in parameters
          ? readParameters(parameters, { watchedProviders }).mistakes.map(mistakeText)
          : [],
      ),
    );
  });

  it("judges kinds the SDK has", () => {
    none(
      complaintsOf(({ scope, kinds }) => [
        ...kinds.filter((kind) => !classOf(kind)).map((kind) => `no class ${kind}`),
        ...(scope === "resource" && kinds.length === 0 ? ["no kind"] : []),
        ...(new Set(kinds).size < kinds.length ? ["a kind twice"] : []),
      ]),
    );
  });

  it("has good and bad examples of kinds the SDK has", () => {
    none(
      complaintsOf((policy) => {
        const { good, bad } = policy.examples;
        const examples = [...good, ...bad].flatMap((one): readonly Example[] =>
          isList(one) ? one : [one],
        );
        return [
          ...(good.length === 0 ? ["no good example"] : []),
          ...(bad.length === 0 ? ["no bad example"] : []),
          ...examples.filter(({ kind }) => !classOf(kind)).map(({ kind }) => `no class ${kind}`),
        ];
      }),
    );
  });

  it("of a stack says what another stack may provide", () => {
    none(
      complaintsOf((policy) =>
        policy.scope === "stack" && !elsewheres.includes(policy.elsewhere)
          ? [policy.elsewhere]
          : [],
      ),
    );
  });
});

describe("what the pack knows of frameworks", () => {
  const file = path.join(root, "policies", "core", "framework-data.json");

  it("is as the tool writes it, and small", () => {
    const text = fs.readFileSync(file, "utf8");
    assert.ok(text === dataText(data), "do not edit it: npm run frameworks makes it");
    assert.ok(text.length < 150_000, `${text.length} characters`);
  });

  it("is whole: every framework and control that a definition or the crosswalk names", () => {
    const lists = [
      ...Object.values(definitions).map(({ controls }) => controls),
      ...Object.values(benchmark),
    ];
    const unknown = lists.flatMap(Object.keys).filter((framework) => !(framework in frameworks));
    assert.deepEqual(unknown, []);
    assert.deepEqual(Object.keys(controlShapes).sort(), Object.keys(frameworks).sort());
    const own = lists.flatMap((one) => ("MCSB" in one ? String(one.MCSB).split(", ") : []));
    assert.deepEqual(
      own.filter((id) => !(id in benchmark)),
      [],
    );
  });
});

describe("a property that decides", () => {
  for (const policy of resourcePolicies) {
    const { demand } = policy;
    if (!demand) continue;
    const bad = policy.examples.bad[0];
    const judge = (props: object, level = "mandatory") =>
      analyze([policy], [raw(bad?.kind ?? "", { resourceGroupName: "rg", ...props })], {
        [policy.name]: level,
      });

    it(`left out, it ${demand.absent} (${policy.name})`, async () => {
      const reports = await judge(without(bad?.props, demand.path));
      const expected = demand.absent === "violates" || demand.mustBe === "set" ? ["mandatory"] : [];
      assert.deepEqual(levels(reports), expected, JSON.stringify(reports));
    });

    it(`unknown, it is ${demand.mustBe === "set" ? "set" : "undecided"} (${policy.name})`, async () => {
      const reports = await judge(withUnknown(bad?.props, demand.path));
      assert.deepEqual(levels(reports), demand.mustBe === "set" ? [] : ["advisory"]);
      if (demand.mustBe !== "set") assert.match(reports[0]?.message ?? "", notDecided);
    });
  }
});

describe("a resource of which nothing is known", () => {
  for (const policy of resourcePolicies)
    for (const kind of policy.kinds)
      it(`is undecided: ${policy.name}, ${kind}`, async () => {
        const inputs = [...lookUpType(`azure-native:${kind}`).inputs.keys()];
        assert.ok(inputs.length > 0);
        const props = Object.fromEntries(inputs.map((input) => [input, unknown]));
        const reports = await analyze([policy], [raw(kind, props)], { [policy.name]: "mandatory" });
        assert.deepEqual(levels(reports), ["advisory"], JSON.stringify(reports));
        assert.match(reports[0]?.message ?? "", notDecided);
      });
});

describe("the source", () => {
  it("requires at run time nothing but the dependencies", () => {
    const { dependencies } = JSON.parse(
      fs.readFileSync(path.join(root, "package.json"), "utf8"),
    ) as {
      dependencies: Readonly<Record<string, string>>;
    };
    const packages = new Set<string>();
    const seen = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const required of requiresOf(file))
        if (required.startsWith(".")) visit(resolve(path.dirname(file), required));
        else if (!builtinModules.includes(required.replace(/^node:/, ""))) packages.add(required);
    };
    visit(path.join(root, "policies", "index.ts"));
    visit(path.join(root, "cli", "main.ts"));
    assert.ok(seen.size > allPolicies.length, "the walk has not come by every policy");
    assert.ok(packages.has("@pulumi/policy"), "the walk has not come by index.ts");
    assert.deepEqual(
      [...packages].filter((one) => !(one.split("/").slice(0, 2).join("/") in dependencies)),
      [],
    );
  });

  it("says in the first file of each folder of the core what it is for", () => {
    const core = path.join(root, "policies", "core");
    const folders = fs
      .readdirSync(core, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(entry.parentPath, entry.name));
    for (const folder of [core, ...folders]) {
      const [first = ""] = fs.readdirSync(folder).filter((name) => name.endsWith(".ts"));
      const text = fs.readFileSync(path.join(folder, first), "utf8");
      assert.match(text, /^\/\*\*[^/]*This folder: /, path.join(folder, first));
    }
  });

  it("imports types only from azure-native, and has no `any`", () => {
    const complaints: string[] = [];
    for (const { file, text } of sources()) {
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
      const complain = (node: ts.Node, what: string) => {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        complaints.push(`${file}:${line + 1}: ${what}`);
      };
      const visit = (node: ts.Node): void => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) complain(node, "any");
        if (
          ts.isImportDeclaration(node) &&
          ts.isStringLiteral(node.moduleSpecifier) &&
          node.moduleSpecifier.text.startsWith("@pulumi/azure-native") &&
          node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword
        )
          complain(node, "imports values of azure-native");
        node.forEachChild(visit);
      };
      visit(source);
    }
    none(complaints);
  });
});

const notDecided = /^\S+: (a value inside it is )?not known until deployment \(.*\)$/m;

/** A word without its last letter must be refused, and the word named; a short word is near to many others. */
function misspeltErrors(
  word: string,
  isClosed: boolean,
  errorsOf: (given: readonly string[]) => readonly string[],
): readonly string[] {
  if (word.length < 6 && !isClosed) return [];
  const [error = ""] = errorsOf([word.slice(0, -1)]);
  return error.endsWith(`did you mean "${word}"?`) ? [] : [`${word.slice(0, -1)}: "${error}"`];
}

function levels(reports: readonly Reported[]): string[] {
  return reports.map(({ level }) => level);
}

function isList(one: Example | readonly Example[]): one is readonly Example[] {
  return Array.isArray(one);
}

function without(value: unknown, steps: readonly (string | number)[]): object {
  const [first, ...rest] = steps;
  const { [String(first)]: below, ...others } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return rest.length === 0 || below === undefined
    ? others
    : { ...others, [String(first)]: without(below, rest) };
}

function withUnknown(value: unknown, steps: readonly (string | number)[]): object {
  const [first, ...rest] = steps;
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  return {
    ...given,
    [String(first)]: rest.length === 0 ? unknown : withUnknown(given[String(first)], rest),
  };
}

/** The files of the pack, paths from `policies/`. */
function sources(): { file: string; text: string }[] {
  const folder = path.join(root, "policies");
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({ file, text: fs.readFileSync(path.join(folder, file), "utf8") }));
}

/** What the compiled form of a file requires: the compiler drops imports of types. */
function requiresOf(file: string): string[] {
  const { outputText } = ts.transpileModule(fs.readFileSync(file, "utf8"), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  return [...outputText.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(
    ([, name]) => name ?? "",
  );
}

function resolve(folder: string, required: string): string {
  const target = path.join(folder, required);
  return (
    [`${target}.ts`, path.join(target, "index.ts")].find((file) => fs.existsSync(file)) ?? target
  );
}
