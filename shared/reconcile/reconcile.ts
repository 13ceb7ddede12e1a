import { createDeadline } from "../kernel/deadline.ts";
import type { Trigger } from "../model/hint.ts";
import { type Instant, instant } from "../model/known.ts";
import type { Notice } from "../model/plan.ts";
import type { Report } from "../model/report.ts";
import { aim } from "./aim.ts";
import { createAudit } from "./audit.ts";
import { type Pass, type Running, scopeOfPass } from "./pass.ts";
import { publish } from "./publish.ts";
import { type Done, rounds } from "./rounds.ts";
import type { Scope } from "./scope.ts";

/** Kept free at the end of a pass for its report, milliseconds. */
const timeForReport = 3_000;

/**
 * One pass: observe, plan, guard, apply, verify, until nothing more follows from what was done; then the report.
 * Throws `PassError` only when nothing could be observed.
 */
export async function reconcile(pass: Pass): Promise<Report> {
  const startedAt = instant(pass.clock.now());
  const deadline = createDeadline(pass.clock, pass.budgetMs - timeForReport);
  const running: Running = {
    pass,
    context: { log: pass.log, signal: deadline.signal },
    remaining: deadline.remaining,
    accounts: new Map(),
    said: { reading: null },
  };
  try {
    const scope = await aim(running, scopeOfPass(pass));
    const done = await rounds(running, scope, createAudit(pass, startedAt));
    const report = toReport(pass, startedAt, scope, done);
    const unkept = await publish(pass, report, done.first, scope);
    return unkept === null ? report : { ...report, notices: [...report.notices, unkept] };
  } finally {
    await deadline.end();
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
    overrides: [],
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
