/**
 * Functions that ask what is around an expression: learn.microsoft.com/azure/azure-resource-manager/templates/
 * template-functions-deployment, -resource and -scope
 */
import { unknownResult, type Call, type Eager } from "./call";
import { idFunction } from "./ids";
import { isPlaceholder, isVague, placeholder } from "./placeholder";
import { describeScope, scopeId } from "./scope";
import { dictionary, type Value } from "./value";

const resourceIds: Eager = (args, call) => {
  const texts = args.map((arg) => (typeof arg === "number" ? String(arg) : arg));
  if (!texts.every((text) => typeof text === "string")) return unknownResult(args, call);
  const id = idFunction(call.name, texts, call.env.bindings.scope);
  if (id === undefined) return unknownResult(args, call);
  call.budget.text(id.length);
  return id;
};

const scopes: Eager = (args, call) =>
  describeScope(call.name, call.env.bindings.scope) ?? ofThisDeployment(args, call);

/** Functions that return something else each time, or what only Azure knows, are not in any table. */
export const deploymentFunctions: Readonly<Record<string, Eager>> = {
  parameters: named((name, { env }) =>
    env.args ? env.args.get(name.toLowerCase()) : env.bindings.parameter(name),
  ),
  variables: named((name, { env }) => env.bindings.variable(name)),
  lambdavariables: named((name, { env }) => env.lambda.get(name.toLowerCase())),
  copyindex: (args, call) => {
    const name = args.find((arg) => typeof arg === "string");
    const offset = args.find((arg) => typeof arg === "number") ?? 0;
    const index = typeof name === "string" ? call.env.loops.get(name.toLowerCase()) : call.env.loop;
    if (typeof index === "number") return index + offset;
    return offset === 0 && index !== undefined
      ? index
      : unknownResult([index ?? null, ...args], call);
  },
  resourceid: resourceIds,
  subscriptionresourceid: resourceIds,
  tenantresourceid: resourceIds,
  managementgroupresourceid: resourceIds,
  extensionresourceid: resourceIds,
  resourcegroup: scopes,
  subscription: scopes,
  managementgroup: scopes,
  deployment: (_, { env }) =>
    dictionary(
      [["name", env.bindings.deploymentName]],
      placeholder("deployment", scopeId(env.bindings.scope), env.bindings.deploymentName),
    ),
  reference: named((resource, { env }, rest) => env.bindings.reference(resource, isFull(rest))),
  references: named((symbol, { env }, rest) => env.bindings.references(symbol, isFull(rest))),
  resourceinfo: named((symbol, { env }) => env.bindings.resourceInfo(symbol)),
  newguid: unrepeatable,
  utcnow: unrepeatable,
};

/** A function whose first argument is a name; unknown where nothing has that name. */
function named(
  find: (name: string, call: Call, rest: readonly Value[]) => Value | undefined,
): Eager {
  return (args, call) => {
    const [name, ...rest] = args;
    if (typeof name !== "string" || isPlaceholder(name)) return unknownResult(args, call);
    const found = find(name, call, rest);
    return found === undefined ? ofThisDeployment(args, call) : found;
  };
}

/** The placeholder for what differs between the templates of one evaluation. */
function ofThisDeployment(args: readonly Value[], call: Call): string {
  const { scope, deploymentName } = call.env.bindings;
  return placeholder(unknownResult(args, call), scopeId(scope), deploymentName);
}

function isFull(rest: readonly Value[]): boolean {
  return rest.some((arg) => !isVague(arg) && typeof arg === "string" && /^full$/i.test(arg));
}

function unrepeatable(_: readonly Value[], call: Call): string {
  return placeholder(call.name, call.env.context.next());
}
