"use strict";
// Calls a handler as SCF does: the event as a parsed value, a context that tells the time left, and a callback for
// handlers that are not asynchronous.

const removeWhatIsNewerThan = require("./older-node.cjs");

function withCallback(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, value) => {
      if (error === null || error === undefined) resolve(value);
      else reject(error instanceof Error ? error : new Error(String(error)));
    };
    const returned = handler(event, context, callback);
    if (typeof returned?.then === "function") returned.then(resolve, reject);
    // A handler that takes no callback has said everything by returning.
    else if (handler.length < 3) resolve(returned);
  });
}

module.exports = (runtime) => {
  removeWhatIsNewerThan(runtime);
  return async (handler, { event, context }) => {
    const text = Buffer.from(event).toString("utf8");
    const end = performance.now() + context.time_limit_in_ms;
    const value = await withCallback(handler, text === "" ? {} : JSON.parse(text), {
      ...context,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, Math.floor(end - performance.now())),
    });
    return Buffer.from(JSON.stringify(value) ?? "null");
  };
};
