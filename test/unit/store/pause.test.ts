import { describe, expect, it } from "vitest";
import { clearPause, isPaused, readPause, writePause } from "../../../shared/store/objects/pause.ts";
import { createMemoryStore } from "./memory-store.ts";

const pause = { since: "2026-01-05T06:30:17.000Z", reason: "migration", by: "ann" };

describe("a pause", () => {
  it("of one registry stops that one alone, until it is cleared", async () => {
    const store = createMemoryStore();
    await writePause(store, "prod", pause);
    expect(await isPaused(store, "prod")).toBe(true);
    expect(await isPaused(store, "staging")).toBe(false);
    expect(await readPause(store, "prod")).toEqual({ registry: "prod", pause });
    await clearPause(store, "prod");
    expect(await isPaused(store, "prod")).toBe(false);
  });

  it("of all stops every registry, and ending it leaves the pause of one in force", async () => {
    const store = createMemoryStore();
    await writePause(store, null, pause);
    await writePause(store, "prod", { ...pause, reason: "own" });
    expect(await isPaused(store, "staging")).toBe(true);
    await clearPause(store, null);
    expect(await isPaused(store, "staging")).toBe(false);
    expect(await readPause(store, "prod")).toMatchObject({ registry: "prod", pause: { reason: "own" } });
  });

  it("that cannot be read is an error, never permission to write", async () => {
    const store = createMemoryStore();
    await store.write("pause/all.json", "{}");
    await expect(isPaused(store, "prod")).rejects.toMatchObject({ kind: "damaged", key: "pause/all.json" });
  });
});
