import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Attach, BindZone, Change, EnableRecord } from "../../shared/model/change.ts";
import type { Zone, ZoneRecord } from "../../shared/model/zone.ts";
import { type CloudWorld, context, failureOf, type Stage, stageOf, tenMinutes } from "./cloud-stage.ts";

/** A cloud whose registry publishes names in zones that the account sees and may repair. */
export interface ZoneWorld extends CloudWorld {
  /** The next `times` writes that enable a record lose their answer. */
  loseEnabling(times: number): void;
  /** Somebody disables a record. */
  disable(zone: Zone, record: ZoneRecord): Promise<void>;
  /** Somebody changes a record's value. */
  overwrite(zone: Zone, record: ZoneRecord, value: string): Promise<void>;
  /** Somebody binds a zone to exactly these networks. */
  rebind(zone: Zone, networks: readonly string[]): Promise<void>;
}

/** What a driver keeps that repairs names in zones. */
export function describeZones(name: string, createWorld: () => Promise<ZoneWorld>): void {
  describe(`${name} as a cloud of zones`, () => {
    let world: ZoneWorld;
    let stage: Stage;

    beforeEach(async () => {
      world = await createWorld();
      stage = stageOf(world);
    });
    afterEach(() => world.stop());

    async function published(network: string) {
      const resolution = await stage.resolutionIn(network);
      const zone = resolution.zones.find(({ bindings }) => bindings.some((binding) => binding.network === network));
      const record = zone?.records.find(({ type }) => type === "A");
      if (zone === undefined || record === undefined) throw new Error(`not published: ${JSON.stringify(resolution)}`);
      return { zone, record, name: resolution.name };
    }

    const enableOf = (attach: Attach, name: string, zone: Zone, have: ZoneRecord): EnableRecord => ({
      ...attach,
      kind: "enable-record",
      name,
      repoints: false,
      zone: zone.id,
      zoneName: zone.name,
      revision: zone.revision,
      have,
    });

    test("the name of a ready link is answered with the link's address in its network", async () => {
      const { network } = await stage.linked();
      const [link] = await stage.links();
      const { record } = await published(network);
      expect(record.enabled).toBe(true);
      expect(link?.address).toMatchObject({ known: true, value: record.value });
    });

    test("a disabled record is enabled; again it is already", async () => {
      const { network, attach } = await stage.linked();
      const healthy = await published(network);
      await world.disable(healthy.zone, healthy.record);
      const { zone, record, name } = await published(network);
      expect(record.enabled).toBe(false);
      expect((await stage.write(enableOf(attach, name, zone, record))).result).toBe("written");
      await world.wait(tenMinutes);
      expect((await published(network)).record.enabled).toBe(true);
      expect((await stage.write(enableOf(attach, name, zone, record))).result).toBe("already");
    });

    test("a record that was changed after the plan has moved, and stays as somebody made it", async () => {
      const { network, attach } = await stage.linked();
      const healthy = await published(network);
      await world.disable(healthy.zone, healthy.record);
      const { zone, record, name } = await published(network);
      await world.overwrite(zone, record, "192.0.2.1");
      expect((await stage.write(enableOf(attach, name, zone, record))).result).toBe("moved");
      expect((await published(network)).record).toMatchObject({ value: "192.0.2.1", enabled: false });
    });

    test("a record write whose answer was lost is found to be written", async () => {
      const { network, attach } = await stage.linked();
      const healthy = await published(network);
      await world.disable(healthy.zone, healthy.record);
      const { zone, record, name } = await published(network);
      world.loseEnabling(1);
      expect(await stage.write(enableOf(attach, name, zone, record))).toEqual({ result: "written", requestId: null });
    });

    test("a wrong value is corrected; again it is already", async () => {
      const { network, attach } = await stage.linked();
      const healthy = await published(network);
      await world.overwrite(healthy.zone, healthy.record, "192.0.2.1");
      const { zone, record, name } = await published(network);
      const { host, type, ttl } = record;
      const want = { host, type, ttl, value: healthy.record.value };
      const change: Change = { ...enableOf(attach, name, zone, record), kind: "correct-record", want };
      expect((await stage.write(change)).result).toBe("written");
      await world.wait(tenMinutes);
      expect((await published(network)).record.value).toBe(healthy.record.value);
      expect((await stage.write(change)).result).toBe("already");
    });

    test("a missing record is created once, an extra one deleted once", async () => {
      const { network, attach } = await stage.linked();
      const { zone, record, name } = await published(network);
      const remove: Change = { ...enableOf(attach, name, zone, record), kind: "delete-record" };
      expect((await stage.write(remove)).result).toBe("written");
      await world.wait(tenMinutes);
      expect((await stage.write(remove)).result).toBe("already");
      const { host, type, ttl, value } = record;
      const want = { host, type, ttl, value };
      const create: Change = { ...enableOf(attach, name, zone, record), kind: "create-record", want };
      expect((await stage.write(create)).result).toBe("written");
      await world.wait(tenMinutes);
      expect((await stage.write(create)).result).toBe("already");
      expect((await published(network)).zone.records.length).toBe(1);
    });

    test("a zone unbound from its network is bound again; a binding that moved is left alone", async () => {
      const { network, attach } = await stage.linked();
      const { zone, record, name } = await published(network);
      const other = await world.makeNetwork({ bare: true });
      await world.rebind(zone, []);
      const [bare] = (await stage.resolutionIn(network)).zones.filter(({ id }) => id === zone.id);
      expect(bare?.bindings).toEqual([]);
      const { have: _, ...rest } = enableOf(attach, name, zone, record);
      const bind: BindZone = { ...rest, kind: "bind-zone", have: [], want: zone.bindings };
      await world.rebind(zone, [other.network]);
      expect((await stage.write(bind)).result).toBe("moved");
      await world.rebind(zone, []);
      expect((await stage.write(bind)).result).toBe("written");
      expect((await stage.write(bind)).result).toBe("already");
      expect((await published(network)).zone.bindings.map((binding) => binding.network)).toEqual([network]);
      expect((await failureOf(stage.write({ ...bind, want: [] }))).kind).toBe("invalid");
    });

    test("a zone changed since a moment is in the change log, where there is one", async () => {
      const { network } = await stage.linked();
      const { zone, record } = await published(network);
      const since = new Date(
        Date.parse((await world.cloud.networks(stage.everywhere, context))[0]?.createdAt ?? ""),
      ).toISOString();
      await world.wait(tenMinutes);
      await world.disable(zone, record);
      const changes = await world.cloud.zoneChanges(since, context);
      if (changes !== null)
        expect(changes.zones.some(({ id, name }) => id === zone.id || name === zone.name)).toBe(true);
    });
  });
}
