/** How a word is meant; a renderer may colour it, no meaning is in the colour alone. */
export type Tone = "good" | "waiting" | "bad" | "quiet" | "plain";

export interface Cell {
  readonly text: string;
  readonly tone: Tone;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Lines about this row that are too long for a cell. */
  readonly below: readonly string[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface Item {
  /** One word or sign in front, aligned within its list. */
  readonly mark: Cell;
  readonly text: string;
  readonly below: readonly string[];
}

export interface List {
  readonly title: string;
  readonly items: readonly Item[];
}

/** What people read, before it is text or Markdown. Empty tables and lists are left away. */
export interface Page {
  /** Where the calls went; always the first line. */
  readonly target: string;
  /** The one line for who reads one line. */
  readonly headline: string;
  readonly tables: readonly Table[];
  readonly lists: readonly List[];
  readonly footer: readonly string[];
}

export function cell(text: string, tone: Tone = "plain"): Cell {
  return { text, tone };
}
