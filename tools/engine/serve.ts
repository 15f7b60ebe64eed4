/** Serves one gRPC service the way the Pulumi engine expects of a plugin: on a free local port, printed as the first line of stdout. */
import * as grpc from "@grpc/grpc-js";

type Handlers = Record<string, grpc.UntypedHandleCall>;

type Unary<Request, Response> = (
  call: { readonly request: Request },
  done: (error: Partial<grpc.ServiceError> | null, response?: Response) => void,
) => void;

/** Answers a call with what `work` returns, or with the message of what it throws. */
export function answering<Request, Response>(
  work: (request: Request) => Response,
): Unary<Request, Response> {
  return ({ request }, done) => {
    try {
      done(null, work(request));
    } catch (error) {
      done({
        code: grpc.status.UNKNOWN,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  };
}

/** The engine takes "unimplemented" as "this plugin is too old for that", which is what a missing handler means here. */
function unimplemented(method: string): grpc.UntypedHandleCall {
  const error = Object.assign(new Error(`${method} is not implemented`), {
    code: grpc.status.UNIMPLEMENTED,
    details: `${method} is not implemented`,
    metadata: new grpc.Metadata(),
  });
  // One function for both sorts of calls: unary calls come with a callback, streaming calls do not.
  return (
    call: { emit(event: string, error: Error): boolean },
    done?: (error: Error) => void,
  ): void => {
    if (done) {
      done(error);
    } else {
      call.emit("error", error);
    }
  };
}

/**
 * Starts the server and prints its port.
 *
 * @param definition the generated definition of the service
 * @param handlers handlers by method name; methods without one answer "unimplemented"
 * @returns the port
 * @throws when no port can be bound
 */
export async function serve(definition: grpc.ServiceDefinition, handlers: object): Promise<number> {
  const implementation: Handlers = {};
  for (const method of Object.keys(definition)) {
    implementation[method] = (handlers as Handlers)[method] ?? unimplemented(method);
  }
  // Stacks with large templates exceed gRPC's default of 4 MB a message; the engine allows 400 MB.
  const limit = 400 * 1024 * 1024;
  const server = new grpc.Server({
    "grpc.max_receive_message_length": limit,
    "grpc.max_send_message_length": limit,
  });
  server.addService(definition, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  process.stdout.write(`${port}\n`);
  return port;
}
