import Credentials from "@alicloud/credentials";
import { assumedRole } from "../shared/clouds/alibaba/assume-role.ts";
import { createAlibaba } from "../shared/clouds/alibaba/driver.ts";
import { readOnly } from "../shared/clouds/read-only.ts";
import { systemClock } from "../shared/kernel/clock.ts";
import { silentLog } from "../shared/kernel/log.ts";
import type { Settings } from "../shared/model/settings.ts";
import type { CloudAccess } from "../shared/reconcile/pass.ts";
import { createBucketStore } from "../shared/store/bucket.ts";
import { createFolderStore } from "../shared/store/folder.ts";
import { formatStoreLocation, parseStoreLocation } from "../shared/store/location.ts";
import type { Store } from "../shared/store/port.ts";
import { Fault } from "./fault.ts";

/** Opens the store that `MOORING_STORE` or `--store` names; a bucket of the emulated cloud where there is an endpoint. */
export function openStore(text: string, endpoint: string | null): Store {
  const parsed = parseStoreLocation(text);
  if (!parsed.ok) throw new Fault(parsed.problem);
  const { location } = parsed;
  switch (location.kind) {
    case "folder":
      return createFolderStore(location.path);
    case "oss":
      return createBucketStore({
        location,
        ...(endpoint === null ? {} : { endpoint }),
        credentials: defaultChain(),
        clock: systemClock,
        random: Math.random,
      });
    case "cos":
      throw new Fault(
        `the store ${formatStoreLocation(location)} is a bucket of Tencent Cloud, and this version has credentials for Alibaba Cloud alone; use an oss:// bucket or folder:PATH`,
      );
  }
}

export interface CloudsOptions {
  readonly endpoint: string | null;
  readonly settings: Settings;
  /** `false`: what is handed out has no way to write. */
  readonly mayWrite: boolean;
  readonly onCall: (name: string) => void;
  /** The role to act as, `acs:ram::<account>:role/<name>`; `null`: whoever the default chain finds. */
  readonly role: string | null;
}

/** The clouds that the configuration names, with the credentials of the vendors' default chains, read at each call. */
export function openClouds(options: CloudsOptions): readonly CloudAccess[] {
  const [first] = options.settings.registries.filter((registry) => registry.cloud === "alibaba");
  if (first === undefined) return [];
  const cloud = createAlibaba({
    region: first.region,
    ...(options.endpoint === null ? {} : { endpoint: options.endpoint }),
    credentials: options.role === null ? defaultChain() : roleCredentials(options.role, first.region, options.endpoint),
    clock: systemClock,
    random: Math.random,
    onCall: options.onCall,
  });
  return [options.mayWrite ? { read: cloud, write: cloud } : { read: readOnly(cloud), write: null }];
}

function roleCredentials(role: string, region: string, endpoint: string | null) {
  return assumedRole({
    role,
    session: "mooring",
    region,
    ...(endpoint === null ? {} : { endpoint }),
    credentials: defaultChain(),
    clock: systemClock,
    random: Math.random,
    context: { log: silentLog, signal: new AbortController().signal },
  });
}

/** Environment, OIDC, the vendor's own files, the machine's role: in the vendor's own order. */
export function defaultChain() {
  // The package is CommonJS and hands its class out once more as `default` where modules import it.
  const Chain = "default" in Credentials ? (Credentials.default as typeof Credentials) : Credentials;
  const chain = new Chain();
  return async () => {
    try {
      const { accessKeyId, accessKeySecret, securityToken } = await chain.getCredential();
      if (!accessKeyId || !accessKeySecret) throw new Error("the chain found none");
      return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
    } catch (error) {
      throw new Fault(
        `no credentials for Alibaba Cloud: ${error instanceof Error ? error.message : String(error)}; set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or configure the vendor's command line`,
      );
    }
  };
}
