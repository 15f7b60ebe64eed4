/** Updates, of which a preview is one: begun (the answer names the packs to run), started, reported, completed. */
import { randomUUID } from "node:crypto";
import type { Stack, Update, UpdateKind } from "./organization";
import { refuse, route, type Route } from "./route";
import type { Service } from "./service";
import { STACK } from "./stacks";

interface Checkpoint {
  readonly version: number;
  readonly features?: readonly string[];
  readonly deployment: unknown;
}

const KINDS: readonly UpdateKind[] = ["preview", "update", "refresh", "destroy"];

export function updateRoutes({ organization, requiredPacks, leases }: Service): Route[] {
  const UPDATE = `${STACK}/update/:id` as const; // of every kind
  type Parts = Readonly<Record<"org" | "project" | "stack" | "id", string>>;
  const stackOf = ({ org, project, stack }: Parts): Stack =>
    organization(org).stack(project, stack);
  const updateOf = ({ org, id }: Parts): Update => organization(org).update(id);
  return [
    ...KINDS.map((kind) =>
      route("POST", `${STACK}/${kind}`, ({ org, project, stack: name }) => {
        const requiredPolicies = requiredPacks(org, organization(org).stack(project, name));
        const updateID = randomUUID();
        organization(org).updates.set(updateID, {
          kind,
          stack: `${project}/${name}`,
          requiredPacks: requiredPolicies,
          events: [],
          status: "not started",
        });
        return {
          updateID,
          requiredPolicies,
          messages: [],
          aiSettings: { copilotIsEnabled: false },
        };
      }),
    ),
    route("POST", UPDATE, (parts, { tags }: { tags?: Stack["tags"] }) => {
      const stack = stackOf(parts);
      if (updateOf(parts).kind !== "preview") {
        if (stack.running) refuse(409, "Conflict: Another update is currently in progress.");
        stack.running = parts.id;
      }
      updateOf(parts).status = "running";
      if (tags) stack.tags = tags;
      const token = `lease-${parts.id}`;
      leases.add(token);
      return { version: stack.version + 1, token, journalVersion: 0 }; // 0 asks for whole checkpoints
    }),
    route("GET", UPDATE, (parts) => ({ status: updateOf(parts).status, events: [] })),
    route("POST", `${UPDATE}/renew_lease`, ({ id }) => ({ token: `lease-${id}` })),
    route("POST", `${UPDATE}/events/batch`, (parts, { events }: { events: unknown[] }) => {
      updateOf(parts).events.push(...events);
    }),
    route(
      "PATCH",
      `${UPDATE}/checkpoint`,
      (parts, { version, features, deployment }: Checkpoint) => {
        stackOf(parts).state = { version, deployment, ...(features && { features }) };
      },
    ),
    route("POST", `${UPDATE}/complete`, (parts, { status }: { status: string }) => {
      const update = updateOf(parts);
      const stack = stackOf(parts);
      update.status = status;
      leases.delete(`lease-${parts.id}`);
      if (update.kind === "preview") return;
      stack.version += 1;
      stack.running = undefined;
    }),
  ];
}
