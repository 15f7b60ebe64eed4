/** Runs a Pulumi program of real azure-native classes and keeps what the engine would be told. */
import * as pulumi from "@pulumi/pulumi";
import { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { armId } from "../../tools/engine/azure-native-stand-in/arm-id";
import { invoke } from "../../tools/engine/azure-native-stand-in/invoke";
import { applyName } from "../../tools/engine/azure-native-stand-in/naming";
import { deployedOutputs, previewOutputs } from "../../tools/engine/azure-native-stand-in/outputs";
import { lookUpType } from "../../tools/engine/azure-native-stand-in/types";
import type { Properties } from "../../tools/engine/azure-native-stand-in/values";

/** `preview`: the first one, nothing is deployed yet and no id is known. `up`: everything is deployed. */
export type Phase = "preview" | "up";

export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

const account = {
  subscriptionId: "00000000-0000-0000-0000-000000000000",
  tenantId: "11111111-1111-1111-1111-111111111111",
};

class Monitor extends MockMonitor {
  readonly registered: Registered[] = [];

  constructor(
    private readonly phase: Phase,
    private readonly stack: string,
  ) {
    super({
      newResource: () => ({ id: undefined, state: {} }),
      call: ({ token, inputs }) => invoke(token, inputs as Properties, account),
    });
  }

  override registerResource(
    request: RegisterResourceRequest,
    done: (error: unknown, response?: RegisterResourceResponse) => void,
  ): Promise<void> {
    try {
      done(undefined, this.register(request));
    } catch (error) {
      done(error);
    }
    return Promise.resolve();
  }

  private register(request: RegisterResourceRequest): RegisterResourceResponse {
    const [type, name] = [request.getType(), request.getName()];
    const inputs = request.getObject()?.toJavaScript() ?? {};
    const parentType = request.getParent().split("::")[2];
    const types =
      request.getParent() === "" || parentType === "pulumi:pulumi:Stack"
        ? type
        : `${parentType}$${type}`;
    const urn = `urn:pulumi:${this.stack}::project::${types}::${name}`;
    const response = new RegisterResourceResponse();
    let outputs: Properties = {};
    if (type.startsWith("azure-native")) {
      const known = lookUpType(type);
      applyName(known, inputs, {}, name, urn);
      if (known.inputs.has("location")) inputs["location"] ??= "westeurope";
      if (known.apiVersion !== undefined) inputs["azureApiVersion"] ??= known.apiVersion;
      const id = armId(known, inputs, account.subscriptionId, name);
      outputs =
        this.phase === "preview"
          ? previewOutputs(known, inputs)
          : deployedOutputs(known, inputs, { id, tenantId: account.tenantId });
      if (this.phase === "up") response.setId(id);
    }
    response.setUrn(urn);
    response.setObject(Struct.fromJavaScript(outputs));
    const dependencies = [...request.getPropertydependenciesMap().entries()].map(
      ([input, list]): [string, string[]] => [input, list.getUrnsList()],
    );
    // The engine hands neither internal keys nor the flag of a generated name to a policy.
    const seen = Object.fromEntries(
      Object.entries(inputs).filter(([key]) => !key.startsWith("__")),
    );
    this.registered.push({
      urn,
      type,
      name,
      parent: request.getParent(),
      inputs: seen,
      outputs,
      propertyDependencies: Object.fromEntries(dependencies),
    });
    return response;
  }
}

/** The resources a program registers, in order, the stack's own first. */
export async function run(
  program: () => unknown,
  phase: Phase = "preview",
  stack = "stack",
): Promise<Registered[]> {
  const monitor = new Monitor(phase, stack);
  await pulumi.runtime.setMocks(
    { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
    "project",
    stack,
    phase === "preview",
  );
  setMockOptions(monitor, "project", stack, phase === "preview", "");
  await pulumi.runtime.runInPulumiStack(async () => {
    await program();
  });
  await pulumi.runtime.disconnect();
  return monitor.registered;
}
