import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { serve } from "../serve";
import { service } from "./service";

void serve(ResourceProviderService, service);
