import { describe, expect, test } from "vitest";
import { type Mode, modes } from "../../../shared/model/settings.ts";
import { accessByMode } from "../../../shared/reconcile/access.ts";
import { scriptedCloud } from "../clouds/alibaba/scripted-cloud.ts";
import { estateOf, registryOf } from "../plan/estate-of.ts";

const { cloud } = scriptedCloud({});
const access = [{ read: cloud, write: cloud }];
const settings = (...own: readonly Mode[]) =>
  estateOf({ registries: own.map((mode, index) => registryOf({ alias: `prod-${index}`, mode })) }).settings;

describe("what a pass is handed", () => {
  test.each(modes)("in mode observe has no way to write, not even hidden in its reads (registry in %s)", (mode) => {
    const [own] = accessByMode(access, settings(mode), "observe");
    expect(own?.write).toBeNull();
    expect(own?.read).not.toHaveProperty("write");
  });

  test.each(modes)("in mode %s has none where every registry of the cloud is observed", (ceiling) => {
    const [own] = accessByMode(access, settings("observe", "observe"), ceiling);
    expect(own?.write).toBeNull();
    expect(own?.read).not.toHaveProperty("write");
  });

  test("has one where some registry of the cloud may be written for", () => {
    const [own] = accessByMode(access, settings("observe", "attach"), "full");
    expect(own?.write).toBe(cloud);
  });

  test("never has one that it was not given", () => {
    expect(accessByMode([{ read: cloud, write: null }], settings("full"), "full")).toMatchObject([{ write: null }]);
  });
});
