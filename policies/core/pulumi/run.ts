import type { StackValidationArgs } from "@pulumi/policy";
import { stackOf } from "../config/exemptions";
import { push } from "../multimap";
import type { Parameters, Values } from "../config/parameters";
import { OncePerRequest } from "../stack/once-per-request";
import { Recorder } from "../stack/recorder";
import { noSettings, type Settings } from "../config/settings";
import { Stack } from "../stack/stack";
import type { Contents } from "../subject";

/** Today's date as YYYY-MM-DD in UTC. */
export type Today = () => string;

/** What there is to judge in a request: in a resource, or in the stacks that a state holds. */
export type Request =
  | { readonly contents: Contents; readonly stacks?: never }
  | { readonly stacks: readonly Stack[]; readonly contents?: never };

/** What the policies of one process share. */
export class Run {
  readonly recorder = new Recorder();
  /** By policy, once they are read: the engine configures a process once, before its first request. */
  readonly parameters = new Map<string, Values<Parameters>>();
  settings: Settings = noSettings;
  readonly #stacks = new OncePerRequest<readonly Stack[]>();

  constructor(
    readonly policyNames: readonly string[],
    readonly today: Today,
  ) {}

  /** The stacks of a request, which a state file may hold several of; made once for all policies. */
  stacks(args: StackValidationArgs, reader: string): readonly Stack[] {
    return this.#stacks.get(reader, () => this.#made(args));
  }

  #made(args: StackValidationArgs): readonly Stack[] {
    const parts = new Map<string, StackValidationArgs["resources"]>();
    for (const resource of args.resources) {
      const { project, stack } = stackOf(resource.urn);
      push(parts, `${project}::${stack}`, resource);
    }
    const recorded = (urn: string) => this.recorder.recorded(urn);
    return [...parts.values()].map(
      (part) => new Stack(part, recorded, this.settings.providedElsewhere),
    );
  }
}
