/** From what the engine sends over gRPC to values (https://github.com/pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go). */
import { Opaque, UNKNOWN, put } from "./value";
import { Secrets } from "./secrets";

/** What a resource's properties are, in the pack's own model. */
export interface Values {
  readonly root: Readonly<Record<string, unknown>>;
  readonly secrets: Secrets;
}

/** The parts of google-protobuf's `Struct` that are read. */
export interface Struct {
  getFieldsMap(): Fields;
}
interface Fields {
  forEach(visit: (value: Value, key: string) => void): void;
  get(key: string): Value | undefined;
}
interface Value {
  getKindCase(): number;
  getNumberValue(): number;
  getStringValue(): string;
  getBoolValue(): boolean;
  getStructValue(): Struct | undefined;
  getListValue(): { getValuesList(): readonly Value[] } | undefined;
}
const kinds = { number: 2, text: 3, boolean: 4, struct: 5, list: 6 };

/** The key by which the engine marks an object that is none (`resource.SigKey`); no program gets it past the engine. */
export const signature = "4dabf18193072939515e22adb298388d";
export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
};

/** What the engine sends for a value that is not known, one text per type; in `up` it sends none. */
const unknowns: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isUnknownText(text: unknown): boolean {
  return unknowns.has(text);
}

/** The secret that `pulumi policy analyze` hands over for any that it cannot decrypt, whatever its type. */
export const redacted = "[secret]";

/** Deeper than any resource; what lies below is not read. */
export const deepest = 1_000;

export function fromWire(struct: Struct): Values {
  const secrets = new Secrets();
  return { root: objectOf(struct.getFieldsMap(), secrets, false, 0), secrets };
}

function valueOf(value: Value, secrets: Secrets, isSecret: boolean, depth: number): unknown {
  switch (value.getKindCase()) {
    case kinds.text: {
      const text = value.getStringValue();
      if (unknowns.has(text) || (isSecret && text === redacted)) return UNKNOWN;
      if (isSecret) secrets.add(text);
      return text;
    }
    case kinds.number:
    case kinds.boolean: {
      const isNumber = value.getKindCase() === kinds.number;
      const scalar = isNumber ? value.getNumberValue() : value.getBoolValue();
      if (isSecret) secrets.add(scalar);
      return scalar;
    }
    case kinds.list: {
      if (depth > deepest) return UNKNOWN;
      const items = value.getListValue()?.getValuesList() ?? [];
      return items.map((item) => valueOf(item, secrets, isSecret, depth + 1));
    }
    case kinds.struct: {
      const fields = value.getStructValue()?.getFieldsMap();
      return fields && depth <= deepest ? structOf(fields, secrets, isSecret, depth) : UNKNOWN;
    }
    default:
      return null;
  }
}

function structOf(fields: Fields, secrets: Secrets, isSecret: boolean, depth: number): unknown {
  const mark = fields.get(signature);
  if (!mark || mark.getKindCase() !== kinds.text)
    return objectOf(fields, secrets, isSecret, depth);
  switch (mark.getStringValue()) {
    case signatures.secret: {
      const inner = fields.get("value");
      return inner ? valueOf(inner, secrets, true, depth + 1) : null;
    }
    case signatures.asset:
    case signatures.archive:
      return new Opaque();
    default:
      // What a newer engine means by it is not known here.
      return UNKNOWN;
  }
}

function objectOf(
  fields: Fields,
  secrets: Secrets,
  isSecret: boolean,
  depth: number,
): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  fields.forEach((field, key) => {
    if (isSecret) secrets.add(key);
    put(object, key, valueOf(field, secrets, isSecret, depth + 1));
  });
  return object;
}
