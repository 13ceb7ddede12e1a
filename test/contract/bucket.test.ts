import { systemClock } from "../../shared/kernel/clock.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import type { BucketLocation } from "../../shared/store/bucket-address.ts";
import { startBucketStub, stubKeys } from "../unit/store/bucket-stub.ts";
import { describeStore } from "./store.contract.ts";

const buckets: readonly { readonly location: BucketLocation; readonly host: string }[] = [
  {
    location: { kind: "oss", bucket: "mooring-store", region: "cn-hangzhou", internal: true },
    host: "mooring-store.s3.oss-cn-hangzhou-internal.aliyuncs.com",
  },
  {
    location: { kind: "cos", bucket: "mooring-1250000000", region: "ap-guangzhou" },
    host: "mooring-1250000000.cos.ap-guangzhou.myqcloud.com",
  },
];

for (const { location, host } of buckets)
  describeStore(`a bucket at ${host}`, async () => {
    const stub = await startBucketStub(host, location.region);
    const open = () =>
      createBucketStore({
        location,
        endpoint: stub.url,
        credentials: async () => stubKeys,
        clock: systemClock,
        random: Math.random,
      });
    return { store: open(), again: open, dispose: stub.close };
  });
