/** Short ways to evaluate, through the evaluator's one entrance. */
import { evaluateTemplate } from "../../../policies/core/spellings/template";
import type {
  Evaluation,
  Target,
  TemplateResource,
} from "../../../policies/core/spellings/template/evaluation";
import { Secrets } from "../../../policies/core/value/secrets";

export const group: Target = { subscription: "sub", resourceGroup: "rg", owner: "urn" };

export function evaluation(
  template: unknown,
  parameters: unknown = {},
  target: Target = group,
  secrets = new Secrets(),
): Evaluation {
  return evaluateTemplate(template, parameters, target, secrets);
}

/** The resources of a template that has these resources. */
export function declared(resources: unknown, rest: object = {}): readonly TemplateResource[] {
  return evaluation({ ...rest, resources }).resources;
}

/** What an expression, or JSON with expressions, is in a resource's properties. */
export function value(json: unknown, rest: object = {}, target: Target = group): unknown {
  const template = { ...rest, resources: [{ type: "A.B/c", name: "n", properties: { json } }] };
  const { resources, refused } = evaluation(template, {}, target);
  if (refused !== undefined) return { refused };
  return (resources[0]?.body["properties"] as { json: unknown }).json;
}

/** A nested deployment. */
export const nested = (template: object, more: object = {}, properties: object = {}) => ({
  type: "Microsoft.Resources/deployments",
  apiVersion: "2022-09-01",
  name: "inner",
  ...more,
  properties: { expressionEvaluationOptions: { scope: "inner" }, template, ...properties },
});

export const account = (properties: unknown = {}, more: object = {}) => ({
  type: "Microsoft.CognitiveServices/accounts",
  apiVersion: "2024-10-01",
  name: "acc",
  properties,
  ...more,
});
