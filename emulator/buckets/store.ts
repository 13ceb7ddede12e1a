import type { WorldSettings } from "../world-settings.ts";
import type { BucketError, BucketErrors } from "./errors.ts";
import type { BucketHost } from "./hosts.ts";
import type { Bucket, BucketProvider, StoredObject } from "./state.ts";
import type { XmlElements } from "./xml.ts";

/** One vendor's object store: all that differs between the stores that the S3 protocol reaches. */
export interface ObjectStore {
  readonly provider: BucketProvider;
  /** Its words for each refusal. */
  readonly errors: BucketErrors;
  /** The key of that id, of this vendor. */
  findKey(accessKeyId: string): BucketKey | undefined;
  /** A header with a token that this store takes from its own clients alone; `undefined` when there is none. */
  readonly refusedTokenHeader?: string;
  /** Whether a URL presigned the S3 way may carry a token. */
  takesPresignedToken(settings: WorldSettings): boolean;
  /** What a request is about; throws `BucketRefusal` for a form of address that is not taken. */
  address(host: BucketHost, path: string): BucketAddress;
  /** The regions that a signature may name. */
  signingRegions(region: string): readonly string[];
  /** Whether an account may have a bucket of that name. */
  takesName(name: string, account: string): boolean;
  /** Whether an object may have that key. */
  takesKey(key: string): boolean;
  readonly bucketsPerAccount: number;
  /** What creating a bucket that one owns already is answered: nothing when it is made again in effect. */
  ownBucketAgain(settings: WorldSettings): BucketError | undefined;
  /** Keys of a listing that names no `max-keys`. */
  pageSize(settings: WorldSettings): number;
  /** In quotes. */
  etag(object: StoredObject): string;
  /** As `GetBucketLocation` tells it. */
  location(region: string): string;
  owner(bucket: Pick<Bucket, "account">): XmlElements;
  headBucketHeaders(region: string): Readonly<Record<string, string>>;
  throttled(settings: WorldSettings): BucketError;
  /** What a refusal of a bucket at another region's endpoint adds. */
  elsewhere(bucket: Bucket, host: BucketHost): Partial<BucketError>;
  /** Headers of every answer. */
  headers(requestId: string): Readonly<Record<string, string>>;
  /** Elements of an error's body beyond code and message. @param host host name as sent, with the path */
  errorFields(requestId: string, told: { readonly host: string; readonly path: string }): XmlElements;
}

/** A key that may sign. */
export interface BucketKey {
  readonly secret: string;
  /** Account id. */
  readonly account: string;
  readonly token?: string;
  /** World time, milliseconds. */
  readonly expiresAt?: number;
  /** The message of the refusal; `undefined` when its policies allow it. */
  refusal(access: BucketAccess): string | undefined;
}

/** One operation on one bucket or object, as rights see it. */
export interface BucketAccess {
  /** The operation's name. */
  readonly operation: string;
  /** Empty for what concerns none. */
  readonly bucket: string;
  readonly region: string;
  /** Account id of the bucket's owner. */
  readonly owner: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  /** Which keys a listing asks for; empty for all. */
  readonly prefix: string;
  readonly sourceIp: string;
}

export interface BucketAddress {
  /** `undefined` for the list of buckets. */
  readonly bucket: string | undefined;
  /** Decoded; empty for the bucket itself. */
  readonly key: string;
}
