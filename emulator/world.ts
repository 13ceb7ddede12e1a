import { type AccountSeed, accountFrom, defaultAccount } from "./alibaba/accounts.ts";
import type { Ids } from "./alibaba/action.ts";
import type { AuditEntry } from "./alibaba/audit/record.ts";
import { type Credentials, createCredentials } from "./alibaba/credentials.ts";
import { type AlibabaSettings, alibabaSettingsWith } from "./alibaba/settings.ts";
import type { AlibabaState } from "./alibaba/state.ts";
import { type Buckets, createBuckets } from "./buckets/state.ts";
import { type Calls, createCalls } from "./calls.ts";
import { createWorldClock, type WorldClock } from "./clock.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createIds, seededRandom } from "./ids.ts";
import { createLogs, type Logs } from "./logs.ts";
import type { SettingValue } from "./settings.ts";
import { createSignal, type Signal } from "./signal.ts";

/** Everything that the emulated clouds share. One process may hold several worlds; they know nothing of each other. */
export interface World {
  readonly clock: WorldClock;
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number;
  readonly ids: Ids;
  /** The values in force now; `set` changes them in place. */
  readonly settings: AlibabaSettings;
  /** Changes settings at run time; an unknown name or value is an error and changes nothing. */
  set(values: Readonly<Record<string, SettingValue>>): void;
  readonly alibaba: AlibabaState;
  /** The object stores of all clouds. */
  readonly buckets: Buckets;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly calls: Calls;
  readonly logs: Logs;
  /** Every write that reached its product. */
  readonly audited: Signal<AuditEntry>;
  /** After each write and each step that a cloud takes by itself: state may differ from before. */
  readonly changed: Signal<void>;
}

export interface WorldOptions {
  readonly settings?: Readonly<Record<string, SettingValue>>;
  /** Without it the default world: one account, one running registry, no network. */
  readonly accounts?: readonly AccountSeed[];
  readonly seed?: number;
  /** Wall time in milliseconds. */
  readonly wall?: () => number;
}

export function createWorld(options: WorldOptions = {}): World {
  const random = seededRandom(options.seed ?? 1);
  const ids = createIds(random);
  const clock = createWorldClock(options.wall, (error) => {
    world.logs.add("emulator", `a step of the world failed: ${error instanceof Error ? error.stack : String(error)}`);
  });
  const alibaba: AlibabaState = {
    accounts: new Map((options.accounts ?? [defaultAccount]).map((seed) => [seed.id, accountFrom(seed, clock.now())])),
  };
  let overrides = { ...options.settings };
  const settings = alibabaSettingsWith(overrides);
  const world: World = {
    clock,
    random,
    ids,
    settings,
    set(values) {
      const next = { ...overrides, ...values };
      Object.assign(settings, alibabaSettingsWith(next));
      overrides = next;
    },
    alibaba,
    buckets: createBuckets(),
    credentials: createCredentials(alibaba, ids, clock.now),
    faults: createFaults(),
    calls: createCalls(),
    logs: createLogs(clock.now),
    audited: createSignal(),
    changed: createSignal(),
  };
  return world;
}
