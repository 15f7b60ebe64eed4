/** From Microsoft's own files to the data file: what it holds of definitions, initiatives and the crosswalk. */
import { inOrder, type Definition, type FrameworkData } from "../../policies/core/frameworks";
import { crosswalkHeadings, sources } from "./initiatives";

/** As in a file under `built-in-policies/policyDefinitions`. */
export interface BuiltIn {
  readonly name: string;
  readonly properties: {
    readonly displayName: string;
    readonly parameters?: Readonly<Record<string, Parameter>>;
    readonly policyRule: { readonly then: { readonly effect: string } };
  };
}

interface Parameter {
  readonly defaultValue?: unknown;
  readonly allowedValues?: readonly unknown[];
}

/** As in a file under `built-in-policies/policySetDefinitions`. */
export interface Initiative {
  readonly name: string;
  readonly properties: {
    readonly policyDefinitions: readonly {
      readonly policyDefinitionId: string;
      readonly groupNames?: readonly string[];
    }[];
    readonly policyDefinitionGroups?: readonly { readonly name: string }[];
  };
}

/** By control of the benchmark, under the crosswalk's own headings the controls of other frameworks. */
export interface Crosswalk {
  readonly controls: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * @param wanted ids of definitions
 * @throws an error that names the ids that are not there
 */
export function collect(
  wanted: Iterable<string>,
  definitions: readonly BuiltIn[],
  initiatives: readonly Initiative[],
  crosswalk: Crosswalk,
): FrameworkData {
  const ids = [...new Set(wanted)].sort();
  const byId = new Map(definitions.map((one) => [one.name, one]));
  const lost = ids.filter((id) => !byId.has(id));
  const named = Object.values(sources).flatMap((one) => one.initiatives);
  const found = new Map(initiatives.map((one) => [one.name, one]));
  lost.push(...named.filter((id) => !found.has(id)));
  if (lost.length > 0) throw new Error(`Not in the checkout: ${lost.join(", ")}`);

  const controls = new Map(ids.map((id) => [id, new Map<string, Set<string>>()]));
  for (const [framework, { initiatives: its, prefix, control = same }] of Object.entries(sources))
    for (const { properties } of its.flatMap((id) => found.get(id) ?? []))
      for (const { policyDefinitionId, groupNames = [] } of properties.policyDefinitions) {
        const of = controls.get(policyDefinitionId.split("/").pop() ?? "");
        const groups = groupNames.filter((group) => prefix.test(group));
        if (!of || groups.length === 0) continue;
        const list = of.get(framework) ?? new Set();
        for (const group of groups) list.add(control(group.replace(prefix, "")));
        of.set(framework, list);
      }

  const entries = ids.flatMap((id): [string, Definition][] => {
    const definition = byId.get(id);
    if (!definition) return [];
    const lists = [...(controls.get(id) ?? [])].map(([framework, list]) => [
      framework,
      listed(list),
    ]);
    return [
      [
        id,
        {
          name: definition.properties.displayName,
          effect: effectOf(definition),
          controls: Object.fromEntries(lists) as Definition["controls"],
        },
      ],
    ];
  });
  return {
    frameworks: Object.fromEntries(
      Object.entries(sources).map(([key, { name, version, initiatives: its }]) => [
        key,
        { name, version, initiatives: its },
      ]),
    ),
    benchmark: Object.fromEntries(
      benchmarkControls(initiatives, crosswalk).map((id) => [id, crossed(crosswalk, id)]),
    ),
    definitions: Object.fromEntries(entries),
  };
}

/** Those of the crosswalk, and those that only an initiative knows. */
function benchmarkControls(initiatives: readonly Initiative[], crosswalk: Crosswalk): string[] {
  const { MCSB } = sources;
  const groups = initiatives
    .filter(({ name }) => MCSB?.initiatives.includes(name))
    .flatMap(({ properties }) => properties.policyDefinitionGroups ?? [])
    .map(({ name }) => name.replace(MCSB?.prefix ?? "", ""));
  return inOrder([...groups, ...Object.keys(crosswalk.controls)]);
}

function crossed({ controls }: Crosswalk, id: string): Record<string, string> {
  const lists = Object.entries(crosswalkHeadings).map(([heading, framework]) => {
    const list = controls[id]?.[heading];
    return [framework, Array.isArray(list) ? listed(list.map(String)) : ""] as const;
  });
  return Object.fromEntries(lists.filter(([, list]) => list !== ""));
}

/** The effect of an assignment that does not choose one; if it has to, what it may choose. */
function effectOf({ properties: { parameters = {}, policyRule } }: BuiltIn): string {
  const { effect } = policyRule.then;
  const name = /^\[parameters\('([^']+)'\)\]$/.exec(effect)?.[1];
  if (name === undefined) return capital(effect);
  const { defaultValue, allowedValues = [] } = parameters[name] ?? {};
  return (defaultValue === undefined ? allowedValues : [defaultValue])
    .map((one) => capital(String(one)))
    .join(" or ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function same(text: string): string {
  return text;
}

function listed(controls: Iterable<string>): string {
  return inOrder(controls).join(", ");
}

/** One line for each framework, definition and control, so that a new release of Microsoft's shows what it changes. */
export function dataText(data: FrameworkData): string {
  const section = (entries: object) =>
    Object.entries(entries)
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(",\n");
  const sections = Object.entries(data).map(
    ([key, entries]) => `  ${JSON.stringify(key)}: {\n${section(entries as object)}\n  }`,
  );
  return `{\n${sections.join(",\n")}\n}\n`;
}
