import type { Fault } from "../../faults.ts";
import type { BrokenAnswer, HttpResponse } from "../../http.ts";
import type { ActionError } from "../action.ts";
import type { AlibabaSettings } from "../settings.ts";
import { gatewayErrors, throttlingMessages } from "./errors.ts";

/** Throttling in the words and with the status that the settings choose. */
export function throttled(settings: AlibabaSettings): ActionError {
  const code = settings.throttlingCode;
  return { status: settings.throttlingStatus, code, message: throttlingMessages[code] ?? code };
}

/** What a fault does to a call before it has any effect; `undefined` when it waits until after the effect. */
export function before(fault: Fault, settings: AlibabaSettings): ActionError | HttpResponse | BrokenAnswer | undefined {
  if (typeof fault === "object") return fault;
  switch (fault) {
    case "throttling":
      return throttled(settings);
    case "unavailable":
      return gatewayErrors.unavailable;
    case "internal":
      return gatewayErrors.internal;
    case "busy":
      return gatewayErrors.busy;
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
