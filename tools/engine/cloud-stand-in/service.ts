/** What the routes share. */
import { Organization, type RequiredPack, type Stack } from "./organization";
import { notFound } from "./route";

export class Service {
  readonly organizations: ReadonlyMap<string, Organization>;
  /** What the real service keeps in object storage, by id. */
  readonly blobs = new Map<string, Buffer>();
  /** Tokens of the updates that run. */
  readonly leases = new Set<string>();

  /** @param address of the server, once it is known */
  constructor(
    names: readonly string[],
    private readonly address: () => string,
  ) {
    this.organizations = new Map(names.map((name) => [name, new Organization()]));
  }

  readonly organization = (name: string): Organization =>
    this.organizations.get(name) ?? notFound(`organization '${name}'`);

  readonly blobUrl = (id: string): string => `${this.address()}/blobs/${id}`;

  readonly requiredPacks = (organization: string, stack: Stack): RequiredPack[] =>
    this.organization(organization)
      .enabledFor(stack)
      .map(({ version, config }) => ({
        name: version.request.name,
        displayName: version.request.displayName,
        version: version.number,
        versionTag: version.tag,
        packLocation: this.blobUrl(version.blob),
        ...(config && { config }),
      }));
}
