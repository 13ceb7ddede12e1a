import type { World } from "../../world.ts";
import type { AuditLog, CloudEvent, EventBus } from "../services.ts";
import type { TencentIdentity } from "../state.ts";
import type { AuditEventType, AuditRecord, TencentAuditEntry } from "./entry.ts";
import { envelope } from "./envelope.ts";
import { asWritten, lastSegment, withoutId } from "./names.ts";
import { requestText, responseText } from "./texts.ts";

/** Products whose writes become events here; every product's writes are in the log. */
const published: ReadonlySet<string> = new Set(["vpc", "tag", "tcr", "privatedns"]);

/** Those that make or answer names. */
const ofNames: ReadonlySet<string> = new Set(["tcr", "privatedns"]);

/** Where a global product's calls are recorded when they name no region. */
const globalRegion = "ap-guangzhou";

/** Turns writes into audit records, keeps them in the log, and publishes those of the audited products as events. */
export function auditRecorder(world: World, log: AuditLog, bus: EventBus): (entry: TencentAuditEntry) => void {
  return (entry) => {
    const { account } = entry.call;
    const region = entry.call.region || globalRegion;
    const eventType = eventTypeOf(world, entry);
    const record = recordOf(world, entry, eventType, region);
    log.add({ account: account.uin, entry, region, record });
    const { product } = entry.action;
    if (!published.has(product) || !account.auditFeed) return;
    if (ofNames.has(product) && !world.settings.auditNameEvents) return;
    const event: CloudEvent = envelope(world, { entry, eventType, region, record });
    bus.publish(account.uin, region, event);
  };
}

function eventTypeOf({ settings }: World, { userAgent }: TencentAuditEntry): AuditEventType {
  return /console/i.test(userAgent) ? settings.auditTencentConsoleAs : settings.auditTencentApiAs;
}

function recordOf(world: World, entry: TencentAuditEntry, eventType: AuditEventType, region: string): AuditRecord {
  const { settings } = world;
  const { action, call, requestId, error } = entry;
  const names = namesOf(world, entry);
  const old = settings.auditRecordForm === "old";
  const response = responseText(settings, entry);
  const denied = error !== undefined && /^(UnauthorizedOperation|AuthFailure)/.test(error.code);
  const noError = old ? 0 : "0";
  return {
    userIdentity: userIdentity(world, call.identity, eventType),
    eventRegion: region,
    eventVersion: old ? "1.0" : 2,
    errorCode: denied ? error.code : noError,
    errorMessage: denied ? error.message : settings.auditSuccessMessage,
    requestID: requestId,
    eventID: requestId,
    apiVersion: "3.0",
    eventType,
    actionType: "Write",
    httpMethod: "POST",
    apiErrorCode: error === undefined ? successCodes[settings.auditSuccessCode] : error.code,
    apiErrorMessage: error?.message ?? "",
    userAgent: entry.userAgent,
    eventTime: eventTime(world),
    sourceIPAddress: call.sourceIp,
    eventSource: `${action.product}.tencentcloudapi.com`,
    resources: JSON.stringify(names),
    resourceName: names.map(lastSegment).join("|"),
    resourceSet: [],
    requestParameters: requestText(settings, entry, eventType),
    ...(response !== undefined && { responseElements: response }),
    resourceType: action.product,
    eventName: action.name,
    sensitiveAction: action.name.startsWith("Delete") ? "1" : "0",
    tags: [""],
  };
}

const successCodes = { number: 0, text: "0", empty: "" } as const;

/** Six-segment names as the record shows them. */
function namesOf({ settings }: World, { action, call, resources }: TencentAuditEntry): readonly string[] {
  const hides = action.name.startsWith("Create") && settings.auditCreatedNames === "wildcard";
  return [
    ...new Set(
      resources.map((name) => {
        const written = asWritten(name, call.account, settings);
        return hides ? withoutId(written) : written;
      }),
    ),
  ];
}

/** Beijing's clocks are eight hours ahead of UTC. */
const beijing = 8 * 3_600_000;

function eventTime({ clock, settings }: World): number | string {
  const seconds = Math.floor(clock.now() / 1_000);
  if (settings.auditEventTime === "number") return seconds;
  if (settings.auditEventTime === "text") return String(seconds);
  return new Date(seconds * 1_000 + beijing).toISOString().slice(0, 19).replace("T", " ");
}

function userIdentity(
  { settings, tencent }: World,
  identity: TencentIdentity,
  eventType: AuditEventType,
): Readonly<Record<string, unknown>> {
  const { account, principalId, secretId, type, name } = identity;
  const token = settings.auditSessionContextToken;
  const session = { token, uin: Number(principalId) || 0, ownerUin: Number(account), userIp: "203.0.113.9", mfa: 1 };
  const appId = Number(tencent.accounts.get(account)?.appId ?? 0);
  return {
    principalId,
    accountId: account,
    secretId,
    type,
    userName: name,
    sessionContext: eventType === "ConsoleCall" && token !== "" ? JSON.stringify({ ...session, appId }) : "",
  };
}
