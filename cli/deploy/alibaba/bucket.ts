import { parseXml, type XmlElement } from "@rgrove/parse-xml";
import { bucketHost } from "../../../shared/store/bucket-address.ts";
import { readSaidError } from "../../../shared/store/bucket-answer.ts";
import { type BucketAnswer, createBucketHttp } from "../../../shared/store/bucket-http.ts";
import { type BucketCredentials, signedRequest } from "../../../shared/store/bucket-signing.ts";
import { Fault } from "../../fault.ts";
import type { Proposal } from "../proposal.ts";

export interface BucketOptions {
  readonly bucket: string;
  readonly region: string;
  /** `null`: the vendor's own hosts. */
  readonly endpoint: string | null;
  readonly credentials: () => Promise<BucketCredentials>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Said {
  readonly status: number;
  readonly text: string;
  /** Empty where nothing was refused. */
  readonly code: string;
  /** The code with the request id, for people. */
  readonly where: string;
}

/**
 * The store's bucket, private, over the S3 protocol as OSS documents it, which can make a bucket and read its ACL but
 * has no call for Block Public Access.
 * Source: https://help.aliyun.com/en/oss/developer-reference/compatibility-with-amazon-s3
 */
export async function lookAtBucket(options: BucketOptions): Promise<Proposal> {
  const { bucket, region } = options;
  const subject = `bucket ${bucket}`;
  const ask = asking(options);
  const located = await ask("GET", { location: "" });
  if (located.status === 200) {
    const place = rootText(located.text);
    if (place !== `oss-${region}` && place !== region)
      throw new Fault(
        `the bucket ${bucket} lies in ${place.replace(/^oss-/, "")}, not in ${region}; name another one with --bucket.`,
      );
    return { subject, now: `there, ${await access(ask, bucket)}`, change: null };
  }
  if (located.code !== "NoSuchBucket") throw unreachable(options, located);
  return {
    subject,
    now: "not there",
    change: {
      says: `make the private bucket ${bucket} in ${region}`,
      replaces: false,
      async apply() {
        // Without an ACL a new bucket is private: https://help.aliyun.com/en/oss/developer-reference/putbucket
        const made = await ask("PUT", {});
        if (made.code === "BucketAlreadyExists") throw taken(bucket, made);
        if (made.status !== 200) throw unreachable(options, made);
        const back = await ask("GET", { location: "" });
        if (back.status !== 200) throw unreachable(options, back);
        await access(ask, bucket);
      },
    },
  };
}

type Ask = (method: "GET" | "PUT", query: Readonly<Record<string, string>>) => Promise<Said>;

function asking({ bucket, region, endpoint, credentials, now }: BucketOptions): Ask {
  const host = bucketHost({ kind: "oss", bucket, region, internal: false });
  const send = createBucketHttp({ loopback: endpoint === null ? null : new URL(endpoint) });
  return async (method, query) => {
    const call = { method, key: null, query, body: null };
    const request = await signedRequest(call, { host, region, credentials: await credentials(), now: now() });
    return saidBy(
      await send(request).catch((cause: unknown) => {
        const because = cause instanceof Error ? cause.message : String(cause);
        throw new Fault(
          `the bucket ${bucket} did not answer at ${host} (${because}); check the region's name and this machine's network, then run it again.`,
          { cause },
        );
      }),
    );
  };
}

function saidBy({ status, body, headers }: BucketAnswer): Said {
  const text = Buffer.from(body).toString("utf8");
  const error = status >= 200 && status < 300 ? null : readSaidError(text);
  const id = error?.requestId ?? headers["x-oss-request-id"];
  const code = error?.code ?? (status >= 200 && status < 300 ? "" : `HTTP ${status}`);
  return { status, text, code, where: id === undefined || id === null ? code : `${code}, request ${id}` };
}

/** Who may read it, in words; a bucket that is open to everybody is a fault, because reports and ledger lie in it. */
async function access(ask: Ask, bucket: string): Promise<string> {
  const acl = await ask("GET", { acl: "" });
  if (acl.status !== 200) return `its access rules not readable (${acl.where}): see that it is private in the console`;
  if (!/\/groups\/global\/AllUsers|<Grant>\s*public-read/.test(acl.text)) return "private";
  throw new Fault(
    `the bucket ${bucket} can be read by everybody, and ledger and reports would lie in it; make it private in the console, or name another one with --bucket.`,
  );
}

function taken(bucket: string, said: Said): Fault {
  return new Fault(
    `the bucket name ${bucket} is taken by another account (${said.where}): names of OSS buckets are unique over all accounts. Name another one with --bucket.`,
  );
}

function unreachable({ bucket, region }: BucketOptions, said: Said): Fault {
  if (said.status === 403)
    return new Fault(
      `the bucket ${bucket} refused (${said.where}): either it belongs to another account, then name another one with --bucket, or it is yours in another region than ${region}, or whoever deploys lacks oss:GetBucketLocation, oss:GetBucketAcl or oss:PutBucket (policies/alibaba/deploy.json lists all that a deployment needs).`,
    );
  if (said.code === "InvalidBucketName")
    return new Fault(
      `${bucket} is no name of an OSS bucket (${said.where}): 3 to 63 lower-case letters, digits and hyphens.`,
    );
  return new Fault(
    `the bucket ${bucket} in ${region} refused (${said.where}). Run it again, or see the code up in OSS's documentation.`,
  );
}

function rootText(text: string): string {
  const root: XmlElement | null = parseXml(text).root;
  return root?.text.trim() ?? "";
}
