import type { WorldClock } from "../../clock.ts";
import type { Ids } from "../ids.ts";
import type { Account, ChangeLog } from "../state.ts";
import type { Author } from "./author.ts";

interface LogContext {
  readonly account: Account;
  readonly clock: WorldClock;
  readonly ids: Ids;
}

export type LoggedChange = Pick<ChangeLog, "operAction" | "entityType" | "entityId" | "entityName" | "zoneId"> &
  Partial<Pick<ChangeLog, "content">>;

/** Writes entries of `DescribeChangeLogs` in one author's name. */
export function changeLog({ account, clock, ids }: LogContext, author: Author): (change: LoggedChange) => void {
  return (change) => {
    account.changeLogs.push({
      ...change,
      id: ids.integer(),
      at: clock.now(),
      operObject: change.entityType,
      operIp: author.ip,
      content: change.content ?? `${change.operAction} ${change.entityName}`,
      creatorId: author.id,
      creatorSubType: author.subType,
    });
  };
}
