/** Which policies the SDK is handed in a request. */
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { nothing, skipNextWalk, standIn } from "./spared";

export type SdkPolicy = ResourceValidationPolicy | StackValidationPolicy;

/** What to hand over of a policy in a request. */
export type Handed =
  /** It passes: the engine counts those as passed that it hears nothing of (pkg/resource/analyzer). */
  | "passes"
  /** The request holds nothing for it. */
  | "does not apply"
  /** It has something to say that is decided already, so that it needs nothing from the SDK. */
  | { readonly telling: SdkPolicy }
  /** It judges by itself, or has a configuration to read. */
  | { readonly judging: SdkPolicy };

/** A policy as Pulumi runs it, and what to hand over in a request instead. */
export interface Dispatched<Request> {
  readonly policy: SdkPolicy;
  /** What a resource must hold for it to apply; absent when that does not matter. */
  readonly kinds?: readonly string[];
  readonly handOver: (request: Request) => Handed;
}

/** What is in a request. */
interface Seen {
  /** The kinds of a resource; absent of a stack. */
  readonly kinds?: ReadonlySet<string>;
}

/**
 * A list of policies that is made anew for every request, since the SDK iterates over it once per request.
 *
 * The first policy of a request tells what is in it, and of the others only those are called that have something to say,
 * or a configuration to read. The kinds of a resource tell of most policies that they do not apply: of these nobody asks
 * anything, once each had its first request to read its configuration in.
 * @param first makes the first policy of a request; unless it calls `see`, all others are handed over.
 * @param last makes the last one of a request that is seen, when all others have been asked; it needs nothing from the SDK.
 */
export function dispatching<Request extends Seen>(
  first: (see: (request: Request) => void) => SdkPolicy,
  last: (request: Request) => SdkPolicy | undefined,
  others: readonly Dispatched<Request>[],
): SdkPolicy[] {
  const list = [first(() => {}), ...others.map(({ policy }) => policy)];
  const byKinds = new ByKinds(others);
  let isConfigured = false;
  return Object.defineProperty(list, Symbol.iterator, {
    *value(): Generator<SdkPolicy> {
      let seen: { readonly request: Request } | undefined;
      yield first((request) => (seen = { request }));
      if (!seen) {
        for (const { policy } of others) yield policy;
        return;
      }
      const { request } = seen;
      const { asked, idle } =
        isConfigured && request.kinds ? byKinds.of(request.kinds) : { asked: others, idle: [] };
      for (const one of asked) yield* handedOver(one, request);
      yield* idle;
      const telling = last(request);
      if (telling) yield* told(telling, request);
      if (request.kinds) isConfigured = true;
    },
  });
}

function* handedOver<Request extends Seen>(
  { policy, handOver }: Dispatched<Request>,
  request: Request,
): Generator<SdkPolicy> {
  const handed = handOver(request);
  if (handed === "passes") return;
  if (handed === "does not apply") yield notApplicable(policy);
  else if ("judging" in handed) yield handed.judging;
  else yield* told(handed.telling, request);
}

function* told(telling: SdkPolicy, request: Seen): Generator<SdkPolicy> {
  const isOfStack = request.kinds === undefined;
  if (isOfStack) skipNextWalk(true);
  yield telling;
  // It was not walked for a policy that is disabled.
  if (isOfStack) skipNextWalk(false);
}

interface Split<Request> {
  readonly asked: readonly Dispatched<Request>[];
  readonly idle: readonly SdkPolicy[];
}

/** Which policies the kinds of a resource say something to; most resources share a set of kinds with others. */
class ByKinds<Request> {
  readonly #known = new WeakMap<ReadonlySet<string>, Split<Request>>();

  constructor(private readonly all: readonly Dispatched<Request>[]) {}

  of(kinds: ReadonlySet<string>): Split<Request> {
    let split = this.#known.get(kinds);
    if (!split) this.#known.set(kinds, (split = this.#made(kinds)));
    return split;
  }

  #made(kinds: ReadonlySet<string>): Split<Request> {
    const isAsked = (one: Dispatched<Request>) =>
      one.kinds === undefined || one.kinds.some((kind) => kinds.has(kind));
    const idle = this.all
      .filter((one) => !isAsked(one) && "validateResource" in one.policy)
      .map(({ policy }) => policy);
    // A stack policy has no word in a resource.
    const asked = this.all.filter((one) => isAsked(one) && "validateResource" in one.policy);
    const one = idle.length > 0 ? standIn(idle.map(({ name }) => name)) : undefined;
    return { asked, idle: one ? [one] : idle.map(notApplicable) };
  }
}

/** The same policy for a request that holds nothing for it: the SDK skips it before it reads anything. */
export function notApplicable<P extends SdkPolicy>(policy: P): P {
  return {
    ...policy,
    ...("validateStack" in policy && { validateStack: nothing }),
    ...("validateResource" in policy && { validateResource: nothing }),
  };
}
