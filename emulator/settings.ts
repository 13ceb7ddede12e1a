/**
 * One behaviour that the vendors do not document, as a named setting. `row` says which line of the vendors' facts it
 * answers; `values` are all the values the main job is tested with, the default first.
 */
export interface Setting<T extends SettingValue = SettingValue> {
  readonly name: string;
  readonly values: readonly [T, ...T[]];
  readonly means: string;
  readonly row: string;
}

export type SettingValue = string | number | boolean;

/** The literal types of the values widen to what a user may set: any number for a number, one of the words for a word. */
export type ValueOf<S extends Setting> = S["values"][number] extends number ? number : S["values"][number];

export function setting<const T extends SettingValue>(definition: {
  readonly name: string;
  readonly values: readonly [T, ...T[]];
  readonly means: string;
  readonly row: string;
}): Setting<T> {
  return definition;
}
