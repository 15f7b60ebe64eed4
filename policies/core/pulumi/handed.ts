/** Resources as the SDK hands them to policies. Values are made when asked for: most resources are judged by nobody. */
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { StackResource } from "../stack/graph";
import type { Resource } from "../subject";
import { textIn, valuesOf } from "../value/edge";
import type { Values } from "../value/wire";

type Handed = Pick<ResourceValidationArgs, "urn" | "type" | "name" | "props" | "provider">;

export class HandedResource implements Resource {
  #values: Values | undefined;

  constructor(protected readonly handed: Handed) {}

  get urn(): string {
    return this.handed.urn;
  }

  get type(): string {
    return this.handed.type;
  }

  get name(): string {
    return this.handed.name;
  }

  get values(): Values {
    return (this.#values ??= valuesOf(this.handed.props));
  }

  get provider(): Values | undefined {
    return this.handed.provider && valuesOf(this.handed.provider.props);
  }
}

export class HandedStackResource extends HandedResource implements StackResource {
  readonly parent: StackResource["parent"];
  readonly propertyDependencies: StackResource["propertyDependencies"];

  constructor(handed: PolicyResource) {
    super(handed);
    this.parent = handed.parent;
    this.propertyDependencies = handed.propertyDependencies;
  }

  get id(): string | undefined {
    return textIn(this.handed.props, "id");
  }
}
