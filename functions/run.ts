import type { WritingCloud } from "../shared/clouds/port.ts";
import { readOnly } from "../shared/clouds/read-only.ts";
import type { Ignored as IgnoredPayload } from "../shared/events/ignored.ts";
import { type Clock, systemClock } from "../shared/kernel/clock.ts";
import { jsonLog } from "../shared/kernel/log.ts";
import type { Trigger } from "../shared/model/hint.ts";
import type { CloudName } from "../shared/model/network.ts";
import { runPass } from "../shared/reconcile/run.ts";
import { type Summary, summarize } from "../shared/reconcile/summary.ts";
import type { BucketCredentials } from "../shared/store/bucket-signing.ts";
import type { LedgerCache } from "../shared/store/objects/ledger.ts";
import { readEnvironment } from "./environment.ts";
import { openStore } from "./store.ts";

/** What a driver of any cloud takes beside its own region and credentials. */
interface DriverOptions {
  readonly endpoint?: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onCall: (name: string) => void;
}

/** One invocation, translated from what the cloud's own platform hands over. */
export interface Invocation {
  readonly cloud: CloudName;
  /** The platform's, for the log. */
  readonly requestId: string;
  /** The account that the role belongs to; `null`: the platform does not say. */
  readonly account: string | null;
  readonly trigger: Trigger | IgnoredPayload;
  /** Until the platform ends the invocation, milliseconds. */
  readonly remainingMs: number;
  openCloud(options: DriverOptions): WritingCloud;
  /** Of the function's role, read at each call. */
  readonly bucketCredentials: () => Promise<BucketCredentials>;
}

export interface Ignored {
  readonly ignored: true;
  readonly id: string | null;
  readonly type: string | null;
  readonly because: string;
}

/** Kept for the answer after the pass's own end, milliseconds. */
const timeForAnswer = 2_000;

/** Entries read by earlier invocations of this instance. */
const ledgerCache: LedgerCache = new Map();

/**
 * One event, timer or message in, one pass, its summary out. Returns whenever a report was made, whatever is in it;
 * throws only when nothing could be observed, so that the platform tries again.
 */
export async function runInvocation(invocation: Invocation): Promise<Summary | Ignored> {
  const { cloud: name, requestId: request, account, trigger } = invocation;
  const environment = readEnvironment(process.env);
  const log = jsonLog(environment.log, (line) => process.stdout.write(`${line}\n`));
  if (trigger.kind === "ignored") {
    const { id, type, because } = trigger;
    log.info("ignored", { request, id, type, because });
    return { ignored: true, id, type, because };
  }
  const calls = new Map<string, number>();
  const cloud = invocation.openCloud({
    ...(environment.endpoint === null ? {} : { endpoint: environment.endpoint }),
    clock: systemClock,
    random: Math.random,
    onCall: (call) => calls.set(call, (calls.get(call) ?? 0) + 1),
  });
  const report = await runPass({
    deployment: environment.deployment,
    mode: environment.mode,
    target: environment.endpoint ?? "the vendors' own hosts",
    trigger,
    clouds: [environment.mode === "observe" ? { read: readOnly(cloud), write: null } : { read: cloud, write: cloud }],
    ...(account === null ? {} : { accounts: { [name]: account } }),
    store: openStore(environment, name, invocation.bucketCredentials),
    clock: systemClock,
    log,
    waitMs: environment.waitMs,
    budgetMs: invocation.remainingMs - timeForAnswer,
    calls: () => Object.fromEntries([...calls].sort(([a], [b]) => (a < b ? -1 : 1))),
    ledgerCache,
    random: Math.random,
  });
  const summary = summarize(report);
  log.info("pass", { request, ...summary });
  return summary;
}
