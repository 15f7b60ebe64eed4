import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as grpc from "@grpc/grpc-js";
import { serve } from "../serve";
import { service } from "./service";

void serve(ResourceProviderService as unknown as grpc.ServiceDefinition, service);
