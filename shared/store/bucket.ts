import type { Clock } from "../kernel/clock.ts";
import { retry } from "../kernel/retry.ts";
import { type BucketLocation, bucketHost } from "./bucket-address.ts";
import { readListedPage } from "./bucket-answer.ts";
import {
  type Asked,
  BucketRefusal,
  noAnswer,
  noCredentials,
  refusalOf,
  saysNoSuchKey,
  unreadable,
} from "./bucket-error.ts";
import { type BucketAnswer, createBucketHttp, type SendBucketRequest } from "./bucket-http.ts";
import { type BucketCall, type BucketCredentials, signedRequest } from "./bucket-signing.ts";
import { checkKey, checkPrefix } from "./key.ts";
import { formatStoreLocation } from "./location.ts";
import { type Store, type StoredObject, StoreError } from "./port.ts";

export interface BucketStoreOptions {
  readonly location: BucketLocation;
  /** Read at each request, so that a rotated key or token is taken up. */
  readonly credentials: () => Promise<BucketCredentials>;
  /** `http://127.0.0.1:PORT` of an emulated cloud; absent: the vendor's own host. A host that is not loopback is refused. */
  readonly endpoint?: string;
  /** Replaced in tests. */
  readonly request?: SendBucketRequest;
  readonly clock: Pick<Clock, "now" | "sleep">;
  /** In `[0, 1)`. */
  readonly random: () => number;
  /** Requests for one call at most. */
  readonly attempts?: number;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * A store in a private bucket of OSS or COS, over the S3 protocol that both document. A write is one PUT, so a reader
 * sees the old text or the new one. An object's version is its ETag.
 */
export function createBucketStore(options: BucketStoreOptions): Store {
  const { location, clock, random, attempts = 4 } = options;
  const host = bucketHost(location);
  const loopback = options.endpoint === undefined ? null : loopbackUrl(options.endpoint);
  const send = options.request ?? createBucketHttp({ loopback });

  async function once(asked: Asked, call: BucketCall): Promise<BucketAnswer> {
    const credentials = await options
      .credentials()
      .catch((cause: unknown) => Promise.reject(noCredentials(asked, cause)));
    const request = await signedRequest(call, { host, region: location.region, credentials, now: clock.now() });
    const answer = await send(request).catch((cause: unknown) => Promise.reject(noAnswer(asked, cause)));
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (call.key !== null && call.method !== "PUT" && saysNoSuchKey(answer)) return answer;
    throw refusalOf(asked, answer, [credentials.accessKeySecret, credentials.securityToken ?? ""]);
  }

  function ask(asked: Asked, call: BucketCall): Promise<BucketAnswer> {
    let refreshed = false;
    const again = (error: unknown): number | null => {
      if (!(error instanceof BucketRefusal) || error.again === "never") return null;
      if (error.again === "later") return error.retryAfter;
      if (refreshed) return null;
      refreshed = true;
      return 0;
    };
    // Each of these calls has the same effect sent twice as sent once.
    return retry(() => once(asked, call), { clock, random, attempts, firstWait: 300, longestWait: 4_000, again });
  }

  async function read(key: string): Promise<string | null> {
    checkKey(key);
    const asked: Asked = { verb: "read", key, location };
    const answer = await ask(asked, { method: "GET", key, query: {}, body: null });
    if (answer.status === 404) return null;
    try {
      return decoder.decode(answer.body);
    } catch (cause) {
      throw unreadable(asked, "damaged", "it is not UTF-8 text", cause);
    }
  }

  async function write(key: string, text: string): Promise<void> {
    checkKey(key);
    await ask({ verb: "write", key, location }, { method: "PUT", key, query: {}, body: encoder.encode(text) });
  }

  async function remove(key: string): Promise<void> {
    checkKey(key);
    await ask({ verb: "remove", key, location }, { method: "DELETE", key, query: {}, body: null });
  }

  async function list(prefix: string): Promise<readonly StoredObject[]> {
    checkPrefix(prefix);
    const asked: Asked = { verb: "list", key: prefix, location };
    const found = new Map<string, StoredObject>();
    const tokens = new Set<string>();
    for (let from: string | null = null; ; ) {
      const query = { "list-type": "2", "encoding-type": "url", "max-keys": "1000", prefix };
      const call: BucketCall = {
        method: "GET",
        key: null,
        query: from === null ? query : { ...query, "continuation-token": from },
        body: null,
      };
      const page = pageOf(asked, await ask(asked, call));
      for (const object of page.objects)
        if (object.key.startsWith(prefix) && canBeOurs(object.key)) found.set(object.key, object);
      if (page.next === null) break;
      // A listing that turns in circles would never end, and half of one must not pass for the whole.
      if (tokens.has(page.next)) throw unreadable(asked, "unavailable", "the listing came back to a page it had shown");
      tokens.add(page.next);
      from = page.next;
    }
    return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  return { location: formatStoreLocation(location), read, write, remove, list };
}

function pageOf(asked: Asked, answer: BucketAnswer) {
  try {
    return readListedPage(decoder.decode(answer.body));
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(asked, "unavailable", `the listing could not be read: ${what.split("\n", 1)[0]}`, cause);
  }
}

/** Consoles leave objects such as `ledger/` behind to show a folder; no driver of the store could have written them. */
function canBeOurs(key: string): boolean {
  try {
    checkKey(key);
    return true;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}

function loopbackUrl(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  const local = url !== null && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url === null || url.protocol !== "http:" || !local)
    throw new Error(
      `endpoint ${endpoint} is refused: only http:// on a loopback host is allowed, e.g. http://127.0.0.1:4100`,
    );
  return url;
}
