"use strict";
// Calls a handler as Function Compute does: a Buffer, and a context with keys and a logger.

/** Function Compute passes a Buffer on as it is and turns everything else into JSON. */
function bytes(value) {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === "string") return Buffer.from(value);
  return Buffer.from(JSON.stringify(value) ?? "");
}

function logger() {
  const line = (stream, level) => (text) => stream.write(`${new Date().toISOString()} [${level}] ${text}\n`);
  return {
    debug: line(process.stdout, "debug"),
    info: line(process.stdout, "info"),
    warn: line(process.stderr, "warn"),
    error: line(process.stderr, "error"),
  };
}

module.exports =
  () =>
  async (handler, { event, context }) =>
    bytes(await handler(Buffer.from(event), { ...context, logger: logger() }));
