/** Type tokens of azure-native, in all three spellings. */

export interface Token {
  /** Lower-case module, for example `machinelearningservices`. */
  readonly module: string;
  /** Name of the type, for example `Workspace` (or of the function, for example `getWorkspace`). */
  readonly name: string;
  /** API version a token names explicitly, as the token spells it: `v20240401preview`. */
  readonly version?: string;
}

const PATTERN =
  /^azure-native(?:_([a-z0-9]+)_(v\d{8}[a-z]*))?:([a-z0-9]+)(?:\/(v\d{8}[a-z]*))?:([A-Za-z0-9]+)$/i;

/**
 * @param token `azure-native:mod:Type`, `azure-native:mod/v20240401:Type` or `azure-native_mod_v20240401:mod:Type`
 * @throws when it is none of them
 */
export function parseToken(token: string): Token {
  const match = PATTERN.exec(token);
  const module = match?.[3];
  const name = match?.[5];
  if (match === null || module === undefined || name === undefined) {
    throw new Error(`'${token}' is not a token of azure-native`);
  }
  const version = match[2] ?? match[4];
  return { module: module.toLowerCase(), name, ...(version && { version: version.toLowerCase() }) };
}

/** `v20240401preview` as Azure spells it: `2024-04-01-preview`. */
export function apiVersionOf(version: string): string {
  const [, year, month, day, rest] = /^v(\d{4})(\d{2})(\d{2})(.*)$/i.exec(version) ?? [];
  return [year, month, day, ...(rest ? [rest] : [])].join("-");
}

/** Type and logical name at the end of a URN. */
export function parseUrn(urn: string): { readonly type: string; readonly name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").pop() ?? "", name: name.join("::") };
}
