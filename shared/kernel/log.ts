export type Fields = Readonly<Record<string, unknown>>;

/** The message is constant, the data are fields, so that lines can be grouped and counted. */
export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

const order: readonly LogLevel[] = ["debug", "info", "warn", "error", "silent"];

/** One JSON object a line: `{"level","message",...fields}`. */
export function jsonLog(level: LogLevel, write: (line: string) => void): Log {
  const at =
    (own: LogLevel) =>
    (message: string, fields: Fields = {}) => {
      if (order.indexOf(own) >= order.indexOf(level)) write(JSON.stringify({ level: own, message, ...fields }));
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

export const silentLog: Log = jsonLog("silent", () => undefined);
