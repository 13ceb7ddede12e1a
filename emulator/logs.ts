/** A line of the emulated world's own log, or of a function that runs in it. `at` is world time in milliseconds. */
interface LogLine {
  readonly at: number;
  /** `emulator`, or the function's name. */
  readonly source: string;
  readonly text: string;
}

export interface Logs {
  add(source: string, text: string): void;
  /** Oldest first; of one source, or of all. */
  list(source?: string): readonly LogLine[];
}

/** Keeps the last `size` lines. */
export function createLogs(now: () => number, size = 10_000): Logs {
  let lines: LogLine[] = [];
  return {
    add(source, text) {
      lines.push({ at: now(), source, text });
      if (lines.length > size * 1.1) lines = lines.slice(-size);
    },
    list: (source) => lines.filter((line) => source === undefined || line.source === source),
  };
}
