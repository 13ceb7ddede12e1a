import { defaultAccount, startEmulator, type WorldOptions } from "../../emulator/index.ts";
import { createAlibaba } from "../../shared/clouds/alibaba/driver.ts";
import { exchange } from "../../shared/clouds/alibaba/exchange.ts";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import { type Clock, systemClock } from "../../shared/kernel/clock.ts";
import { silentLog } from "../../shared/kernel/log.ts";
import type { Trigger } from "../../shared/model/hint.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Mode } from "../../shared/model/settings.ts";
import { runPass } from "../../shared/reconcile/run.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import type { Store } from "../../shared/store/port.ts";
import { clientFor } from "../emulator/cloud-client.ts";
import { askBoth, type BothAnswers } from "../emulator/dns-client.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { configurationText, region } from "./stage.ts";

export interface DirectStageOptions extends WorldOptions {
  readonly configuration?: string;
  readonly mode?: Mode;
  /** Who the passes act as; the emulated account's user without it. */
  readonly credentials?: () => Promise<{
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken?: string;
  }>;
  /** `bucket`: the emulated cloud's own, over the S3 protocol; in memory without it. */
  readonly store?: Store | "bucket";
}

export interface PassOptions {
  readonly trigger?: Trigger;
  readonly store?: Store;
  /** Stands between the pass and the cloud, to count, to delay or to fail. */
  readonly around?: (cloud: WritingCloud) => WritingCloud;
}

/** Longer sleeps are a pass's own alarm; shorter ones are waits, which move the world instead. Milliseconds. */
const alarm = 60_000;

/**
 * The main job without the function host: passes of the real loop and driver run in this process against the emulated
 * cloud over HTTP. Waits move world time, so nothing sleeps. For what needs many passes; `stage.ts` has the real thing.
 */
export async function createDirectStage(options: DirectStageOptions = {}) {
  const { configuration, mode = "full", credentials, store: kept, ...world } = options;
  const parsed = parseConfiguration(configuration ?? configurationText());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const started = await startEmulator(world);
  const { emulator, url } = started;
  const [user] = defaultAccount.users;
  const { call } = clientFor(started.endpoint);
  const clock: Clock = {
    now: () => emulator.world.clock.now(),
    monotonic: () => performance.now(),
    async sleep(milliseconds, signal) {
      if (milliseconds >= alarm) return systemClock.sleep(milliseconds, signal);
      signal?.throwIfAborted();
      await emulator.world.clock.advance(milliseconds);
    },
  };
  let random = 1;
  const calls = new Map<string, number>();
  let watch: ((action: string) => () => void) | undefined;
  const cloud = createAlibaba({
    region,
    endpoint: url,
    credentials: credentials ?? (async () => user),
    clock,
    random: () => {
      random = (random * 48_271) % 2_147_483_647;
      return random / 2_147_483_647;
    },
    callsPerSecond: 10_000,
    async exchange(request) {
      const done = watch?.(request.action);
      try {
        return await exchange(request);
      } finally {
        done?.();
      }
    },
    onCall: (name) => calls.set(name, (calls.get(name) ?? 0) + 1),
  });
  const store =
    kept !== "bucket"
      ? (kept ?? createMemoryStore())
      : createBucketStore({
          location: { kind: "oss", bucket: "mooring-state", region, internal: false },
          endpoint: url,
          credentials: async () => user,
          clock,
          random: () => 0,
        });
  let made = 0;

  const stage = {
    emulator,
    world: emulator.world,
    url,
    store,
    call,
    calls,
    settings: parsed.settings,
    /** Calls `begin` before each of the passes' requests, and what it answers after. */
    watchRequests(begin: (action: string) => () => void): void {
      watch = begin;
    },
    async pass({
      trigger = { kind: "timer", depth: "full" },
      store: own = store,
      around = (one) => one,
    }: PassOptions = {}): Promise<Report> {
      const own_ = around(cloud);
      return runPass({
        deployment: "mooring",
        mode,
        target: url,
        trigger,
        settings: parsed.settings,
        clouds: [{ read: own_, write: mode === "observe" ? null : own_ }],
        store: own,
        clock,
        log: silentLog,
        waitMs: 0,
        budgetMs: 15 * 60_000,
        calls: () => Object.fromEntries(calls),
        random: () => {
          random = (random * 48_271) % 2_147_483_647;
          return random / 2_147_483_647;
        },
      });
    },
    /** So many minutes of world time, a frequent pass in each, as the timer would. */
    async minutes(count: number): Promise<readonly Report[]> {
      const reports: Report[] = [];
      for (let minute = 0; minute < count; minute++) {
        await emulator.world.clock.advance(60_000);
        reports.push(await stage.pass({ trigger: { kind: "timer", depth: "frequent" } }));
      }
      return reports;
    },
    async createVpc(tags: Readonly<Record<string, string>> = {}): Promise<string> {
      const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const answer = await call("vpc", "CreateVpc", {
        RegionId: region,
        CidrBlock: `10.${made++}.0.0/16`,
        VpcName: `team-${made}`,
        Tag,
      });
      // Long enough for whatever the settings delay.
      await emulator.world.clock.advance(30_000);
      return String(answer["VpcId"]);
    },
    async createVSwitch(vpcId: string): Promise<string> {
      const answer = await call("vpc", "CreateVSwitch", {
        RegionId: region,
        VpcId: vpcId,
        ZoneId: `${region}-h`,
        CidrBlock: `10.${made - 1}.1.0/24`,
      });
      await emulator.world.clock.advance(30_000);
      return String(answer["VSwitchId"]);
    },
    async ask(vpcId: string, name: string): Promise<BothAnswers> {
      const network = (await started.networks()).find((candidate) => candidate.vpcId === vpcId);
      if (network === undefined) throw new Error(`the emulated cloud lists no resolver for ${vpcId}`);
      return askBoth(network, name);
    },
    async links(module: "Registry" | "Chart" = "Registry"): Promise<readonly Readonly<Record<string, unknown>>[]> {
      const answer = await call("cr", "GetInstanceVpcEndpoint", {
        InstanceId: "cri-mooringdemo01",
        ModuleName: module,
      });
      return (answer["LinkedVpcs"] ?? []) as readonly Readonly<Record<string, unknown>>[];
    },
    stop: () => started.close(),
  };
  return stage;
}

export type DirectStage = Awaited<ReturnType<typeof createDirectStage>>;
