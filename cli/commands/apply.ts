import { elapsed, instant } from "../../shared/model/known.ts";
import type { PlanDocument } from "../../shared/model/plan-document.ts";
import { changeId } from "../../shared/plan/change-id.ts";
import { type Difference, differenceOf } from "../../shared/plan/difference.ts";
import type { Pass } from "../../shared/reconcile/pass.ts";
import { reconcileExactly } from "../../shared/reconcile/reconcile.ts";
import { differenceLines } from "../../shared/report/difference.ts";
import { renderPlanText } from "../../shared/report/plan.ts";
import { renderReportText } from "../../shared/report/report.ts";
import { changeWords, counted, overrideWords } from "../../shared/report/wording.ts";
import { overrideOptions } from "../apply-line.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import { onInterrupt } from "../interrupt.ts";
import type { PassOptions } from "../options.ts";
import { type OverrideOptions, overriding, reasonedOverrides } from "../overrides.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import { personHere } from "../person.ts";
import { readPlan } from "../plan-file.ts";
import type { Terminal } from "../terminal.ts";
import { exitCodeOfPlan, planOfPass } from "./plan.ts";

/** A plan that is older than this was made for another day; milliseconds. */
const longestLife = 24 * 3_600_000;

/** How far the clock of who planned may be ahead; milliseconds. */
const clockSkew = 5 * 60_000;

/** What `mooring apply` takes beside the options of every command that looks. */
export interface ApplyOptions extends OverrideOptions {
  readonly yes: boolean;
  /** Asks at the terminal; throws where nobody can answer. */
  confirm(question: string): Promise<boolean>;
}

/**
 * `mooring apply [plan.json]`: exactly the changes of a plan that somebody has read, from a file or shown now, and
 * nothing that follows from them. Observes again, and writes nothing when the world has moved.
 */
export async function applyCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  file: string | null,
  own: ApplyOptions,
): Promise<number> {
  const overrides = reasonedOverrides(own, personHere());
  const kept = file === null ? null : await readPlan(file);
  const trigger = { kind: "command", command: "apply", depth: "full", networks: null } as const;
  const open = async (mayWrite: boolean) =>
    overriding(await terminalPass(drivers, options, trigger, mayWrite), overrides);

  const looking = await open(false);
  if (kept !== null) refuseUnlike(kept, looking, file ?? "");
  const plan = await planOfPass(
    looking,
    overrides.map(({ limit, value }) => ({ limit, value })),
  );
  const moved = kept === null ? null : differenceOf(kept.changes, plan);
  if (moved !== null) return refuseMoved(terminal, options, moved, file);
  const shown = renderPlanText(plan, { color: terminal.color && !options.json });
  if (!options.json) terminal.print(shown);
  if (plan.changes.length === 0) {
    if (options.json) terminal.json({ target: plan.target, applied: false, plan });
    return exitCodeOfPlan(plan);
  }
  const question = `Shall ${plan.changes.length === 1 ? "this change" : `these ${plan.changes.length} changes`} be made?`;
  if (!own.yes) {
    if (options.json) terminal.complain(shown);
    if (!(await own.confirm(question))) throw new Fault("nothing was written");
  }

  const interrupt = onInterrupt();
  try {
    const pass = { ...(await open(true)), interrupted: interrupt.heard };
    refuseUnlike(plan, pass, "the plan");
    const done = await reconcileExactly(pass, plan.changes);
    if ("moved" in done) return refuseMoved(terminal, options, done.moved, file);
    const { report, next } = done;
    if (options.json) {
      const following = next.map((change) => ({ id: changeId(change), ...change }));
      terminal.json({ target: report.target, applied: true, report, next: following });
    } else {
      terminal.print(renderReportText(report, { color: terminal.color }));
      if (next.length > 0)
        terminal.print(
          `${counted(next.length, "change")} to make next, with a plan of their own:\n${next.map((change) => `  ${changeWords(change)}`).join("\n")}`,
        );
    }
    const applied = report.outcomes.filter(({ result }) => result === "applied").length;
    return exitCodeOf({ ...report, changes: applied + next.length });
  } finally {
    interrupt.forget();
  }
}

/** A plan is applied where, by whom and for what it was made, or not at all. */
function refuseUnlike(plan: PlanDocument, pass: Pass, name: string): void {
  const now = instant(pass.clock.now());
  const age = elapsed(plan.at, now);
  const given = (pass.overrides ?? []).map(overrideWords).sort().join(", ");
  const planned = plan.overrides.map(overrideWords).sort().join(", ");
  const problem =
    plan.target !== pass.target
      ? `was made for ${plan.target}, and this is ${pass.target}`
      : plan.deployment !== pass.deployment
        ? `was made for deployment "${plan.deployment}", and this is "${pass.deployment}"`
        : plan.settings !== pass.settings.hash
          ? `was made with configuration ${plan.settings}, and ${pass.settings.hash} is in force`
          : planned !== given
            ? `was made ${withOverrides(planned)}, and this is ${withOverrides(given)}`
            : age > longestLife
              ? `was made at ${plan.at}, more than 24 hours ago`
              : age < -clockSkew
                ? `was made at ${plan.at}, which is yet to come: a clock is wrong`
                : null;
  const same = planned === given ? "" : `${sameOverrides(plan)}, or `;
  if (problem !== null) throw new Fault(`${name} ${problem}; nothing was written: ${same}make a new plan`);
}

function withOverrides(words: string): string {
  return words === "" ? "with every limit" : `with ${words}`;
}

function sameOverrides({ overrides }: PlanDocument): string {
  return overrides.length === 0 ? "leave --override out" : `apply it with ${overrideOptions(overrides)}`;
}

function refuseMoved(terminal: Terminal, { json }: PassOptions, moved: Difference, file: string | null): number {
  const what = file ?? "the plan";
  if (json) terminal.json({ applied: false, moved });
  terminal.complain(
    [
      `mooring: the world is not what ${what} was made from any more, so nothing was written; make a new plan`,
      ...differenceLines(moved).map((line) => `  ${line}`),
    ].join("\n"),
  );
  return exitCodes.error;
}
