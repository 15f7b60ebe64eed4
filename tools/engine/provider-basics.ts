/** The calls that every stand-in provider answers alike. */
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as msg from "@pulumi/pulumi/proto/provider_pb";
import { answering } from "./serve";

/** @param version of the SDK that the provider stands in for */
export function basics(version: string) {
  return {
    delete: answering(() => new Empty()),
    // Ending the process here, as the word suggests, is reported by the engine as a crash.
    cancel: answering(() => new Empty()),
    attach: answering(() => new Empty()),
    checkConfig: answering((request: msg.CheckRequest) => {
      const response = new msg.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: answering(() => new msg.DiffResponse()),
    getPluginInfo: answering(() => {
      const response = new PluginInfo();
      response.setVersion(version);
      return response;
    }),
  };
}
