import { createDeadline } from "../kernel/deadline.ts";
import type { Change } from "../model/change.ts";
import type { Trigger } from "../model/hint.ts";
import { type Instant, instant } from "../model/known.ts";
import type { Notice } from "../model/plan.ts";
import type { Report } from "../model/report.ts";
import type { LedgerCache } from "../store/objects/ledger.ts";
import { writeOverrides } from "../store/objects/overrides.ts";
import { StoreError } from "../store/port.ts";
import { accessByMode } from "./access.ts";
import { createAudit } from "./apply/audit.ts";
import { toldCompliance } from "./compliance.ts";
import { exactly, type Moved } from "./exactly.ts";
import { aim } from "./observe/aim.ts";
import type { Scope } from "./observe/scope.ts";
import { type Pass, PassError, type Running, scopeOfPass } from "./pass.ts";
import { publish } from "./publish.ts";
import { type Done, rounds } from "./rounds.ts";

/** Kept free at the end of a pass for its report, milliseconds. */
const timeForReport = 3_000;

/**
 * One pass: observe, plan, guard, apply, verify, until nothing more follows from what was done; then the report.
 * Throws `PassError` only when nothing could be observed.
 */
export async function reconcile(pass: Pass): Promise<Report> {
  return underWay(pass, async (running, startedAt) => {
    const scope = await aim(running, scopeOfPass(pass));
    await keepOverrides(pass, startedAt);
    const done = await rounds(running, scope, createAudit(pass, startedAt));
    return finish(running, startedAt, done);
  });
}

/**
 * One pass that makes the changes that somebody agreed to, if they are exactly what would be done now, and nothing
 * that follows from them. Throws `PassError` when nothing could be observed, or the overrides could not be kept.
 */
export async function reconcileExactly(
  pass: Pass,
  agreed: readonly Change[],
): Promise<Moved | { readonly report: Report; readonly next: readonly Change[] }> {
  return underWay(pass, async (running, startedAt) => {
    const scope = scopeOfPass(pass);
    const audit = createAudit(pass, startedAt);
    const done = await exactly(running, scope, audit, agreed, () => keepOverrides(pass, startedAt));
    if ("moved" in done) return done;
    return { report: await finish(running, startedAt, done), next: done.next };
  });
}

async function underWay<T>(given: Pass, work: (running: Running, startedAt: Instant) => Promise<T>): Promise<T> {
  // What the pass reads of the ledger before each write is what changed since it looked.
  const ledgerCache: LedgerCache = given.ledgerCache ?? new Map();
  const pass: Pass = { ...given, ledgerCache, clouds: accessByMode(given.clouds, given.settings, given.mode) };
  const startedAt = instant(pass.clock.now());
  const deadline = createDeadline(pass.clock, pass.budgetMs - timeForReport);
  const running: Running = {
    pass,
    context: { log: pass.log, signal: deadline.signal },
    remaining: deadline.remaining,
    accounts: new Map(),
    listed: new Map(),
    linksAgain: new Map(),
    said: { reading: null },
  };
  try {
    return await work(running, startedAt);
  } finally {
    await deadline.end();
  }
}

async function finish(running: Running, startedAt: Instant, done: Done): Promise<Report> {
  const { pass } = running;
  const { scope } = done;
  const compliance = await toldCompliance(running, scope, done.first.estate, done.findings);
  const report = { ...toReport(pass, startedAt, scope, done), compliance: [...compliance.values()].flat() };
  const unkept = await publish(pass, report, done.first, scope, compliance);
  return unkept === null ? report : { ...report, notices: [...report.notices, unkept] };
}

/** Limits that were set aside are kept with the reason before anything is written without them. */
async function keepOverrides({ overrides = [], store, id, deployment }: Pass, at: Instant): Promise<void> {
  if (overrides.length === 0) return;
  try {
    await writeOverrides(store, { version: 1, pass: id, deployment, at, overrides });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new PassError(`the overrides could not be kept, so nothing is written: ${error.message}`, { cause: error });
  }
}

function toReport(pass: Pass, startedAt: Instant, scope: Scope, done: Done): Report {
  return {
    version: 1,
    pass: pass.id,
    deployment: pass.deployment,
    target: pass.target,
    mode: pass.mode,
    trigger: { kind: pass.trigger.kind, depth: scope.depth, ids: idsOf(pass.trigger) },
    startedAt,
    finishedAt: instant(pass.clock.now()),
    settings: pass.settings.hash,
    findings: done.findings,
    outcomes: done.outcomes,
    held: done.held,
    notices: [...strayShard(pass.trigger, scope), ...done.notices],
    compliance: done.first.plan.compliance,
    capacity: done.first.plan.capacity,
    overrides: pass.overrides ?? [],
    leftUndone: done.leftUndone,
    calls: pass.calls(),
  };
}

function idsOf(trigger: Trigger): readonly string[] {
  switch (trigger.kind) {
    case "event":
      return trigger.ids;
    case "shard":
      return [trigger.pass];
    case "timer":
    case "command":
      return [];
  }
}

/** A message may be older than the configuration in force. */
function strayShard(trigger: Trigger, scope: Scope): readonly Notice[] {
  if (trigger.kind !== "shard" || scope.registries.length > 0) return [];
  const { registry, region } = trigger;
  const sentence = `a message asks for registry "${registry}" in ${region}, which the configuration in force does not have; nothing was looked at`;
  return [{ registry: null, code: "unknown/registry", sentence }];
}
