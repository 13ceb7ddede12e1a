import { versions } from "../action.ts";
import type { TencentSettings } from "../settings.ts";
import type { AuditEventType, TencentAuditEntry } from "./entry.ts";

/** `requestParameters`: the parameters as sent, among what the gateway adds to them, as one JSON text. */
export function requestText(settings: TencentSettings, entry: TencentAuditEntry, eventType: AuditEventType): string {
  if (settings.auditRequest === "empty") return "";
  const { action, call, rawParameters, userAgent } = entry;
  const token = settings.auditSessionContextToken;
  const text = JSON.stringify({
    ...rawParameters,
    ...(call.region !== "" && { Region: call.region }),
    RequestClient: userAgent,
    ...(eventType === "ConsoleCall" && { SecretId: call.identity.secretId, ...(token !== "" && { Token: token }) }),
    Version: versions[action.product],
  });
  return settings.auditRequest === "truncated" ? cutOff(text) : text;
}

/** `responseElements`: the response as one JSON text; `undefined` for a record without. */
export function responseText(settings: TencentSettings, { response, error, requestId }: TencentAuditEntry) {
  if (settings.auditResponse === "absent") return undefined;
  const refused = error === undefined ? undefined : { Error: { Code: error.code, Message: error.message } };
  const text = JSON.stringify(response ?? { ...refused, RequestId: requestId });
  return settings.auditResponse === "truncated" ? cutOff(text) : text;
}

/** Too short to be JSON any more. */
function cutOff(text: string): string {
  return text.slice(0, Math.max(1, Math.floor(text.length / 2)));
}
