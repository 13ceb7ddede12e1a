import { createHash, createHmac } from "node:crypto";
import { request as send } from "node:http";

/** A request signed by the steps of "Signature calculations for the Authorization header" of Amazon S3. */
export interface S3Request {
  readonly port: number;
  readonly host: string;
  readonly method?: string;
  /** As sent, with its slash. */
  readonly path?: string;
  /** Names to values; both are encoded here. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly accessKeyId: string;
  readonly secret: string;
  readonly token?: string;
  readonly region?: string;
  readonly service?: string;
  readonly at?: number;
  /** What `x-amz-content-sha256` says instead of the body's hash. */
  readonly payloadHash?: string;
  /** Header names left out of the signature. */
  readonly unsigned?: readonly string[];
}

export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Text of the first element of that name. */
  element(name: string): string | undefined;
  /** Texts of all elements of that name. */
  elements(name: string): readonly string[];
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
const stampOf = (time: number) => new Date(time).toISOString().replace(/[-:]|\.\d+/g, "");

function queryText(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .map((name) => `${encoded(name)}=${encoded(query[name] ?? "")}`)
    .sort()
    .join("&");
}

function signatureOf(secret: string, scope: string, stamp: string, canonical: string): string {
  const [day = "", region = "", service = ""] = scope.split("/");
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), "aws4_request");
  return hmac(key, ["AWS4-HMAC-SHA256", stamp, scope, sha256(canonical)].join("\n")).toString("hex");
}

export function s3(options: S3Request): Promise<S3Answer> {
  const { method = "GET", path = "/", query = {}, body = "", region = "cn-hangzhou", service = "s3" } = options;
  const stamp = stampOf(options.at ?? Date.now());
  const scope = `${stamp.slice(0, 8)}/${region}/${service}/aws4_request`;
  const headers: Record<string, string> = {
    host: options.host,
    "x-amz-content-sha256": options.payloadHash ?? sha256(body),
    "x-amz-date": stamp,
    ...(options.token !== undefined && { "x-amz-security-token": options.token }),
    ...options.headers,
  };
  const names = Object.keys(headers)
    .filter((name) => !(options.unsigned ?? []).includes(name))
    .sort();
  const canonical = [
    method,
    path,
    queryText(query),
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    headers["x-amz-content-sha256"],
  ].join("\n");
  headers["authorization"] =
    `AWS4-HMAC-SHA256 Credential=${options.accessKeyId}/${scope},SignedHeaders=${names.join(";")},Signature=${signatureOf(options.secret, scope, stamp, canonical)}`;
  return exchange(options.port, method, `${path}?${queryText(query)}`, headers, body);
}

/** The path and query of a presigned GET ("Authenticating requests: using query parameters"). */
export function presigned(options: S3Request & { readonly expires?: number }): string {
  const { path = "/", region = "cn-hangzhou" } = options;
  const stamp = stampOf(options.at ?? Date.now());
  const scope = `${stamp.slice(0, 8)}/${region}/s3/aws4_request`;
  const query = {
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${options.accessKeyId}/${scope}`,
    "X-Amz-Date": stamp,
    "X-Amz-Expires": String(options.expires ?? 60),
    "X-Amz-SignedHeaders": "host",
    ...(options.token !== undefined && { "X-Amz-Security-Token": options.token }),
  };
  const canonical = ["GET", path, queryText(query), `host:${options.host}`, "", "host", "UNSIGNED-PAYLOAD"].join("\n");
  return `${path}?${queryText(query)}&X-Amz-Signature=${signatureOf(options.secret, scope, stamp, canonical)}`;
}

/** Sends what is given, to loopback, under the host name in the headers. */
export function exchange(
  port: number,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = "",
): Promise<S3Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const elements = (name: string) =>
          [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map((found) => found[1] ?? "");
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text,
          elements,
          element: (name) => elements(name)[0],
        });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
