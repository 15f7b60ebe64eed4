import type { PolicyConfigSchema } from "@pulumi/policy";
import { listMistakes, listSchema, type ListParameter } from "./lists";
import { below, unknownKeys, type Mistake } from "./mistake";

/** A value that users may set per policy; `default` is also what its type is read from. */
export type Parameter = { readonly description: string } & (
  | { readonly type: "boolean"; readonly default: boolean }
  | {
      readonly type: "number";
      readonly default: number;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | {
      readonly type: "string";
      readonly default: string;
      readonly enum?: readonly string[];
      /** A regular expression of Go's kind, without lookaround: the engine checks it too. */
      readonly pattern?: string;
      readonly example?: string;
      /** The least and the most of texts that stand for an amount. */
      readonly range?: {
        readonly minimum: string;
        readonly maximum: string;
        readonly measure: (text: string) => number | undefined;
      };
    }
  | ListParameter
);

export type Parameters = Readonly<Record<string, Parameter>>;

interface Types {
  boolean: boolean;
  number: number;
  string: string;
  "string[]": readonly string[];
}

/** The values of parameters, as a policy reads them. */
export type Values<P extends Parameters> = { readonly [N in keyof P]: Types[P[N]["type"]] };

export interface ReadParameters {
  readonly values: Values<Parameters>;
  /** What is wrong with the configuration; the default stands in for a wrong value. */
  readonly mistakes: readonly Mistake[];
}

/** The schema the engine checks types by and documents; it lets unknown keys pass (see `readParameters`). */
export function configSchema(parameters: Parameters): PolicyConfigSchema {
  const properties: PolicyConfigSchema["properties"] = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const { description } = parameter;
    switch (parameter.type) {
      case "string[]":
        properties[name] = { ...listSchema(parameter), description };
        break;
      case "string":
        properties[name] = {
          type: "string",
          default: parameter.default,
          description,
          ...(parameter.enum && { enum: [...parameter.enum] }),
          ...(parameter.pattern !== undefined && { pattern: parameter.pattern }),
        };
        break;
      case "number":
        properties[name] = {
          type: "number",
          default: parameter.default,
          description,
          ...(parameter.minimum !== undefined && { minimum: parameter.minimum }),
          ...(parameter.maximum !== undefined && { maximum: parameter.maximum }),
        };
        break;
      case "boolean":
        properties[name] = { type: "boolean", default: parameter.default, description };
    }
  }
  return { properties };
}

/** Reads a policy's configuration; what is wrong in it is told, never ignored. */
export function readParameters(
  parameters: Parameters,
  config: Readonly<Record<string, unknown>>,
): ReadParameters {
  const values: Record<string, Types[Parameter["type"]]> = {};
  const mistakes: Mistake[] = [];
  for (const [name, parameter] of Object.entries(parameters)) {
    const given = Object.hasOwn(config, name) ? config[name] : undefined;
    const wrong = given === undefined ? [] : mistakesOf(name, parameter, given);
    mistakes.push(...wrong);
    values[name] =
      given === undefined || wrong.length > 0
        ? parameter.default
        : (given as typeof parameter.default);
  }
  mistakes.push(...unknownKeys(config, Object.keys(parameters)));
  return { values, mistakes };
}

function mistakesOf(name: string, parameter: Parameter, given: unknown): readonly Mistake[] {
  if (parameter.type === "string[]") return below([name], listMistakes(parameter, given));
  const wanted = wantedInstead(parameter, given);
  return wanted === undefined ? [] : [{ path: [name], text: `must be ${wanted}` }];
}

type Single = Exclude<Parameter, ListParameter>;

/** What a value must be that is not; `undefined` if it is. */
function wantedInstead(parameter: Single, given: unknown): string | undefined {
  switch (parameter.type) {
    case "boolean":
      return typeof given === "boolean" ? undefined : "true or false";
    case "number": {
      if (typeof given !== "number" || !Number.isFinite(given)) return "a number";
      const { minimum, maximum } = parameter;
      if (minimum !== undefined && given < minimum) return `at least ${minimum}`;
      return maximum !== undefined && given > maximum ? `at most ${maximum}` : undefined;
    }
    case "string": {
      if (typeof given !== "string") return "text";
      if (parameter.enum && !parameter.enum.includes(given))
        return `one of ${parameter.enum.join(", ")}`;
      if (parameter.pattern !== undefined && !new RegExp(parameter.pattern).test(given))
        return `like ${parameter.example ?? parameter.default}`;
      const { range } = parameter;
      return range && !within(range, given)
        ? `from ${range.minimum} to ${range.maximum}`
        : undefined;
    }
  }
}

type Range = NonNullable<Extract<Parameter, { type: "string" }>["range"]>;

function within({ minimum, maximum, measure }: Range, given: string): boolean {
  const [amount = NaN, least = NaN, most = NaN] = [given, minimum, maximum].map(measure);
  return amount >= least && amount <= most;
}
