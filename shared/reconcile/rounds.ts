import { changeKey, type Outcome } from "../model/change.ts";
import { equal } from "../model/equality.ts";

import type { Finding } from "../model/finding.ts";
import type { HeldChange, Notice } from "../model/plan.ts";

import { apply } from "./apply/apply.ts";
import type { Audit } from "./apply/audit.ts";
import { confirm } from "./confirm.ts";
import { firstLook, laterLook } from "./last-places.ts";
import type { Look } from "./look.ts";
import { narrowed, type Scope } from "./observe/scope.ts";
import { PassError, type Running } from "./pass.ts";
import { laterFindings, laterHeld, withOutcomes } from "./told.ts";

/** A change can open the way for the next (a link, its names, its zone), but never for more rounds than this. */
const mostRounds = 6;

/** Between two looks at a link that becomes ready, milliseconds. */
const lookAgain = 4_000;

/** What a pass saw, did and left undone. */
export interface Done {
  /** The look at the whole scope. */
  readonly first: Look;
  /** Where it looked: wider than asked for where the last places of a registry are given. */
  readonly scope: Scope;
  readonly findings: readonly Finding[];
  readonly held: readonly HeldChange[];
  readonly outcomes: readonly Outcome[];
  readonly notices: readonly Notice[];
  readonly leftUndone: readonly string[];
}

interface Touched {
  readonly registry: string;
  readonly region: string;
  readonly network: string;
}

/**
 * Looks, writes and looks again at what was written, until nothing more follows. Throws `PassError` only when the first
 * look saw nothing: what was written once is always reported.
 */
export async function rounds(running: Running, asked: Scope, audit: Audit): Promise<Done> {
  const { pass, context } = running;
  const { scope, look: first } = await firstLook(running, asked);
  const outcomes: Outcome[] = [];
  const notices: Notice[] = [...pass.notices, ...first.plan.notices];
  const leftUndone: string[] = [];
  if (context.signal.aborted)
    leftUndone.push("the pass ran out of time while it read; what it did not read is unknown");
  let { findings, held } = first.plan;
  let seen = first;
  let waited = 0;
  let unwaited = 0;
  for (;;) {
    await confirm(running, seen, notices);
    const failed = new Set(outcomes.filter(({ result }) => result === "failed").map(({ change }) => changeKey(change)));
    const changes = seen.plan.changes.filter((change) => !failed.has(changeKey(change)));
    if (unwaited >= mostRounds) {
      leftUndone.push(...changes.map((change) => `${changeKey(change)}: this pass wrote enough; the next one does it`));
      break;
    }
    const applied = await apply(running, seen.estate, changes, audit);
    outcomes.push(...applied.outcomes);
    leftUndone.push(...applied.leftUndone);
    const written = applied.outcomes.filter(isWorthALook).map(({ change }) => change);
    const next: readonly Touched[] = written.length > 0 ? written : movingOf(outcomes, findings);
    if (next.length === 0) break;
    const stop =
      applied.storeFailed || applied.leftUndone.length > 0 || running.remaining() <= 0 || pass.interrupted?.() === true;
    if (stop) {
      if (written.length > 0) leftUndone.push("what was written was not read back; the next pass reads it");
      break;
    }
    if (written.length === 0) {
      const pause = Math.min(lookAgain, pass.waitMs - waited, running.remaining() - lookAgain);
      if (pause <= 0) break;
      await pass.clock.sleep(pause);
      waited += pause;
    } else unwaited += 1;
    const again = await lookBack(running, narrowed(scope, next), leftUndone);
    if (again === null) break;
    seen = again;
    findings = laterFindings(findings, seen.plan.findings);
    held = laterHeld(held, seen.plan.held, seen.plan.findings);
    const later = seen.plan.notices.filter(({ code }) => !isOfTheFirstLook(code));
    notices.push(...later.filter((notice) => !notices.some((before) => equal(before, notice))));
  }
  return { first, scope, findings: withOutcomes(findings, outcomes), held, outcomes, notices, leftUndone };
}

/** Later looks are at a few networks, and would tell the same warning in other numbers. */
function isOfTheFirstLook(code: string): boolean {
  return code.startsWith("capacity/");
}

/** The world is not any more what the plan was made from. */
export function isWorthALook(outcome: Outcome): boolean {
  return (
    outcome.result === "applied" ||
    (outcome.result === "skipped" && ["skipped/already-right", "skipped/already-linked"].includes(outcome.code))
  );
}

/** `null`: nothing could be read. What was done before stays done, and is told. */
export async function lookBack(running: Running, scope: Scope, leftUndone: string[]): Promise<Look | null> {
  try {
    return await laterLook(running, scope);
  } catch (error) {
    if (!(error instanceof PassError)) throw error;
    leftUndone.push(`what was written could not be read back (${error.message}); the next pass reads it`);
    return null;
  }
}

/** Networks that this pass attached and whose links are not ready yet. */
function movingOf(outcomes: readonly Outcome[], findings: readonly Finding[]): readonly Touched[] {
  return outcomes
    .filter(({ result, change }) => result === "applied" && change.kind === "attach")
    .map(({ change }) => change)
    .filter((change) =>
      findings
        .filter(({ network, registry }) => network === change.network && registry === change.registry)
        .flatMap(({ parts }) => parts)
        .some(({ part, state }) => part === change.part && state === "pending"),
    );
}
