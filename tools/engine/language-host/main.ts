import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { serve } from "../serve";
import { languageRuntime } from "./service";

// The engine's address is the one argument that is no flag.
const engine = process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "";

void serve(LanguageRuntimeService, languageRuntime(engine));
