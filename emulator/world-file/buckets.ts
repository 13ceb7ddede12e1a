import { type Bucket, type BucketProvider, putObject, type StoredObject } from "../buckets/state.ts";
import type { World } from "../world.ts";
import type { BucketSeed, ObjectSeed } from "./bucket-seed.ts";
import { iso, timeIn } from "./times.ts";

/** Makes a bucket with its objects. */
export function restoreBucket(world: World, provider: BucketProvider, account: string, seed: BucketSeed): void {
  const time = timeIn(world);
  const { name, region } = seed;
  const bucket = world.buckets.add({ provider, name, region, account, createdAt: time(seed.createdAt) });
  for (const [key, value] of Object.entries(seed.objects ?? {})) {
    const given = typeof value === "string" ? { text: value } : value;
    const body = given.base64 === undefined ? Buffer.from(given.text ?? "") : Buffer.from(given.base64, "base64");
    const { contentType } = given;
    const modifiedAt = time(given.modifiedAt);
    putObject(bucket, { key, body, modifiedAt, ...(contentType !== undefined && { contentType }) });
  }
}

/** The buckets that an account has in its cloud's store. */
export function describeBuckets({ buckets }: World, of: BucketProvider, account: string): readonly BucketSeed[] {
  return buckets
    .list(account)
    .filter(({ provider }) => provider === of)
    .map(describeBucket);
}

function describeBucket({ name, region, createdAt, objects }: Bucket): BucketSeed {
  const described = [...objects.values()].map((object) => [object.key, describeObject(object)] as const);
  return { name, region, createdAt: iso(createdAt), objects: Object.fromEntries(described) };
}

function describeObject({ body, contentType, modifiedAt }: StoredObject): ObjectSeed {
  const text = body.toString("utf8");
  const isText = Buffer.from(text, "utf8").equals(body);
  return { ...(isText ? { text } : { base64: body.toString("base64") }), contentType, modifiedAt: iso(modifiedAt) };
}
