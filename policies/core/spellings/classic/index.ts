/**
 * Resources of the classic provider, `azure:module/name:Name`, and of the any-Terraform package of the same provider,
 * `azurerm:index/terraformName:TerraformName`, whose inputs the same bridge names the same way.
 */
import type { Declared } from "../reading";
import type { Path } from "../../value/value";
import { apiManagement } from "./api-management";
import { authorization } from "./authorization";
import { cognitive } from "./cognitive";
import { compute } from "./compute";
import type { ClassicKind, ClassicTable, ClassicType } from "./entry";
import { keyVault } from "./key-vault";
import { machineLearning } from "./machine-learning";
import { monitoring } from "./monitoring";
import { network } from "./network";
import { read, spell, valueAt } from "./rules";
import { containerRegistry, search } from "./search";
import { security } from "./security";
import { storage } from "./storage";
import { tokensOf } from "./tokens";

export const classicTypes: ClassicTable = {
  ...apiManagement,
  ...authorization,
  ...cognitive,
  ...compute,
  ...containerRegistry,
  ...keyVault,
  ...machineLearning,
  ...monitoring,
  ...network,
  ...search,
  ...security,
  ...storage,
};

const byToken = new Map<string, ClassicType>();
for (const [name, type] of Object.entries(classicTypes))
  for (const token of tokensOf(name, type.tokens)) byToken.set(token, type);

/** The kinds that a classic type stands for: none when it is none of ours. */
export function classicKinds(token: string): readonly string[] {
  return byToken.get(token.toLowerCase())?.is.map(({ kind }) => kind) ?? [];
}

/** The subjects that a classic resource stands for. */
export function readClassic(
  token: string,
  props: Readonly<Record<string, unknown>>,
): readonly Declared[] {
  const type = byToken.get(token.toLowerCase());
  if (!type) return [];
  return type.is
    .filter(({ when }) => when === undefined || when(props))
    .map((kind) => declare(kind, props));
}

function declare(
  { kind, props: sources, partial, open = {} }: ClassicKind,
  inputs: Readonly<Record<string, unknown>>,
): Declared {
  const left = Object.entries(open)
    .filter(([, own]) => own === "" || valueAt(inputs, own) === undefined)
    .map(([path]): Path => path.split("."));
  return {
    kind,
    props: read(sources, inputs) ?? {},
    spell: (path) => spell(sources, path),
    ...(partial && { partial, complete: false }),
    ...(left.length > 0 && { open: left }),
  };
}
