import type { TencentAction } from "../../action.ts";
import { describeAuditTrack, describeAuditTracks } from "./audit-tracks.ts";
import { describeEvents } from "./describe-events.ts";

/** CloudAudit 2019-03-19: the log of writes. */
export const cloudauditActions: readonly TencentAction[] = [describeEvents, describeAuditTracks, describeAuditTrack];
