/** One mistake in a configuration file, at a place a person can go to. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `registries.prod.accept.accounts`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  /** What would be right; empty where nothing can be said. */
  readonly hint: string;
}

/** Aligned lines for a terminal: `mooring.yaml:12:5  registries.prod.accept.acounts  unknown key; did you mean "accounts"?`. */
export function renderProblems(problems: readonly Problem[], fileName: string): string {
  const rows = problems.map(({ line, column, path, message, hint }) => ({
    place: `${fileName}:${line}:${column}`,
    path,
    says: hint === "" ? message : `${message}; ${hint}`,
  }));
  const widest = (column: "place" | "path") => Math.max(0, ...rows.map((row) => row[column].length));
  const place = widest("place");
  const path = widest("path");
  return rows
    .map((row) => `${row.place.padEnd(place)}  ${path === 0 ? "" : `${row.path.padEnd(path)}  `}${row.says}\n`)
    .join("");
}
