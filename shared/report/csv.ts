import type { Change } from "../model/change.ts";
import type { PlanDocument, PlannedChange } from "../model/plan-document.ts";
import { oneLine } from "./one-line.ts";
import { changeWords } from "./wording.ts";

const columns = [
  "row",
  "id",
  "registry",
  "cloud",
  "account",
  "region",
  "network",
  "label",
  "part",
  "what",
  "code",
  "why",
] as const;
type Cells = Readonly<Partial<Record<(typeof columns)[number], string | null>>>;

/**
 * A plan as RFC 4180: a header, then one row for each change to make, change held back, finding and notice; `row` says
 * which. Every line ends with CR LF.
 */
export function renderPlanCsv(plan: PlanDocument): string {
  const labels = new Map(plan.findings.map(({ network, label }) => [network, label]));
  const rows: readonly Cells[] = [
    ...plan.changes.map((change) => ({ ...target("change", change, labels), code: change.kind, why: change.because })),
    ...plan.held.map(({ change, code, sentence }) => ({ ...target("held", change, labels), code, why: sentence })),
    ...plan.findings.map(({ registry, cloud, account, region, network, label, state, code, sentence }) => ({
      ...{ row: "finding", registry, cloud, account, region, network, label },
      ...{ what: state, code, why: sentence },
    })),
    ...plan.notices.map(({ registry, code, sentence }) => ({ row: "notice", registry, code, why: sentence })),
  ];
  return [columns, ...rows.map((cells) => columns.map((column) => cells[column] ?? ""))]
    .map((cells) => `${cells.map(cellText).join(",")}\r\n`)
    .join("");
}

function target(row: string, change: PlannedChange, labels: ReadonlyMap<string, string>): Cells {
  const { id, registry, cloud, account, region, network, part }: PlannedChange & Change = change;
  return {
    ...{ row, id, registry, cloud, account, region, network, part },
    label: labels.get(network) ?? null,
    what: changeWords(change),
  };
}

/** Quoted where it must be. What a spreadsheet would take for a formula is text: a network's label is anybody's. */
function cellText(text: string): string {
  const clean = oneLine(text);
  const harmless = /^[=+\-@＝＋－＠]/.test(clean) ? `'${clean}` : clean;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
