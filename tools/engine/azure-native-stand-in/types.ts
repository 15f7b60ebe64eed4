/** From a token to what the stand-in knows about its type. */
import { describeResource, type Property } from "./declarations";
import { apiVersionOf, parseToken } from "./token";

export interface ResourceType {
  /** `module:Type` of the SDK's default version, the key of the table of ids. */
  readonly key: string;
  readonly apiVersion?: string;
  readonly inputs: ReadonlyMap<string, Property>;
  readonly outputs: ReadonlyMap<string, Property>;
  /**
   * True for a token that names its API version: the SDK describes the default version only, so inputs it does not
   * know are believed and come back as outputs instead of being dropped.
   */
  readonly lenient: boolean;
}

/** Modules that were split or renamed between v2 and v3; versioned tokens still use the old names. */
const RENAMED: Readonly<Record<string, readonly string[]>> = {
  insights: ["monitor", "applicationinsights"],
  network: ["privatedns", "dns"],
  documentdb: ["cosmosdb"],
};

/**
 * @throws when the token is not azure-native's, or names a type of the default version that does not exist
 */
export function lookUpType(type: string): ResourceType {
  const token = parseToken(type);
  const modules = [
    token.module,
    ...(token.version === undefined ? [] : (RENAMED[token.module] ?? [])),
  ];
  for (const module of modules) {
    const found = describeResource(module, token.name);
    if (found !== undefined) {
      const apiVersion =
        token.version === undefined ? found.apiVersion : apiVersionOf(token.version);
      return {
        key: `${found.module}:${found.name}`,
        ...(apiVersion && { apiVersion }),
        inputs: found.inputs,
        outputs: found.outputs,
        lenient: token.version !== undefined,
      };
    }
  }
  if (token.version === undefined) {
    throw new Error(`Resource type ${type} not found: @pulumi/azure-native has no such class`);
  }
  // A type that exists in that API version only: nothing is known of it but what every ARM resource has.
  const text: Property = { shape: { kind: "string" }, optional: false };
  return {
    key: `${token.module}:${token.name}`,
    apiVersion: apiVersionOf(token.version),
    inputs: new Map(),
    outputs: new Map([
      ["azureApiVersion", text],
      ["name", text],
      ["type", text],
    ]),
    lenient: true,
  };
}

/** An input that only locates the resource: it ends up in the id and is no output. */
export function isPathInput(type: ResourceType, input: string): boolean {
  if (type.inputs.has(input)) {
    return !type.outputs.has(input);
  }
  // Of a type the SDK does not describe: ARM's path parameters are named so.
  return /^(resourceGroupName|scope|resourceUri|resourceId|[a-z]\w*Name)$/.test(input);
}
