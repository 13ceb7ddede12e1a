import { createHash } from "node:crypto";
import { type AccountSeed, accountFrom, defaultAccount } from "./alibaba/accounts.ts";
import { createCredentials } from "./alibaba/credentials.ts";
import type { AlibabaState } from "./alibaba/state.ts";
import { createBuckets } from "./buckets/state.ts";
import { createCalls } from "./calls.ts";
import { createWorldClock } from "./clock.ts";
import { createFaults } from "./faults.ts";
import { createIds, seededRandom } from "./ids.ts";
import { createLogs } from "./logs.ts";
import type { SettingValue } from "./settings.ts";
import { createSignal } from "./signal.ts";
import { defaultTencentAccount, type TencentAccountSeed, tencentAccountFrom } from "./tencent/accounts.ts";
import { createTencentIds } from "./tencent/ids.ts";
import { createTencentKeys } from "./tencent/keys.ts";
import type { TencentState } from "./tencent/state.ts";
import type { World } from "./world.ts";
import type { AlibabaWorldAccount } from "./world-file/alibaba/seed.ts";
import { defaultWorld } from "./world-file/default-world.ts";
import { readWorld } from "./world-file/read.ts";
import { largestIds, restore } from "./world-file/restore.ts";
import { accountsOf, type WorldAccount, type WorldSeed } from "./world-file/seed.ts";
import type { TencentWorldAccount } from "./world-file/tencent/seed.ts";
import { worldSettingsWith } from "./world-settings.ts";

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
