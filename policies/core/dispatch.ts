import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

export type SdkPolicy = ResourceValidationPolicy | StackValidationPolicy;

/** A policy as Pulumi runs it, and what decides whether it has anything to do in a request. */
export interface Dispatched {
  readonly policy: SdkPolicy;
  readonly isIdle: (kinds: ReadonlySet<string>) => boolean;
}

/**
 * A list of policies that is made anew for every request, since the SDK iterates over it once per request.
 *
 * The SDK deserialises a resource's properties again for every policy, and the whole stack again for every stack
 * policy, before it calls them; only a policy with a type token attached that does not match is skipped before that
 * (server.js, "Fast check"). Tokens cannot express kinds, so the first policy of a request tells which kinds are in
 * it, and those with nothing to do get a token that matches nothing.
 * @param first makes the first policy of a request; it must call `see`, or nothing is skipped.
 */
export function dispatching(
  first: (see: (kinds: ReadonlySet<string>) => void) => SdkPolicy,
  others: readonly Dispatched[],
): SdkPolicy[] {
  const all = others.map((one) => ({ ...one, idle: idle(one.policy) }));
  const list = [first(() => {}), ...others.map(({ policy }) => policy)];
  return Object.defineProperty(list, Symbol.iterator, {
    *value(): Generator<SdkPolicy> {
      let seen: ReadonlySet<string> | undefined;
      yield first((kinds) => (seen = kinds));
      for (const { policy, isIdle, idle } of all) yield seen && isIdle(seen) ? idle : policy;
    },
  });
}

/** The same policy for a request in which it has nothing to do. */
function idle(policy: SdkPolicy): SdkPolicy {
  const nothing = Object.assign(() => {}, { __pulumiType: "a kind that this policy judges" });
  return "validateStack" in policy
    ? { ...policy, validateStack: nothing }
    : { ...policy, validateResource: nothing };
}
