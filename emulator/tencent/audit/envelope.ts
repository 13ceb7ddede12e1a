import type { World } from "../../world.ts";
import type { CloudEvent } from "../services.ts";
import type { AuditEventType, AuditRecord, TencentAuditEntry } from "./entry.ts";
import { asWritten, lastSegment, withoutId } from "./names.ts";

interface EnvelopeOptions {
  readonly entry: TencentAuditEntry;
  readonly eventType: AuditEventType;
  readonly region: string;
  readonly record: AuditRecord;
}

/** Wraps an audit record the way it reaches the rules of a default bus ("Tencent Cloud service event"). */
export function envelope(world: World, { entry, eventType, region, record }: EnvelopeOptions): CloudEvent {
  const { settings } = world;
  const product = entry.action.product === "privatedns" ? settings.auditPrivateDnsPrefix : entry.action.product;
  const subject = subjectOf(world, entry);
  const time = world.clock.now();
  return {
    specversion: settings.auditSpecVersion,
    id: world.tencentIds.uuid(),
    source: `${settings.auditSource === "product" ? product : "cloudaudit"}.cloud.tencent`,
    type: `${product}:CloudEvent:${eventType}`,
    ...(subject !== undefined && { subject }),
    time: settings.auditEnvelopeTime === "number" ? time : String(time),
    region,
    datacontenttype: "application/json;charset=utf-8",
    tags: settings.auditEnvelopeTags === "empty" ? {} : namedTags(entry),
    data: settings.auditData === "object" ? record : JSON.stringify(record),
  };
}

function subjectOf({ settings }: World, { action, call, resources }: TencentAuditEntry): string | undefined {
  const [first] = resources;
  if (settings.auditSubject === "absent" || first === undefined) return undefined;
  const written = asWritten(first, call.account, settings);
  if (settings.auditSubject === "id") return lastSegment(written).replace(/^.*\//, "");
  return settings.auditSubject === "wildcard" && action.name.startsWith("Create") ? withoutId(written) : written;
}

/** The tags of the request's own `Tags`, in either of the products' two spellings. */
function namedTags({ rawParameters }: TencentAuditEntry): Readonly<Record<string, string>> {
  const tags = rawParameters["Tags"];
  if (!Array.isArray(tags)) return {};
  return Object.fromEntries(
    tags.flatMap((tag: Readonly<Record<string, unknown>>) => {
      const key = tag["Key"] ?? tag["TagKey"];
      return typeof key === "string" ? [[key, String(tag["Value"] ?? tag["TagValue"] ?? "")]] : [];
    }),
  );
}
