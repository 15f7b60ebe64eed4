/** The network that Microsoft manages for a Foundry account. */
import { any, is } from "../core/expect";
import { items, type Leaf, type Ref } from "../core/ref";
import type { Props } from "../core/sdk";
import type { Link, Stack } from "../core/stack/stack";
import type { Subject } from "../core/subject";

type Account = Ref<Props<"cognitiveservices:Account">>;
type Injection = { readonly useMicrosoftManagedNetwork: Leaf<boolean> };

/** Whether the account's agents run in it, or the stack sets it up. Throws `UnknownRead`. */
export function hasManagedNetwork(account: Subject, stack: Stack): boolean {
  const { kind, properties } = account.props as Account;
  if (!is(kind, "AIServices")) return false;
  const { networkInjections } = properties;
  const isManaged = (one: Injection) => () => is(one.useMicrosoftManagedNetwork, true);
  return any(
    () => stack.referrers(account.kind, settings).certain(account).some(isOn),
    // The API of 2025-04-01-preview has one in place of a list.
    isManaged(networkInjections as Leaf<unknown> as unknown as Injection),
    () => any(...items(networkInjections).map(isManaged)),
  );
}

function* settings(stack: Stack): Generator<Link> {
  for (const from of stack.of("cognitiveservices:ManagedNetworkSetting"))
    yield { from, ref: settingOf(from).accountName };
}

function isOn({ from }: Link): boolean {
  return !is(settingOf(from).properties.managedNetwork.isolationMode, "Disabled");
}

function settingOf(subject: Subject): Ref<Props<"cognitiveservices:ManagedNetworkSetting">> {
  return subject.props as Ref<Props<"cognitiveservices:ManagedNetworkSetting">>;
}
