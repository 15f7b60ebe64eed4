/**
 * What the pack costs per resource, as the ratio to an empty pack in one run, and how long a large ARM template takes.
 * Both packs are served by the SDK's own analyzer server, each in a process of its own, and called over gRPC as the
 * engine calls them: turn by turn, so that what else the machine does hits both alike. Medians count.
 */
import { spawn } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import * as rpc from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as msg from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Policies } from "@pulumi/policy";
import { allPolicies } from "../policies/all";
import { toSdkPolicies } from "../policies/core/pulumi/pack";
import { call } from "./call";

type Properties = Record<string, JavaScriptValue>;

const rounds = 31;
const requestsPerRound = 100;
const stackSize = 100;

/** An empty pack: policies that every resource, and the stack, are handed to, and that do nothing with them. */
const empty: Policies = [
  { name: "no-resource", description: "-", validateResource: () => {} },
  { name: "no-stack", description: "-", validateStack: () => {} },
];

/** As the engine sees them: inputs of about 40 properties. */
const bucket: Properties = {
  bucket: "logs-of-the-platform",
  acl: "private",
  forceDestroy: false,
  objectLockEnabled: true,
  accelerationStatus: "Suspended",
  requestPayer: "BucketOwner",
  hostedZoneId: "Z3AQBSTGFYJSTF",
  tags: Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`tag-${at}`, `value ${at}`])),
  versioning: { enabled: true, mfaDelete: false },
  serverSideEncryptionConfiguration: {
    rule: {
      applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/logs" },
      bucketKeyEnabled: true,
    },
  },
  lifecycleRules: [30, 90].map((days) => ({
    id: `after-${days}-days`,
    enabled: true,
    prefix: "logs/",
    transitions: [{ days, storageClass: "GLACIER" }],
    expiration: { days: days * 10 },
  })),
  corsRules: [
    { allowedHeaders: ["*"], allowedMethods: ["GET"], allowedOrigins: ["https://a.example"] },
  ],
  website: { indexDocument: "index.html", errorDocument: "error.html" },
};
const network: Properties = {
  resourceGroupName: "platform",
  virtualNetworkName: "hub",
  location: "westeurope",
  azureApiVersion: "2024-05-01",
  addressSpace: { addressPrefixes: ["10.0.0.0/16", "10.1.0.0/16"] },
  dhcpOptions: { dnsServers: ["10.0.0.4", "10.0.0.5"] },
  enableDdosProtection: true,
  ddosProtectionPlan: {
    id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/ddosProtectionPlans/p",
  },
  encryption: { enabled: true, enforcement: "AllowUnencrypted" },
  flowTimeoutInMinutes: 10,
  subnets: ["a", "b", "c", "d"].map((name, at) => ({
    name,
    addressPrefix: `10.0.${at}.0/24`,
    privateEndpointNetworkPolicies: "Enabled",
    serviceEndpoints: [{ service: "Microsoft.Storage", locations: ["westeurope"] }],
  })),
  tags: { owner: "platform", cost: "4711" },
};

/** About 2 MB of 3,000 resources, every tenth of them an AI account, with these properties besides others. */
const template = (account: object) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { location: { type: "string", defaultValue: "westeurope" } },
  variables: { prefix: "[format('{0}-{1}', parameters('location'), 'platform')]" },
  resources: Array.from({ length: 3_000 }, (_, at) => ({
    type:
      at % 10 === 0 ? "Microsoft.CognitiveServices/accounts" : "Microsoft.Network/virtualNetworks",
    apiVersion: "2024-05-01",
    name: `[format('{0}-{1}', variables('prefix'), ${at})]`,
    location: "[parameters('location')]",
    kind: "OpenAI",
    tags: { owner: "platform", text: "x".repeat(200) },
    properties: {
      ...account,
      addressSpace: { addressPrefixes: [`10.${at % 250}.0.0/16`] },
      subnets: [{ name: "default", properties: { addressPrefix: `10.${at % 250}.0.0/24` } }],
    },
    ...(at > 0 && {
      dependsOn: [`[resourceId('A.B/c', format('{0}-{1}', variables('prefix'), ${at - 1}))]`],
    }),
  })),
});
const open = {
  publicNetworkAccess: "[if(equals(parameters('location'), 'nowhere'), 'Disabled', 'Enabled')]",
};
const closed = {
  publicNetworkAccess: "[if(equals(parameters('location'), 'nowhere'), 'Enabled', 'Disabled')]",
  disableLocalAuth: true,
};

type Packs = Record<"empty" | "ours", Pack>;
interface Pack {
  readonly client: rpc.AnalyzerClient;
  readonly stop: () => void;
}

/** Serves a pack in a process of its own, which prints its port. */
function start(name: string): Promise<Pack> {
  const child = spawn(process.execPath, [...process.execArgv, __filename, "serve", name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`the pack "${name}" ended: ${code}`)));
    child.stdout.once("data", (port: Buffer) => {
      const address = `127.0.0.1:${port.toString().trim()}`;
      const client = new rpc.AnalyzerClient(address, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
        "grpc.max_send_message_length": -1,
      });
      const stop = () => {
        client.close();
        child.kill();
      };
      resolve({ client, stop });
    });
  });
}

function serve(name: string): void {
  const { serve: serveSdk } = require("@pulumi/policy/server") as {
    serve: (name: string, version: string, level: string, args: { policies: Policies }) => void;
  };
  const policies = name === "empty" ? empty : toSdkPolicies(allPolicies);
  serveSdk(name, "0.0.0", "advisory", { policies });
}

