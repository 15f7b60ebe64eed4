/**
 * The types of @pulumi/azure-native, the only thing this pack takes from it: all imports are type-only,
 * so the SDK (136 MB) is needed to compile and to test the pack, never to run it.
 */
import type { Unwrap } from "@pulumi/pulumi";
import type * as apimanagement from "@pulumi/azure-native/apimanagement";
import type * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import type * as authorization from "@pulumi/azure-native/authorization";
import type * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import type * as containerregistry from "@pulumi/azure-native/containerregistry";
import type * as keyvault from "@pulumi/azure-native/keyvault";
import type * as machinelearningservices from "@pulumi/azure-native/machinelearningservices";
import type * as managedidentity from "@pulumi/azure-native/managedidentity";
import type * as monitor from "@pulumi/azure-native/monitor";
import type * as network from "@pulumi/azure-native/network";
import type * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import type * as privatedns from "@pulumi/azure-native/privatedns";
import type * as resources from "@pulumi/azure-native/resources";
import type * as search from "@pulumi/azure-native/search";
import type * as security from "@pulumi/azure-native/security";
import type * as storage from "@pulumi/azure-native/storage";

interface Modules {
  apimanagement: typeof apimanagement;
  applicationinsights: typeof applicationinsights;
  authorization: typeof authorization;
  cognitiveservices: typeof cognitiveservices;
  containerregistry: typeof containerregistry;
  keyvault: typeof keyvault;
  machinelearningservices: typeof machinelearningservices;
  managedidentity: typeof managedidentity;
  monitor: typeof monitor;
  network: typeof network;
  operationalinsights: typeof operationalinsights;
  privatedns: typeof privatedns;
  resources: typeof resources;
  search: typeof search;
  security: typeof security;
  storage: typeof storage;
}

/** `module:Type` of the azure-native v3 SDK, for example `cognitiveservices:Account`. */
export type Kind = `${keyof Modules}:${string}`;

type ClassOf<K> = K extends `${infer M extends keyof Modules}:${infer T}`
  ? T extends keyof Modules[M]
    ? Modules[M][T]
    : never
  : never;

/** Rejects, by a readable compiler error, a kind that the SDK does not have. */
export type RealKind<K extends Kind> = [ClassOf<K>] extends [never]
  ? { kind: `the SDK has no resource ${K}` }
  : unknown;

/** The inputs of a kind, with outputs and promises unwrapped; of several kinds, their union. */
export type Props<K extends Kind> = K extends Kind
  ? ClassOf<K> extends new (name: string, args: infer A, ...rest: never[]) => unknown
    ? Unwrap<NonNullable<A>>
    : never
  : never;
