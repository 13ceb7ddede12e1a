"use strict";
// Loaded before the function's own code, so that its process lives in world time and nothing in it knows. The offset
// comes anew with each invocation; timers and performance.now() stay as they are, as a deadline must.

const WallDate = Date;
let offset = 0;
const now = () => WallDate.now() + offset;

const WorldDate = new Proxy(WallDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === WorldDate ? target : newTarget),
  apply: () => new WallDate(now()).toString(),
  get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
});
WallDate.prototype.constructor = WorldDate;
globalThis.Date = WorldDate;

process.prependListener("message", (message) => {
  offset = message.offset;
});
