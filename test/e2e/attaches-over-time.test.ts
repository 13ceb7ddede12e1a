import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLedger } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { hour, mostInADay, type Place, passesOf, places } from "./crowd-places.ts";

const networks = 500;
const minute = 60_000;

/**
 * The same store, telling when an entry with a link that was seen in order is written. Reports are not kept: nobody
 * reads them here, and each of 500 passes would write a word on 500 networks anew.
 */
function watchingVerified(store: Store, seen: () => void): Store {
  return {
    ...store,
    async write(key, text) {
      const isEntry = key.startsWith("ledger/") && !key.includes("@");
      if (isEntry && JSON.parse(text).verifiedAt !== null) seen();
      if (!key.startsWith("reports/")) await store.write(key, text);
    },
  };
}

describe.each(["alibaba", "tencent"] as const)("500 networks tagged at once on %s", (cloud) => {
  let place: Place;
  beforeAll(async () => {
    place = await places[cloud]();
  }, 60_000);
  afterAll(() => place.stop());

  it("are attached within every limit at every instant, by events and by sweeps", async () => {
    const { inTransition, attachesPerDay } = place.settings.limits;
    const broken: string[] = [];
    let verified = false;
    const store = watchingVerified(createMemoryStore(), () => {
      verified = true;
    });
    const asked: number[] = [];
    const look = () => {
      const links = place.links();
      const moving = links.filter(({ changing }) => changing).length;
      if (moving > inTransition) broken.push(`${moving} links in transition`);
      if (mostInADay(asked) > attachesPerDay) broken.push(`${mostInADay(asked)} links asked for within 24 hours`);
      if (!verified && Math.max(asked.length, links.length) > 1) broken.push(`${links.length} links, none verified`);
    };
    place.watchRequests((action) => {
      if (action !== place.requests.attach) return () => undefined;
      asked.push(place.now());
      look();
      return look;
    });
    /** What the ledger says once no pass is under way. */
    const announced = async () => {
      const { entries, intents } = await readLedger(store);
      const links = new Set<string>();
      for (const { network, intentAt } of [
        ...entries,
        ...intents.map(({ network, at }) => ({ network, intentAt: at })),
      ])
        if (intentAt !== null && place.now() - Date.parse(intentAt) < 24 * hour) links.add(network);
      return links.size;
    };
    const settled = async () => {
      expect(broken).toEqual([]);
      expect(await announced()).toBeLessThanOrEqual(attachesPerDay);
    };

    const { both, events } = passesOf(place, store);
    const crowd = await place.crowd(networks);
    // As 500 events: one link until it is verified, and more after that.
    await events(
      crowd.map(([id]) => id),
      50,
      20_000,
    );
    await settled();
    expect(verified).toBe(true);
    expect(asked.length).toBeGreaterThan(1);
    // As sweeps beside timers, until the day's links are made; and none more until the day is over.
    for (let tick = 0; tick < 60 && asked.length < attachesPerDay; tick++) {
      await place.wait(minute + 1_000);
      await both();
    }
    await settled();
    expect(asked).toHaveLength(attachesPerDay);
    const [begin = 0] = asked;
    for (const hours of [12, 23.9]) {
      await place.wait(begin + hours * hour - place.now());
      await both();
      expect(asked).toHaveLength(attachesPerDay);
    }
    await place.wait(begin + 25 * hour - place.now());
    await both();
    await settled();
    expect(asked.length).toBeGreaterThan(attachesPerDay);
    // Each link costs one request.
    expect(place.links()).toHaveLength(asked.length);
  }, 120_000);
});
