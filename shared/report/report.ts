import { elapsed } from "../model/known.ts";
import type { Report } from "../model/report.ts";
import { capacityList } from "./capacity.ts";
import { complianceList } from "./compliance.ts";
import { pageMarkdown } from "./markdown.ts";
import { cell, type List, type Page } from "./page.ts";
import { paletteOf } from "./palette.ts";
import { heldBack, heldList, noticeList, outcomeList, registryTables, undoneList } from "./sections.ts";
import { pageText } from "./text.ts";
import { counted, headline, overrideWords, targetLine } from "./wording.ts";

export interface TextOptions {
  /** ANSI colours; off unless asked for. */
  readonly color?: boolean;
}

/** A pass's report for a terminal. */
export function renderReportText(report: Report, { color = false }: TextOptions = {}): string {
  return pageText(reportPage(report), paletteOf(color));
}

/** A pass's report as Markdown, for an issue or a chat. */
export function renderReportMarkdown(report: Report): string {
  return pageMarkdown(reportPage(report));
}

function reportPage(report: Report): Page {
  return {
    target: targetLine(report.target, report.findings),
    headline: headline(report.findings),
    tables: registryTables(report.findings, report.compliance),
    lists: [
      complianceList(report.compliance),
      capacityList(report.capacity),
      overrideList(report.overrides),
      outcomeList(report.outcomes),
      heldList(heldBack(report)),
      noticeList(report.notices),
      undoneList(report.leftUndone),
    ],
    footer: [passLine(report), callsLine(report.calls)],
  };
}

/** Who set which limit aside for this pass, and why. */
function overrideList(overrides: Report["overrides"]): List {
  return {
    title: "limits set aside for this pass",
    items: overrides.map((override) => ({
      mark: cell(overrideWords(override), "waiting"),
      text: `by ${override.by}: ${override.reason}`,
      below: [],
    })),
  };
}

function passLine(report: Report): string {
  const { kind, depth } = report.trigger;
  const seconds = (elapsed(report.startedAt, report.finishedAt) / 1000).toFixed(1);
  return `pass ${report.pass} (${kind}, ${depth}) at ${report.startedAt}, ${seconds} s, mode ${report.mode}, configuration ${report.settings}`;
}

function callsLine(calls: Report["calls"]): string {
  const each = Object.entries(calls).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const total = each.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return "no vendor calls";
  return `${counted(total, "vendor call")}: ${each.map(([call, count]) => `${call} ${count}`).join(", ")}`;
}
