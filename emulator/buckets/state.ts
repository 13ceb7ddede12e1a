import { createHash } from "node:crypto";

/** Which cloud's object store a bucket belongs to; names are unique within one. */
export type BucketProvider = "oss" | "cos";

export interface StoredObject {
  readonly key: string;
  readonly body: Buffer;
  /** Upper-case MD5 of the body, without quotes. */
  readonly etag: string;
  readonly contentType: string;
  /** World time, milliseconds. */
  readonly modifiedAt: number;
}

export interface Bucket {
  readonly provider: BucketProvider;
  readonly name: string;
  readonly region: string;
  /** Account id of the owner. */
  readonly account: string;
  readonly createdAt: number;
  /** By key. */
  readonly objects: Map<string, StoredObject>;
}

/** Every bucket of every account: one name space a provider, and every read sees the last write. */
export interface Buckets {
  find(provider: BucketProvider, name: string): Bucket | undefined;
  add(bucket: Omit<Bucket, "objects">): Bucket;
  remove(bucket: Bucket): void;
  /** In the order in which they were made; of one account, or of all. */
  list(account?: string): readonly Bucket[];
}

export function createBuckets(): Buckets {
  const buckets = new Map<string, Bucket>();
  const keyOf = ({ provider, name }: Pick<Bucket, "provider" | "name">) => `${provider}/${name}`;
  return {
    find: (provider, name) => buckets.get(keyOf({ provider, name })),
    add(bucket) {
      const added = { ...bucket, objects: new Map<string, StoredObject>() };
      buckets.set(keyOf(bucket), added);
      return added;
    },
    remove(bucket) {
      buckets.delete(keyOf(bucket));
    },
    list: (account) => [...buckets.values()].filter((bucket) => account === undefined || bucket.account === account),
  };
}

export interface NewObject {
  readonly key: string;
  readonly body: Buffer;
  readonly contentType?: string;
  readonly modifiedAt: number;
}

/** Stores an object in the place of one of the same key. */
export function putObject(bucket: Bucket, { key, body, contentType, modifiedAt }: NewObject): StoredObject {
  const object = {
    key,
    body,
    etag: createHash("md5").update(body).digest("hex").toUpperCase(),
    contentType: contentType ?? "application/octet-stream",
    modifiedAt,
  };
  bucket.objects.set(key, object);
  return object;
}
