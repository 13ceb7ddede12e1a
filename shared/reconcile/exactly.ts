import { type Change, changeKey } from "../model/change.ts";
import { equal } from "../model/equality.ts";
import type { Notice } from "../model/plan.ts";
import { type Difference, differenceOf } from "../plan/difference.ts";
import { apply } from "./apply/apply.ts";
import type { Audit } from "./apply/audit.ts";
import { confirm } from "./confirm.ts";
import { look } from "./look.ts";
import { narrowed, type Scope } from "./observe/scope.ts";
import type { Running } from "./pass.ts";
import { type Done, isWorthALook, lookBack } from "./rounds.ts";
import { laterFindings, laterHeld, withOutcomes } from "./told.ts";

/** The world is not what was agreed to any more; nothing was written. */
export interface Moved {
  readonly moved: Difference;
}

/** What was done, and what follows from it or has to be planned anew. */
export interface DoneExactly extends Done {
  readonly next: readonly Change[];
}

/**
 * Makes exactly the changes that somebody agreed to, if they are what would be done now: looks, plans and guards, and
 * compares. What follows from them, as the names of a link that became ready, is told and not done.
 * @param begin called right before the first write could be made.
 */
export async function exactly(
  running: Running,
  scope: Scope,
  audit: Audit,
  agreed: readonly Change[],
  begin: () => Promise<void>,
): Promise<DoneExactly | Moved> {
  const { pass } = running;
  const first = await look(running, scope);
  const moved = differenceOf(agreed, first.plan);
  if (moved !== null) return { moved };
  await begin();
  const notices: Notice[] = [...pass.notices, ...first.plan.notices];
  await confirm(running, first, notices);
  const { outcomes, leftUndone: cut, storeFailed } = await apply(running, first.estate, first.plan.changes, audit);
  const leftUndone = [...cut];
  const written = outcomes.filter(isWorthALook).map(({ change }) => change);
  // What was not what the plan was made from is planned anew.
  const again = outcomes.flatMap(({ result, change }) => (result === "skipped" ? [change] : [])).filter(isNot(written));
  const done = { first, scope, outcomes, notices, leftUndone };
  const stop = storeFailed || cut.length > 0 || running.remaining() <= 0 || pass.interrupted?.() === true;
  if (stop && written.length > 0) leftUndone.push("what was written was not read back; the next pass reads it");
  const mayLook = written.length > 0 && !stop;
  const back = mayLook ? await lookBack(running, narrowed(scope, written), leftUndone) : null;
  if (back === null) {
    const { findings, held } = first.plan;
    return { ...done, findings: withOutcomes(findings, outcomes), held, next: again };
  }
  await confirm(running, back, notices);
  notices.push(...back.plan.notices.filter((notice) => !notices.some((before) => equal(before, notice))));
  const { plan } = back;
  const tried = new Set(outcomes.flatMap(({ result, change }) => (result === "failed" ? [changeKey(change)] : [])));
  const following = plan.changes.filter((change) => !tried.has(changeKey(change)));
  return {
    ...done,
    findings: withOutcomes(laterFindings(first.plan.findings, plan.findings), outcomes),
    held: laterHeld(first.plan.held, plan.held, plan.findings),
    next: [...again.filter(isNot(following)), ...following],
  };
}

function isNot(others: readonly Change[]): (change: Change) => boolean {
  const keys = new Set(others.map(changeKey));
  return (change) => !keys.has(changeKey(change));
}
