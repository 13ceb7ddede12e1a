import type { Change } from "../model/change.ts";
import type { PlanDocument, PlannedChange } from "../model/plan-document.ts";
import { capacityList } from "./capacity.ts";
import { complianceList } from "./compliance.ts";
import { pageMarkdown } from "./markdown.ts";
import { type Cell, cell, type List, type Page } from "./page.ts";
import { paletteOf } from "./palette.ts";
import { heldBack, heldList, noticeList, registryTables } from "./sections.ts";
import { pageText } from "./text.ts";
import { changeWords, counted, headline, overrideWords, targetLine } from "./wording.ts";

export interface PlanOptions {
  /** As in a report: `the vendors' own hosts` or a loopback address. */
  readonly target: string;
  /** ANSI colours; off unless asked for. */
  readonly color?: boolean;
}

/** A plan for a terminal: what would be written, what is held, and how every network stands. */
export function renderPlanText(plan: PlanDocument, { color = false }: Pick<PlanOptions, "color"> = {}): string {
  return pageText(planPage(plan), paletteOf(color));
}

/** A plan as Markdown, for a review. */
export function renderPlanMarkdown(plan: PlanDocument): string {
  return pageMarkdown(planPage(plan));
}

function planPage(plan: PlanDocument): Page {
  return {
    target: targetLine(plan.target, plan.findings),
    headline: `${planned(plan)}; ${headline(plan.findings)}`,
    tables: registryTables(plan.findings, plan.compliance),
    lists: [
      complianceList(plan.compliance),
      capacityList(plan.capacity),
      changeList(plan.changes),
      heldList(heldBack(plan)),
      noticeList(plan.notices),
    ],
    footer: [
      ...(plan.overrides.length === 0 ? [] : [`planned with ${plan.overrides.map(overrideWords).join(", ")}`]),
      `planned at ${plan.at}, configuration ${plan.settings}; nothing was written`,
    ],
  };
}

function planned(plan: PlanDocument): string {
  const { changes } = plan;
  const { held, unplanned } = heldBack(plan);
  const codes = [...held, ...unplanned].map(({ code }) => code);
  if (changes.length > 0) return [`${counted(changes.length, "change")} to make`, ...heldWords(codes)].join("; ");
  return codes.length === 0 ? "nothing to do" : ["nothing to make now", ...heldWords(codes)].join("; ");
}

/** `2 held back by attaches-per-day, 1 by approval`: the one that holds most first. */
function heldWords(codes: readonly string[]): readonly string[] {
  const each = [...new Set(codes)]
    .map((code) => ({ code, count: codes.filter((other) => other === code).length }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
    .map(({ code, count }, index) => `${count}${index === 0 ? " held back" : ""} by ${code.replace(/^held\//, "")}`);
  return each.length === 0 ? [] : [each.join(", ")];
}

function changeList(changes: readonly PlannedChange[]): List {
  return {
    title: "to do",
    items: changes.map((change) => ({
      mark: markOf(change),
      text: `${changeWords(change)} [${change.id}]`,
      below: [`because ${change.because}`],
    })),
  };
}

function markOf({ kind }: Change): Cell {
  switch (kind) {
    case "attach":
    case "create-record":
    case "switch-on":
    case "create-zone":
    case "create-role":
      return cell("+", "good");
    case "detach":
    case "delete-record":
    case "switch-off":
    case "delete-zone":
      return cell("-", "bad");
    case "correct-record":
    case "enable-record":
    case "bind-zone":
    case "set-fall-through":
      return cell("~", "waiting");
  }
}
