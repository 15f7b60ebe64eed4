import { is } from "../core/expect";
import type { Ref } from "../core/ref";
import type { Props } from "../core/sdk";

export const deploymentKinds = [
  "cognitiveservices:Deployment",
  "machinelearningservices:EndpointDeployment",
  "machinelearningservices:ConnectionDeployment",
] as const;
type Deployment = Ref<Props<(typeof deploymentKinds)[number]>>;

/** Whether it deploys a model behind Azure OpenAI's filters; the other variants of the ML kinds have none. */
export function isModelDeployment(
  deployment: Deployment,
  { subject }: { subject: { kind: string } },
): boolean {
  return (
    subject.kind === "cognitiveservices:Deployment" ||
    is(deployment.properties.type, "Azure.OpenAI")
  );
}
