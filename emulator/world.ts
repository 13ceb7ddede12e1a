import { createHash } from "node:crypto";
import { type AccountSeed, accountFrom, defaultAccount } from "./alibaba/accounts.ts";
import type { Ids } from "./alibaba/action.ts";
import type { AuditEntry } from "./alibaba/audit/record.ts";
import { type Credentials, createCredentials } from "./alibaba/credentials.ts";
import type { AlibabaState } from "./alibaba/state.ts";
import { type Buckets, createBuckets } from "./buckets/state.ts";
import { type Calls, createCalls } from "./calls.ts";
import { createWorldClock, type WorldClock } from "./clock.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createIds, seededRandom } from "./ids.ts";
import { createLogs, type Logs } from "./logs.ts";
import type { SettingValue } from "./settings.ts";
import { createSignal, type Signal } from "./signal.ts";
import { defaultTencentAccount, type TencentAccountSeed, tencentAccountFrom } from "./tencent/accounts.ts";
import type { TencentAuditEntry } from "./tencent/audit/entry.ts";
import { createTencentIds, type TencentIds } from "./tencent/ids.ts";
import { createTencentKeys, type TencentKeys } from "./tencent/keys.ts";
import type { TencentState } from "./tencent/state.ts";
import type { AlibabaWorldAccount } from "./world-file/alibaba/seed.ts";
import { defaultWorld } from "./world-file/default-world.ts";
import { readWorld } from "./world-file/read.ts";
import { largestIds, restore } from "./world-file/restore.ts";
import { accountsOf, type WorldAccount, type WorldSeed } from "./world-file/seed.ts";
import type { TencentWorldAccount } from "./world-file/tencent/seed.ts";
import { type WorldSettings, worldSettingsWith } from "./world-settings.ts";

/** Everything that the emulated clouds share. One process may hold several worlds; they know nothing of each other. */
export interface World {
  readonly clock: WorldClock;
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number;
  readonly ids: Ids;
  /** The values in force now; `set` changes them in place. */
  readonly settings: WorldSettings;
  /** Changes settings at run time; an unknown name or value is an error and changes nothing. */
  set(values: Readonly<Record<string, SettingValue>>): void;
  readonly alibaba: AlibabaState;
  readonly tencent: TencentState;
  /** The object stores of all clouds. */
  readonly buckets: Buckets;
  readonly credentials: Credentials;
  readonly tencentIds: TencentIds;
  readonly tencentKeys: TencentKeys;
  readonly faults: Faults;
  readonly calls: Calls;
  readonly logs: Logs;
  /** Every write that reached its product. */
  readonly audited: Signal<AuditEntry>;
  readonly tencentAudited: Signal<TencentAuditEntry>;
  /** After each write and each step that a cloud takes by itself: state may differ from before. */
  readonly changed: Signal<void>;
}

export interface WorldOptions {
  readonly settings?: Readonly<Record<string, SettingValue>>;
  /** Text of a world file; without it the default world: one account, one registry, the store's bucket, no network. */
  readonly world?: string;
  /** In the place of a world file's. */
  readonly accounts?: readonly AccountSeed[];
  /** Accounts of Tencent Cloud, in the place of a world file's. */
  readonly tencentAccounts?: readonly TencentAccountSeed[];
  readonly seed?: number;
  /** Wall time in milliseconds. */
  readonly wall?: () => number;
}

export function createWorld(options: WorldOptions = {}): World {
  const seed = seedOf(options);
  const wall = options.wall ?? Date.now;
  const random = seededRandom(options.seed ?? seedNumber(options.world));
  const largest = largestIds(seed);
  const ids = createIds(random, largest.alibaba);
  const onError = (error: unknown) => {
    world.logs.add("emulator", `a step of the world failed: ${error instanceof Error ? error.stack : String(error)}`);
  };
  const ahead = seed.now === undefined ? 0 : Math.max(0, Date.parse(seed.now) - wall());
  const clock = createWorldClock(wall, onError, ahead);
  const alibaba: AlibabaState = {
    accounts: new Map(
      accountsOf(seed, "alibaba").map((account) => [account.id, accountFrom(withSecrets(account), clock.now())]),
    ),
  };
  const tencentIds = createTencentIds(random, largest.tencent);
  const tencent: TencentState = {
    accounts: new Map(
      accountsOf(seed, "tencent").map((account) => [
        account.id,
        tencentAccountFrom(tencentSeedOf(account), clock.now(), tencentIds),
      ]),
    ),
  };
  let overrides = { ...seed.settings, ...options.settings };
  const settings = worldSettingsWith(overrides);
  const world: World = {
    clock,
    random,
    ids,
    settings,
    set(values) {
      const next = { ...overrides, ...values };
      Object.assign(settings, worldSettingsWith(next));
      overrides = next;
    },
    alibaba,
    tencent,
    buckets: createBuckets(),
    credentials: createCredentials(alibaba, ids, clock.now),
    tencentIds,
    tencentKeys: createTencentKeys(tencent, tencentIds, clock.now),
    faults: createFaults(),
    calls: createCalls(),
    logs: createLogs(clock.now),
    audited: createSignal(),
    tencentAudited: createSignal(),
    changed: createSignal(),
  };
  restore(world, seed);
  return world;
}

/** Accounts that are given in code take the place of a world file's; of both clouds, when they are Alibaba Cloud's. */
function seedOf({ world, accounts, tencentAccounts }: WorldOptions): WorldSeed {
  const file = () => (world === undefined ? defaultWorld : readWorld(world));
  const given = (accounts ?? []).map((account): WorldAccount => ({ cloud: "alibaba", ...account }));
  const base: WorldSeed = accounts === undefined ? file() : { accounts: given };
  if (tencentAccounts === undefined) return base;
  const tencent = tencentAccounts.map((account): WorldAccount => ({ cloud: "tencent", ...account }));
  return { ...base, accounts: [...accountsOf(base, "alibaba"), ...tencent] };
}

function withSecrets({ users, ...account }: AlibabaWorldAccount): AccountSeed {
  const [{ accessKeySecret }] = defaultAccount.users;
  return { ...account, users: (users ?? []).map((user) => ({ accessKeySecret, ...user })) };
}

/** What the account is made from; the rest of the file's is put into it after. */
function tencentSeedOf({ users, registries, ...account }: TencentWorldAccount): TencentAccountSeed {
  const [{ secretKey }] = defaultTencentAccount.users;
  return {
    ...account,
    users: (users ?? []).map((user) => ({ secretKey, ...user })),
    registries: (registries ?? []).map(({ replicas, ...registry }) => ({
      ...registry,
      replicas: (replicas ?? []).flatMap((one) => (typeof one === "string" ? one : [])),
    })),
  };
}

/** Not the usual one: a saved world that is loaded must not make its own ids once more. */
function seedNumber(world: string | undefined): number {
  return world === undefined ? 1 : createHash("sha256").update(world).digest().readUInt32BE();
}
