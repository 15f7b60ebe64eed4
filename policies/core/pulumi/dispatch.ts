import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

export type SdkPolicy = ResourceValidationPolicy | StackValidationPolicy;

/** A policy as Pulumi runs it, and what to hand over in a request instead. */
export interface Dispatched<Request> {
  readonly policy: SdkPolicy;
  /**
   * The policy, bound to this request, when it has something to say or a configuration to read; `notApplicable` of it
   * when the request holds nothing for it; `undefined` when it passes, since the engine counts those as passed that it
   * hears nothing of (pkg/resource/analyzer).
   */
  readonly handOver: (request: Request) => SdkPolicy | undefined;
}

/**
 * A list of policies that is made anew for every request, since the SDK iterates over it once per request.
 *
 * The SDK deserialises a resource's properties again for every policy, and the whole stack again for every stack
 * policy, before it calls them. So the first policy of a request tells what is in it, and of the others only those are
 * called that have something to say, or a configuration to read.
 * @param first makes the first policy of a request; unless it calls `see`, all others are handed over.
 */
export function dispatching<Request>(
  first: (see: (request: Request) => void) => SdkPolicy,
  others: readonly Dispatched<Request>[],
): SdkPolicy[] {
  const list = [first(() => {}), ...others.map(({ policy }) => policy)];
  return Object.defineProperty(list, Symbol.iterator, {
    *value(): Generator<SdkPolicy> {
      let seen: { readonly request: Request } | undefined;
      yield first((request) => (seen = { request }));
      for (const one of others) {
        const handed = seen ? handedOver(one, seen.request) : one.policy;
        if (handed) yield handed;
      }
    },
  });
}

/** One that throws is handed over: when it does so again, the SDK says which policy it was. */
function handedOver<Request>({ policy, handOver }: Dispatched<Request>, request: Request) {
  try {
    return handOver(request);
  } catch {
    return policy;
  }
}

/**
 * The same policy for a request that holds nothing for it. The SDK skips a policy with a type token that does not match
 * before it deserialises anything (server.js, "Fast check").
 */
export function notApplicable<P extends SdkPolicy>(policy: P): P {
  const nothing = Object.assign(() => {}, { __pulumiType: "other kinds" });
  return {
    ...policy,
    ...("validateStack" in policy && { validateStack: nothing }),
    ...("validateResource" in policy && { validateResource: nothing }),
  };
}
