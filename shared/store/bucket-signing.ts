import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import type { BucketRequest } from "./bucket-http.ts";

/** A key pair, with the token of a temporary one. */
export interface BucketCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** What is asked of a bucket, before anybody signed it. */
export interface BucketCall {
  readonly method: BucketRequest["method"];
  /** `null`: the bucket itself. */
  readonly key: string | null;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

interface Signing {
  readonly host: string;
  readonly region: string;
  readonly credentials: BucketCredentials;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Signs a call by AWS Signature V4, as both vendors take it on the S3 protocol; body, host and token are covered. */
export async function signedRequest(call: BucketCall, signing: Signing): Promise<BucketRequest> {
  const { method, key, query, body } = call;
  const { host, region, credentials, now } = signing;
  const url = new URL(`https://${host}/${key === null ? "" : key.split("/").map(encodeURIComponent).join("/")}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    headers: {
      "x-amz-content-sha256": createHash("sha256")
        .update(body ?? "")
        .digest("hex"),
      ...(body === null ? {} : { "content-type": "text/plain; charset=utf-8" }),
    },
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.accessKeySecret,
    ...(credentials.securityToken ? { sessionToken: credentials.securityToken } : {}),
    service: "s3",
    region,
    datetime: new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ""),
  });
  const signed = await signer.sign();
  return { method, url: signed.url, headers: Object.fromEntries(signed.headers), body };
}
