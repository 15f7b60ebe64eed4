/**
 * This folder: in which stacks policies are heard. An organization enforces the pack on every stack, and most hold no AI.
 * `scopes.ts` keeps what is known of each stack.
 *
 * Here is which texts name AI: a stack that holds one of them is a gateway, a network or a set of roles for AI.
 */
import { isObject } from "../value/value";

/** Resource providers, in ids, actions, types and service endpoints. */
const providers = "microsoft\\.(?:botservice|cognitiveservices|machinelearningservices|search)";

/**
 * Hosts and private DNS zones, by whole labels at the end, with those of other clouds.
 * https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
const hosts = [
  "openai\\.azure\\.(?:com|us|cn)",
  "cognitiveservices\\.azure\\.(?:com|us|cn)",
  "cognitive\\.microsoft\\.(?:com|us)",
  "services\\.ai\\.azure\\.(?:com|us)",
  "inference\\.ml\\.azure\\.(?:com|us|cn)",
  "api\\.azureml\\.ms",
  "api\\.ml\\.azure\\.(?:us|cn)",
  "notebooks\\.(?:azure\\.net|usgovcloudapi\\.net|chinacloudapi\\.cn)",
  "search\\.(?:windows\\.net|azure\\.us|azure\\.cn)",
  "botframework\\.com",
].join("|");

/** Built-in roles. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/ai-machine-learning */
const roles = [
  "64702f94-c441-49e6-a78b-ef80e0188fee", // Azure AI Developer
  "b78c5d69-af96-48a3-bf8d-a8b4d589de94", // Azure AI Administrator
  "e47c6f54-e4a2-4754-9501-8e0985b135e1", // Foundry Account Owner
  "c883944f-8b7b-4483-af10-35834be79c4a", // Foundry Owner
  "53ca6127-db72-4b80-b1b0-d745d6d5456d", // Foundry User
  "eed3b665-ab3a-47b6-8f48-c9382fb1dad6", // Foundry Agent Consumer
  "e503ece1-11d0-4e8e-8e2c-7a6c3bf38815", // AzureML Compute Operator
  "f6c7c914-8db3-469d-8ca1-694a8f32e121", // AzureML Data Scientist
  "1823dd4f-9b8c-4ab6-ab4e-7397a3684615", // AzureML Registry User
  "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68", // Cognitive Services Contributor
  "a001fd3d-188f-4b5d-821b-7da978bf7442", // Cognitive Services OpenAI Contributor
  "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd", // Cognitive Services OpenAI User
  "a97b65f3-24c7-4388-baec-2e87135dc908", // Cognitive Services User
  "1407120a-92aa-4202-b7e9-c0e197c71c8f", // Search Index Data Reader
  "8ebe5a00-799e-43f5-93ac-243d3dce84a7", // Search Index Data Contributor
  "7ca78c08-252a-4471-8644-bb5ff32d4ba0", // Search Service Contributor
].join("|");

/** The classic provider takes roles by name. */
const roleNames = "(?:azure ai|azureml|cognitive services|foundry|search index|search service) ";

const names = new RegExp(
  `(?:^|[^\\w.])${providers}(?:[^\\w.]|$)|(?:^|[^\\w-])(?:${hosts})(?:[^\\w.-]|\\.?$)|${roles}|^${roleNames}`,
  "i",
);

/** Group ids of private links that no other service has, and where the others of AI stand. */
const groups = /^(?:amlworkspace|amlregistry|searchservice|account|bot|token)$/i;
const groupLists = new Set(["groupIds", "subresourceNames"]);

/** Deeper, nobody has an id or a host; a template is a text, or stands higher. */
const deepest = 100;

/** Whether a known text among these properties names AI. */
export function namesAi(value: unknown, within = "", depth = 0): boolean {
  if (typeof value === "string")
    return names.test(value) || (groupLists.has(within) && groups.test(value));
  if (depth > deepest) return false;
  if (Array.isArray(value)) return value.some((item) => namesAi(item, within, depth + 1));
  if (!isObject(value)) return false;
  for (const key of Object.keys(value))
    if (names.test(key) || namesAi(value[key], key, depth + 1)) return true;
  return false;
}
