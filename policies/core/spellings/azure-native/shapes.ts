/** How older API versions shape the same resource (facts: azure-native.md sections 1, gotcha 2, and 4). */
import { isObject, type Path, UNKNOWN } from "../../value/value";

/** A property that some API versions spell otherwise; `*` stands for each element of a list. */
interface Respelling {
  readonly canonical: readonly string[];
  readonly legacy: readonly string[];
  /** The kind has no other spelling: it counts even beside the canonical one, and is told even when absent. */
  readonly only?: boolean;
}

const wrapper = (...names: string[]): Respelling[] =>
  names.map((name) => ({ canonical: ["properties"], legacy: [name] }));
const threshold: Respelling = {
  canonical: ["properties", "contentFilters", "*", "severityThreshold"],
  legacy: ["properties", "contentFilters", "*", "allowedContentLevel"],
};

/** The 2015 API wraps what later ones have at the top. */
const unwrapped = (...names: string[]): Respelling[] => unwrappedFrom("properties", names);
const unwrappedFrom = (wrapper: string, names: readonly string[]): Respelling[] =>
  names.map((name) => ({ canonical: [name], legacy: [wrapper, name] }));

/** Early APIs have at the top what later ones wrap. */
const wrapped = (...names: string[]): Respelling[] =>
  names.map((name) => ({ canonical: ["properties", name], legacy: [name] }));

const renamed = (canonical: string, legacy: string): Respelling => ({
  canonical: [canonical],
  legacy: [legacy],
});
const policyDocument = [renamed("value", "policyContent"), renamed("format", "contentFormat")];

/** By kind. */
export const respellings: Readonly<Record<string, readonly Respelling[]>> = {
  "apimanagement:Api": [renamed("value", "contentValue"), renamed("format", "contentFormat")],
  "apimanagement:ApiOperationPolicy": policyDocument,
  "apimanagement:ApiPolicy": policyDocument,
  "apimanagement:Policy": policyDocument,
  "apimanagement:ProductPolicy": policyDocument,
  "authorization:RoleAssignment": unwrapped("principalId", "roleDefinitionId"),
  "machinelearningservices:BatchEndpoint": wrapper(
    "batchEndpointProperties",
    "batchEndpointDetails",
  ),
  "machinelearningservices:BatchDeployment": wrapper(
    "batchDeploymentProperties",
    "batchDeploymentDetails",
  ),
  "machinelearningservices:Datastore": [
    ...wrapper("datastoreProperties", "datastoreDetails"),
    { canonical: ["properties", "credentials"], legacy: ["properties", "contents", "credentials"] },
  ],
  "machinelearningservices:OnlineEndpoint": wrapper(
    "onlineEndpointProperties",
    "onlineEndpointDetails",
  ),
  "machinelearningservices:OnlineDeployment": wrapper(
    "onlineDeploymentProperties",
    "onlineDeploymentDetails",
  ),
  "machinelearningservices:EnvironmentVersion": wrapper(
    "environmentVersionProperties",
    "environmentVersionDetails",
  ),
  "machinelearningservices:Job": wrapper("jobBaseProperties", "jobBaseDetails"),
  "machinelearningservices:MarketplaceSubscription": wrapper("marketplaceSubscriptionProperties"),
  "machinelearningservices:Registry": unwrappedFrom("registryProperties", [
    "discoveryUrl",
    "intellectualPropertyPublisher",
    "managedResourceGroup",
    "managedResourceGroupSettings",
    "mlFlowRegistryUri",
    "publicNetworkAccess",
    "regionDetails",
    "registryPrivateEndpointConnections",
  ]),
  "machinelearningservices:RegistryEnvironmentVersion": wrapper("environmentVersionProperties"),
  "machinelearningservices:Schedule": wrapper("scheduleProperties"),
  "machinelearningservices:ServerlessEndpoint": wrapper("serverlessEndpointProperties"),
  "machinelearningservices:RaiPolicy": [{ ...threshold, only: true }],
  "machinelearningservices:ConnectionRaiPolicy": [{ ...threshold, only: true }],
  "machinelearningservices:WorkspaceConnection": wrapped("authType", "category", "target"),
  "cognitiveservices:ProjectCapabilityHost": [
    renamed("projectCapabilityHostProperties", "capabilityHostProperties"),
  ],
  "cognitiveservices:RaiPolicy": [threshold],
  "cognitiveservices:SubscriptionRaiPolicy": [threshold],
};

/** A resource's properties in the shape of the v3 default SDK, and the way back to the user's spelling. */
export interface Shape {
  readonly props: unknown;
  readonly spell: (path: Path) => Path;
}

/** Moves what an older API version spells otherwise to where the v3 default SDK has it. */
export function canonicalShape(kind: string, given: unknown): Shape {
  let props = given;
  const applied: Respelling[] = [];
  for (const respelling of respellings[kind] ?? []) {
    const { canonical, legacy, only = false } = respelling;
    const moved = move(props, legacy, canonical, only);
    if (moved === props && !only) continue;
    props = moved;
    applied.unshift(respelling);
  }
  return { props, spell: (path) => applied.reduce(respell, path) };
}

/** A copy with the value at `from` also at `to`, if nothing is there or it may be replaced; else the same object. */
function move(
  value: unknown,
  from: readonly string[],
  to: readonly string[],
  replace: boolean,
): unknown {
  const [shared, ...deeper] = from;
  const [target, ...below] = to;
  if (shared === undefined || target === undefined) return value;
  if (shared === "*") {
    if (!Array.isArray(value)) return value;
    const items = value.map((item) => move(item, deeper, below, replace));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  if (shared === target && deeper.length > 0 && below.length > 0) {
    const inner = move(value[shared], deeper, below, replace);
    return inner === value[shared] ? value : { ...value, [shared]: inner };
  }
  const step = (at: unknown, key: string) =>
    isObject(at) ? at[key] : at === UNKNOWN ? at : undefined;
  if (!replace && (to.reduce<unknown>(step, value) ?? undefined) !== undefined) return value;
  const found = from.reduce<unknown>(step, value) ?? undefined;
  return replace || found !== undefined ? put(value, to, found) : value;
}

/** A copy with a value at a path; the same object if something other than an object is in the way. */
function put(
  value: Readonly<Record<string, unknown>>,
  [key = "", ...below]: readonly string[],
  found: unknown,
): Readonly<Record<string, unknown>> {
  if (below.length === 0) return { ...value, [key]: found };
  const inner = value[key] ?? {};
  return isObject(inner) ? { ...value, [key]: put(inner, below, found) } : value;
}

function respell(path: Path, { canonical, legacy }: Respelling): Path {
  const matches = canonical.every((key, index) => key === "*" || key === path[index]);
  if (!matches) return path;
  const start = legacy.map((key, index) => (key === "*" ? (path[index] ?? key) : key));
  return [...start, ...path.slice(canonical.length)];
}
