/** Stacks: their tags, their state, their secrets. */
import { randomUUID } from "node:crypto";
import type { Stack } from "./organization";
import { refuse, route, type Route } from "./route";
import type { Service } from "./service";

export const STACK = "/api/stacks/:org/:project/:stack";

const EMPTY = { manifest: { time: "0001-01-01T00:00:00Z", magic: "", version: "" } };

/** Not encrypted: this is no place for a real secret. */
function encode(plaintext: string): string {
  return Buffer.from(`stand-in:${plaintext}`).toString("base64");
}

function decode(ciphertext: string): string {
  return Buffer.from(ciphertext, "base64")
    .toString()
    .replace(/^stand-in:/, "");
}

export function stackRoutes({ organization, requiredPacks }: Service): Route[] {
  return [
    route(
      "POST",
      "/api/stacks/:org/:project",
      (
        { org, project },
        { stackName: name, tags = {} }: { stackName: string; tags?: Stack["tags"] },
      ) => {
        const { stacks } = organization(org);
        const key = `${project}/${name}`;
        if (stacks.has(key)) refuse(409, `Conflict: stack '${key}' exists already`);
        stacks.set(key, { project, name, tags, version: 0, state: undefined, running: undefined });
        return {};
      },
    ),
    route("HEAD", "/api/stacks/:org/:project", ({ org, project }) => {
      const inProject = [...organization(org).stacks.values()].some(
        (one) => one.project === project,
      );
      if (!inProject) refuse(404, "Not Found");
    }),
    route("GET", STACK, ({ org, project, stack: name }) => {
      const { tags, version } = organization(org).stack(project, name);
      const id = `${org}/${project}/${name}`;
      return {
        id,
        orgName: org,
        projectName: project,
        stackName: name,
        activeUpdate: "",
        tags,
        version,
      };
    }),
    route("PATCH", `${STACK}/tags`, ({ org, project, stack: name }, tags: Stack["tags"]) => {
      organization(org).stack(project, name).tags = tags;
    }),
    route("DELETE", STACK, ({ org, project, stack: name }) => {
      organization(org).stack(project, name);
      organization(org).stacks.delete(`${project}/${name}`);
    }),
    route("GET", `${STACK}/policypacks`, ({ org, project, stack: name }) => ({
      requiredPolicies: requiredPacks(org, organization(org).stack(project, name)),
    })),
    route(
      "GET",
      `${STACK}/export`,
      ({ org, project, stack: name }) =>
        organization(org).stack(project, name).state ?? { version: 3, deployment: EMPTY },
    ),
    route("POST", `${STACK}/import`, ({ org, project, stack: name }, state: Stack["state"]) => {
      organization(org).stack(project, name).state = state;
      const updateId = randomUUID();
      organization(org).updates.set(updateId, {
        kind: "import",
        stack: `${project}/${name}`,
        requiredPacks: [],
        events: [],
        status: "succeeded",
      });
      return { updateId };
    }),
    route("POST", `${STACK}/encrypt`, (_, { plaintext }: { plaintext: string }) => ({
      ciphertext: encode(plaintext),
    })),
    route("POST", `${STACK}/decrypt`, (_, { ciphertext }: { ciphertext: string }) => ({
      plaintext: decode(ciphertext),
    })),
    route("POST", `${STACK}/batch-decrypt`, (_, { ciphertexts }: { ciphertexts: string[] }) => ({
      plaintexts: Object.fromEntries(ciphertexts.map((one) => [one, decode(one)])),
    })),
    route("POST", `${STACK}/decrypt/log-batch-decryption`, () => ({})),
  ];
}
