import { alibabaSettings } from "./alibaba/settings.ts";
import type { SettingValue, ValueOf } from "./settings.ts";
import { tencentSettings } from "./tencent/settings.ts";

/** Every behaviour of both emulated clouds that their vendors do not document. */
export const worldSettings = { ...alibabaSettings, ...tencentSettings } as const;

export type WorldSettings = { readonly [K in keyof typeof worldSettings]: ValueOf<(typeof worldSettings)[K]> };

/** The defaults with `overrides` in their place; an unknown name or a word that is no value of its setting is an error. */
export function worldSettingsWith(overrides: Readonly<Record<string, SettingValue>> = {}): WorldSettings {
  const table: Readonly<Record<string, { readonly values: readonly SettingValue[] }>> = worldSettings;
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
  return values as WorldSettings;
}
