/** The `ResourceProvider` service, with the behaviour of the real azure-native provider and no cloud behind it. */
import * as msg from "@pulumi/pulumi/proto/provider_pb";
import { basics } from "../provider-basics";
import { answering } from "../serve";
import { armId, inputsFromId } from "./arm-id";
import { checkFailures } from "./check";
import { SDK_VERSION } from "./declarations";
import { changedInputs } from "./diff";
import { invoke, type Account } from "./invoke";
import { defaultLocation, rememberGroup } from "./location";
import { applyName, CREATE_BEFORE_DELETE } from "./naming";
import { deployedOutputs, previewOutputs, previewUpdate } from "./outputs";
import { parseUrn } from "./token";
import { lookUpType } from "./types";
import { fromStruct, guid, toStruct, type Properties } from "./values";

const account: { subscriptionId: string; tenantId: string } = {
  subscriptionId: guid("subscription"),
  tenantId: guid("tenant"),
};
const known: Readonly<Account> = account;
const config: { location?: string } = {};

function parameterize(request: msg.ParameterizeRequest): msg.ParameterizeResponse {
  const response = new msg.ParameterizeResponse();
  const value = request.getValue();
  if (value !== undefined) {
    response.setName(value.getName());
    response.setVersion(value.getVersion());
    return response;
  }
  const [module = "", version = ""] = request.getArgs()?.getArgsList() ?? [];
  response.setName(`azure-native_${module}_v${version.replace(/^v|-/g, "")}`);
  response.setVersion(SDK_VERSION);
  return response;
}

function configure(request: msg.ConfigureRequest): msg.ConfigureResponse {
  const args = fromStruct(request.getArgs());
  const read = (key: string): string | undefined => {
    const value = args[key] ?? request.getVariablesMap().get(`azure-native:config:${key}`);
    return typeof value === "string" ? value : undefined;
  };
  account.subscriptionId = read("subscriptionId") ?? account.subscriptionId;
  account.tenantId = read("tenantId") ?? account.tenantId;
  const location = read("location");
  if (location !== undefined) {
    config.location = location;
  }
  const response = new msg.ConfigureResponse();
  // Without it the engine would take the inputs for the outputs in a preview. Secrets are not accepted, as in the real one.
  response.setSupportspreview(true);
  return response;
}

function check(request: msg.CheckRequest): msg.CheckResponse {
  const { type: token, name } = parseUrn(request.getUrn());
  const type = lookUpType(token);
  const olds = fromStruct(request.getOlds());
  const news = fromStruct(request.getNews());
  const seed = request.getRandomseed_asU8();
  applyName(type, news, olds, name, seed.length > 0 ? seed : request.getUrn());
  const location =
    "location" in news || !type.inputs.has("location")
      ? undefined
      : defaultLocation(type, news, olds, config.location);
  if (location !== undefined) {
    news["location"] = location;
  }
  if (!("azureApiVersion" in news) && type.apiVersion !== undefined) {
    news["azureApiVersion"] = type.apiVersion;
  }
  rememberGroup(type, news);
  const response = new msg.CheckResponse();
  response.setInputs(toStruct(news));
  response.setFailuresList(
    checkFailures(type, news).map((reason) => {
      const failure = new msg.CheckFailure();
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

function diff(request: msg.DiffRequest): msg.DiffResponse {
  const type = lookUpType(parseUrn(request.getUrn()).type);
  const olds = fromStruct(request.getOldInputs());
  const { changes, replaces } = changedInputs(type, olds, fromStruct(request.getNews()));
  const response = new msg.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = msg.DiffResponse.DiffChanges;
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changes);
  response.setReplacesList(replaces);
  response.setDeletebeforereplace(replaces.length > 0 && olds[CREATE_BEFORE_DELETE] !== true);
  return response;
}

function create(request: msg.CreateRequest): msg.CreateResponse {
  const { type: token, name } = parseUrn(request.getUrn());
  const type = lookUpType(token);
  const inputs = fromStruct(request.getProperties());
  const response = new msg.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(previewOutputs(type, inputs)));
    return response;
  }
  const id = armId(type, inputs, known.subscriptionId, name);
  response.setId(id);
  response.setProperties(toStruct(deployedOutputs(type, inputs, { id, tenantId: known.tenantId })));
  return response;
}

function update(request: msg.UpdateRequest): msg.UpdateResponse {
  const type = lookUpType(parseUrn(request.getUrn()).type);
  const inputs = fromStruct(request.getNews());
  const outputs = request.getPreview()
    ? previewUpdate(type, inputs, fromStruct(request.getOlds()))
    : deployedOutputs(type, inputs, { id: request.getId(), tenantId: known.tenantId });
  const response = new msg.UpdateResponse();
  response.setProperties(toStruct(outputs));
  return response;
}

/** A refresh finds everything as it was left. A `.get()` or an import finds a resource of which only the id is known. */
function read(request: msg.ReadRequest): msg.ReadResponse {
  const id = request.getId();
  const type = lookUpType(parseUrn(request.getUrn()).type);
  let properties: Properties = fromStruct(request.getProperties());
  let inputs: Properties = fromStruct(request.getInputs());
  if (Object.keys(inputs).length === 0 && !("id" in properties)) {
    inputs = inputsFromId(type, id) ?? {};
    properties = deployedOutputs(type, inputs, { id, tenantId: known.tenantId });
  }
  const response = new msg.ReadResponse();
  response.setId(id);
  response.setProperties(toStruct(properties));
  response.setInputs(toStruct(inputs));
  return response;
}

export const service = {
  ...basics(SDK_VERSION),
  parameterize: answering(parameterize),
  configure: answering(configure),
  check: answering(check),
  diff: answering(diff),
  create: answering(create),
  update: answering(update),
  read: answering(read),
  invoke: answering((request: msg.InvokeRequest) => {
    const response = new msg.InvokeResponse();
    response.setReturn(toStruct(invoke(request.getTok(), fromStruct(request.getArgs()), known)));
    return response;
  }),
};
