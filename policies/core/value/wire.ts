/**
 * From properties as the engine writes them to values: JSON, with marked objects and texts for what is none. The engine
 * writes a request and a state file alike (https://github.com/pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go).
 */
import { Secrets } from "./secrets";
import { Opaque, UNKNOWN, put } from "./value";

/** What a resource's properties are, in the pack's own model. */
export interface Values {
  readonly root: Readonly<Record<string, unknown>>;
  readonly secrets: Secrets;
}

/** The key by which the engine marks an object that is none (`resource.SigKey`); no program gets it past the engine. */
export const signature = "4dabf18193072939515e22adb298388d";
export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
};

/** What the engine writes for a value that is not known, one text per type; in `up` it writes none. */
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
const redacted = "[secret]";

/** Deeper than any resource; what lies below counts as not known. */
const deepest = 1_000;

/** @param marksSecrets whether secrets are marked; where they are not, the text of a redacted one is one. */
export function fromWire(wire: object, marksSecrets = true): Values {
  const secrets = new Secrets();

  const valueOf = (given: unknown, isSecret: boolean, depth: number): unknown => {
    if (typeof given === "string") {
      if (isUnknownText(given) || (given === redacted && (isSecret || !marksSecrets)))
        return UNKNOWN;
    }
    if (typeof given !== "object" || given === null) {
      if (isSecret) secrets.add(given);
      return given;
    }
    if (depth > deepest) return UNKNOWN;
    if (Array.isArray(given)) return given.map((item) => valueOf(item, isSecret, depth + 1));
    if (given instanceof Opaque) return given;
    return Object.hasOwn(given, signature)
      ? markedOf(given as Marked, depth)
      : objectOf(given, isSecret, depth);
  };

  const markedOf = (given: Marked, depth: number): unknown => {
    switch (given[signature]) {
      case signatures.secret:
        return valueOf(given.value ?? null, true, depth + 1);
      case signatures.asset:
      case signatures.archive:
        return new Opaque();
      default:
        // What a newer engine means by it is not known here.
        return UNKNOWN;
    }
  };

  const objectOf = (given: object, isSecret: boolean, depth: number) => {
    const object: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(given)) {
      if (isSecret) secrets.add(key);
      put(object, key, valueOf(value, isSecret, depth + 1));
    }
    return object;
  };

  return { root: objectOf(wire, false, 0), secrets };
}

interface Marked {
  readonly [signature]: unknown;
  readonly value?: unknown;
}
