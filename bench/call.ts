import type * as grpc from "@grpc/grpc-js";

/**
 * Calls an analyzer with bytes, and leaves the answer as bytes: what the engine, which is not written in JavaScript,
 * spends on that is neither pack's cost.
 */
export function call(
  client: grpc.Client,
  method: "Analyze" | "AnalyzeStack",
  request: Buffer,
): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    client.makeUnaryRequest(
      `/pulumirpc.Analyzer/${method}`,
      (bytes: Buffer) => bytes,
      (bytes: Buffer) => bytes,
      request,
      (error, response) => (error ? reject(error) : resolve(response ?? Buffer.alloc(0))),
    ),
  );
}
