import { bucketSettings } from "../buckets/settings.ts";
import type { SettingValue, ValueOf } from "../settings.ts";
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

/** The defaults with `overrides` in their place; an unknown name or a word that is no value of its setting is an error. */
export function alibabaSettingsWith(overrides: Readonly<Record<string, SettingValue>> = {}): AlibabaSettings {
  const table: Readonly<Record<string, { readonly values: readonly SettingValue[] }>> = alibabaSettings;
  const values: Record<string, SettingValue> = {};
  for (const [name, { values: all }] of Object.entries(table)) values[name] = all[0] as SettingValue;
  for (const [name, value] of Object.entries(overrides)) {
    const known = table[name];
    if (known === undefined) throw new Error(`unknown setting ${name}; known: ${Object.keys(table).join(", ")}`);
    const fits = typeof value === "number" ? typeof known.values[0] === "number" : known.values.includes(value);
    if (!fits)
      throw new Error(`setting ${name} cannot be ${JSON.stringify(value)}; it is one of ${known.values.join(", ")}`);
    values[name] = value;
  }
  return values as AlibabaSettings;
}
