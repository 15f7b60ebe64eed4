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
import { classOf } from "../scope/classes";
import { Scopes } from "../scope/scopes";
import { partOf, type Contents } from "../subject";
import { sharedOf } from "../value/edge";
import { Failures } from "./failures";
import { HandedResource, HandedStackResource } from "./handed";
import { Waiting } from "./waiting";

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
  readonly waiting = new Waiting();
  /** By policy, once they are read: the engine configures a process once, before its first request. */
  readonly parameters = new Map<string, Values<Parameters>>();
  settings: Settings = noSettings;
  readonly scopes = new Scopes(() => this.settings.scope);
  /** By stack, what was not judged at once, since the stack was not known to hold AI: by URN. */
  readonly #deferred = new Map<string, Map<string, Contents>>();
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

  /** Whether a mistake in the configuration blocks: it must not stop an organization's stacks that hold no AI. */
  isBlocking(): boolean {
    return this.scopes.isAll || this.scopes.hasAi;
  }

  /** What a resource that is analysed is made of, found out once for all policies of the request. */
  contents(args: ResourceValidationArgs): Contents {
    return this.recorder.record(new HandedResource(args), sharedOf(args.props));
  }

  /**
   * What of a resource is judged at once. What AI stands on waits in a stack that is not known to hold AI, and is judged
   * in the stack phase, if the stack turns out to.
   */
  judgedNow(args: ResourceValidationArgs): Contents {
    const contents = this.contents(args);
    const stack = stackKey(args.urn);
    this.scopes.readTags(args.stackTags);
    this.scopes.note(stack, new HandedResource(args));
    if (this.scopes.covers(stack)) return contents;
    const deferred = this.#deferred.get(stack) ?? new Map<string, Contents>();
    if (contents.unseen.length > 0 || [...contents.kinds].some(isSupport))
      this.#deferred.set(stack, deferred.set(args.urn, contents));
    else deferred.delete(args.urn);
    return partOf({ ...contents, unseen: [] }, (kind) => !isSupport(kind));
  }

  /** What waited of a stack, now that it is known to hold AI. */
  deferredIn(stack: Stack): readonly (readonly [urn: string, contents: Contents])[] {
    if (!stack.inScope) return [];
    return [...(this.#deferred.get(stack.key) ?? [])];
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
    this.scopes.readTags(args.stackTags);
    const parts = new Map<string, HandedStackResource[]>();
    for (const handed of args.resources) {
      const resource = new HandedStackResource(handed);
      const key = stackKey(handed.urn);
      push(parts, key, resource);
      // What is only read (`.get()`) is in no resource phase, and some runs have none.
      if (!this.recorder.saw(handed.urn)) this.scopes.note(key, resource);
    }
    return [...parts].map(
      ([key, part]) =>
        new Stack(part, this.recorder, {
          key,
          elsewhere: this.settings.providedElsewhere,
          inScope: this.scopes.covers(key),
        }),
    );
  }
}

function stackKey(urn: string): string {
  const { project, stack } = stackOf(urn);
  return `${project}::${stack}`;
}

function isSupport(kind: string): boolean {
  return classOf(kind) === "support";
}
