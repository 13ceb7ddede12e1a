import type { World } from "../../world.ts";
import type { AuditLog, LoggedWrite } from "../services.ts";

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
