import http, { type RequestOptions } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";

/** One signed request as it goes out; `url` names the bucket's real host. */
export interface BucketRequest {
  readonly method: "GET" | "PUT" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

/** An answer read to its end, whatever its status. */
export interface BucketAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Sends one request and reads the answer; throws when no whole answer came. Follows no redirect, repeats nothing. */
export type SendBucketRequest = (request: BucketRequest) => Promise<BucketAnswer>;

export interface BucketHttpOptions {
  /** An emulated cloud on loopback to connect to in place of the bucket's own address; the host named stays the real one. */
  readonly loopback: URL | null;
  /** Without a byte for so long, the connection is given up, milliseconds. */
  readonly idleTimeout?: number;
}

/** Far more than any object of the store, far less than a function's memory. */
const largestAnswer = 32 * 1024 * 1024;

/** Requests at once to one bucket; the ledger is read sixteen objects at a time. */
const connections = 32;

/** Sends over `node:http(s)` with connections that are kept. */
export function createBucketHttp({ loopback, idleTimeout = 8_000 }: BucketHttpOptions): SendBucketRequest {
  const settings = { keepAlive: true, maxSockets: connections } as const;
  const agent = loopback === null ? new https.Agent(settings) : new http.Agent(settings);
  const client = loopback === null ? https : http;
  const reached = loopback === null ? {} : towards(loopback);
  return ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      const options: RequestOptions = {
        method,
        hostname: url.hostname,
        path: `${url.pathname}${url.search}`,
        headers: { ...headers, host: url.host, "content-length": String(body?.byteLength ?? 0) },
        agent,
        timeout: idleTimeout,
        ...reached,
      };
      const outgoing = client.request(options, (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on("data", (chunk: Buffer) => {
          size += chunk.byteLength;
          chunks.push(chunk);
          if (size > largestAnswer) incoming.destroy(failure("TooLarge", `the answer is over ${largestAnswer} bytes`));
        });
        incoming.on("error", reject);
        incoming.on("end", () => {
          const { statusCode: status = 0, headers: received } = incoming;
          resolve({ status, headers: received, body: Buffer.concat(chunks) });
        });
      });
      outgoing.on("timeout", () => outgoing.destroy(failure("ETIMEDOUT", `no byte came for ${idleTimeout} ms`)));
      outgoing.on("error", reject);
      outgoing.end(body ?? undefined);
    });
}

/** A bucket's host name does not resolve on loopback, and the signature covers it: only the connection goes elsewhere. */
function towards(endpoint: URL): Pick<RequestOptions, "port" | "lookup"> {
  const six = endpoint.hostname === "[::1]";
  const address = six ? "::1" : endpoint.hostname === "localhost" ? "127.0.0.1" : endpoint.hostname;
  const family = six ? 6 : 4;
  const lookup: LookupFunction = (_host, { all }, found) =>
    all === true ? found(null, [{ address, family }]) : found(null, address, family);
  return { port: endpoint.port === "" ? 80 : Number(endpoint.port), lookup };
}

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
