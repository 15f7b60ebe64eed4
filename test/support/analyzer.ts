/** Policies behind the SDK's own analyzer server, called over gRPC as the engine calls them. */
import * as grpc from "@grpc/grpc-js";
import * as rpc from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as msg from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Policies } from "@pulumi/policy";
import { toSdkPolicies } from "../../policies/core/pulumi/pack";
import { spareTheSdk } from "../../policies/core/pulumi/spared";
import type { Today } from "../../policies/core/pulumi/run";
import type { Policy } from "../../policies/core/policy";
import { shareValues } from "../../policies/core/value/edge";
import type { Properties } from "../../tools/engine/azure-native-stand-in/values";
import type { Registered } from "./program";

export interface Reported {
  readonly policy: string;
  /** Logical name; "" for a report without a resource. */
  readonly resource: string;
  readonly level: "advisory" | "mandatory";
  readonly message: string;
  readonly urn: string;
}

/** Per policy its level, its parameters, or both; as in a policy pack's configuration file. */
export type Config = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;

const levels = ["advisory", "mandatory", "disabled", "remediate"] as const;

// One server per process is all the SDK allows. It iterates over its policies anew for each request, so that a run can
// exchange them.
let current: Policies = [];
const served = Object.defineProperty([] as Policies, Symbol.iterator, {
  value: () => current[Symbol.iterator](),
});
let client: Promise<rpc.AnalyzerClient> | undefined;

function connect(): Promise<rpc.AnalyzerClient> {
  client ??= new Promise((resolve) => {
    const print = console.log;
    console.log = (port: string) => {
      console.log = print;
      resolve(new rpc.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure()));
    };
    const { serve } = require("@pulumi/policy/server") as {
      serve: (name: string, version: string, level: string, args: { policies: Policies }) => void;
    };
    serve("azure-ai-security", "0.0.0", "advisory", { policies: served });
  });
  return client;
}

/** A run of the pack: what the engine does with it in one operation. */
export class Analysis {
  /** Whether the SDK's functions stay as they are, as with a version of it that the pack does not know. */
  static usesSdkAsItIs = false;

  private constructor(private readonly client: rpc.AnalyzerClient) {}

  static async start(
    policies: readonly Policy[],
    config: Config = {},
    today?: Today,
  ): Promise<Analysis> {
    if (!Analysis.usesSdkAsItIs) {
      shareValues();
      spareTheSdk();
    }
    const connected = await connect();
    current = toSdkPolicies(policies, today);
    const request = new msg.ConfigureAnalyzerRequest();
    for (const policy of served) {
      const { enforcementLevel: all } = entryOf(config["all"]);
      const { enforcementLevel = all, ...properties } = entryOf(config[policy.name]);
      const entry = new msg.PolicyConfig();
      entry.setEnforcementlevel(
        levels.indexOf((enforcementLevel ?? policy.enforcementLevel) as "advisory"),
      );
      entry.setProperties(struct(properties as Properties));
      request.getPolicyconfigMap().set(policy.name, entry);
    }
    const analysis = new Analysis(connected);
    await call<unknown>((done) => connected.configure(request, done));
    return analysis;
  }

  async resource(resource: Registered): Promise<Reported[]> {
    const request = requestOf(resource);
    const response = await call<msg.AnalyzeResponse>((done) => this.client.analyze(request, done));
    return this.reports(response, resource.urn);
  }

  /** The inputs after all remediations, or as they are. */
  async remediate(resource: Registered): Promise<Properties> {
    const request = requestOf(resource);
    const response = await call<msg.RemediateResponse>((done) =>
      this.client.remediate(request, done),
    );
    const last = response.getRemediationsList().at(-1);
    return last?.getProperties()?.toJavaScript() ?? resource.inputs;
  }

  async stack(resources: readonly Registered[]): Promise<Reported[]> {
    const request = new msg.AnalyzeStackRequest();
    request.setResourcesList(
      resources.map(({ type, urn, name, parent, outputs, propertyDependencies }) => {
        const resource = new msg.AnalyzerResource();
        resource.setType(type);
        resource.setUrn(urn);
        resource.setName(name);
        resource.setParent(parent);
        resource.setProperties(struct(outputs));
        resource.setOptions(new msg.AnalyzerResourceOptions());
        for (const [input, urns] of Object.entries(propertyDependencies)) {
          const list = new msg.AnalyzerPropertyDependencies();
          list.setUrnsList([...urns]);
          resource.getPropertydependenciesMap().set(input, list);
        }
        return resource;
      }),
    );
    return this.reports(
      await call<msg.AnalyzeResponse>((done) => this.client.analyzeStack(request, done)),
      "",
    );
  }

  private reports(response: msg.AnalyzeResponse, urn: string): Reported[] {
    return response.getDiagnosticsList().map((diagnostic) => {
      const of = diagnostic.getUrn() || urn;
      return {
        policy: diagnostic.getPolicyname(),
        resource: of.split("::").slice(3).join("::"),
        level: levels[diagnostic.getEnforcementlevel()] as Reported["level"],
        message: diagnostic.getMessage(),
        urn: of,
      };
    });
  }
}

function entryOf(given: Config[string] = {}): Readonly<Record<string, unknown>> {
  return typeof given === "string" ? { enforcementLevel: given } : given;
}

/** Analyses every resource, then the stack, as a preview does. */
export async function analyze(
  policies: readonly Policy[],
  resources: readonly Registered[],
  config: Config = {},
  today?: Today,
): Promise<Reported[]> {
  const analysis = await Analysis.start(policies, config, today);
  const reports: Reported[] = [];
  for (const resource of resources) reports.push(...(await analysis.resource(resource)));
  return [...reports, ...(await analysis.stack(resources))];
}

function requestOf({ type, urn, name, inputs }: Registered): msg.AnalyzeRequest {
  const request = new msg.AnalyzeRequest();
  request.setType(type);
  request.setUrn(urn);
  request.setName(name);
  request.setProperties(struct(inputs));
  request.setOptions(new msg.AnalyzerResourceOptions());
  return request;
}

function struct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}

function call<T>(
  method: (done: (error: grpc.ServiceError | null, response: T) => void) => unknown,
): Promise<T> {
  return new Promise((resolve, reject) =>
    method((error, response) => (error ? reject(error) : resolve(response))),
  );
}
