import type { ValueOf } from "../settings.ts";
import { privatednsSettings } from "./actions/privatedns/settings.ts";
import { tagSettings } from "./actions/tag/settings.ts";
import { tcrSettings } from "./actions/tcr/settings.ts";
import { vpcSettings } from "./actions/vpc/settings.ts";
import { auditSettings } from "./audit/settings.ts";
import { cosSettings } from "./cos/settings.ts";
import { eventbridgeSettings } from "./eventbridge/settings.ts";
import { gatewaySettings } from "./gateway/settings.ts";
import { rightsSettings } from "./rights/settings.ts";
import { scfSettings } from "./scf/settings.ts";

/** Every behaviour of the emulated Tencent Cloud that its vendor does not document; names differ from the other cloud's. */
export const tencentSettings = {
  ...gatewaySettings,
  ...vpcSettings,
  ...tagSettings,
  ...tcrSettings,
  ...privatednsSettings,
  ...auditSettings,
  ...eventbridgeSettings,
  ...scfSettings,
  ...rightsSettings,
  ...cosSettings,
} as const;

export type TencentSettings = { readonly [K in keyof typeof tencentSettings]: ValueOf<(typeof tencentSettings)[K]> };
