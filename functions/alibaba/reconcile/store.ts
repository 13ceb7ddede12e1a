import { createFolderStore } from "../../../shared/store/folder.ts";
import { formatStoreLocation, type StoreLocation } from "../../../shared/store/location.ts";
import type { Store } from "../../../shared/store/port.ts";

/** Opens the store that the environment names. */
export function openStore(location: StoreLocation): Store {
  if (location.kind === "folder") return createFolderStore(location.path);
  throw new Error(
    `the store ${formatStoreLocation(location)} is a bucket, and this version keeps its store in a folder only: set MOORING_STORE=folder:PATH`,
  );
}
