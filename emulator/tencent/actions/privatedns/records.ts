import type { TencentCall } from "../../action.ts";
import type { TencentRecord, TencentZone } from "../../state.ts";
import { logChange } from "../../zones/zone-log.ts";
import type { GivenRecord } from "./record-value.ts";

/** Puts an enabled record into the zone. */
export function addRecord(
  call: Pick<TencentCall, "account" | "clock" | "identity" | "ids">,
  zone: TencentZone,
  given: GivenRecord,
  remark: string,
): TencentRecord {
  const { ids, clock } = call;
  const now = clock.now();
  const record = { ...given, id: String(ids.integer()), createdAt: now, updatedAt: now, enabled: true, remark };
  zone.records.push(record);
  zone.updatedAt = now;
  logRecord(call, zone, record, "add");
  return record;
}

/** Keeps a write of a record for `DescribeAuditLog`. */
export function logRecord(
  call: Pick<TencentCall, "account" | "clock" | "identity">,
  zone: TencentZone,
  { subDomain, id, ttl, type, value }: TencentRecord,
  operation: "add" | "change" | "remove" | "pause" | "go on",
): void {
  logChange(call, zone, `${operation} ${subDomain}(${id}) ${ttl} ${type} ${value}`);
}
