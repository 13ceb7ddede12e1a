import type { Notice } from "../../shared/model/plan.ts";
import type { PlanDocument } from "../../shared/model/plan-document.ts";
import { guard } from "../../shared/plan/guard.ts";
import { withOverrides } from "../../shared/plan/limits/overrides.ts";
import { plan as planOf } from "../../shared/plan/plan.ts";
import { planDocument } from "../../shared/plan/plan-document.ts";
import type { Pass } from "../../shared/reconcile/pass.ts";
import { previewPass } from "../../shared/reconcile/preview.ts";
import { renderPlanCsv } from "../../shared/report/csv.ts";
import { renderPlanMarkdown, renderPlanText } from "../../shared/report/plan.ts";
import { applyLine } from "../apply-line.ts";
import { readEstate } from "../estate-file.ts";
import { exitCodeOf } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions, RawOptions } from "../options.ts";
import { askedOverrides } from "../overrides.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import { writePlan } from "../plan-file.ts";
import type { Terminal } from "../terminal.ts";

const formats = ["text", "json", "markdown", "csv"] as const;
type Format = (typeof formats)[number];

/** What `mooring plan` takes beside the options of every command that looks, which are here as they were given. */
export interface PlanOptions extends RawOptions {
  /** A saved estate to plan from. */
  readonly estate?: string;
  readonly format?: string;
  /** Where to keep the plan for `mooring apply`. */
  readonly out?: string;
  readonly override?: readonly string[];
}

/** `mooring plan`: what a pass would do now, without doing it; from a saved estate, what one would have done then. */
export async function planCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  given: PlanOptions,
): Promise<number> {
  const { estate, format: wanted, out, override } = given;
  const format = formatOf(wanted, options.json);
  const asked = askedOverrides(override);
  const plan = estate === undefined ? await planNow(drivers, options, asked) : await planThen(estate, options, asked);
  if (out !== undefined) await writePlan(out, plan);
  if (format === "json") terminal.json(plan);
  else terminal.print(rendered(plan, format, terminal.color));
  if (out !== undefined && format === "text")
    terminal.print(
      estate === undefined
        ? `kept in ${out}; apply exactly this with: ${applyLine(out, given)}`
        : `kept in ${out}; a plan from a saved estate, which is read and not applied`,
    );
  return exitCodeOfPlan(plan);
}

/** The plan in force for a pass at this terminal: what it would do now. */
export async function planOfPass(pass: Pass, overrides: PlanDocument["overrides"]): Promise<PlanDocument> {
  const { plan } = await previewPass(pass);
  const { target, deployment, mode } = pass;
  const about = { target, deployment, mode, overrides };
  return planDocument({ ...plan, notices: [...pass.notices, ...plan.notices] }, about);
}

export function exitCodeOfPlan(plan: PlanDocument): number {
  const { findings, changes, compliance } = plan;
  return exitCodeOf({ findings, notices: noticesThatCount(plan), compliance, changes: changes.length, outcomes: [] });
}

/** A plan writes nothing, so a pause fails it only where it holds something that the plan would have done. */
export function noticesThatCount({ notices, changes }: Pick<PlanDocument, "notices" | "changes">): readonly Notice[] {
  const holdsNothing = ({ code, registry }: Notice) =>
    code === "held/paused" && !changes.some((change) => registry === null || change.registry === registry);
  return notices.filter((notice) => !holdsNothing(notice));
}

function formatOf(wanted: string | undefined, json: boolean): Format {
  const format = formats.find((one) => one === (wanted ?? (json ? "json" : "text")));
  if (format === undefined) throw new Fault(`--format takes ${formats.join(", ")}, not "${wanted}"`);
  if (json && format !== "json") throw new Fault(`--json is --format json, and --format says ${format}; take one`);
  return format;
}

function rendered(plan: PlanDocument, format: Exclude<Format, "json">, color: boolean): string {
  switch (format) {
    case "text":
      return renderPlanText(plan, { color });
    case "markdown":
      return renderPlanMarkdown(plan);
    case "csv":
      return renderPlanCsv(plan);
  }
}

async function planNow(drivers: Drivers, options: PassOptions, overrides: PlanDocument["overrides"]) {
  const trigger = { kind: "command", command: "plan", depth: "full", networks: null } as const;
  const pass = await terminalPass(drivers, options, trigger, false);
  return planOfPass({ ...pass, settings: withOverrides(pass.settings, overrides) }, overrides);
}

async function planThen(file: string, { mode }: PassOptions, overrides: PlanDocument["overrides"]) {
  const saved = await readEstate(file);
  const estate = { ...saved, settings: withOverrides(saved.settings, overrides) };
  const about = { target: `file:${file}`, deployment: estate.deployment, mode, overrides };
  return planDocument(guard(planOf(estate), estate, mode), about);
}
