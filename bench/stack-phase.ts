/**
 * The stack phase by itself: a pack's own server, called over gRPC as the engine calls it, since `policy analyze` mixes
 * both phases.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as msg from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { temporaryFolder } from "../tools/engine/temporary";
import { call } from "./call";
import type { Compared } from "./packs";
import type { State, StateResource } from "./states";
import { median, type Measured } from "./turns";
import { watched } from "./usage";

const warmups = 1;
const requests = 3;

const typeOf = ({ urn, type }: StateResource) => type ?? urn.split("::")[2] ?? "";
const properties = (given: object | undefined) =>
  Struct.fromJavaScript(
    JSON.parse(JSON.stringify(given ?? {}, decrypted)) as Record<string, JavaScriptValue>,
  );

/** A state holds a secret as ciphertext, which the engine replaces by its value. */
function decrypted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("ciphertext" in value)) return value;
  return { ...value, ciphertext: undefined, value: "secret" };
}

function stackResource(one: StateResource): msg.AnalyzerResource {
  const resource = new msg.AnalyzerResource();
  resource.setType(typeOf(one));
  resource.setUrn(one.urn);
  resource.setName(one.urn.split("::").at(-1) ?? "");
  resource.setProperties(properties(one.outputs));
  resource.setOptions(new msg.AnalyzerResourceOptions());
  resource.setParent(one.parent ?? "");
  resource.setDependenciesList([...(one.dependencies ?? [])]);
  for (const [property, urns] of Object.entries(one.propertyDependencies ?? {})) {
    if (!urns || urns.length === 0) continue;
    const dependencies = new msg.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    resource.getPropertydependenciesMap().set(property, dependencies);
  }
  return resource;
}

/** Bytes, so that what the engine spends on making them is no pack's cost. */
export function stackRequest({ deployment }: State): Buffer {
  const request = new msg.AnalyzeStackRequest();
  request.setResourcesList(deployment.resources.map(stackResource));
  return Buffer.from(request.serializeBinary());
}

/** The resource phase before it: there the policies read their configuration, and see the inputs that a stack lacks. */
export function resourceRequests({ deployment }: State): Buffer[] {
  return deployment.resources.map((one) => {
    const request = new msg.AnalyzeRequest();
    request.setType(typeOf(one));
    request.setUrn(one.urn);
    request.setName(one.urn.split("::").at(-1) ?? "");
    request.setProperties(properties(one.inputs));
    request.setOptions(new msg.AnalyzerResourceOptions());
    return Buffer.from(request.serializeBinary());
  });
}

/** Serves the pack in a process of its own: a `PolicyPack` serves itself, and prints its port. */
export async function stackPhase(
  pack: Compared,
  resources: readonly Buffer[],
  stack: Buffer,
): Promise<Measured> {
  const starter = path.join(temporaryFolder("start"), "azure-ai-security-pack.js");
  fs.writeFileSync(starter, `require(${JSON.stringify(pack.path)});`);
  const { env, usage } = watched();
  const child = spawn(process.execPath, [starter], {
    cwd: pack.path,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  const client = new grpc.Client(
    `127.0.0.1:${port.toString().trim()}`,
    grpc.credentials.createInsecure(),
    { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 },
  );
  try {
    for (const request of resources) await call(client, "Analyze", request);
    const seconds: number[] = [];
    let answer: Buffer = Buffer.alloc(0);
    for (let request = -warmups; request < requests; request++) {
      const from = process.hrtime.bigint();
      answer = await call(client, "AnalyzeStack", stack);
      if (request >= 0) seconds.push(Number(process.hrtime.bigint() - from) / 1e9);
    }
    const ended = once(child, "exit");
    child.kill();
    await ended;
    const reports = msg.AnalyzeResponse.deserializeBinary(answer).getDiagnosticsList().length;
    return { seconds: median(seconds), reports, ...usage() };
  } finally {
    client.close();
    child.kill();
  }
}
