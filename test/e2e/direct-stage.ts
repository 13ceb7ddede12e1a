import { defaultAccount, type StartedEmulator, startEmulator, type WorldOptions } from "../../emulator/index.ts";
import { createAlibaba } from "../../shared/clouds/alibaba/driver.ts";
import { exchange } from "../../shared/clouds/alibaba/exchange.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import type { Mode } from "../../shared/model/settings.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import type { Store } from "../../shared/store/port.ts";
import { clientFor } from "../emulator/cloud-client.ts";
import { askBoth, type BothAnswers } from "../emulator/dns-client.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { createPasses, drivenClock, seededRandom } from "./direct-passes.ts";
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
  /** An emulator with both clouds in it, which another stage shares; one of its own without it. */
  readonly started?: StartedEmulator;
}

/**
 * The main job without the function host: passes of the real loop and driver run in this process against the emulated
 * cloud over HTTP. Waits move world time, so nothing sleeps. For what needs many passes; `stage.ts` has the real thing.
 */
export async function createDirectStage(options: DirectStageOptions = {}) {
  const { configuration, mode = "full", credentials, store: kept, started: shared, ...world } = options;
  const parsed = parseConfiguration(configuration ?? configurationText());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const started = shared ?? (await startEmulator(world));
  const { emulator, url } = started;
  const [user] = defaultAccount.users;
  const { call } = clientFor(started.endpoint);
  const clock = drivenClock(emulator.world);
  const random = seededRandom();
  const calls = new Map<string, number>();
  let watch: ((action: string) => () => Promise<void> | void) | undefined;
  let alter: ((action: string, answer: unknown) => unknown) | undefined;
  const cloud = createAlibaba({
    region,
    endpoint: url,
    credentials: credentials ?? (async () => user),
    clock,
    random,
    callsPerSecond: 10_000,
    async exchange(request) {
      const done = watch?.(request.action);
      try {
        const text = await exchange(request);
        return alter === undefined ? text : JSON.stringify(alter(request.action, JSON.parse(text)));
      } finally {
        await done?.();
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
    /** The passes' own driver. */
    cloud,
    call,
    calls,
    settings: parsed.settings,
    /** Calls `begin` before each of the passes' requests, and what it answers after, before the pass is answered. */
    watchRequests(begin: (action: string) => () => Promise<void> | void): void {
      watch = begin;
    },
    /** Changes the answers of the passes' requests on their way. */
    alterAnswers(to: (action: string, answer: unknown) => unknown): void {
      alter = to;
    },
    ...createPasses({
      world: emulator.world,
      url,
      cloud,
      clock,
      random,
      store,
      mode,
      calls,
      settings: parsed.settings,
    }),
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
