/** Where a command says what it has to say. With `--json`, standard output holds one document and nothing else. */
export interface Terminal {
  readonly color: boolean;
  /** Columns; `null` where standard output is no terminal. */
  readonly width: number | null;
  print(text: string): void;
  /** To standard error. */
  complain(text: string): void;
  json(document: unknown): void;
}

export function createTerminal(out: NodeJS.WriteStream, error: NodeJS.WriteStream): Terminal {
  const color = out.isTTY === true && process.env["NO_COLOR"] === undefined && process.env["TERM"] !== "dumb";
  const ended = (text: string) => (text.endsWith("\n") ? text : `${text}\n`);
  return {
    color,
    width: out.isTTY === true && out.columns > 0 ? out.columns : null,
    print: (text) => void out.write(ended(text)),
    complain: (text) => void error.write(ended(text)),
    json: (document) => void out.write(`${JSON.stringify(document)}\n`),
  };
}
