/**
 * Outputs of a resource, before and after deployment.
 * Before: what `PreviewOutputs` of the real provider (provider/pkg/convert/previewOutputs.go) computes.
 * After: what the service would echo; its own defaults are not known here.
 */
import { armTypeOf } from "./arm-id";
import { describeNested, type Property, type Shape } from "./declarations";
import { isPathInput, type ResourceType } from "./types";
import { CREATE_BEFORE_DELETE } from "./naming";
import { guid, isObject, UNKNOWN, type Properties, type Value } from "./values";

/** Makes the output for a property from its input; undefined leaves it out. */
type Absent = (shape: Shape) => Value | undefined;

function convertValue(shape: Shape, input: Value | undefined, absent: Absent): Value | undefined {
  if (shape.kind === "constant") {
    return shape.value;
  }
  if (input === undefined) {
    return absent(shape);
  }
  switch (shape.kind) {
    case "boolean":
    case "number":
    case "string":
      return typeof input === shape.kind ? input : absent(shape);
    case "any":
      return input;
    case "union":
      return isObject(input) ? input : absent(shape); // copied verbatim: write-only parts included, nothing unknown added
    case "array":
      return Array.isArray(input)
        ? input
            .map((item) => convertValue(shape.items, item, absent))
            .filter((item) => item !== undefined)
        : absent(shape);
    case "map":
      return isObject(input) ? convertMap(shape.values, input, absent) : absent(shape);
    case "object":
      return isObject(input)
        ? convertObject(describeNested(shape.module, shape.name), input, absent)
        : absent(shape);
  }
}

function convertMap(values: Shape, input: Properties, absent: Absent): Properties {
  const result: Properties = {};
  for (const [key, item] of Object.entries(input)) {
    const value = convertValue(values, item, absent);
    if (value !== undefined) {
      result[key] = value;
    }
  }
  return result;
}

function convertObject(
  properties: ReadonlyMap<string, Property>,
  input: Properties,
  absent: Absent,
): Properties {
  const result: Properties = {};
  for (const [name, { shape }] of properties) {
    const value = convertValue(shape, input[name], absent);
    if (value !== undefined) {
      result[name] = value;
    }
  }
  return result;
}

/** Inputs that the SDK's version of a type does not know: believed for other API versions, dropped for the default one. */
function foreignInputs(type: ResourceType, inputs: Properties): Properties {
  const result: Properties = {};
  if (type.lenient) {
    for (const [name, value] of Object.entries(inputs)) {
      const known =
        type.inputs.has(name) || type.outputs.has(name) || name === CREATE_BEFORE_DELETE;
      if (!known && !isPathInput(type, name)) {
        result[name] = value;
      }
    }
  }
  return result;
}

/**
 * What a preview shows of a resource that is going to be created: inputs that are outputs too, at every depth, and
 * the unknown for every other output, absent optional ones and the id included.
 */
export function previewOutputs(type: ResourceType, inputs: Properties): Properties {
  return {
    ...foreignInputs(type, inputs),
    ...convertObject(type.outputs, inputs, () => UNKNOWN),
    id: UNKNOWN,
  };
}

/** As in a preview of a creation, but what never changes about a resource is known. */
export function previewUpdate(
  type: ResourceType,
  inputs: Properties,
  olds: Properties,
): Properties {
  const result = previewOutputs(type, inputs);
  for (const stable of ["name", "location"]) {
    const value = olds[stable];
    if (value !== undefined) {
      result[stable] = value;
    }
  }
  return result;
}

/** Azure answers with the principals of the identities asked for; programs assign roles to them. */
function identityOutputs(input: Properties, id: string, tenantId: string): Properties {
  const result: Properties = {};
  const kind = typeof input["type"] === "string" ? input["type"] : "";
  if (/systemassigned/i.test(kind)) {
    result["principalId"] = guid(id, "principal");
    result["tenantId"] = tenantId;
  }
  const assigned = input["userAssignedIdentities"];
  const ids = Array.isArray(assigned) ? assigned : isObject(assigned) ? Object.keys(assigned) : [];
  if (ids.length > 0) {
    result["userAssignedIdentities"] = Object.fromEntries(
      ids.map((item) => {
        const identity = String(item);
        return [
          identity,
          { clientId: guid(identity, "client"), principalId: guid(identity, "principal") },
        ];
      }),
    );
  }
  return result;
}

export interface Deployed {
  readonly id: string;
  readonly tenantId: string;
}

/** What the state says of a resource that exists. */
export function deployedOutputs(
  type: ResourceType,
  inputs: Properties,
  { id, tenantId }: Deployed,
): Properties {
  const source = { ...inputs };
  if (type.key === "keyvault:Key" && isObject(inputs["properties"])) {
    Object.assign(source, inputs["properties"]); // in nested inputs, out at the top: this type alone is flattened
  }
  const result: Properties = {
    ...foreignInputs(type, inputs),
    ...convertObject(type.outputs, source, () => undefined),
  };
  const known: Properties = {
    name: id.split("/").pop() ?? "",
    type: armTypeOf(id),
    provisioningState: "Succeeded",
    ...(type.key === "managedidentity:UserAssignedIdentity" && {
      clientId: guid(id, "client"),
      principalId: guid(id, "principal"),
      tenantId,
    }),
    ...(type.apiVersion && { azureApiVersion: type.apiVersion }),
  };
  for (const [name, value] of Object.entries(known)) {
    if (type.outputs.has(name) && !(name in result)) {
      result[name] = value;
    }
  }
  const identity = inputs["identity"];
  if (isObject(identity) && type.outputs.get("identity")?.shape.kind === "object") {
    result["identity"] = {
      ...(isObject(result["identity"]) ? result["identity"] : {}),
      ...identityOutputs(identity, id, tenantId),
    };
  }
  return { ...result, id };
}
