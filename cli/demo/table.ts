import type { Palette } from "../../shared/report/palette.ts";
import type { DemoResult } from "./story.ts";

/** The last word of the demo: every network with its names as they really answer, and every repair. */
export function renderDemoTable(result: DemoResult, paint: Palette): string {
  const rows = result.networks.flatMap((network) =>
    network.names.map((name) => [
      network.vpcId,
      network.state,
      name.part,
      name.name,
      name.address ?? "-",
      name.answer ?? "-",
      name.ok ? "right" : "wrong",
    ]),
  );
  const head = ["network", "state", "part", "name", "link address", "answer", ""];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const repairs = result.repairs.map(
    (repair) => `  ${repair.vpcId}  ${repair.name}  ${repair.kind}: ${repair.before} -> ${repair.after}`,
  );
  const total = Object.values(result.calls).reduce((sum, count) => sum + count, 0);
  return [
    paint("title", line(head)),
    ...rows.map(line),
    "",
    paint("title", "repaired without anybody's help"),
    ...repairs,
    "",
    `${total} vendor calls by Mooring`,
    result.ok ? paint("good", "all of it held") : paint("bad", "not all of it held"),
    "",
  ].join("\n");
}
