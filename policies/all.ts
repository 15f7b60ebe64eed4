import compute from "./compute";
import identity from "./identity";
import monitoring from "./monitoring";
import network from "./network";
import openai from "./openai";
import secrets from "./secrets";
import type { Policy } from "./core/policy";

/** Every policy of the pack, by domain. */
export const policiesByDomain: Readonly<Record<string, readonly Policy[]>> = {
  compute,
  identity,
  monitoring,
  network,
  openai,
  secrets,
};

export const allPolicies: readonly Policy[] = Object.values(policiesByDomain).flat();
