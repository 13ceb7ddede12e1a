import { Agent } from "node:http";
import type { LookupFunction } from "node:net";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount, defaultTencentAccount, type StartedEmulator, startEmulator } from "../../emulator/index.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import type { BucketLocation } from "../../shared/store/bucket-address.ts";
import type { BucketCredentials } from "../../shared/store/bucket-signing.ts";
import { startBucketStub, stubKeys } from "../unit/store/bucket-stub.ts";
import { describeStore } from "./store.contract.ts";

const [user] = defaultAccount.users;
const region = "cn-hangzhou";
let started: StartedEmulator;
let buckets = 0;

beforeAll(async () => {
  started = await startEmulator();
});
afterAll(() => started.close());

function open(location: BucketLocation, endpoint: string, credentials: BucketCredentials) {
  const options = { location, endpoint, clock: systemClock, random: Math.random };
  return createBucketStore({ ...options, credentials: async () => credentials });
}

const toLoopback: LookupFunction = (_name, { all }, found) =>
  all === true ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);

/** An empty bucket, made as a person would make it: with a client that is not Mooring's. */
async function newBucket(host: string, region: string, owner: BucketCredentials, ending = ""): Promise<string> {
  const bucket = `mooring-contract-${++buckets}${ending}`;
  const httpAgent = new Agent({ lookup: toLoopback });
  const client = new S3Client({
    region,
    endpoint: `http://${host}:${new URL(started.url).port}`,
    credentials: { accessKeyId: owner.accessKeyId, secretAccessKey: owner.accessKeySecret },
    requestHandler: { httpAgent },
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return bucket;
}

describeStore("a bucket of the emulated COS", async () => {
  const { appId, users } = defaultTencentAccount;
  const key = { accessKeyId: users[0].secretId, accessKeySecret: users[0].secretKey };
  const place = "ap-guangzhou";
  const bucket = await newBucket(`cos.${place}.myqcloud.com`, place, key, `-${appId}`);
  const again = () => open({ kind: "cos", bucket, region: place }, started.url, key);
  return { store: again(), again, dispose: async () => undefined };
});

describeStore("a bucket of the emulated OSS", async () => {
  const bucket = await newBucket(`s3.oss-${region}.aliyuncs.com`, region, user);
  const location: BucketLocation = { kind: "oss", bucket, region, internal: true };
  const again = () => open(location, started.url, user);
  return { store: again(), again, dispose: async () => undefined };
});

describe("a bucket of the emulated OSS", () => {
  it("that is not there is an error that says so, never an empty store", async () => {
    const store = open({ kind: "oss", bucket: "nobody-made-it", region, internal: false }, started.url, user);
    for (const attempt of [
      () => store.read("a"),
      () => store.list(""),
      () => store.remove("a"),
      () => store.write("a", "x"),
    ])
      await expect(attempt()).rejects.toMatchObject({
        name: "StoreError",
        kind: "unavailable",
        message: expect.stringMatching(/there is no bucket nobody-made-it .*NoSuchBucket, request .*Create it/),
      });
  });

  it("refuses a wrong secret by name, without repeating it", async () => {
    const location: BucketLocation = {
      kind: "oss",
      bucket: await newBucket(`s3.oss-${region}.aliyuncs.com`, region, user),
      region,
      internal: false,
    };
    const wrong = { ...user, accessKeySecret: "not-the-secret-0123456789" };
    const error = await open(location, started.url, wrong)
      .read("a")
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "denied", message: expect.stringMatching(/SignatureDoesNotMatch, request /) });
    expect(String(error)).not.toContain(wrong.accessKeySecret);
  });
});

describeStore("a bucket of COS", async () => {
  const location: BucketLocation = { kind: "cos", bucket: "mooring-1250000000", region: "ap-guangzhou" };
  const stub = await startBucketStub("mooring-1250000000.cos.ap-guangzhou.myqcloud.com", location.region);
  const again = () => open(location, stub.url, stubKeys);
  return { store: again(), again, dispose: stub.close };
});
