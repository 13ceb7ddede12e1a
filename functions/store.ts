import { systemClock } from "../shared/kernel/clock.ts";
import type { CloudName } from "../shared/model/network.ts";
import { createBucketStore } from "../shared/store/bucket.ts";
import type { BucketCredentials } from "../shared/store/bucket-signing.ts";
import { createFolderStore } from "../shared/store/folder.ts";
import { formatStoreLocation } from "../shared/store/location.ts";
import type { Store } from "../shared/store/port.ts";
import type { Environment } from "./environment.ts";

/** Which cloud keeps a bucket, and what to write for a bucket of the other. */
const buckets = {
  oss: { cloud: "alibaba", named: "Alibaba Cloud", form: "oss://BUCKET?region=REGION&internal" },
  cos: { cloud: "tencent", named: "Tencent Cloud", form: "cos://BUCKET-APPID?region=REGION" },
} as const;

/** Opens the store that the environment names, with the credentials of the role that the function has in `cloud`. */
export function openStore(
  { store: location, endpoint }: Pick<Environment, "store" | "endpoint">,
  cloud: CloudName,
  credentials: () => Promise<BucketCredentials>,
): Store {
  if (location.kind === "folder") return createFolderStore(location.path);
  const { named, cloud: keeper } = buckets[location.kind];
  if (keeper !== cloud) {
    const own = Object.values(buckets).find((bucket) => bucket.cloud === cloud);
    throw new Error(
      `the store ${formatStoreLocation(location)} is a bucket of ${named}, which this function's role cannot open: set MOORING_STORE=${own?.form}`,
    );
  }
  return createBucketStore({
    location,
    ...(endpoint === null ? {} : { endpoint }),
    credentials,
    clock: systemClock,
    random: Math.random,
  });
}
