/**
 * This folder: the pack's own model of a value (`value.ts`), made once, here at the edge. Nothing else in the pack knows
 * how Pulumi or its SDK writes what is unknown, secret or a file.
 *
 * The one way in for values. The SDK deserialises a resource's properties anew for every policy it calls, and the whole
 * stack for every stack policy, by one function of its module `deserialize`. That function is replaced by one that
 * hands every policy the same object, behind which the values are made once, when they are first asked for. The SDK's
 * own function throws on an empty asset, in a remediation outside of any `try`, so that the preview waits for ever.
 */
import { types } from "node:util";
import { Secret } from "@pulumi/policy";
import { asset } from "@pulumi/pulumi";
import { AnalyzeRequest, AnalyzerResourceOptions } from "@pulumi/pulumi/proto/analyzer_pb";
import { Opaque, knownText, put } from "./value";
import { fromWire, isUnknownText, signature, signatures, type Values } from "./wire";

/** google-protobuf's. */
interface Struct {
  toJavaScript(): object;
  getFieldsMap(): { get(key: string): { getStringValue(): string } | undefined };
}

/** What the SDK hands around in place of a resource's properties. */
class Given {
  #values: Values | undefined;

  /**
   * @param wire the properties as the engine writes them, made anew at each call.
   * @param text a text among them, without making the others; empty when it is none.
   */
  constructor(
    readonly wire: () => object,
    readonly text?: (name: string) => string,
  ) {}

  get values(): Values {
    return (this.#values ??= fromWire(this.wire()));
  }
}

interface Deserialize {
  deserializeProperties: (struct: Struct, keepSecrets: boolean) => object;
  serializeProperties: (properties: object) => Promise<unknown>;
}
const deserialize = require("@pulumi/policy/deserialize") as Deserialize;
const original = { ...deserialize };
const given = new WeakMap<object, Given>();

/**
 * Replaces the SDK's deserialisation, if the SDK has the shape that this relies on; otherwise it stays as it is.
 * @returns whether it was replaced.
 */
export function shareValues(): boolean {
  deserialize.deserializeProperties = (struct) => {
    let made = given.get(struct);
    if (!made) {
      const text = (name: string) => struct.getFieldsMap().get(name)?.getStringValue() ?? "";
      given.set(struct, (made = new Given(() => struct.toJavaScript(), text)));
    }
    return made;
  };
  // What is handed back is as the engine writes it. The SDK would ask of each object in it whether it is a proxy or an
  // output, by names that a program may have written (`__isSpecialProxy`, `__pulumiOutput`), and lose it or throw.
  deserialize.serializeProperties = (properties) =>
    given.has(properties) ? Promise.resolve(properties) : original.serializeProperties(properties);
  if (reachesPolicies()) return true;
  shareNothing();
  return false;
}

/** Puts the SDK's own deserialisation back. */
export function shareNothing(): void {
  deserialize.deserializeProperties = original.deserializeProperties;
  deserialize.serializeProperties = original.serializeProperties;
}

/** Whether what stands in place of the SDK's function is what a policy gets: has the SDK analyse a resource. */
function reachesPolicies(): boolean {
  let reached = false;
  const probe = {
    name: "probe",
    description: "",
    validateResource: ({ props }: { props: unknown }) => {
      reached = sharedOf(props) !== undefined;
    },
  };
  try {
    const { makeAnalyzeRpcFun } = require("@pulumi/policy/server") as {
      makeAnalyzeRpcFun: (...pack: unknown[]) => (call: unknown, done: () => void) => unknown;
    };
    const request = new AnalyzeRequest();
    request.setOptions(new AnalyzerResourceOptions());
    const call = { request: Object.assign(request, { getProperties: () => ({}) }) };
    // The SDK's function runs at once up to its first wait, which comes after the policy was called.
    makeAnalyzeRpcFun("probe", "0.0.0", "advisory", [probe])(call, () => {});
  } catch {
    return false;
  }
  return reached;
}

/** What stands for the properties in all of a request; `undefined` where the SDK makes them anew for each policy. */
export function sharedOf(props: unknown): object | undefined {
  return givenOf(withoutProxy(props));
}

/** The values of the properties that the SDK handed over. */
export function valuesOf(props: unknown): Values {
  return (
    givenOf(withoutProxy(props))?.values ??
    fromWire(
      wireOf(props, () => new Opaque()),
      false,
    )
  );
}

/** One known text of the properties, which is not worth making all of them for. */
export function textIn(props: unknown, name: string): string | undefined {
  const text = givenOf(withoutProxy(props))?.text?.(name) ?? valuesOf(props).root[name];
  return isUnknownText(text) ? undefined : knownText(text);
}

/** The properties as the engine writes them, a copy to change and to hand back from a remediation. */
export function wireCopyOf(props: unknown): Record<string, unknown> {
  return wireOf(givenOf(withoutProxy(props))?.wire() ?? props, (file) => file);
}

/** Returns changed properties to the SDK, which hands them to the next remediation. */
export function handBack(wire: Record<string, unknown>): Record<string, unknown> {
  given.set(wire, new Given(() => wireOf(wire, () => new Opaque())));
  return wire;
}

function givenOf(plain: unknown): Given | undefined {
  if (plain instanceof Given) return plain;
  return typeof plain === "object" && plain !== null ? given.get(plain) : undefined;
}

/** The SDK wraps in proxies at every level, in a remediation in two of them; nothing that a program writes is one. */
function withoutProxy(props: unknown): unknown {
  let plain = props;
  while (types.isProxy(plain))
    plain = (plain as { __getSpecialProxyTarget: unknown }).__getSpecialProxyTarget;
  return plain;
}

/** A copy of what the SDK made of properties, as the engine writes them. */
function wireOf(props: unknown, ofFile: (file: object) => unknown): Record<string, unknown> {
  const copy = (value: unknown): unknown => {
    const plain = withoutProxy(value);
    if (typeof plain !== "object" || plain === null) return plain;
    if (Array.isArray(plain)) return plain.map(copy);
    if (plain instanceof Secret)
      return { [signature]: signatures.secret, value: copy(plain.value) ?? null };
    if (plain instanceof asset.Asset || plain instanceof asset.Archive) return ofFile(plain);
    const object: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(plain)) put(object, key, copy(item));
    return object;
  };
  const made = copy(props);
  return typeof made === "object" && made !== null ? (made as Record<string, unknown>) : {};
}
