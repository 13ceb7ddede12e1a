import type { HttpRequest, HttpResponse } from "../http.ts";
import type { World } from "../world.ts";
import type { BucketHost } from "./hosts.ts";
import type { Bucket } from "./state.ts";
import type { ObjectStore } from "./store.ts";

export interface BucketCall {
  readonly world: World;
  readonly request: HttpRequest;
  readonly host: BucketHost;
  readonly store: ObjectStore;
  /** Empty for the list of buckets. */
  readonly bucketName: string;
  /** Decoded, without the slash before it; empty for the bucket itself. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  /** Account id of the caller. */
  readonly account: string;
}

export interface BucketOperation {
  /** As it is counted and as faults name it. */
  readonly name: string;
  readonly access: "read" | "write";
  /** @param bucket `undefined` only for the operation that makes one. */
  run(call: BucketCall, bucket: Bucket | undefined): HttpResponse;
}
