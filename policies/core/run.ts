import type { StackValidationArgs } from "@pulumi/policy";
import { stackOf } from "./exemptions";
import { push } from "./multimap";
import { Recorder } from "./recorder";
import { noSettings, type Settings } from "./settings";
import { Stack } from "./stack";

/** Today's date as YYYY-MM-DD in UTC. */
export type Today = () => string;

/** What the policies of one process share. */
export class Run {
  readonly recorder = new Recorder();
  settings: Settings = noSettings;
  readonly #checked = new Set<string>();
  #stacks: { readonly urns: string; readonly stacks: readonly Stack[] } | undefined;

  constructor(
    readonly policyNames: readonly string[],
    readonly today: Today,
  ) {}

  /** True the first time only: a policy's configuration is checked, and what is wrong with it told, once. */
  checks(policy: string): boolean {
    const isFirst = !this.#checked.has(policy);
    this.#checked.add(policy);
    return isFirst;
  }

  /** Whether the configuration of a policy has been checked. */
  hasChecked(policy: string): boolean {
    return this.#checked.has(policy);
  }

  /** The stacks of a request, which a state file may hold several of; made once for all policies. */
  stacks(args: StackValidationArgs): readonly Stack[] {
    const urns = args.resources.map(({ urn }) => urn).join("\n");
    if (this.#stacks?.urns !== urns) {
      const parts = new Map<string, StackValidationArgs["resources"]>();
      for (const resource of args.resources) {
        const { project, stack } = stackOf(resource.urn);
        push(parts, `${project}::${stack}`, resource);
      }
      const recorded = (urn: string) => this.recorder.recorded(urn)?.subjects;
      this.#stacks = {
        urns,
        stacks: [...parts.values()].map(
          (part) => new Stack(part, recorded, this.settings.providedElsewhere),
        ),
      };
    }
    return this.#stacks.stacks;
  }
}
