import type { ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { stackOf } from "../config/exemptions";
import { below, type Mistake } from "../config/mistake";
import type { Parameters, Values } from "../config/parameters";
import { noSettings, type Settings } from "../config/settings";
import { push } from "../multimap";
import type { Policy } from "../policy";
import { joinedKinds } from "../stack/joined-kinds";
import { Recorder } from "../stack/recorder";
import { Stack } from "../stack/stack";
import type { Contents } from "../subject";
import { sharedOf } from "../value/edge";
import { Failures } from "./failures";
import { HandedResource, HandedStackResource } from "./handed";

/** Today's date as YYYY-MM-DD in UTC. */
export type Today = () => string;

/** What there is to judge in a request: in a resource, or in the stacks that a state holds. */
export type Request =
  | {
      readonly contents: Contents;
      readonly kinds: ReadonlySet<string>;
      readonly urn: string;
      readonly stacks?: never;
    }
  | { readonly stacks: readonly Stack[]; readonly kinds?: never };

/** What the policies of one process share. */
export class Run {
  readonly recorder: Recorder;
  readonly failures = new Failures();
  /** By policy, once they are read: the engine configures a process once, before its first request. */
  readonly parameters = new Map<string, Values<Parameters>>();
  settings: Settings = noSettings;
  /** What is wrong with the configuration of all policies, as far as they have read it. */
  readonly mistakes: Mistake[] = [];
  readonly #stacks = new WeakMap<object, readonly Stack[]>();

  constructor(
    policies: readonly Policy[],
    readonly policyNames: readonly string[],
    readonly today: Today,
  ) {
    const judged = policies.flatMap(({ kinds }) => kinds);
    this.recorder = new Recorder(new Set([...judged, ...joinedKinds]));
  }

  /** Remembers what is wrong with the configuration of a policy, to be told once, with that of all others. */
  note(policy: string, mistakes: readonly Mistake[]): void {
    this.mistakes.push(...below([policy], mistakes));
  }

  /** Whether a mistake in the configuration blocks. */
  isBlocking(): boolean {
    return true;
  }

  /** What a resource that is analysed is made of, found out once for all policies of the request. */
  contents(args: ResourceValidationArgs): Contents {
    return this.recorder.record(new HandedResource(args), sharedOf(args.props));
  }

  /** What a resource is made of that may change before it is analysed. */
  read(args: ResourceValidationArgs): Contents {
    return this.recorder.read(new HandedResource(args), sharedOf(args.props));
  }

  /** Whether any resource was analysed, and so the settings were read. */
  get hasAnalysed(): boolean {
    return this.recorder.hasSeen;
  }

  /** The stacks of a request, which a state file may hold several of; made once for all policies. */
  stacks(args: StackValidationArgs): readonly Stack[] {
    const [first] = args.resources;
    const request = first && sharedOf(first.props);
    const known = request && this.#stacks.get(request);
    if (known) return known;
    const stacks = this.#made(args);
    if (request) this.#stacks.set(request, stacks);
    return stacks;
  }

  #made(args: StackValidationArgs): readonly Stack[] {
    const parts = new Map<string, HandedStackResource[]>();
    for (const resource of args.resources) {
      const { project, stack } = stackOf(resource.urn);
      push(parts, `${project}::${stack}`, new HandedStackResource(resource));
    }
    return [...parts.values()].map(
      (part) => new Stack(part, this.recorder, this.settings.providedElsewhere),
    );
  }
}
