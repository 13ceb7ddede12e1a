import type { World } from "../../world.ts";
import type { TencentAuditEntry } from "./entry.ts";
import type { AuditRecord } from "./record.ts";

/** One record as the log keeps it. */
export interface LoggedWrite {
  /** World time, milliseconds. */
  readonly at: number;
  /** Increasing, in the order of the calls. */
  readonly order: number;
  readonly account: string;
  readonly region: string;
  readonly entry: TencentAuditEntry;
  readonly record: AuditRecord;
}

/** What CloudAudit keeps of every write, whether the event feed is on or not. */
export interface AuditLog {
  add(write: Omit<LoggedWrite, "at" | "order">): void;
  /** Of an account, oldest first; those that the lag still holds back left out. */
  list(account: string): readonly LoggedWrite[];
}

/** Records that are kept; the vendor keeps them for 90 days. */
const kept = 10_000;

export function createAuditLog({ clock, settings }: World): AuditLog {
  const writes: LoggedWrite[] = [];
  let order = 0;
  return {
    add(write) {
      order += 1;
      writes.push({ ...write, at: clock.now(), order });
      if (writes.length > kept) writes.shift();
    },
    list: (account) =>
      writes.filter((write) => write.account === account && write.at + settings.auditEventLagMs <= clock.now()),
  };
}
