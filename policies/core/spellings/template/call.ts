/** What the functions of the expression language are given. */
import type { Path } from "../../value/value";
import type { Attempts } from "./attempts";
import type { Budget } from "./budget";
import type { Node } from "./parse";
import { placeholder } from "./placeholder";
import type { Scope } from "./scope";
import type { Taint } from "./taint";
import { serialise, type Dictionary, type Value } from "./value";

/** What the functions of one template may ask: its parameters, variables, functions and resources. */
export interface Bindings {
  readonly scope: Scope;
  readonly deploymentName: string;
  /** `undefined` when there is none of this name. */
  parameter(name: string): Value | undefined;
  variable(name: string): Value | undefined;
  userFunction(name: string): UserFunction | undefined;
  /** A resource that the template declares, as far as the template says, by name, symbolic name or id. */
  reference(resource: string, full: boolean): Value | undefined;
  /** All resources of a loop, by its symbolic name. */
  references(symbol: string, full: boolean): Value | undefined;
  /** Id, name and type of a resource by its symbolic name. */
  resourceInfo(symbol: string): Value | undefined;
}

export interface UserFunction {
  readonly parameters: readonly string[];
  readonly output: Value;
}

/** What one evaluation shares. */
export interface Context {
  readonly budget: Budget;
  readonly attempts: Attempts;
  readonly taint: Taint;
  /** Tells the unknown values of one deployment from those of another. */
  readonly owner: string;
  readonly parsed: Map<string, Node | undefined>;
  /** Templates that are given as text, of which a loop has many. */
  readonly imported: Map<string, Value>;
  /** Bodies of resources without what their expressions say, by their declaration. */
  readonly literals: Map<object, Dictionary>;
  /** Where something is declared of which it is not known what it is. */
  readonly opaque: Path[];
  /** Numbers the results of functions that never return the same twice. */
  next(): string;
}

export interface Env {
  readonly context: Context;
  readonly bindings: Bindings;
  /** Indexes of the loops around an expression, by lower-case name. */
  readonly loops: ReadonlyMap<string, Value>;
  /** The index of the loop that an unnamed `copyIndex()` means. */
  readonly loop?: Value;
  readonly lambda: ReadonlyMap<string, Value>;
  /** Of a user function, its arguments by lower-case name. */
  readonly args?: ReadonlyMap<string, Value>;
}

export interface Call {
  readonly name: string;
  readonly env: Env;
  readonly budget: Budget;
  readonly evaluate: (node: Node, env: Env) => Value;
  readonly evaluateJson: (json: Value, env: Env) => Value;
}

/** A function of evaluated arguments. */
export type Eager = (args: readonly Value[], call: Call) => Value;
/** A function that evaluates its arguments itself. */
export type Lazy = (args: readonly Node[], call: Call) => Value;

/** The placeholder for the result of a call that cannot be made before deployment. */
export function unknownResult(args: readonly Value[], { name, budget }: Call): string {
  return placeholder(name, ...args.map((arg) => serialise(arg, budget)));
}
