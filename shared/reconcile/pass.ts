import type { CallContext, ObservingCloud, WritingCloud } from "../clouds/port.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { AccountView, ListedRegion } from "../model/estate.ts";
import type { Trigger } from "../model/hint.ts";
import type { Known } from "../model/known.ts";
import type { Link } from "../model/link.ts";
import type { CloudName } from "../model/network.ts";
import type { Override } from "../model/override.ts";
import type { Notice } from "../model/plan.ts";
import type { Mode, Settings } from "../model/settings.ts";
import type { LedgerCache } from "../store/objects/ledger.ts";
import type { LatestReport } from "../store/objects/reports.ts";
import type { Store } from "../store/port.ts";
import { type Scope, scopeOf } from "./observe/scope.ts";

/** One cloud as a pass may use it; `write` is `null` in mode `observe`, so that nothing can be written by mistake. */
export interface CloudAccess {
  readonly read: ObservingCloud;
  readonly write: WritingCloud | null;
}

/** Everything one pass works with. */
export interface Pass {
  /** Sorts by time: `20260105T063017Z-4f2a09c1`. */
  readonly id: string;
  readonly deployment: string;
  /** The mode chosen at deployment: a ceiling for every registry. */
  readonly mode: Mode;
  /** Named in the report: where the calls go. */
  readonly target: string;
  readonly trigger: Trigger;
  readonly settings: Settings;
  readonly clouds: readonly CloudAccess[];
  /** The accounts that the platform says its credentials belong to; asked for where it does not say. */
  readonly accounts?: Readonly<Partial<Record<CloudName, string>>>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the pass may wait for links to become ready, milliseconds. */
  readonly waitMs: number;
  /** How long the pass may take altogether, milliseconds; a little less than the platform's timeout. */
  readonly budgetMs: number;
  /** Vendor calls so far, by `product:Action`. */
  readonly calls: () => Readonly<Record<string, number>>;
  /** Ledger entries that a warm function instance read before. */
  readonly ledgerCache?: LedgerCache;
  /** Limits that do not hold for this pass; its settings say so already. */
  readonly overrides?: readonly Override[];
  /** Asked before every write: whether somebody wants the pass to end. */
  readonly interrupted?: () => boolean;
  /** What was noticed before the pass began, such as an invalid configuration. */
  readonly notices: readonly Notice[];
}

/**
 * What the last pass said, by registry; read once a pass. `undefined`: it could not be read. What is said of no registry
 * (`null`) is in the reports of all of them, and the newest counts.
 */
export type Said = (registry: string | null) => LatestReport | null | undefined;

/** A pass under way: its deadline and the signal that fires at it. */
export interface Running {
  readonly pass: Pass;
  readonly context: CallContext;
  readonly remaining: () => number;
  /** Accounts that were asked about already: what a pass knows of them once, it does not ask again. */
  readonly accounts: Map<CloudName, Promise<AccountView>>;
  /** Regions that were listed to their end in this pass, or failed to be, by cloud and region. */
  readonly listed: Map<string, ListedRegion>;
  /** Links that were read a second time, right before a write that rests on one's being gone, by instance and part. */
  readonly linksAgain: Map<string, Promise<Known<readonly Link[]>>>;
  /** What the last pass said, once somebody asked. */
  readonly said: { reading: Promise<Said> | null };
}

export function cloudOf(pass: Pass, name: CloudName): CloudAccess | null {
  return pass.clouds.find((cloud) => cloud.read.cloud === name) ?? null;
}

/** Where the pass looks first. */
export function scopeOfPass(pass: Pass): Scope {
  return scopeOf(
    pass.trigger,
    pass.settings,
    pass.clouds.map(({ read }) => read.cloud),
  );
}

/** Nothing could be observed, so there is nothing to report; the platform tries again. */
export class PassError extends Error {
  override readonly name = "PassError";
}
