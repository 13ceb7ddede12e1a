import * as v from "valibot";
import type { CallFailure, Instant } from "../../model/known.ts";
import { parts } from "../../model/link.ts";

/**
 * Stored objects keep keys that this version does not know, so that an older function beside a newer one loses
 * nothing when it writes an object again; a change that an older version must not read raises `version`.
 */
export const stored = v.looseObject;

export const instantSchema: v.GenericSchema<unknown, Instant> = v.pipe(
  v.string(),
  v.isoTimestamp("must be a moment such as 2026-01-05T06:30:17.000Z"),
);

export const cloudSchema = v.picklist(["alibaba", "tencent"]);
export const partSchema = v.picklist(parts);

export const failureSchema: v.GenericSchema<unknown, CallFailure> = stored({
  kind: v.picklist(["not-found", "conflict", "throttled", "denied", "expired", "exhausted", "invalid", "unavailable"]),
  call: v.string(),
  code: v.string(),
  message: v.string(),
  requestId: v.exactOptional(v.string()),
  right: v.exactOptional(v.string()),
});
