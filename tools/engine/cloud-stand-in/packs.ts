/** Publishing: a version is announced, uploaded, and completed. */
import { randomUUID } from "node:crypto";
import type { PublishRequest } from "./organization";
import { notFound, refuse, route, type Route } from "./route";
import type { Service } from "./service";

/** What the service asks to be sent with an upload; object storage refuses one without. */
export const UPLOAD_HEADERS = { "x-stand-in": "upload" };

/** What the SDK allows; the service has the same in its messages. */
const NAME = /^[\w.-]{1,100}$/;

export function packRoutes(service: Service): Route[] {
  const { organization, blobs, blobUrl } = service;
  const PACKS = "/api/orgs/:org/policypacks";
  return [
    route("GET", PACKS, ({ org }) => ({
      policyPacks: [...organization(org).packs.keys()].flatMap((name) => {
        const versions = organization(org).versions(name);
        return versions.length === 0
          ? []
          : {
              name,
              displayName: versions.at(-1)?.request.displayName,
              versions: versions.map(({ number }) => number),
              versionTags: versions.map(({ tag }) => tag),
            };
      }),
    })),
    route("POST", PACKS, ({ org }, request: PublishRequest) => {
      const { packs } = organization(org);
      const { name, versionTag: tag, policies } = request;
      if (!NAME.test(name) || !NAME.test(tag)) {
        refuse(400, `Bad Request: '${name}' or its version '${tag}' is not a name`);
      }
      if (new Set(policies.map((policy) => policy.name)).size !== policies.length) {
        refuse(400, "Bad Request: two policies have the same name");
      }
      const versions = packs.get(name) ?? [];
      if (versions.some((one) => one.isComplete && one.tag === tag)) {
        refuse(409, `Conflict: policy pack '${name}' version '${tag}' was published already`);
      }
      const number = (versions.at(-1)?.number ?? 0) + 1;
      const blob = randomUUID();
      const others = versions.filter((one) => one.tag !== tag); // one that was never completed is announced anew
      packs.set(name, [...others, { number, tag, request, blob, isComplete: false }]);
      return { version: number, uploadURI: blobUrl(blob), requiredHeaders: UPLOAD_HEADERS };
    }),
    route("POST", `${PACKS}/:pack/versions/:tag/complete`, ({ org, pack, tag }) => {
      const version =
        organization(org)
          .packs.get(pack)
          ?.find((one) => one.tag === tag) ?? notFound(`version '${tag}' was not announced`);
      if (!blobs.has(version.blob)) refuse(400, "Bad Request: nothing was uploaded");
      version.isComplete = true;
    }),
    route("GET", `${PACKS}/:pack/versions/:tag/schema`, ({ org, pack, tag }) => {
      const { policies } = organization(org).version(pack, tag).request;
      return {
        configSchema: Object.fromEntries(
          policies.flatMap(({ name, configSchema }) =>
            configSchema ? [[name, configSchema]] : [],
          ),
        ),
      };
    }),
    route("DELETE", `${PACKS}/:pack`, ({ org, pack }) => remove(service, org, pack)),
    route("DELETE", `${PACKS}/:pack/versions/:tag`, ({ org, pack, tag }) =>
      remove(service, org, pack, tag),
    ),
  ];
}

function remove({ organization }: Service, org: string, pack: string, tag?: string): void {
  const { packs, groups } = organization(org);
  const removed = organization(org).version(pack, tag);
  for (const [name, group] of groups) {
    const enabled = group.packs.get(pack)?.version;
    if (enabled && (tag === undefined || enabled === removed)) {
      refuse(409, `Conflict: policy pack '${pack}' is enabled in policy group '${name}'`);
    }
  }
  const left = (packs.get(pack) ?? []).filter((one) => tag !== undefined && one !== removed);
  if (left.length > 0) packs.set(pack, left);
  else packs.delete(pack);
}
