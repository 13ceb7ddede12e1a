import { oneLine } from "./one-line.ts";
import type { List, Page, Table } from "./page.ts";

/** A page as Markdown; text from outside cannot become markup. */
export function pageMarkdown(page: Page): string {
  const blocks = [
    [escaped(page.target)],
    [`**${escaped(page.headline)}**`],
    ...page.tables.filter(({ rows }) => rows.length > 0).map(tableLines),
    ...page.lists.filter(({ items }) => items.length > 0).map(listLines),
    page.footer.map((line) => `${escaped(line)}  `),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function tableLines({ title, columns, rows }: Table): readonly string[] {
  const line = (texts: readonly string[]) => `| ${texts.join(" | ")} |`;
  return [
    `### ${escaped(title)}`,
    "",
    line(columns.map(escaped)),
    line(columns.map(() => "---")),
    ...rows.map(({ cells, below }) => {
      const texts = cells.map(({ text }) => escaped(text));
      return line([...texts.slice(0, -1), [texts.at(-1) ?? "", ...below.map(escaped)].join("<br>")]);
    }),
  ];
}

function listLines({ title, items }: List): readonly string[] {
  return [
    `### ${escaped(title)}`,
    "",
    ...items.flatMap(({ mark, text, below }) => [
      `- ${mark.text === "" ? "" : `**${escaped(mark.text)}** `}${escaped(text)}`,
      ...below.map((line) => `  - ${escaped(line)}`),
    ]),
  ];
}

function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]|#~!]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}
