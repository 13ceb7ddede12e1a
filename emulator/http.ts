/** One HTTP request, read to its end. Header names are lower case; repeated headers are joined by a comma. */
export interface HttpRequest {
  readonly method: string;
  /** Path without the query, as sent. */
  readonly path: string;
  /** What follows the question mark, as sent, without it; empty when there is none. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a broken network does instead of answering: close the socket hard, or keep silent. */
export interface BrokenAnswer {
  readonly broken: "reset" | "hang";
}

export type HttpAnswer = HttpResponse | BrokenAnswer;

/** Somebody who answers requests: a cloud, the control endpoints, an object store. The first that claims one gets it. */
export interface Route {
  readonly name: string;
  claims(request: HttpRequest): boolean;
  handle(request: HttpRequest): HttpAnswer | Promise<HttpAnswer>;
}

/** A route for one method and one path, whole or by pattern. */
export function route(method: string, path: string | RegExp, handle: Route["handle"]): Route {
  return {
    name: `${method} ${String(path)}`,
    claims: (request) =>
      request.method === method && (typeof path === "string" ? request.path === path : path.test(request.path)),
    handle,
  };
}

export function json(status: number, value: unknown): HttpResponse {
  return { status, headers: { "content-type": "application/json;charset=utf-8" }, body: `${JSON.stringify(value)}\n` };
}

/** The body as JSON; `undefined` when it is empty. Throws `SyntaxError`. */
export function jsonBody(request: HttpRequest): unknown {
  return request.body.length === 0 ? undefined : JSON.parse(request.body.toString("utf8"));
}
