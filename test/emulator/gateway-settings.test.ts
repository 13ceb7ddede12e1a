import { expect, test } from "vitest";
import { worldSettings, worldSettingsWith } from "../../emulator/world-settings.ts";

const settings: readonly { readonly name: string; readonly values: readonly unknown[]; readonly row: string }[] =
  Object.values(worldSettings);

/** What the vendor leaves open, by its row in the list of facts, and why where no setting answers it. */
const open: Readonly<Record<string, string | undefined>> = {
  "10.4": undefined,
  "10.5": undefined,
  "10.6": undefined,
  "10.8": undefined,
  "10.10": undefined,
  "10.11": undefined,
  "10.12": undefined,
  "10.13": undefined,
  "10.17": undefined,
  "10.20": undefined,
  "11.1": undefined,
  "11.2": undefined,
  "11.3": undefined,
  "11.4": undefined,
  "11.5": undefined,
  "11.6": undefined,
  "11.7": undefined,
  "11.8": undefined,
  "11.9": undefined,
  "11.10": "vSwitches shared by another account do not exist yet",
  "11.11": undefined,
  "11.12": "answered by the audit settings, whose rows are those of the events",
};

test.each(Object.entries(open))("what row %s leaves open is a setting, or has a reason", (row, reason) => {
  const answering = settings.filter((one) => one.row.split(/[ ,]+/).includes(row));
  if (reason === undefined) expect(answering, `no setting answers row ${row}`).not.toEqual([]);
});

test("a setting is named as its key, offers at least two values and none twice", () => {
  for (const [key, { name, values }] of Object.entries(worldSettings)) {
    expect(name).toBe(key);
    expect(values.length, name).toBeGreaterThan(1);
    expect(new Set<unknown>(values).size, name).toBe(values.length);
  }
});

test("without overrides every setting has its first value", () => {
  expect(Object.entries(worldSettingsWith())).toEqual(settings.map(({ name, values }) => [name, values[0]]));
});

test("any number fits a number, no word does; an unknown name is an error that lists the known ones", () => {
  expect(worldSettingsWith({ linkReadyMs: 17 }).linkReadyMs).toBe(17);
  expect(() => worldSettingsWith({ linkReadyMs: "soon" })).toThrow("linkReadyMs");
  expect(() => worldSettingsWith({ linkReady: 1 })).toThrow("linkReadyMs");
});
