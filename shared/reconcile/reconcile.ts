import { createDeadline } from "../kernel/deadline.ts";
import type { Outcome } from "../model/change.ts";
import { equal } from "../model/equality.ts";
import type { Estate } from "../model/estate.ts";
import type { Finding } from "../model/finding.ts";
import { instant } from "../model/known.ts";
import type { Notice, Plan } from "../model/plan.ts";
import type { Report } from "../model/report.ts";
import type { Confirmation } from "../plan/confirm.ts";
import { guard } from "../plan/guard.ts";
import { byFinding } from "../plan/order.ts";
import { plan } from "../plan/plan.ts";
import { readEntry, removeEntry, writeEntry } from "../store/objects/ledger.ts";
import { StoreError } from "../store/port.ts";
import { apply } from "./apply.ts";
import { createAudit } from "./audit.ts";
import { observe } from "./observe.ts";
import type { Pass, Running } from "./pass.ts";
import { publish } from "./publish.ts";
import { narrowed, type Scope, scopeOf } from "./scope.ts";

/** A change can open the way for the next (a link, its names, its zone), but never for more rounds than this. */
const mostRounds = 6;

/** Between two looks at a link that becomes ready, milliseconds. */
const lookAgain = 4_000;

/** Kept free at the end of a pass for its report, milliseconds. */
const timeForReport = 3_000;

/** What one round saw and what came of it. */
interface Round {
  readonly estate: Estate;
  readonly confirmed: readonly Confirmation[];
  readonly plan: Plan;
}

/**
 * One pass: observe, plan, guard, apply, verify, until nothing more follows from what was done; then the report.
 * Throws `PassError` only when nothing could be observed.
 */
export async function reconcile(pass: Pass): Promise<Report> {
  const startedAt = instant(pass.clock.now());
  const deadline = createDeadline(pass.clock, pass.budgetMs - timeForReport);
  const running: Running = { pass, context: { log: pass.log, signal: deadline.signal }, remaining: deadline.remaining };
  try {
    const done = await rounds(running, startedAt);
    const report = toReport(pass, startedAt, done);
    await publish(pass, report, done.first.estate, done.scope);
    return report;
  } finally {
    await deadline.end();
  }
}

interface Done {
  readonly scope: Scope;
  readonly first: Round;
  readonly findings: readonly Finding[];
  readonly last: Plan;
  readonly outcomes: readonly Outcome[];
  readonly notices: readonly Notice[];
  readonly leftUndone: readonly string[];
}

async function rounds(running: Running, startedAt: string): Promise<Done> {
  const { pass } = running;
  const audit = createAudit(pass, startedAt);
  const scope = scopeOf(
    pass.trigger,
    pass.settings,
    pass.clouds.map(({ read }) => read.cloud),
  );
  const first = await look(running, scope);
  const outcomes: Outcome[] = [];
  const leftUndone: string[] = [];
  const notices: Notice[] = [...pass.notices, ...first.plan.notices];
  let findings = first.plan.findings;
  let round = first;
  let waited = 0;
  for (let count = 1; count < mostRounds || waited > 0; count++) {
    await confirm(running, round.confirmed, notices);
    const applied = await apply(running, round.estate, round.plan, audit);
    outcomes.push(...applied.outcomes);
    leftUndone.push(...applied.leftUndone);
    if (applied.leftUndone.length > 0) break;
    const touched = applied.outcomes.filter((outcome) => outcome.result === "applied").map((outcome) => outcome.change);
    const moving = movingOf(outcomes, round.plan);
    const next = touched.length > 0 ? touched : moving;
    if (next.length === 0) break;
    if (touched.length === 0) {
      const pause = Math.min(lookAgain, pass.waitMs - waited, remainingFor(running));
      if (pause <= 0) break;
      await pass.clock.sleep(pause);
      waited += pause;
    }
    if (running.remaining() <= 0) break;
    round = await look(running, narrowed(scope, next));
    findings = merge(findings, round.plan.findings);
  }
  return { scope, first, findings, last: round.plan, outcomes, notices, leftUndone };
}

function remainingFor(running: Running): number {
  return running.remaining() - lookAgain;
}

async function look(running: Running, scope: Scope): Promise<Round> {
  const { estate, confirmed } = await observe(running, scope);
  return { estate, confirmed, plan: guard(plan(estate), estate, running.pass.mode) };
}

/** Networks that this pass attached and whose links are not ready yet. */
function movingOf(
  outcomes: readonly Outcome[],
  latest: Plan,
): readonly { readonly registry: string; readonly region: string; readonly network: string }[] {
  return outcomes
    .filter((outcome) => outcome.result === "applied" && outcome.change.kind === "attach")
    .map((outcome) => outcome.change)
    .filter((change) =>
      latest.findings.some(
        (finding) =>
          finding.network === change.network && finding.registry === change.registry && finding.state === "pending",
      ),
    );
}

/** Writes to the ledger what was seen. An entry that another pass wrote meanwhile is left to what that pass knows. */
async function confirm({ pass }: Running, confirmed: readonly Confirmation[], notices: Notice[]): Promise<void> {
  try {
    for (const { have, want } of confirmed) {
      const now = await readEntry(pass.store, have.registry, have.network, have.part);
      if (!equal(now, have)) continue;
      if (want === null) await removeEntry(pass.store, have.registry, have.network, have.part);
      else await writeEntry(pass.store, want);
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    notices.push({
      registry: null,
      code: "unknown/store",
      sentence: `the ledger could not be written: ${error.message}`,
    });
  }
}

/** Later findings of a network replace earlier ones; the rest stay. */
function merge(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const key = (finding: Finding) => `${finding.registry ?? ""}/${finding.region}/${finding.network}`;
  const replaced = new Set(after.map(key));
  return [...before.filter((finding) => !replaced.has(key(finding))), ...after].sort(byFinding);
}

function toReport(pass: Pass, startedAt: string, done: Done): Report {
  const { trigger } = pass;
  return {
    version: 1,
    pass: pass.id,
    deployment: pass.deployment,
    target: pass.target,
    mode: pass.mode,
    trigger: { kind: trigger.kind, depth: done.scope.depth, ids: trigger.kind === "event" ? trigger.ids : [] },
    startedAt,
    finishedAt: instant(pass.clock.now()),
    settings: pass.settings.hash,
    findings: done.findings,
    outcomes: done.outcomes,
    held: done.first.plan.held,
    notices: done.notices,
    leftUndone: done.leftUndone,
    calls: pass.calls(),
  };
}
