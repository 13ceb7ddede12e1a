import { describe, expect, it } from "vitest";
import { keepLastValid, loadConfiguration, pushConfiguration } from "../../../shared/config/load.ts";
import { createMemoryStore } from "../store/memory-store.ts";

const valid = `version: 1
registries:
  prod:
    cloud: alibaba
    region: cn-hangzhou
    instance: cri-abc123
    mode: repair
    accept: { accounts: ["1234567890123456"] }
`;
const invalid = valid.replace("repair", "everything");

describe("the configuration in the store", () => {
  it("is none before one was pushed", async () => {
    expect(await loadConfiguration(createMemoryStore())).toEqual({ found: false });
  });

  it("is in force, with its mode, once it was pushed", async () => {
    const store = createMemoryStore();
    expect(await pushConfiguration(store, valid)).toMatchObject({ ok: true });
    expect(await loadConfiguration(store)).toMatchObject({
      valid: true,
      text: valid,
      settings: { registries: [{ alias: "prod", mode: "repair" }] },
    });
  });

  it("stays as it was when an invalid one is pushed", async () => {
    const store = createMemoryStore();
    await pushConfiguration(store, valid);
    expect(await pushConfiguration(store, invalid)).toMatchObject({
      ok: false,
      problems: [{ line: 7, path: "registries.prod.mode" }],
    });
    expect(await loadConfiguration(store)).toMatchObject({ valid: true, text: valid });
  });

  it("is the last valid one, observing, while an invalid one lies in its place", async () => {
    const store = createMemoryStore();
    await pushConfiguration(store, valid);
    const before = await loadConfiguration(store);
    await store.write("config/mooring.yaml", invalid);
    const after = await loadConfiguration(store);
    expect(after).toMatchObject({
      valid: false,
      settings: { registries: [{ alias: "prod", mode: "observe" }] },
      problems: [{ path: "registries.prod.mode" }],
    });
    expect(after.found && after.settings?.hash).toBe(before.found && before.settings?.hash);
  });

  it("is the last valid one also when that came without a push, once a pass kept it", async () => {
    const store = createMemoryStore();
    await store.write("config/mooring.yaml", valid);
    const loaded = await loadConfiguration(store);
    if (loaded.found && loaded.valid) await keepLastValid(store, loaded.text);
    await store.write("config/mooring.yaml", invalid);
    expect(await loadConfiguration(store)).toMatchObject({
      valid: false,
      settings: { registries: [{ alias: "prod" }] },
    });
  });

  it("is nobody's guess when none was ever valid", async () => {
    const store = createMemoryStore();
    await store.write("config/mooring.yaml", invalid);
    await store.write("config/last-valid.yaml", "half");
    expect(await loadConfiguration(store)).toMatchObject({ valid: false, settings: null });
  });

  it("is written to the last valid place only when it differs", async () => {
    const store = createMemoryStore();
    await pushConfiguration(store, valid);
    const [, before] = await store.list("config/last-valid").then((objects) => [null, objects[0]?.version]);
    await keepLastValid(store, valid);
    expect((await store.list("config/last-valid"))[0]?.version).toBe(before);
  });
});
