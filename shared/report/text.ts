import { oneLine } from "./one-line.ts";
import type { Cell, List, Page, Table } from "./page.ts";
import type { Palette } from "./palette.ts";

/** A page as lines for a terminal, columns aligned, a newline at the end. */
export function pageText(page: Page, paint: Palette): string {
  const blocks = [
    [oneLine(page.target), paint("title", oneLine(page.headline))],
    ...page.tables.filter(({ rows }) => rows.length > 0).map((table) => tableLines(table, paint)),
    ...page.lists.filter(({ items }) => items.length > 0).map((list) => listLines(list, paint)),
    page.footer.map((line) => paint("quiet", oneLine(line))),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function tableLines({ title, columns, rows }: Table, paint: Palette): readonly string[] {
  const header = columns.map((text): Cell => ({ text, tone: "quiet" }));
  const texts = [header, ...rows.map(({ cells }) => cells)];
  const widths = columns.map((_, index) => Math.max(...texts.map((cells) => width(cells[index]))));
  const line = (cells: readonly Cell[]) => `  ${aligned(cells, widths, paint)}`;
  return [
    paint("title", oneLine(title)),
    line(header),
    ...rows.flatMap(({ cells, below }) => [line(cells), ...below.map((text) => `    ${oneLine(text)}`)]),
  ];
}

function listLines({ title, items }: List, paint: Palette): readonly string[] {
  const mark = Math.max(...items.map((item) => width(item.mark)));
  return [
    paint("title", oneLine(title)),
    ...items.flatMap((item) => [
      `  ${mark === 0 ? "" : `${painted(item.mark, mark, paint)}  `}${oneLine(item.text)}`,
      ...item.below.map((text) => `  ${mark === 0 ? "" : " ".repeat(mark + 2)}  ${oneLine(text)}`),
    ]),
  ];
}

function aligned(cells: readonly Cell[], widths: readonly number[], paint: Palette): string {
  const last = cells.length - 1;
  // Nothing follows the last column, so it is not filled up with blanks.
  return cells.map((cell, index) => painted(cell, index === last ? 0 : (widths[index] ?? 0), paint)).join("  ");
}

function painted({ text, tone }: Cell, wide: number, paint: Palette): string {
  const clean = oneLine(text);
  return paint(tone, clean) + " ".repeat(Math.max(0, wide - clean.length));
}

function width(cell: Cell | undefined): number {
  return cell === undefined ? 0 : oneLine(cell.text).length;
}
