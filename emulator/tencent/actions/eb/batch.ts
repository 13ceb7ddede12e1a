import type { FieldSpec, Fields } from "../../action.ts";
import type { TencentEventTarget } from "../../state.ts";
import { ebErrors, refuse } from "./errors.ts";

export const batchParameters = {
  BatchTimeout: { type: "integer", means: "longest wait for a batch, 0 to 60 seconds" },
  BatchEventCount: { type: "integer", means: "events of a batch, up to 10000" },
  EnableBatchDelivery: { type: "boolean", means: "whether events are delivered in batches" },
} as const satisfies Record<string, FieldSpec>;

/** What the fields say about batches, `before` where they say nothing; throws `RefusedError`. */
export function readBatch(fields: Fields, before: TencentEventTarget["batch"]): TencentEventTarget["batch"] {
  const timeoutSeconds = fields.integer("BatchTimeout") ?? before.timeoutSeconds;
  const count = fields.integer("BatchEventCount") ?? before.count;
  if (timeoutSeconds < 0 || timeoutSeconds > 60) refuse(ebErrors.batchTimeout);
  if (count < 1 || count > 10_000) refuse(ebErrors.batchCount);
  return { timeoutSeconds, count, enabled: fields.boolean("EnableBatchDelivery") ?? before.enabled };
}
