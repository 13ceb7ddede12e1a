import type { WorldClock } from "../../clock.ts";
import type { Ids } from "../ids.ts";
import type { AlibabaSettings } from "../settings.ts";
import type { Account, PrivateZone, ZoneBinding, ZoneRecord } from "../state.ts";
import type { Author } from "./author.ts";
import { changeLog } from "./change-log.ts";

/** One writer at one account's zones; every write is logged, whoever makes it. */
export interface ZoneEditor {
  addZone(zone: Pick<PrivateZone, "name" | "type" | "proxyPattern" | "remark" | "resourceGroupId">): PrivateZone;
  removeZone(zone: PrivateZone): void;
  setPattern(zone: PrivateZone, pattern: PrivateZone["proxyPattern"]): void;
  setZoneRemark(zone: PrivateZone, remark: string): void;
  /** Replaces the whole set. */
  bind(zone: PrivateZone, bindings: readonly ZoneBinding[]): void;
  addRecord(zone: PrivateZone, record: NewRecord): ZoneRecord;
  changeRecord(zone: PrivateZone, record: ZoneRecord, change: Partial<NewRecord>, operAction?: string): void;
  removeRecord(zone: PrivateZone, record: ZoneRecord): void;
}

export type NewRecord = Omit<ZoneRecord, "id" | "createdAt" | "updatedAt">;

export interface EditContext {
  readonly account: Account;
  readonly settings: AlibabaSettings;
  readonly clock: WorldClock;
  readonly ids: Ids;
}

export function zoneEditor({ account, settings, clock, ids }: EditContext, author: Author): ZoneEditor {
  const log = changeLog({ account, clock, ids }, author);

  function zoneWritten(zone: PrivateZone, operAction: string): void {
    zone.updatedAt = clock.now();
    log({ operAction, entityType: "PV_ZONE", entityId: zone.id, entityName: zone.name, zoneId: zone.id });
  }

  function recordWritten(zone: PrivateZone, record: ZoneRecord, operAction: string): void {
    record.updatedAt = clock.now();
    if (settings.recordWriteMovesZone) zone.updatedAt = clock.now();
    const entry = { operAction, entityType: "PV_RECORD", zoneId: zone.id } as const;
    const { id, rr, type, value, line, ttl } = record;
    const content = `${operAction} RR:${rr} Type:${type} Line:${line} TTL:${ttl} Value:${value}`;
    log(
      settings.changeLogOfRecord === "record"
        ? { ...entry, entityId: String(id), entityName: `${rr} ${type} ${value}` }
        : { ...entry, entityId: zone.id, entityName: zone.name, content },
    );
  }

  return {
    addZone(zone) {
      const created: PrivateZone = {
        ...zone,
        id: ids.hex32(),
        createdAt: clock.now(),
        updatedAt: clock.now(),
        creator: author.id,
        creatorSubType: author.subType,
        tags: new Map(),
        records: [],
        bindings: [],
      };
      account.zones.set(created.id, created);
      zoneWritten(created, "add");
      return created;
    },
    removeZone(zone) {
      account.zones.delete(zone.id);
      zoneWritten(zone, "del");
    },
    setPattern(zone, pattern) {
      zone.proxyPattern = pattern;
      zoneWritten(zone, "update");
    },
    setZoneRemark(zone, remark) {
      zone.remark = remark;
      zoneWritten(zone, "update");
    },
    bind(zone, bindings) {
      zone.bindings = [...bindings];
      zoneWritten(zone, "bind");
    },
    addRecord(zone, record) {
      const added: ZoneRecord = { ...record, id: ids.integer(), createdAt: clock.now(), updatedAt: clock.now() };
      zone.records.push(added);
      recordWritten(zone, added, "add");
      return added;
    },
    changeRecord(zone, record, change, operAction = "update") {
      Object.assign(record, change);
      recordWritten(zone, record, operAction);
    },
    removeRecord(zone, record) {
      zone.records.splice(zone.records.indexOf(record), 1);
      recordWritten(zone, record, "del");
    },
  };
}
