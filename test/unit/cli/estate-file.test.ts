import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEstate } from "../../../cli/estate-file.ts";
import type { Estate } from "../../../shared/model/estate.ts";
import { redact } from "../../../shared/plan/redact/redact.ts";
import { seas, seen } from "../../property/seas.ts";
import { switchEstate } from "../plan/name/switch-estate.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-estate-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function readBack(estate: unknown): Promise<Estate> {
  const path = join(folder, "estate.json");
  await writeFile(path, JSON.stringify(estate));
  return readEstate(path);
}

/** The same value without one key, wherever it stands. */
function without(value: unknown, key: string): unknown {
  return JSON.parse(JSON.stringify(value, (name, inner: unknown) => (name === key ? undefined : inner)));
}

describe("an estate in a file", () => {
  test("is read as it was written, redacted or not, whatever switches, replicas and resolvers are in it", async () => {
    await fc.assert(
      fc.asyncProperty(seas, fc.boolean(), async (sea, shown) => {
        const estate = shown ? redact(seen(sea)).estate : seen(sea);
        expect(await readBack(estate)).toEqual(estate);
      }),
      { seed: 20260105, numRuns: 40 },
    );
  });

  test.each([
    ["switch", /registries\.0\.resolutions\.0\.resolution/],
    ["resolvers", /regions\.0\.networks/],
    ["otherAccounts", /registries\.0\.instance/],
    ["assumed", /registries\.0\.quota/],
    ["replicas", /settings\.registries\.0\.replicas/],
    ["forwardingResolvers", /settings\.registries\.0\.forwardingResolvers/],
    ["repointsPerHour", /settings\.limits\.repointsPerHour/],
  ])("without %s is refused at its place: what decides a plan is never guessed", async (key, place) => {
    await expect(readBack(without(switchEstate(), key))).rejects.toThrow(place);
    await expect(readBack(without(switchEstate(), key))).rejects.toThrow(/make one with "mooring observe/);
  });

  test("whose ledger was written before switches were known is read: an older store makes it so", async () => {
    const estate = switchEstate();
    const old = without(without(without(estate, "moved"), "publishedAt"), "withdrawnAt");
    const read = await readBack(old);
    expect(read.ledger).toMatchObject({
      value: [{ moved: null, names: [{ publishedAt: null, withdrawnAt: null }] }],
    });
  });
});
