import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface BucketStub {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Method, host and target of each request, in order. */
  readonly seen: { readonly method: string; readonly host: string; readonly target: string }[];
  /** Puts an object there as another tool would. */
  put(key: string, text: string): void;
  close(): Promise<void>;
}

export const stubKeys = {
  accessKeyId: "stub-key",
  accessKeySecret: "stub-secret-0123456789",
  securityToken: "stub-token",
};

/** One bucket on loopback, for one key pair: signatures V4 are verified, listings come in pages of 400. */
export async function startBucketStub(bucketHost: string, region: string): Promise<BucketStub> {
  const objects = new Map<string, Buffer>();
  const seen: BucketStub["seen"] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? "", "http://stub");
    seen.push({ method: request.method ?? "", host: request.headers.host ?? "", target: request.url ?? "" });
    const say = (status: number, text: string | Buffer = "", headers = {}) =>
      response.writeHead(status, headers).end(text);
    const refuse = (status: number, code: string) =>
      say(
        status,
        `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message><RequestId>R1</RequestId></Error>`,
      );
    if (request.headers.host !== bucketHost) return refuse(404, "NoSuchBucket");
    if (!rightlySigned(request, url, body, region)) return refuse(403, "SignatureDoesNotMatch");
    const key = decodeURIComponent(url.pathname.slice(1));
    if (key === "") return say(200, listing(objects, url.searchParams));
    if (request.method === "PUT") {
      objects.set(key, body);
      return say(200, "", { etag: etag(body) });
    }
    const found = objects.get(key);
    if (request.method === "DELETE") {
      objects.delete(key);
      return say(204);
    }
    return found === undefined ? refuse(404, "NoSuchKey") : say(200, found, { etag: etag(found) });
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stub has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    put: (key, text) => void objects.set(key, Buffer.from(text)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listing(objects: ReadonlyMap<string, Buffer>, query: URLSearchParams): string {
  const prefix = query.get("prefix") ?? "";
  const after = query.get("continuation-token") ?? "";
  const rest = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = rest.slice(0, 400);
  const encoded = (key: string) => encodeURIComponent(key).replaceAll("%20", "+");
  const contents = page.map(
    (key) => `<Contents><Key>${encoded(key)}</Key><ETag>${etag(objects.get(key) ?? Buffer.of())}</ETag></Contents>`,
  );
  const more = rest.length > page.length;
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`;
}

function etag(body: Buffer): string {
  return `"${createHash("md5").update(body).digest("hex").toUpperCase()}"`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function rightlySigned(request: IncomingMessage, url: URL, body: Buffer, region: string): boolean {
  const { headers } = request;
  const sent = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    headers.authorization ?? "",
  );
  const [, credential = "", signedHeaders = "", signature = ""] = sent ?? [];
  const date = String(headers["x-amz-date"]);
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const bodyHash = createHash("sha256").update(body).digest("hex");
  if (credential !== `${stubKeys.accessKeyId}/${scope}` || headers["x-amz-content-sha256"] !== bodyHash) return false;
  if (headers["x-amz-security-token"] !== stubKeys.securityToken) return false;
  const names = signedHeaders.split(";");
  if (!["host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"].every((name) => names.includes(name)))
    return false;
  const encode = (text: string) =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const canonical = [
    request.method,
    url.pathname
      .split("/")
      .map((part) => encode(decodeURIComponent(part)))
      .join("/"),
    [...url.searchParams]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join("&"),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    "",
    signedHeaders,
    bodyHash,
  ].join("\n");
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const day = hmac(`AWS4${stubKeys.accessKeySecret}`, date.slice(0, 8));
  const key = hmac(hmac(hmac(day, region), "s3"), "aws4_request");
  const hash = createHash("sha256").update(canonical).digest("hex");
  return hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash}`).toString("hex") === signature;
}
