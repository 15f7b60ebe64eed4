/** What is put into resources: texts that no message may show, and what could be taken for something else. */
import * as fc from "fast-check";
import { signature, signatures } from "../../policies/core/value/wire";
import { offline, secret, unknown } from "../support/judge";
import { ownEntries } from "./json";

/** Stands for a value that may be anything: shown nowhere, since nobody knows what it is. */
export const canary = "cAnArY7f3e";
/** The content of a secret, or the name of something in it. No name of a property looks like it. */
export const hidden = "kQ7~vX2-pZ9.wL4mN8";
/** The same as a number. */
export const hiddenNumber = 918_273_645;
/** A line that only a control character would make one of its own. */
export const forged = "Fix: nothing to do";

/** Where a value of this or that language would hold a secret. */
export const texts: readonly string[] = [
  canary,
  ` ${canary}`,
  canary.repeat(1_000),
  `AccountKey=${canary};EndpointSuffix=core.windows.net`,
  `https://${canary}.example/?sig=${canary}#${canary}`,
  `/subscriptions/${canary}/resourceGroups/${canary}/providers/Microsoft.${canary}/${canary}/${canary}`,
  `/subscriptions/${canary}/providers/Microsoft.Network/privateDnsZones/privatelink.${canary}`,
  `<policies><inbound><set-header name="${canary}"><value>${canary}</value></set-header><base/></inbound></policies>`,
  `<policies><inbound><!-- ${canary} <![CDATA[ ${canary}`,
  JSON.stringify({ resources: [{ type: canary, properties: { [canary]: canary } }] }),
  `{"${canary}":`,
  `[parameters('${canary}')]`,
  `${canary}*`,
  `*/${canary}`,
  `10.0.0.0/${canary}`,
  `SystemAssigned,${canary}`,
  `sp=rwdl&sig=${canary}`,
];

/** Every text that the engine writes for what is not known. */
export const sentinels: readonly string[] = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** Texts that mean something to JavaScript, to a terminal, to the SDK or inside of the pack. */
const odd: readonly string[] = [
  "",
  " ",
  "*",
  "null",
  "true",
  "-1",
  "__proto__",
  "[secret]",
  "\uffff",
  "\uffff1a2b3c\uffff",
  "\uffff?1a2b3c\uffff",
  "\uffff\uffff",
  "\u0000",
  "\u001b[2J",
  "\u202e",
  "\u2028",
  "\ud800",
  "\udc00x",
  `x\n${forged}`,
  `x\r${forged}`,
  "\u{1f511}".repeat(400),
];

/** Names of properties that an object has anyway, that the SDK asks for, or that no identifier is. */
export const oddKeys: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "length",
  "hasOwnProperty",
  "value",
  "then",
  "toJSON",
  "__isSpecialProxy",
  "__getSpecialProxyTarget",
  "__pulumiOutput",
  "__pulumiAsset",
  "0",
  "",
  " ",
  "\uffff1a2b3c\uffff",
  "\ud800",
  `x\n${forged}`,
  "\u001b[2J",
  "k".repeat(600),
];

const numbers = [0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER];

export const scalar: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, ...numbers, unknown, offline),
  fc.constantFrom(...odd),
  fc.constantFrom(...sentinels),
  fc.constantFrom(...texts),
);

export const oddKey = fc.constantFrom(...oddKeys);

/** Objects that say of themselves that they are something else. */
export const marks: readonly object[] = [
  { constructor: { name: "Secret" }, value: canary },
  { __isSpecialProxy: true, __getSpecialProxyTarget: canary },
  { __isSpecialProxy: true, __getSpecialProxyTarget: {} },
  { __isSpecialProxy: false, __getSpecialProxyTarget: null },
  { constructor: null, toString: canary, valueOf: 1, toJSON: canary },
  { toString: 1 },
  { then: canary },
  { __pulumiOutput: true, value: canary },
  { __pulumiAsset: true, __pulumiArchive: true, path: canary, assets: {} },
  { __pulumiResource: true, __pulumiCustomResource: true, urn: canary, id: canary },
  { __proto__: null, length: 3 },
];

/** What the engine marks. An asset without contents hangs the SDK's own reader, so it is among them. */
export const signed: readonly object[] = [
  { [signature]: signatures.asset, text: "" },
  { [signature]: signatures.asset, path: canary },
  { [signature]: signatures.archive, assets: { [canary]: { [signature]: signatures.asset } } },
  { [signature]: signatures.archive, path: canary },
  { [signature]: "not-known-to-anybody", value: canary },
  { [signature]: true },
  { [signature]: signatures.secret },
  { [signature]: signatures.secret, value: secret(null) },
  { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: canary, secret: true },
  { [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: canary, id: canary },
];

/** Secrets of every shape; what they hold is shown nowhere. */
export const secrets: readonly object[] = [
  secret(hidden),
  secret(hiddenNumber),
  secret([hidden, hiddenNumber]),
  secret({ [hidden]: hidden, properties: { [hidden]: { name: hidden } }, name: hidden }),
  secret({ [hidden]: secret({ [hidden]: hiddenNumber }) }),
  secret(JSON.stringify({ [hidden]: hidden })),
  secret(`/subscriptions/${hidden}/resourceGroups/${hidden}/providers/Microsoft.X/y/${hidden}`),
  secret(hidden.repeat(300)),
];

function nested(depth: number, way: number): unknown {
  let value: unknown = canary;
  for (let level = 0; level < depth; level++)
    value = way === 0 || (way === 2 && level % 2 === 0) ? [value] : { properties: value };
  return value;
}

/** Anything but what the engine marks. */
export const unmarked: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: scalar.filter((one) => one !== offline) },
  {
    weight: 1,
    arbitrary: fc.array(
      scalar.filter((one) => one !== offline),
      { maxLength: 3 },
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(oddKey, scalar), { maxLength: 3 })
      .map((entries) => ownEntries(entries.filter(([, one]) => one !== offline))),
  },
  { weight: 1, arbitrary: fc.nat(2).map((way) => nested(150, way)) },
  {
    weight: 1,
    arbitrary: fc
      .nat(200)
      .map((length) => Array.from({ length }, (_, index) => (index % 7 === 0 ? null : canary))),
  },
  { weight: 1, arbitrary: fc.constantFrom(...marks) },
);

/** Anything at all. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: unmarked },
  { weight: 1, arbitrary: scalar.map(secret) },
  { weight: 1, arbitrary: fc.constantFrom(...signed) },
  { weight: 2, arbitrary: fc.constantFrom(...secrets) },
);
