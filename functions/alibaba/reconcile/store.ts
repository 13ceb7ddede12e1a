import { systemClock } from "../../../shared/kernel/clock.ts";
import { createBucketStore } from "../../../shared/store/bucket.ts";
import type { BucketCredentials } from "../../../shared/store/bucket-signing.ts";
import { createFolderStore } from "../../../shared/store/folder.ts";
import { formatStoreLocation } from "../../../shared/store/location.ts";
import type { Store } from "../../../shared/store/port.ts";
import type { Environment } from "./environment.ts";

/** Opens the store that the environment names, with the credentials of the function's role. */
export function openStore(
  { store: location, endpoint }: Pick<Environment, "store" | "endpoint">,
  credentials: () => Promise<BucketCredentials>,
): Store {
  switch (location.kind) {
    case "folder":
      return createFolderStore(location.path);
    case "oss":
      return createBucketStore({
        location,
        ...(endpoint === null ? {} : { endpoint }),
        credentials,
        clock: systemClock,
        random: Math.random,
      });
    case "cos":
      throw new Error(
        `the store ${formatStoreLocation(location)} is a bucket of Tencent Cloud, which this function's role cannot open: set MOORING_STORE=oss://BUCKET?region=REGION&internal`,
      );
  }
}
