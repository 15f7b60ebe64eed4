/** Policies behind the SDK's own analyzer server, called over gRPC as the engine calls them. */
import * as grpc from "@grpc/grpc-js";
import * as rpc from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as msg from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Policies } from "@pulumi/policy";
import { toSdkPolicies } from "../../policies/core/pulumi/pack";
import { spareNothing, spareTheSdk } from "../../policies/core/pulumi/spared";
import type { Today } from "../../policies/core/pulumi/run";
import type { Policy } from "../../policies/core/policy";
import { shareNothing, shareValues } from "../../policies/core/value/edge";
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
let configured: { readonly config: Config; readonly policies: readonly Policy[] } | undefined;

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

type Answering<Request, Response> = (
  request: Request,
  done: (error: grpc.ServiceError | null, response: Response) => void,
) => unknown;

/** Whoever answers the engine: the SDK's server, over gRPC or without a network between. */
interface Server {
  analyze: Answering<msg.AnalyzeRequest, msg.AnalyzeResponse>;
  remediate: Answering<msg.AnalyzeRequest, msg.RemediateResponse>;
  analyzeStack: Answering<msg.AnalyzeStackRequest, msg.AnalyzeResponse>;
}

/** The SDK's own functions behind its server: the same answers, at a tenth of the time. */
function inProcess(): Server {
  const sdk = require("@pulumi/policy/server") as Record<string, Making | undefined>;
  type Making = (
    ...pack: unknown[]
  ) => (call: { request: unknown }, done: (error: never, response: never) => void) => unknown;
  const made =
    <Q, A>(name: string): Answering<Q, A> =>
    (request, done) => {
      const answer = sdk[name]?.("azure-ai-security", "0.0.0", "advisory", served);
      return answer?.({ request }, (error, response) => done(error ?? null, response));
    };
  return {
    analyze: made("makeAnalyzeRpcFun"),
    remediate: made("makeRemediateRpcFun"),
    analyzeStack: made("makeAnalyzeStackRpcFun"),
  };
}

export interface How {
  /** Whether requests go to the SDK's functions at once, for runs in bulk. */
  readonly direct?: boolean;
  /** Whether values are made once (`edge.ts`) and the SDK is spared the rest (`spared.ts`), as it is by default. */
  readonly shared?: boolean;
}

/** A run of the pack: what the engine does with it in one operation. */
export class Analysis {
  /** Whether the SDK's functions stay as they are, as with a version of it that the pack does not know. */
  static usesSdkAsItIs = false;

  private constructor(
    private readonly client: Server,
    private readonly give: Giving,
  ) {}

  static async start(
    policies: readonly Policy[],
    config: Config = {},
    today?: Today,
    { direct = false, shared = !Analysis.usesSdkAsItIs }: How = {},
  ): Promise<Analysis> {
    if (shared) {
      shareValues();
      spareTheSdk();
    } else {
      shareNothing();
      spareNothing();
    }
    const connected = await connect();
    current = toSdkPolicies(policies, today);
    const over: Server = {
      analyze: (given, done) => connected.analyze(given, done),
      remediate: (given, done) => connected.remediate(given, done),
      analyzeStack: (given, done) => connected.analyzeStack(given, done),
    };
    const analysis = direct ? new Analysis(inProcess(), asText) : new Analysis(over, asStruct);
    // The SDK keeps it for its process; in bulk, the same one is not sent again and again.
    if (configured?.config === config && configured.policies === policies) return analysis;
    const request = new msg.ConfigureAnalyzerRequest();
    for (const policy of served) {
      const { enforcementLevel: all } = entryOf(config["all"]);
      // Most tests are about one resource, which stands in no stack with AI.
      const inAll = policy.name === "pack-settings" ? { scope: "all" } : {};
      const { enforcementLevel = all, ...properties } = {
        ...inAll,
        ...entryOf(config[policy.name]),
      } as ReturnType<typeof entryOf>;
      const entry = new msg.PolicyConfig();
      entry.setEnforcementlevel(
        levels.indexOf((enforcementLevel ?? policy.enforcementLevel) as "advisory"),
      );
      entry.setProperties(struct(properties as Properties));
      request.getPolicyconfigMap().set(policy.name, entry);
    }
    configured = { config, policies };
    await call<unknown>((done) => connected.configure(request, done));
    return analysis;
  }

  async resource(resource: Registered): Promise<Reported[]> {
    const request = requestOf(resource, this.give);
    const response = await call<msg.AnalyzeResponse>((done) => this.client.analyze(request, done));
    return this.reports(response, resource.urn);
  }

  /** The inputs after all remediations, or as they are. */
  async remediate(resource: Registered): Promise<Properties> {
    return (await this.remediations(resource)).inputs;
  }

  /** The same, and the policies that changed something. */
  async remediations(
    resource: Registered,
  ): Promise<{ readonly inputs: Properties; readonly policies: readonly string[] }> {
    const request = requestOf(resource, this.give);
    const response = await call<msg.RemediateResponse>((done) =>
      this.client.remediate(request, done),
    );
    const made = response.getRemediationsList();
    return {
      inputs: made.at(-1)?.getProperties()?.toJavaScript() ?? resource.inputs,
      policies: made.map((one) => one.getPolicyname()),
    };
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
        this.give(resource, outputs);
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

function requestOf({ type, urn, name, inputs }: Registered, give: Giving): msg.AnalyzeRequest {
  const request = new msg.AnalyzeRequest();
  request.setType(type);
  request.setUrn(urn);
  request.setName(name);
  give(request, inputs);
  request.setOptions(new msg.AnalyzerResourceOptions());
  return request;
}

/** How properties get into a request. */
type Giving = (request: msg.AnalyzeRequest | msg.AnalyzerResource, properties: Properties) => void;

const asStruct: Giving = (request, properties) => request.setProperties(struct(properties));

/** What is sent nowhere need be no message, which takes the most time of all when values are nested deeply. */
const asText: Giving = (request, properties) => {
  const text = JSON.stringify(properties);
  const textAt = (name: string) => {
    const value = properties[name];
    return { getStringValue: () => (typeof value === "string" ? value : "") };
  };
  const given = {
    toJavaScript: () => JSON.parse(text) as unknown,
    getFieldsMap: () => ({ get: textAt }),
  };
  Object.assign(request, { getProperties: () => given });
};

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
