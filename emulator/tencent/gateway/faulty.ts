import type { Fault } from "../../faults.ts";
import type { BrokenAnswer, HttpResponse } from "../../http.ts";
import { RefusedError } from "../action.ts";
import type { TencentSettings } from "../settings.ts";
import { commonErrors } from "./errors.ts";

/** What a fault does to a call before it has any effect; `undefined` when it waits until after the effect. */
export function before(
  fault: Fault,
  settings: TencentSettings,
  limit: number,
): RefusedError | HttpResponse | BrokenAnswer | undefined {
  if (typeof fault === "object") return new RefusedError(fault);
  switch (fault) {
    case "throttling":
      return commonErrors.throttled(settings.tencentThrottlingCode, limit + 1, limit);
    case "unavailable":
      return commonErrors.unavailable();
    case "internal":
      return commonErrors.internal();
    case "busy":
      return commonErrors.busy();
    case "not-json":
      return {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>",
      };
    case "reset":
    case "hang":
      return { broken: fault };
    case "reset-after-write":
    case "hang-after-write":
      return undefined;
  }
}

/** What a fault does to the answer of a call that had its effect. */
export function after(fault: Fault | undefined): BrokenAnswer | undefined {
  if (fault === "reset-after-write") return { broken: "reset" };
  if (fault === "hang-after-write") return { broken: "hang" };
  return undefined;
}
