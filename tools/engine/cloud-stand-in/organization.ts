/** What the service knows of an organization. */
import { notFound } from "./route";

/** A policy as the CLI announces it. */
export interface PolicyMetadata {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly enforcementLevel: string;
  readonly severity?: string;
  readonly configSchema?: object;
}

export interface PublishRequest {
  readonly name: string;
  readonly displayName: string;
  readonly versionTag: string;
  readonly policies: readonly PolicyMetadata[];
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface PackVersion {
  /** 1 for the first version of a pack; what people see is the tag. */
  readonly number: number;
  readonly tag: string;
  readonly request: PublishRequest;
  /** Where the tarball is uploaded to, and downloaded from. */
  readonly blob: string;
  isComplete: boolean;
}

/** Levels and parameters by policy name; a level is always within an object here. */
export type PackConfig = Readonly<Record<string, unknown>>;

export interface EnabledPack {
  readonly version: PackVersion;
  readonly config?: PackConfig | undefined;
}

export interface StackReference {
  readonly name: string;
  readonly routingProject?: string;
}

export interface Group {
  readonly isDefault: boolean;
  readonly entityType: string;
  readonly mode: string;
  stacks: StackReference[];
  /** By the name of the pack. */
  packs: Map<string, EnabledPack>;
}

export interface Stack {
  readonly project: string;
  readonly name: string;
  tags: Readonly<Record<string, string>>;
  /** How many updates there were. */
  version: number;
  /** The state, undefined before the first update. */
  state: { readonly version: number; readonly deployment: unknown } | undefined;
  /** The update that runs. */
  running: string | undefined;
}

/** A pack that a stack has to run with, as the CLI is told. */
export interface RequiredPack {
  readonly name: string;
  readonly displayName: string;
  readonly version: number;
  readonly versionTag: string;
  readonly packLocation: string;
  readonly config?: PackConfig;
}

export type UpdateKind = "preview" | "update" | "refresh" | "destroy" | "import";

export interface Update {
  readonly kind: UpdateKind;
  readonly stack: string;
  readonly requiredPacks: readonly RequiredPack[];
  /** The engine's, as they arrived. */
  readonly events: unknown[];
  status: string;
}

export class Organization {
  readonly packs = new Map<string, PackVersion[]>();
  readonly groups = new Map<string, Group>([
    [
      "default-policy-group",
      {
        isDefault: true,
        entityType: "stacks",
        mode: "preventative",
        stacks: [],
        packs: new Map(),
      },
    ],
  ]);
  /** By `project/name`. */
  readonly stacks = new Map<string, Stack>();
  /** By id, in the order they were begun. */
  readonly updates = new Map<string, Update>();

  /** The versions of a pack that may be used. */
  versions(pack: string): readonly PackVersion[] {
    return (this.packs.get(pack) ?? []).filter(({ isComplete }) => isComplete);
  }

  /** @param tag the version; without one, the version published last */
  version(pack: string, tag?: string): PackVersion {
    const versions = this.versions(pack);
    const found = tag ? versions.find((one) => one.tag === tag) : versions.at(-1);
    return found ?? notFound(`policy pack '${pack}'${tag ? ` version '${tag}'` : ""}`);
  }

  group(name: string): Group {
    return this.groups.get(name) ?? notFound(`policy group '${name}'`);
  }

  stack(project: string, name: string): Stack {
    return this.stacks.get(`${project}/${name}`) ?? notFound("Stack not found");
  }

  update(id: string): Update {
    return this.updates.get(id) ?? notFound(`update '${id}'`);
  }

  /** The packs that a stack has to run with. */
  enabledFor({ project, name }: Stack): EnabledPack[] {
    return [...this.groups.values()]
      .filter(({ entityType, mode }) => entityType === "stacks" && mode === "preventative")
      .filter(
        ({ isDefault, stacks }) =>
          isDefault ||
          stacks.some((one) => one.name === name && (one.routingProject ?? project) === project),
      )
      .flatMap(({ packs }) => [...packs.values()]);
  }
}
