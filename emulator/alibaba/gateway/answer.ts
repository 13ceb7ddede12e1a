import { type HttpResponse, json } from "../../http.ts";
import type { Action, ActionError } from "../action.ts";
import type { AccessDeniedDetail } from "../rights/denied.ts";
import type { AlibabaSettings } from "../settings.ts";

/** A good answer: `RequestId` first; Container Registry wraps all of its answers in `Code` and `IsSuccess`. */
export function answerOf(action: Action, requestId: string, body: Readonly<Record<string, unknown>>): HttpResponse {
  return json(200, {
    RequestId: requestId,
    ...(action.product === "cr" && { Code: "success", IsSuccess: true }),
    ...body,
  });
}

/** The gateway's error body, for any product; `denied` tells who lacked which right. */
export function errorAnswer(
  error: ActionError,
  requestId: string,
  host: string,
  denied?: AccessDeniedDetail,
): HttpResponse {
  return json(error.status, {
    RequestId: requestId,
    HostId: host,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(error.code)}&requestId=${requestId}`,
    ...(denied !== undefined && { AccessDeniedDetail: denied }),
  });
}

/** A refusal by the product itself; Container Registry may answer it as HTTP 200, by setting. */
export function refusalAnswer(
  action: Action,
  error: ActionError,
  requestId: string,
  host: string,
  settings: AlibabaSettings,
): HttpResponse {
  if (action.product === "eventbridge" && settings.eventBridgeRefusal === "envelope")
    return json(200, { RequestId: requestId, Code: error.code, Message: error.message, Success: false });
  const form = action.access === "read" ? settings.failedReadForm : settings.failedWriteForm;
  if (action.product !== "cr" || form === "error-body") return errorAnswer(error, requestId, host);
  return json(200, { RequestId: requestId, Code: error.code, IsSuccess: false, Message: error.message });
}
