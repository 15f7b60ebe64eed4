/** Public access to a service that has a firewall: closed, or open to the networks that the firewall names. */
import { any, expect, is } from "../core/expect";
import type { Outcomes } from "../core/finding";
import type { Leaf } from "../core/ref";

export const selectedNetworks = {
  allowSelectedNetworks: {
    type: "boolean",
    default: false,
    description: "Also accept public access with a firewall that denies by default.",
  },
} as const;

/** @param closed the values of `access` that close it; left to Azure, it is open. */
export function* requireClosed<V extends string>(
  access: Leaf<V>,
  closed: readonly NoInfer<V>[],
  firewall: { readonly defaultAction: Leaf<string> },
  { allowSelectedNetworks }: { readonly allowSelectedNetworks: boolean },
): Outcomes {
  const denies = () => allowSelectedNetworks && is(firewall.defaultAction, "Deny");
  if (any(() => is(access, ...closed), denies)) return;
  yield* expect(access, closed, "violates");
}
