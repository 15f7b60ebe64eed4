/**
 * This folder: from a Pulumi resource, however it is written, to resources in the shape of the v3 default SDK. One
 * folder per way to write a resource; `read.ts` is the way in.
 *
 * Here are properties that a policy reads and an older API version, or the classic provider, does not have. What a program writes
 * there is dropped or refused, so that Azure's default holds; a fix can only be another version or another spelling.
 *
 * Sources: azure-native.md of the facts, sections 1 and 4.2, and azure-native.json (`missingInV2Explicit`, `v3Drift`); for
 * versions before 2023, the sources of the SDK's first major version (pulumi/pulumi-azure-native, `sdk/nodejs/<module>/
 * v<version>`) and of Azure's API (Azure/azure-rest-api-specs). Of versions between those that are named here and the one
 * that has the property, nobody has looked: they are judged by what is written.
 */
import { comparable, isStable } from "./azure-native/versions";
import { without } from "./azure-native/shapes";
import type { Path } from "../value/value";

interface Gap {
  readonly path: Path;
  /** The last stable version that is known to lack it. */
  readonly stable: string;
  /** The last other one; previews have a property before stable versions do. */
  readonly preview?: string;
  /** A stable version that has it. */
  readonly since: string;
  /** Azure takes it in older versions all the same, though nothing says so; the SDK drops it. */
  readonly sdk?: true;
  /** The classic provider has no input for it, in any of its types. */
  readonly classic?: true;
  /** It makes exceptions from what other properties say, so that it is missed only by those who wrote it. */
  readonly excuse?: true;
}

const at = (path: string, gap: Omit<Gap, "path">): Gap => ({ path: path.split("."), ...gap });

/** The last versions of the SDK 3.28 that come before the one that has it. */
const filtersInAcs = at("properties.acs", {
  stable: "2026-07-01",
  preview: "2026-05-15-preview",
  since: "2026-09-15-preview",
  excuse: true,
});

/** By kind. */
export const gaps: Readonly<Record<string, readonly Gap[]>> = {
  "authorization:RoleAssignment": [
    at("condition", {
      stable: "2015-07-01",
      preview: "2018-09-01-preview",
      since: "2022-04-01",
      excuse: true,
    }),
  ],
  "cognitiveservices:Account": [
    at("properties.disableLocalAuth", { stable: "2017-04-18", since: "2023-05-01" }),
  ],
  "cognitiveservices:RaiPolicy": [filtersInAcs],
  "cognitiveservices:SubscriptionRaiPolicy": [filtersInAcs],
  "keyvault:Vault": [
    at("properties.createMode", { stable: "2015-06-01", since: "2019-09-01", excuse: true }),
    at("properties.enablePurgeProtection", { stable: "2016-10-01", since: "2019-09-01" }),
    at("properties.publicNetworkAccess", {
      stable: "2019-09-01",
      preview: "2021-04-01-preview",
      since: "2023-02-01",
    }),
  ],
  "machinelearningservices:Compute": [
    // Templates of 2023-10-01 set it: https://github.com/hashicorp/terraform-provider-azurerm/issues/20973.
    at("properties.properties.idleTimeBeforeShutdown", {
      stable: "2025-09-01",
      preview: "2022-01-01-preview",
      since: "2025-12-01",
      sdk: true,
      classic: true,
    }),
  ],
  "machinelearningservices:Workspace": [
    at("kind", {
      stable: "2023-04-01",
      preview: "2022-01-01-preview",
      since: "2023-10-01",
      excuse: true,
    }),
    at("managedNetwork", {
      stable: "2023-04-01",
      preview: "2023-02-01-preview",
      since: "2023-10-01",
    }),
    at("publicNetworkAccess", {
      stable: "2021-04-01",
      preview: "2020-09-01-preview",
      since: "2021-07-01",
    }),
  ],
  "storage:StorageAccount": [
    at("publicNetworkAccess", {
      stable: "2021-04-01",
      preview: "2020-08-01-preview",
      since: "2021-06-01",
    }),
  ],
};

/** What a resource cannot say in the spelling and API version that it is written in. */
export interface Lacking {
  /** Canonical. */
  readonly path: Path;
  /** Who has no such property. */
  readonly who: string;
  /** What to use in its place. */
  readonly instead: string;
  /** It counts for the findings about any property. */
  readonly excuse: boolean;
}

/** What is known of how a resource is written. */
interface Written {
  readonly kind: string;
  readonly props: unknown;
  readonly apiVersion?: string;
  readonly translated?: boolean;
  readonly anyCase?: boolean;
}

/** The properties as they count, and what the resource cannot say. */
export function effective(written: Written): {
  readonly props: unknown;
  readonly lacking: readonly Lacking[];
} {
  const { kind, anyCase = false, translated = false } = written;
  const version = comparable(written.apiVersion);
  const lacking: Lacking[] = [];
  let { props } = written;
  for (const { path, excuse = false, since, ...gap } of gaps[kind] ?? []) {
    const isOld = version !== undefined && lacks(gap, version) && !(anyCase && gap.sdk);
    if (!isOld && !(translated && gap.classic)) continue;
    const left = without(props, path.map(String), anyCase);
    if (!excuse || left !== props)
      lacking.push({
        path,
        excuse,
        who: isOld ? `API version ${version}` : "The classic provider",
        instead: isOld ? `${since} or later` : `azure-native's ${kind.replace(":", ".")}`,
      });
    props = left;
  }
  return { props, lacking };
}

function lacks({ stable, preview = stable }: Pick<Gap, "stable" | "preview">, version: string) {
  return version <= (isStable(version) ? stable : preview);
}
