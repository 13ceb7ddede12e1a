import { createAlibaba } from "../../../shared/clouds/alibaba/driver.ts";
import { readOnly } from "../../../shared/clouds/read-only.ts";
import { readAlibabaPayload } from "../../../shared/events/alibaba.ts";
import { systemClock } from "../../../shared/kernel/clock.ts";
import { jsonLog } from "../../../shared/kernel/log.ts";
import { runPass } from "../../../shared/reconcile/run.ts";
import { type Summary, summarize } from "../../../shared/reconcile/summary.ts";
import type { LedgerCache } from "../../../shared/store/objects/ledger.ts";
import type { FcContext } from "./context.ts";
import { readEnvironment } from "./environment.ts";
import { openStore } from "./store.ts";

/** Kept for the answer after the pass's own end, milliseconds. */
const timeForAnswer = 2_000;

/** Entries read by earlier invocations of this instance. */
const ledgerCache: LedgerCache = new Map();

/**
 * The reconcile function on Function Compute: one audit event, timer or message in, one pass, its summary out. Returns
 * whenever a report was made, whatever is in it; throws only when nothing could be observed, so that the platform tries
 * again. Source: https://www.alibabacloud.com/help/en/functioncompute/fc/request-handlers
 */
export async function handler(event: Buffer, context: FcContext): Promise<Summary | Ignored> {
  const environment = readEnvironment(process.env);
  const log = jsonLog(environment.log, (line) => process.stdout.write(`${line}\n`));
  const trigger = readAlibabaPayload(event);
  if (trigger.kind === "ignored") {
    const { id, type, because } = trigger;
    log.info("ignored", { request: context.requestId, id, type, because });
    return { ignored: true, id, type, because };
  }
  const calls = new Map<string, number>();
  const cloud = createAlibaba({
    region: context.region,
    ...(environment.endpoint === null ? {} : { endpoint: environment.endpoint }),
    credentials: () => credentialsOf(context),
    clock: systemClock,
    random: Math.random,
    onCall: (name) => calls.set(name, (calls.get(name) ?? 0) + 1),
  });
  const report = await runPass({
    deployment: environment.deployment,
    mode: environment.mode,
    target: environment.endpoint ?? "the vendors' own hosts",
    trigger,
    clouds: [environment.mode === "observe" ? { read: readOnly(cloud), write: null } : { read: cloud, write: cloud }],
    accounts: { alibaba: context.accountId },
    store: openStore(environment, () => credentialsOf(context)),
    clock: systemClock,
    log,
    waitMs: environment.waitMs,
    budgetMs: context.function.timeout * 1_000 - timeForAnswer,
    calls: () => Object.fromEntries([...calls].sort(([a], [b]) => (a < b ? -1 : 1))),
    ledgerCache,
    random: Math.random,
  });
  const summary = summarize(report);
  log.info("pass", { request: context.requestId, ...summary });
  return summary;
}

export interface Ignored {
  readonly ignored: true;
  readonly id: string | null;
  readonly type: string | null;
  readonly because: string;
}

async function credentialsOf(context: FcContext) {
  const { credentials } = context;
  if (credentials === undefined)
    throw new Error("the function has no role, so it has no credentials; give it the role that s.yaml names");
  return credentials;
}
