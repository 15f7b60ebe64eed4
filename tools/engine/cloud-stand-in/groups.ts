/** Policy groups: which packs, at which version and with which configuration, for which stacks. */
import type { EnabledPack, Organization, PackConfig, StackReference } from "./organization";
import { notFound, refuse, route, type Route } from "./route";
import type { Service } from "./service";

interface PackReference {
  readonly name: string;
  /** The version; absent for the one published last. */
  readonly versionTag?: string;
  readonly config?: PackConfig;
}

interface Changes {
  readonly addPolicyPack?: PackReference;
  readonly removePolicyPack?: PackReference;
  /** In place of what was there. */
  readonly stacks?: StackReference[];
  readonly policyPacks?: PackReference[];
}

const CHANGES = ["addPolicyPack", "removePolicyPack", "stacks", "policyPacks"];

function enable(organization: Organization, reference: PackReference): [string, EnabledPack] {
  const { name, versionTag, config } = reference;
  return [name, { version: organization.version(name, versionTag), config }];
}

export function groupRoutes({ organization }: Service): Route[] {
  const GROUPS = "/api/orgs/:org/policygroups";
  return [
    route("GET", GROUPS, ({ org }) => ({
      policyGroups: [...organization(org).groups].map(([name, group]) => ({
        name,
        isOrgDefault: group.isDefault,
        entityType: group.entityType,
        mode: group.mode,
        numStacks: group.isDefault ? organization(org).stacks.size : group.stacks.length,
        numAccounts: 0,
        numEnabledPolicyPacks: group.packs.size,
      })),
    })),
    route(
      "POST",
      GROUPS,
      ({ org }, request: { name: string; entityType: string; mode?: string }) => {
        const { groups } = organization(org);
        const { name, entityType } = request;
        if (groups.has(name)) refuse(409, `Conflict: policy group '${name}' exists already`);
        const mode = request.mode || (entityType === "accounts" ? "audit" : "preventative");
        groups.set(name, { isDefault: false, entityType, mode, stacks: [], packs: new Map() });
      },
    ),
    route("GET", `${GROUPS}/:group`, ({ org, group: name }) => {
      const { isDefault, entityType, mode, stacks, packs } = organization(org).group(name);
      const appliedPolicyPacks = [...packs].map(([pack, { version, config }]) => ({
        name: pack,
        displayName: version.request.displayName,
        version: version.number,
        versionTag: version.tag,
        config,
      }));
      return {
        name,
        isOrgDefault: isDefault,
        entityType,
        mode,
        stacks,
        accounts: [],
        appliedPolicyPacks,
      };
    }),
    route("PATCH", `${GROUPS}/:group`, ({ org, group: name }, changes: Changes) => {
      const group = organization(org).group(name);
      const unknown = Object.keys(changes).filter((change) => !CHANGES.includes(change));
      if (unknown.length > 0) refuse(400, `Bad Request: ${unknown.join(", ")}`);
      const { addPolicyPack, removePolicyPack, stacks, policyPacks } = changes;
      if (addPolicyPack) group.packs.set(...enable(organization(org), addPolicyPack));
      if (removePolicyPack && !group.packs.delete(removePolicyPack.name)) {
        notFound(`policy pack '${removePolicyPack.name}' is not enabled in '${name}'`);
      }
      if (stacks) group.stacks = stacks;
      if (policyPacks) {
        group.packs = new Map(policyPacks.map((pack) => enable(organization(org), pack)));
      }
    }),
    route("DELETE", `${GROUPS}/:group`, ({ org, group: name }) => {
      if (organization(org).group(name).isDefault) {
        refuse(400, "Bad Request: the default policy group cannot be deleted");
      }
      organization(org).groups.delete(name);
    }),
  ];
}
