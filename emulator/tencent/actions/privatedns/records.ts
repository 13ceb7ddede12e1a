import type { TencentCall } from "../../action.ts";
import type { TencentRecord, TencentZone } from "../../state.ts";
import type { GivenRecord } from "./record-value.ts";

/** Puts an enabled record into the zone. */
export function addRecord(
  { ids, clock }: Pick<TencentCall, "ids" | "clock">,
  zone: TencentZone,
  given: GivenRecord,
  remark: string,
): TencentRecord {
  const now = clock.now();
  const record = { ...given, id: String(ids.integer()), createdAt: now, updatedAt: now, enabled: true, remark };
  zone.records.push(record);
  zone.updatedAt = now;
  return record;
}
