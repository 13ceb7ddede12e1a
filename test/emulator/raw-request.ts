import { createHash, createHmac, randomUUID } from "node:crypto";
import { request } from "node:http";

/** A request as it goes over the wire; the query is sent as it stands. */
export interface RawRequest {
  readonly port: number;
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export function send({ port, method = "POST", query = "", headers = {}, body = "" }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: "127.0.0.1", port, method, path: query === "" ? "/" : `/?${query}`, headers, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const isJson = String(answer.headers["content-type"]).startsWith("application/json");
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text,
            body: isJson ? (JSON.parse(text) as RawAnswer["body"]) : {},
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

export interface Signing {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly method?: string;
  /** Already sorted and encoded by the caller: what is signed. */
  readonly canonicalQuery?: string;
  readonly body?: string;
  readonly date?: string;
  readonly nonce?: string;
  readonly more?: Readonly<Record<string, string>>;
  /** Header names left out of `SignedHeaders`. */
  readonly unsigned?: readonly string[];
}

export const stampOf = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, "Z");

/** Headers of an ACS3-HMAC-SHA256 request, signed by the documentation's steps. */
export function acs3Headers(signing: Signing): Readonly<Record<string, string>> {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const headers: Record<string, string> = {
    host: signing.host,
    "x-acs-action": signing.action,
    "x-acs-version": signing.version,
    "x-acs-date": signing.date ?? stampOf(Date.now()),
    "x-acs-signature-nonce": signing.nonce ?? randomUUID(),
    "x-acs-content-sha256": hash(signing.body ?? ""),
    ...signing.more,
  };
  const names = Object.keys(headers)
    .filter((name) => name === "host" || name === "content-type" || name.startsWith("x-acs-"))
    .filter((name) => !(signing.unsigned ?? []).includes(name))
    .sort();
  const canonical = [
    signing.method ?? "POST",
    "/",
    signing.canonicalQuery ?? "",
    ...names.map((name) => `${name}:${(headers[name] ?? "").trim()}`),
    "",
    names.join(";"),
    headers["x-acs-content-sha256"],
  ].join("\n");
  const signature = createHmac("sha256", signing.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
    .digest("hex");
  const authorization = `ACS3-HMAC-SHA256 Credential=${signing.accessKeyId},SignedHeaders=${names.join(";")},Signature=${signature}`;
  return { ...headers, authorization };
}

/** RFC 3986. */
export const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** The `Signature` of the legacy RPC way for all these parameters, whether they go in the query or in a form. */
export function rpcSignature(method: string, parameters: Readonly<Record<string, string>>, secret: string): string {
  const canonical = Object.keys(parameters)
    .sort()
    .map((name) => `${encoded(name)}=${encoded(parameters[name] ?? "")}`)
    .join("&");
  return createHmac("sha1", `${secret}&`)
    .update(`${method}&%2F&${encoded(canonical)}`)
    .digest("base64");
}
