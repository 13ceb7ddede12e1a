import { describe, expect, it } from "vitest";
import { refuseLostPause } from "../../../cli/lost-pause.ts";
import { writePause } from "../../../shared/store/objects/pause.ts";
import { configurationText } from "../../e2e/stage.ts";
import { createMemoryStore } from "../store/memory-store.ts";

const pause = { since: "2026-01-05T06:30:17.000Z", reason: "moving house", by: "somebody" };

describe("a configuration that does not have a registry which is paused", () => {
  it("is refused, and not where only others are paused, or all of them", async () => {
    const store = createMemoryStore();
    const renamed = configurationText().replace("prod:", "main:");
    await writePause(store, null, pause);
    await refuseLostPause(store, renamed);
    await writePause(store, "prod", pause);
    await refuseLostPause(store, configurationText());
    await expect(refuseLostPause(store, renamed)).rejects.toThrow(
      /registry "prod" is paused, .*mooring resume --registry prod/,
    );
  });
});
