/** The HTTP server: who may ask, what is read, how it is answered. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { accountRoutes } from "./account";
import { groupRoutes } from "./groups";
import type { Organization } from "./organization";
import { packRoutes, UPLOAD_HEADERS } from "./packs";
import { notFound, Refusal, refuse, type Route } from "./route";
import { Service } from "./service";
import { stackRoutes } from "./stacks";
import { updateRoutes } from "./updates";

export interface Cloud {
  /** For `pulumi login`. */
  readonly url: string;
  organization(name: string): Organization;
  /** The tarball that was uploaded for a version of a pack. */
  tarball(organization: string, pack: string, version: string): Buffer;
  close(): Promise<void>;
}

export interface CloudOptions {
  /** Names. */
  readonly organizations: readonly string[];
  /** The access token of the one user. */
  readonly token: string;
}

/** Calls by which an update reports; they are made with its lease in place of the user's token. */
const BY_LEASE = /\/update\/[^/]+\/(renew_lease|events\/batch|checkpoint|complete)$/;

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
}

/** Object storage: no token, the address is the secret. */
function answerBlob(
  { blobs }: Service,
  id: string,
  { method, headers }: http.IncomingMessage,
  bytes: Buffer,
): Buffer | undefined {
  if (method === "GET") return blobs.get(id) ?? notFound(`blob '${id}'`);
  if (method !== "PUT") return refuse(405, "Method Not Allowed");
  const missing = Object.entries(UPLOAD_HEADERS).filter(([name, value]) => headers[name] !== value);
  if (missing.length > 0) refuse(403, `Forbidden: ${missing.map(([name]) => name).join(", ")}`);
  if (bytes.readUInt16BE(0) !== 0x1f8b) refuse(400, "Bad Request: not gzipped");
  blobs.set(id, bytes);
  return undefined;
}

export async function startCloud({ organizations, token }: CloudOptions): Promise<Cloud> {
  const server = http.createServer();
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service = new Service(organizations, url);
  const routes: Route[] = [
    accountRoutes,
    packRoutes,
    groupRoutes,
    stackRoutes,
    updateRoutes,
  ].flatMap((routesOf) => routesOf(service));

  function authorize(path: string, header: string | undefined): void {
    const isAllowed = BY_LEASE.test(path)
      ? service.leases.has(/^update-token (.+)$/.exec(header ?? "")?.[1] ?? "")
      : header === `token ${token}`;
    if (!isAllowed) refuse(401, "Unauthorized: No credentials provided or are invalid.");
  }

  async function answer(request: http.IncomingMessage): Promise<Buffer | object | undefined> {
    const path = decodeURIComponent(new URL(request.url ?? "/", url()).pathname);
    const bytes = await bodyOf(request);
    const blob = /^\/blobs\/([^/]+)$/.exec(path)?.[1];
    if (blob !== undefined) return answerBlob(service, blob, request, bytes);
    if (path !== "/api/capabilities") authorize(path, request.headers.authorization);
    for (const { method, pattern, answer: answerTo } of routes) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (match === null) continue;
      const body: unknown = bytes.length > 0 ? JSON.parse(bytes.toString()) : {};
      return answerTo(match.groups ?? {}, body) as object | undefined;
    }
    return notFound(`${request.method} ${path}`);
  }

  server.on("request", (request: http.IncomingMessage, response: http.ServerResponse) => {
    answer(request).then(
      (body) => {
        const bytes = body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body);
        response.writeHead(bytes === undefined ? 204 : 200).end(bytes);
      },
      (error: Error) => {
        const code = error instanceof Refusal ? error.code : 500;
        response.writeHead(code).end(JSON.stringify({ code, message: error.message }));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: url(),
    organization: service.organization,
    tarball: (organization, pack, version) =>
      service.blobs.get(service.organization(organization).version(pack, version).blob) ??
      notFound("tarball"),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
