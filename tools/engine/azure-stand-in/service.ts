/** The `ResourceProvider` service, with what policies see of a Terraform-bridged provider and no cloud behind it. */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as msg from "@pulumi/pulumi/proto/provider_pb";
import {
  fromStruct,
  isObject,
  toStruct,
  UNKNOWN,
  type Properties,
  type Value,
} from "../azure-native-stand-in/values";
import { parseUrn } from "../azure-native-stand-in/token";
import { basics } from "../provider-basics";
import { answering } from "../serve";
import { classicId } from "./arm-id";
import { CLASSIC_VERSION, describeClassic, type ClassicType } from "./declarations";

/** In which a bridge keeps, for each block of inputs, which of them are defaults of its own. */
const DEFAULTS = "__defaults";

/** Of these a change makes another resource. The real provider has many more; which they are the SDK does not say. */
const REPLACING = new Set(["name", "resourceGroupName", "location"]);

function marked(value: Value, defaults: string[] = []): Value {
  if (Array.isArray(value)) return value.map((item) => marked(item));
  if (!isObject(value)) return value;
  const inner = Object.entries(value)
    .filter(([key]) => key !== DEFAULTS)
    .map(([key, item]): [string, Value] => [key, key === "tags" ? item : marked(item)]);
  return { [DEFAULTS]: defaults, ...Object.fromEntries(inner) };
}

function unmarked(value: Value): Value {
  if (Array.isArray(value)) return value.map(unmarked);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== DEFAULTS)
      .map(([key, item]) => [key, unmarked(item)]),
  );
}

/** Inputs that are outputs too. */
function echoed(type: ClassicType, inputs: Properties): Properties {
  const plain = unmarked(inputs) as Properties;
  return Object.fromEntries(Object.entries(plain).filter(([name]) => type.outputs.has(name)));
}

function unknowns(type: ClassicType): Properties {
  const computed = [...type.outputs].filter(([, always]) => always);
  return Object.fromEntries([...computed.map(([name]) => name), "id"].map((n) => [n, UNKNOWN]));
}

/** Adds the automatic name, if the program gives none: the old one, or the logical one with a random end. */
function check(request: msg.CheckRequest): msg.CheckResponse {
  const { type: token, name } = parseUrn(request.getUrn());
  const type = describeClassic(token);
  const inputs = fromStruct(request.getNews());
  const defaults: string[] = [];
  if (type.inputs.has("name") && !("name" in inputs)) {
    const seed = request.getRandomseed_asU8();
    const end = createHash("sha256").update(seed.length > 0 ? seed : name);
    const old = fromStruct(request.getOlds())["name"];
    inputs["name"] = old ?? name + end.digest("hex").slice(0, 7);
    defaults.push("name");
  }
  const response = new msg.CheckResponse();
  response.setInputs(toStruct(marked(inputs, defaults) as Properties));
  return response;
}

function diff(request: msg.DiffRequest): msg.DiffResponse {
  const [olds, news] = [request.getOldInputs(), request.getNews()].map(
    (struct) => unmarked(fromStruct(struct)) as Properties,
  );
  const names = new Set([...Object.keys(olds ?? {}), ...Object.keys(news ?? {})]);
  const changes = [...names].filter((name) => !isDeepStrictEqual(olds?.[name], news?.[name]));
  const response = new msg.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = msg.DiffResponse.DiffChanges;
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changes);
  response.setReplacesList(changes.filter((name) => REPLACING.has(name)));
  response.setDeletebeforereplace(true);
  return response;
}

function create(request: msg.CreateRequest): msg.CreateResponse {
  const { type: token, name } = parseUrn(request.getUrn());
  const type = describeClassic(token);
  const inputs = fromStruct(request.getProperties());
  const response = new msg.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct({ ...unknowns(type), ...echoed(type, inputs) }));
    return response;
  }
  const id = classicId(type, inputs, name);
  response.setId(id);
  response.setProperties(toStruct({ ...echoed(type, inputs), id }));
  return response;
}

/** Of what is updated, Terraform's plan knows what it knew before. */
function update(request: msg.UpdateRequest): msg.UpdateResponse {
  const type = describeClassic(parseUrn(request.getUrn()).type);
  const kept = Object.entries(fromStruct(request.getOlds())).filter(
    ([name]) => name === "id" || !type.inputs.has(name),
  );
  const response = new msg.UpdateResponse();
  response.setProperties(
    toStruct({ ...Object.fromEntries(kept), ...echoed(type, fromStruct(request.getNews())) }),
  );
  return response;
}

/** A refresh finds everything as it was left; of a `.get()`, id and name are all that is known. */
function read(request: msg.ReadRequest): msg.ReadResponse {
  const id = request.getId();
  const properties = fromStruct(request.getProperties());
  const response = new msg.ReadResponse();
  response.setId(id);
  response.setProperties(toStruct({ name: id.split(/[/|]/).pop() ?? "", ...properties, id }));
  response.setInputs(request.getInputs());
  return response;
}

export const service = {
  ...basics(CLASSIC_VERSION),
  check: answering(check),
  diff: answering(diff),
  create: answering(create),
  update: answering(update),
  read: answering(read),
  configure: answering(() => {
    const response = new msg.ConfigureResponse();
    // Without it the engine would take the inputs for the outputs in a preview.
    response.setSupportspreview(true);
    return response;
  }),
};
