/** How the stand-in answers: routes, and refusals. */

/** An answer that is no success; the CLI prints its code and message. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export function refuse(code: number, message: string): never {
  throw new Refusal(code, message);
}

export function notFound(what: string): never {
  return refuse(404, `Not Found: ${what}`);
}

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** The parts of a path that a pattern names: `{ org: string }` for `/api/orgs/:org`. */
export type Parts<Path extends string> = Readonly<Record<Names<Path>, string>>;

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  /** Undefined is an answer without a body. */
  readonly answer: (parts: Readonly<Record<string, string>>, body: unknown) => unknown;
}

/**
 * @param path with `:name` for a part of it
 * @param answer is given the parts by name, and the body; throws a `Refusal` for an answer that is no success
 */
export function route<Path extends string, Body>(
  method: string,
  path: Path,
  answer: (parts: Parts<Path>, body: Body) => unknown,
): Route {
  return {
    method,
    pattern: new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`),
    answer: answer as Route["answer"],
  };
}
