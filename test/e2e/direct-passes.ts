import type { World } from "../../emulator/index.ts";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import { type Clock, systemClock } from "../../shared/kernel/clock.ts";
import { silentLog } from "../../shared/kernel/log.ts";
import type { Explanation } from "../../shared/model/explanation.ts";
import type { Trigger } from "../../shared/model/hint.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Mode, Settings } from "../../shared/model/settings.ts";
import { explain } from "../../shared/plan/explain/explain.ts";
import { previewPass } from "../../shared/reconcile/preview.ts";
import { preparePass, runPass, type Start } from "../../shared/reconcile/run.ts";
import type { LedgerCache } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";

export interface PassOptions {
  readonly trigger?: Trigger;
  readonly store?: Store;
  readonly mode?: Mode;
  /** Another configuration than the stage's. */
  readonly settings?: Settings;
  /** What a warm function instance remembers of the ledger. */
  readonly ledgerCache?: LedgerCache;
  /** Stands between the pass and the cloud, to count, to delay or to fail. */
  readonly around?: (cloud: WritingCloud) => WritingCloud;
}

/** Longer sleeps are a pass's own alarm; shorter ones are waits, which move the world instead. Milliseconds. */
const alarm = 60_000;

/** The world's own time; waiting moves the world on. */
export function drivenClock(world: World): Clock {
  return {
    now: () => world.clock.now(),
    monotonic: () => performance.now(),
    async sleep(milliseconds, signal) {
      if (milliseconds >= alarm) return systemClock.sleep(milliseconds, signal);
      signal?.throwIfAborted();
      await world.clock.advance(milliseconds);
    },
  };
}

/** Uniform in (0, 1), the same in every run. */
export function seededRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Passes of the real loop and driver in this process. */
export function createPasses(options: {
  readonly world: World;
  readonly url: string;
  readonly cloud: WritingCloud;
  readonly clock: Clock;
  readonly random: () => number;
  readonly store: Store;
  readonly mode: Mode;
  readonly settings: Settings;
  readonly calls: ReadonlyMap<string, number>;
}) {
  const { world, url, cloud, clock, random, calls } = options;
  const startOf = ({
    trigger = { kind: "timer", depth: "full" },
    store = options.store,
    mode = options.mode,
    settings = options.settings,
    ledgerCache,
    around = (one) => one,
  }: PassOptions): Start => {
    const own = around(cloud);
    return {
      deployment: "mooring",
      mode,
      target: url,
      trigger,
      settings,
      clouds: [{ read: own, write: mode === "observe" ? null : own }],
      store,
      clock,
      log: silentLog,
      waitMs: 0,
      budgetMs: 15 * 60_000,
      calls: () => Object.fromEntries(calls),
      random,
      ...(ledgerCache === undefined ? {} : { ledgerCache }),
    };
  };
  const passes = {
    pass: async (more: PassOptions = {}): Promise<Report> => runPass(startOf(more)),
    /** What `mooring explain` says of one network. */
    async explain(network: string, more: PassOptions = {}): Promise<readonly Explanation[]> {
      const trigger = { kind: "command", command: "explain", depth: "full", networks: [network] } as const;
      const { estate, plan } = await previewPass(await preparePass(startOf({ ...more, trigger }), false));
      return explain(estate, plan, network);
    },
    /** So many minutes of world time, a frequent pass in each, as the timer would. */
    async minutes(count: number, more: PassOptions = {}): Promise<readonly Report[]> {
      const reports: Report[] = [];
      for (let minute = 0; minute < count; minute++) {
        await world.clock.advance(60_000);
        reports.push(await passes.pass({ ...more, trigger: { kind: "timer", depth: "frequent" } }));
      }
      return reports;
    },
  };
  return passes;
}
