import { bucketSettings } from "../buckets/settings.ts";
import type { ValueOf } from "../settings.ts";
import { crSettings } from "./actions/cr/settings.ts";
import { eventBridgeSettings } from "./actions/eventbridge/settings.ts";
import { pvtzSettings } from "./actions/pvtz/settings.ts";
import { vpcSettings } from "./actions/vpc/settings.ts";
import { auditSettings } from "./audit/settings.ts";
import { gatewaySettings } from "./gateway/settings.ts";
import { rightsSettings } from "./rights/settings.ts";

/** Every behaviour of the emulated Alibaba Cloud that its vendor does not document. */
export const alibabaSettings = {
  ...gatewaySettings,
  ...vpcSettings,
  ...crSettings,
  ...pvtzSettings,
  ...auditSettings,
  ...bucketSettings,
  ...eventBridgeSettings,
  ...rightsSettings,
} as const;

export type AlibabaSettings = { readonly [K in keyof typeof alibabaSettings]: ValueOf<(typeof alibabaSettings)[K]> };
