import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../shared/model/known.ts";
import { writeEntry } from "../../shared/store/objects/ledger.ts";
import { entryOf } from "../unit/plan/estate-of.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { hour, mostInADay, type Place, passesOf, places } from "./crowd-places.ts";

// A Tencent registry takes no more links than these, whatever ticket somebody writes.
describe.each([
  ["alibaba", 100],
  ["tencent", 100],
] as const)("on %s %i networks whose tags say off at once", (cloud, count) => {
  let place: Place;
  beforeAll(async () => {
    place = await places[cloud]();
  }, 60_000);
  afterAll(() => place.stop());

  it("are detached at most 3 in any 24 hours, each by one request, by events and by sweeps", async () => {
    const store = createMemoryStore();
    const { both, events } = passesOf(place, store);
    const pairs = await place.crowd(count);
    await place.link(pairs);
    for (const { network, subnet, address } of place.links()) {
      const at = instant(place.now());
      const made = entryOf({ network, subnet, address, names: [], attachedAt: at, verifiedAt: at, intentAt: null });
      const { cloud: name, account, region: home, instance } = place;
      await writeEntry(store, { ...made, cloud: name, account, region: home, registry: instance });
    }
    await both();
    const requests: number[] = [];
    place.watchRequests((action) => {
      if (action === place.requests.detach) requests.push(place.now());
      return () => undefined;
    });
    await place.off(pairs.map(([id]) => id));
    const first = place.now();
    await events(
      pairs.map(([id]) => id),
      50,
      20_000,
    );
    for (const hours of [1, 12, 23.9, 24.5, 36, 49]) {
      await place.wait(first + hours * hour - place.now());
      await both();
    }
    await place.wait(hour);
    const gone = count - place.links().length;
    expect(gone).toBeGreaterThan(3);
    // Passes side by side never ask twice for one link.
    expect(requests).toHaveLength(gone);
    expect(mostInADay(requests)).toBe(3);
  }, 120_000);
});