const urn = (type: string, name: string) => `urn:pulumi:stack::project::${type}::${name}`;

function resourceRequest(type: string, name: string, properties: Properties): Buffer {
  const request = new msg.AnalyzeRequest();
  request.setType(type);
  request.setUrn(urn(type, name));
  request.setName(name);
  request.setProperties(Struct.fromJavaScript(properties));
  request.setOptions(new msg.AnalyzerResourceOptions());
  return Buffer.from(request.serializeBinary());
}

function stackRequest(type: string, properties: Properties): Buffer {
  const request = new msg.AnalyzeStackRequest();
  request.setResourcesList(
    Array.from({ length: stackSize }, (_, at) => {
      const resource = new msg.AnalyzerResource();
      resource.setType(type);
      resource.setUrn(urn(type, `r${at}`));
      resource.setName(`r${at}`);
      resource.setProperties(Struct.fromJavaScript(properties));
      resource.setOptions(new msg.AnalyzerResourceOptions());
      return resource;
    }),
  );
  return Buffer.from(request.serializeBinary());
}

/** Milliseconds. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - from) / 1e6;
}

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.round((sorted.length - 1) * at)] ?? NaN;
}
const median = (values: readonly number[]) => quantile(values, 0.5);

/** Both packs in turn, each going first every other round; the first rounds warm up and do not count. */
async function compare(what: string, packs: Packs, run: (pack: Pack) => Promise<number>) {
  const [nothing, pack]: [number[], number[]] = [[], []];
  for (let round = -4; round < rounds; round++) {
    const first = round % 2 === 0 ? await run(packs.empty) : 0;
    const ours = await run(packs.ours);
    const other = round % 2 === 0 ? first : await run(packs.empty);
    if (round < 0) continue;
    nothing.push(other);
    pack.push(ours);
  }
  const ratios = pack.map((one, round) => one / (nothing[round] ?? NaN));
  const micro = (values: readonly number[]) =>
    `${(median(values) * 1000).toFixed(0)} µs`.padStart(10);
  const spread = `${quantile(ratios, 0.25).toFixed(2)} to ${quantile(ratios, 0.75).toFixed(2)}`;
  console.log(
    `${what.padEnd(46)} ${micro(nothing)} ${micro(pack)} ${median(ratios).toFixed(3).padStart(8)}   ${spread}`,
  );
}

async function compareResources(packs: Packs): Promise<void> {
  console.log(
    `${"per resource, median".padEnd(46)} ${"empty".padStart(10)} ${"this pack".padStart(10)} ${"ratio".padStart(8)}   half of them`,
  );
  const kinds: readonly (readonly [string, Properties])[] = [
    ["aws:s3/bucket:Bucket", bucket],
    ["azure-native:network:VirtualNetwork", network],
  ];
  for (const [type, properties] of kinds) {
    const requests = Array.from({ length: requestsPerRound }, (_, at) =>
      resourceRequest(type, `r${at}`, properties),
    );
    await compare(type, packs, async (pack) => {
      const took = await timed(async () => {
        for (const request of requests) await call(pack.client, "Analyze", request);
      });
      return took / requests.length;
    });
    const stack = stackRequest(type, properties);
    await compare(`  … in a stack of ${stackSize}`, packs, async (pack) => {
      const took = await timed(() => call(pack.client, "AnalyzeStack", stack));
      return took / stackSize;
    });
  }
}

async function compareTemplates(packs: Packs): Promise<void> {
  const texts = {
    secure: JSON.stringify(template(closed)),
    insecure: JSON.stringify(template(open)),
  };
  console.log(`\nARM template of ${(texts.secure.length / 1e6).toFixed(1)} MB`);
  for (const [what, text] of Object.entries(texts))
    for (const [how, given] of [
      ["as an object", JSON.parse(text) as JavaScriptValue],
      ["as text", text],
    ] as const) {
      const times: Record<keyof Packs, number[]> = { empty: [], ours: [] };
      let reports: msg.AnalyzeResponse | undefined;
      for (let turn = 0; turn < 6; turn++)
        for (const name of ["empty", "ours"] as const) {
          const bytes = resourceRequest("azure-native:resources:Deployment", `${what}${turn}`, {
            resourceGroupName: "platform",
            properties: { mode: "Incremental", template: given },
          });
          times[name].push(
            await timed(async () => {
              const answer = await call(packs[name].client, "Analyze", bytes);
              reports = msg.AnalyzeResponse.deserializeBinary(answer);
            }),
          );
        }
      const [first = NaN, ...rest] = times.ours;
      const violated = reports?.getDiagnosticsList().length ?? NaN;
      console.log(
        `  ${`${what}, ${how}`.padEnd(24)} first ${first.toFixed(0)} ms, then ${median(rest).toFixed(0)} ms (empty pack: ${median(times.empty).toFixed(0)} ms); policies violated: ${violated}`,
      );
    }
}

async function main(): Promise<void> {
  const packs = { empty: await start("empty"), ours: await start("ours") };
  try {
    await compareResources(packs);
    await compareTemplates(packs);
  } finally {
    packs.empty.stop();
    packs.ours.stop();
  }
}

if (process.argv[2] === "serve") serve(process.argv[3] ?? "");
else
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
