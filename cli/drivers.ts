import Credentials from "@alicloud/credentials";
import { ProfileCredential } from "tencentcloud-sdk-nodejs/tencentcloud/common/credential.js";
import { assumedRole as assumedAlibabaRole } from "../shared/clouds/alibaba/assume-role.ts";
import { createAlibaba } from "../shared/clouds/alibaba/driver.ts";
import type { WritingCloud } from "../shared/clouds/port.ts";
import { readOnly } from "../shared/clouds/read-only.ts";
import { assumedRole as assumedTencentRole } from "../shared/clouds/tencent/assume-role.ts";
import { createTencent } from "../shared/clouds/tencent/driver.ts";
import type { Credentials as TencentKey } from "../shared/clouds/tencent/exchange.ts";
import { type Clock, systemClock } from "../shared/kernel/clock.ts";
import { silentLog } from "../shared/kernel/log.ts";
import type { CloudName } from "../shared/model/network.ts";
import type { Settings } from "../shared/model/settings.ts";
import type { CloudAccess } from "../shared/reconcile/pass.ts";
import { createBucketStore } from "../shared/store/bucket.ts";
import { createFolderStore } from "../shared/store/folder.ts";
import { parseStoreLocation } from "../shared/store/location.ts";
import type { Store } from "../shared/store/port.ts";
import { Fault } from "./fault.ts";
import type { Roles } from "./options.ts";

/** Opens the store that `MOORING_STORE` or `--store` names; a bucket of the emulated cloud where there is an endpoint. */
export function openStore(text: string, endpoint: string | null): Store {
  const parsed = parseStoreLocation(text);
  if (!parsed.ok) throw new Fault(parsed.problem);
  const { location } = parsed;
  if (location.kind === "folder") return createFolderStore(location.path);
  return createBucketStore({
    location,
    ...(endpoint === null ? {} : { endpoint }),
    credentials: location.kind === "oss" ? defaultChain() : bucketKey(tencentChain()),
    clock: systemClock,
    random: Math.random,
  });
}

export interface CloudsOptions {
  readonly endpoint: string | null;
  readonly clock: Clock;
  readonly settings: Settings;
  /** The cloud whose ledger is at hand; `null`: every cloud's. */
  readonly only: CloudName | null;
  /** `false`: what is handed out has no way to write. */
  readonly mayWrite: boolean;
  readonly onCall: (name: string) => void;
  /** The role to act as in each cloud; where none is named, whoever the default chain finds. */
  readonly roles: Roles;
}

/** The clouds that the configuration names, with the credentials of the vendors' default chains, read at each call. */
export function openClouds(options: CloudsOptions): readonly CloudAccess[] {
  const { settings, only, mayWrite, roles, onCall } = options;
  const reached = timed(options);
  const drivers: readonly (readonly [CloudName, (region: string) => WritingCloud])[] = [
    [
      "alibaba",
      (region) =>
        createAlibaba({ ...reached, onCall, region, credentials: alibabaKey(roles.alibaba, region, reached) }),
    ],
    [
      "tencent",
      (region) =>
        createTencent({ ...reached, onCall, region, credentials: tencentKey(roles.tencent, region, reached) }),
    ],
  ];
  return drivers.flatMap(([name, open]) => {
    if (only !== null && only !== name) return [];
    const first = settings.registries.find(({ cloud }) => cloud === name);
    if (first === undefined) return [];
    const cloud = open(first.region);
    return [mayWrite ? { read: cloud, write: cloud } : { read: readOnly(cloud), write: null }];
  });
}

/** How a cloud is reached, and by which time. */
type Reached = ReturnType<typeof timed>;

function timed({ endpoint, clock }: Pick<CloudsOptions, "endpoint" | "clock">) {
  return { ...(endpoint === null ? {} : { endpoint }), clock, random: Math.random };
}

/** Taking on a role is no part of a pass: nothing logs it or cuts it short. */
function assuming(role: string, region: string, reached: Reached) {
  const context = { log: silentLog, signal: new AbortController().signal };
  return { ...reached, role, session: "mooring", region, context };
}

function alibabaKey(role: string | undefined, region: string, reached: Reached) {
  if (role === undefined) return defaultChain();
  return assumedAlibabaRole({ ...assuming(role, region, reached), credentials: defaultChain() });
}

function tencentKey(role: string | undefined, region: string, reached: Reached) {
  if (role === undefined) return tencentChain();
  return assumedTencentRole({ ...assuming(role, region, reached), credentials: tencentChain() });
}

/** A key of Tencent Cloud in the form in which requests to buckets of both clouds are signed. */
function bucketKey(chain: () => Promise<TencentKey>) {
  return async () => {
    const { secretId, secretKey, token } = await chain();
    return { accessKeyId: secretId, accessKeySecret: secretKey, ...(token ? { securityToken: token } : {}) };
  };
}

/**
 * The environment, then the file that the vendor's own tools keep (`~/.tencentcloud/credentials`, else the same below
 * `/etc`), read by the vendor's SDK. Not the SDK's own chain, which gives out an empty key as one and goes on to ask a
 * metadata service that is not there.
 */
export function tencentChain(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): () => Promise<TencentKey> {
  return async () => {
    const {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_SESSION_TOKEN: token,
    } = environment;
    if (secretId && secretKey) return { secretId, secretKey, ...(token ? { token } : {}) };
    if (secretId || secretKey)
      throw new Fault(
        `no credentials for Tencent Cloud: ${secretId ? "TENCENTCLOUD_SECRET_KEY" : "TENCENTCLOUD_SECRET_ID"} is not set, though its other half is`,
      );
    const profile = await new ProfileCredential().getCredential();
    if (profile.secretId && profile.secretKey)
      return {
        secretId: profile.secretId,
        secretKey: profile.secretKey,
        ...(profile.token ? { token: profile.token } : {}),
      };
    throw new Fault(
      "no credentials for Tencent Cloud: set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or write them as secret_id and secret_key under [default] into ~/.tencentcloud/credentials",
    );
  };
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
      throw new Fault(noAlibabaKey(process.env, error instanceof Error ? error.message : String(error)));
    }
  };
}

const [keyId, keySecret] = ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"] as const;

/** What the environment names beside the key pair, and what only says where not to look. */
const besideOtherSources = [keyId, keySecret, "ALIBABA_CLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_ECS_METADATA_DISABLED"];

/**
 * That the vendor's chain found no key, in one sentence.
 * @param said the chain's own words on each place where it looked; told only where the environment names another one than
 * the key pair, since they repeat what is missing otherwise.
 */
export function noAlibabaKey(environment: Readonly<Record<string, string | undefined>>, said: string): string {
  const none = "no credentials for Alibaba Cloud";
  const [hasId, hasSecret] = [environment[keyId], environment[keySecret]].map((value) => Boolean(value));
  if (hasId !== hasSecret) return `${none}: ${hasId ? keySecret : keyId} is not set, though its other half is`;
  const named = Object.keys(environment).some(
    (name) => name.startsWith("ALIBABA_CLOUD_") && Boolean(environment[name]) && !besideOtherSources.includes(name),
  );
  const next = `set ${keyId} and ${keySecret}, or configure the vendor's command line`;
  return named ? `${none}: ${next}; the vendor's chain says: ${said}` : `${none}: ${next}`;
}
