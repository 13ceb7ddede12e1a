import type { Finding } from "../../shared/model/finding.ts";
import type { Pass } from "../../shared/reconcile/pass.ts";
import { reconcile } from "../../shared/reconcile/reconcile.ts";
import { checkLine } from "../../shared/report/check.ts";
import { renderPlanText } from "../../shared/report/plan.ts";
import { renderReportText } from "../../shared/report/report.ts";
import { exitCodeOf, exitCodes, failingNotices, withoutExempt } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import { onInterrupt } from "../interrupt.ts";
import type { PassOptions } from "../options.ts";
import { type OverrideOptions, overriding, reasonedOverrides } from "../overrides.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import { personHere } from "../person.ts";
import type { Terminal } from "../terminal.ts";
import { exitCodeOfPlan, noticesThatCount, planOfPass } from "./plan.ts";

/** `mooring sweep`: one full pass from the terminal, writing what the modes allow; `check` only looks, and fails with all that fails. */
export async function sweepCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  check: boolean,
  own: OverrideOptions = {},
): Promise<number> {
  const overrides = reasonedOverrides(own, personHere());
  if (check && overrides.length > 0) throw new Fault("--check writes nothing, so there is nothing to set aside for it");
  const trigger = { kind: "command", command: "sweep", depth: "full", networks: null } as const;
  const pass = await terminalPass(drivers, options, trigger, !check);
  if (check) return checkOnly(terminal, options, pass);
  const interrupt = onInterrupt();
  const report = await reconcile({ ...overriding(pass, overrides), interrupted: interrupt.heard }).finally(
    interrupt.forget,
  );
  if (options.json) terminal.json(report);
  else terminal.print(renderReportText(report, { color: terminal.color }));
  const applied = report.outcomes.filter((outcome) => outcome.result === "applied").length;
  return exitCodeOf({ ...report, changes: applied });
}

/** States of networks that wish for nothing and are expected by nobody, beside the one that all others must have. */
const asItMustBe: readonly Finding["state"][] = ["moored", "foreign", "leaving"];

async function checkOnly(terminal: Terminal, options: PassOptions, pass: Pass): Promise<number> {
  const plan = await planOfPass(pass, []);
  const { findings, compliance, changes } = plan;
  const wrong = withoutExempt(findings, compliance).filter(({ state }) => !asItMustBe.includes(state));
  const fails = compliance.some(({ failing, unread }) => failing > 0 || unread.length > 0);
  const code = exitCodeOfPlan(plan);
  // What is under way is nothing to do and is not moored either.
  const verdict = code === exitCodes.nothing && (wrong.length > 0 || fails) ? exitCodes.failing : code;
  const passed = verdict === exitCodes.nothing;
  const notices = failingNotices(noticesThatCount(plan)).map(({ code: said }) => said);
  const line = checkLine({ passed, compliance, wrong, changes: changes.length, notices });
  // A verdict is no plan that could be applied.
  const { digest: _, ...seen } = plan;
  if (options.json) terminal.json({ ok: passed, verdict: line, ...seen });
  else terminal.print(`${line}\n${renderPlanText(plan, { color: terminal.color })}`);
  return verdict;
}
