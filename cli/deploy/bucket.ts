import { parseXml, type XmlElement } from "@rgrove/parse-xml";
import { type BucketLocation, bucketHost } from "../../shared/store/bucket-address.ts";
import { readSaidError } from "../../shared/store/bucket-answer.ts";
import { type BucketAnswer, createBucketHttp } from "../../shared/store/bucket-http.ts";
import { type BucketCredentials, signedRequest } from "../../shared/store/bucket-signing.ts";
import { Fault } from "../fault.ts";
import type { Proposal } from "./proposal.ts";

/** How one vendor's buckets differ on the S3 protocol. */
export interface BucketDialect {
  /** The region that a bucket's location names. */
  regionOf(place: string): string;
  readonly requestIdHeader: string;
  /** Whether a bucket's ACL lets everybody read. */
  readonly everybody: RegExp;
  /** What a name must be, after "no name of". */
  readonly form: string;
  /** Why a name can be somebody else's, and what to do. */
  readonly taken: string;
  /** What whoever deploys needs. */
  readonly rights: string;
}

export interface BucketOptions {
  readonly location: BucketLocation;
  readonly dialect: BucketDialect;
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

/** The store's bucket, private, over the S3 protocol, which can make a bucket and read its ACL. */
export async function lookAtBucket(options: BucketOptions): Promise<Proposal> {
  const { dialect } = options;
  const { bucket, region } = options.location;
  const subject = `bucket ${bucket}`;
  const ask = asking(options);
  const located = await ask("GET", { location: "" });
  if (located.status === 200) {
    const place = dialect.regionOf(rootText(located.text));
    if (place !== region)
      throw new Fault(`the bucket ${bucket} lies in ${place}, not in ${region}; name another one with --bucket.`);
    return { subject, now: `there, ${await access(ask, options)}`, change: null };
  }
  if (located.code !== "NoSuchBucket") throw unreachable(options, located);
  return {
    subject,
    now: "not there",
    change: {
      says: `make the private bucket ${bucket} in ${region}`,
      replaces: false,
      async apply() {
        // Without an ACL a new bucket is private, with both vendors.
        const made = await ask("PUT", {});
        if (made.code === "BucketAlreadyExists") throw taken(options, made);
        if (made.status !== 200) throw unreachable(options, made);
        const back = await ask("GET", { location: "" });
        if (back.status !== 200) throw unreachable(options, back);
        await access(ask, options);
      },
    },
  };
}

type Ask = (method: "GET" | "PUT", query: Readonly<Record<string, string>>) => Promise<Said>;

function asking({ location, dialect, endpoint, credentials, now }: BucketOptions): Ask {
  const { bucket, region } = location;
  const host = bucketHost(location);
  const send = createBucketHttp({ loopback: endpoint === null ? null : new URL(endpoint) });
  return async (method, query) => {
    const call = { method, key: null, query, body: null };
    const request = await signedRequest(call, { host, region, credentials: await credentials(), now: now() });
    return saidBy(
      dialect,
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

function saidBy({ requestIdHeader }: BucketDialect, { status, body, headers }: BucketAnswer): Said {
  const text = Buffer.from(body).toString("utf8");
  const error = status >= 200 && status < 300 ? null : readSaidError(text);
  const id = error?.requestId ?? headers[requestIdHeader];
  const code = error?.code ?? (status >= 200 && status < 300 ? "" : `HTTP ${status}`);
  return { status, text, code, where: id === undefined || id === null ? code : `${code}, request ${id}` };
}

/** Who may read it, in words; a bucket that is open to everybody is a fault, because reports and ledger lie in it. */
async function access(ask: Ask, { location: { bucket }, dialect }: BucketOptions): Promise<string> {
  const acl = await ask("GET", { acl: "" });
  if (acl.status !== 200) return `its access rules not readable (${acl.where}): see that it is private in the console`;
  if (!dialect.everybody.test(acl.text)) return "private";
  throw new Fault(
    `the bucket ${bucket} can be read by everybody, and ledger and reports would lie in it; make it private in the console, or name another one with --bucket.`,
  );
}

function taken({ location: { bucket }, dialect }: BucketOptions, said: Said): Fault {
  return new Fault(`the bucket name ${bucket} is taken by another account (${said.where}): ${dialect.taken}`);
}

function unreachable({ location: { bucket, region }, dialect }: BucketOptions, said: Said): Fault {
  if (said.status === 403)
    return new Fault(
      `the bucket ${bucket} refused (${said.where}): either it belongs to another account, then name another one with --bucket, or it is yours in another region than ${region}, or whoever deploys lacks ${dialect.rights}.`,
    );
  if (said.code === "InvalidBucketName") return new Fault(`${bucket} is no name of ${dialect.form} (${said.where}).`);
  return new Fault(
    `the bucket ${bucket} in ${region} refused (${said.where}). Run it again, or see the code up in the vendor's documentation.`,
  );
}

function rootText(text: string): string {
  const root: XmlElement | null = parseXml(text).root;
  return root?.text.trim() ?? "";
}
