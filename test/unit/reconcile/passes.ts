import { silentLog } from "../../../shared/kernel/log.ts";
import type { Trigger } from "../../../shared/model/hint.ts";
import type { LedgerEntry } from "../../../shared/model/ledger.ts";
import type { Report } from "../../../shared/model/report.ts";
import type { Limits, RegistrySettings, Settings } from "../../../shared/model/settings.ts";
import type { Pass } from "../../../shared/reconcile/pass.ts";
import { reconcile } from "../../../shared/reconcile/reconcile.ts";
import { writeInventory } from "../../../shared/store/objects/inventory.ts";
import { type Store, StoreError } from "../../../shared/store/port.ts";
import { createMemoryStore, type MemoryStore } from "../store/memory-store.ts";
import { type HandClock, handClock } from "./hand-clock.ts";
import { account, region, type ScriptedCloud, scriptedCloud } from "./scripted-cloud.ts";

export const full: Trigger = { kind: "timer", depth: "full" };
export const frequent: Trigger = { kind: "timer", depth: "frequent" };
export const eventOf = (...networks: readonly string[]): Trigger => ({
  kind: "event",
  ids: ["e-1"],
  hints: [{ cloud: "alibaba", region, networks }],
});

export function registryOf(more: Partial<RegistrySettings> = {}): RegistrySettings {
  return {
    alias: "prod",
    cloud: "alibaba",
    region,
    instance: "cri-prod",
    parts: ["registry"],
    mode: "repair",
    accept: { accounts: [account], regions: [], tags: {} },
    select: null,
    expect: null,
    subnets: { reserve: 0, zones: [] },
    quota: null,
    createServiceLinkedRole: false,
    replicas: [],
    names: ["vpc"],
    customDomains: [],
    optIn: [],
    forwardingResolvers: [],
    ...more,
  };
}

export function settingsOf(
  registries: readonly RegistrySettings[] = [registryOf()],
  limits: Partial<Limits> = {},
): Settings {
  return {
    version: 1,
    hash: "h",
    tag: "registry-link",
    registries,
    rules: null,
    exemptions: [],
    limits: {
      inTransition: 5,
      attachesPerDay: 50,
      failedWritesPerHour: 3,
      repairsPerDay: 3,
      repointsPerHour: 5,
      detachesPerDay: 3,
      graceHours: 72,
      approvalHours: 24,
      ...limits,
    },
  };
}

/** What a test begins with; `pass` makes one pass, whose id is new each time. */
export interface Harbour {
  readonly clock: HandClock;
  readonly cloud: ScriptedCloud;
  readonly memory: MemoryStore;
  passOf(trigger: Trigger, more?: Partial<Pass>): Pass;
  pass(trigger: Trigger, more?: Partial<Pass>): Promise<Report>;
}

export function harbour(settings: Settings = settingsOf()): Harbour {
  const clock = handClock();
  const cloud = scriptedCloud(clock);
  const memory = createMemoryStore();
  let passes = 0;
  const passOf = (trigger: Trigger, more: Partial<Pass> = {}): Pass => {
    passes += 1;
    return {
      id: `p-${passes}`,
      deployment: "mooring",
      mode: "full",
      target: "a script",
      trigger,
      settings,
      clouds: [{ read: cloud.cloud, write: cloud.cloud }],
      store: memory,
      clock,
      log: silentLog,
      waitMs: 0,
      budgetMs: 60_000,
      calls: () => ({}),
      notices: [],
      ...more,
    };
  };
  return { clock, cloud, memory, passOf, pass: (trigger, more) => reconcile(passOf(trigger, more)) };
}

/** An entry of a link that was attached and verified long ago. */
export function verifiedEntry(network: string, more: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    version: 1,
    deployment: "mooring",
    cloud: "alibaba",
    account,
    region,
    registry: "cri-prod",
    network,
    part: "registry",
    subnet: `vsw-${network}`,
    address: null,
    moved: null,
    names: [],
    intentAt: "2026-01-01T00:00:00.000Z",
    intentBy: "p-0",
    attachedAt: "2026-01-01T00:00:00.000Z",
    verifiedAt: "2026-01-01T00:10:00.000Z",
    leavingSince: null,
    repairs: [],
    failures: [],
    ...more,
  };
}

/** The same store, with `script` run before every call: it may throw, wait, or look. */
export function scriptedStore(store: Store, script: (call: string) => void | Promise<void>): Store {
  return {
    location: store.location,
    async read(key) {
      await script(`read ${key}`);
      return store.read(key);
    },
    async write(key, text) {
      await script(`write ${key}`);
      await store.write(key, text);
    },
    async remove(key) {
      await script(`remove ${key}`);
      await store.remove(key);
    },
    async list(prefix) {
      await script(`list ${prefix}`);
      return store.list(prefix);
    },
  };
}

export function storeIsDown(key: string): StoreError {
  return new StoreError("the store does not answer", key);
}

/** Makes it look as if full passes had long seen the lists as they are now: what is gone of them is believed to be. */
export async function longSeen({ cloud, memory, clock }: Harbour): Promise<void> {
  await writeInventory(memory, {
    version: 1,
    registry: "cri-prod",
    at: new Date(clock.now()).toISOString(),
    pass: "p-0",
    networks: { [region]: cloud.networks.length },
    links: { registry: cloud.links.filter(({ part }) => part === "registry").length },
    missing: [],
  });
}
