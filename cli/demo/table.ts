import type { Palette } from "../../shared/report/palette.ts";
import type { DemoResult } from "./result.ts";

/** The last word of the demo: every network with its names as they really answer, every repair, and what to try next. */
export function renderEnding(result: DemoResult, label: (vpc: string) => string, paint: Palette): string {
  const names = result.networks.flatMap((network) =>
    network.names.map((name) => [
      network.cloud,
      label(network.vpcId),
      network.state,
      name.part,
      name.name,
      name.address ?? "-",
      `${name.answer ?? "nothing"}${name.ok ? "" : ", wrong"}`,
    ]),
  );
  const repairs = result.repairs.map(({ vpcId, name, kind, before, after }) => [
    label(vpcId),
    kind,
    name,
    `${before} -> ${after}`,
  ]);
  const total = Object.values(result.calls).reduce((sum, count) => sum + count, 0);
  return [
    ...table(["cloud", "network", "state", "part", "name", "link", "answer there"], names, paint),
    "",
    ...table(["network", "repair", "name", "what changed"], repairs, paint),
    "",
    `${total} vendor calls by Mooring. ${result.ok ? paint("good", "All of it held.") : paint("bad", "Not all of it held.")}`,
    "",
    paint("title", "Try next"),
    "  npm run emulate                        the same clouds, kept running for your own client",
    "  npm run -s mooring -- plan             beside it: what a pass would do now",
    "  npm run -s mooring -- explain <vpc>    beside it: why a network is moored, or is not",
    "  README.md                              rights, configuration, deployment on the real clouds",
    "",
  ].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[], paint: Palette): readonly string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [paint("title", line(head)), ...rows.map(line)];
}
