import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { NameTarget } from "../../shared/clouds/port.ts";
import type { BindZone, CreateRecord, CreateZone, DeleteZone, SetFallThrough } from "../../shared/model/change.ts";
import type { Zone } from "../../shared/model/zone.ts";
import { type CloudWorld, context, type Stage, stageOf, tenMinutes } from "./cloud-stage.ts";

/** A cloud in which Mooring makes zones of its own. */
export interface OwnZoneWorld extends CloudWorld {
  /** The next `times` calls that make a zone have their effect and lose their answer. */
  loseMaking(times: number): void;
  /** Somebody adds an A record to a zone. */
  addRecord(zone: string, host: string, value: string): Promise<void>;
}

const zoneName = "corp-mooring.com";
const name = `registry.${zoneName}`;
const address = "10.0.0.5";

/** What a driver keeps that makes zones, fills them, binds them and takes them away. */
export function describeOwnZones(cloudName: string, createWorld: () => Promise<OwnZoneWorld>): void {
  describe(`${cloudName} as a cloud with zones of Mooring's own`, () => {
    let world: OwnZoneWorld;
    let stage: Stage;
    let network: string;

    beforeEach(async () => {
      world = await createWorld();
      stage = stageOf(world);
      network = (await world.makeNetwork({})).network;
    });
    afterEach(() => world.stop());

    function target() {
      const { kind: _, subnet: __, createServiceLinkedRole: ___, ...rest } = stage.attachOf(network, "");
      return { ...rest, name, repoints: false } as const;
    }

    const making = (remark = "mooring-prod-1"): CreateZone => ({
      ...target(),
      kind: "create-zone",
      nameKind: "custom",
      zoneName,
      fallsThrough: true,
      remark,
    });

    async function zones(): Promise<readonly Zone[]> {
      const { registry } = world;
      const asked: NameTarget = {
        registry,
        network,
        region: registry.region,
        part: "registry",
        name,
        kind: "custom",
        address,
      };
      const [view] = await world.cloud.resolutions([asked], context);
      if (view?.resolution.known !== true) throw new Error(`not resolved: ${JSON.stringify(view)}`);
      return view.resolution.value.zones.filter((zone) => zone.name === zoneName);
    }

    async function only(): Promise<Zone> {
      const found = await zones();
      const [zone] = found;
      if (zone === undefined || found.length !== 1) throw new Error(`not one zone: ${JSON.stringify(found)}`);
      return zone;
    }

    const inZone = (zone: Zone) => ({ ...target(), zone: zone.id, zoneName, revision: zone.revision });
    const filling = (zone: Zone): CreateRecord => ({
      ...inZone(zone),
      kind: "create-record",
      want: { host: "registry", type: "A", value: address, ttl: 60 },
    });
    const binding = (zone: Zone): BindZone => ({
      ...inZone(zone),
      kind: "bind-zone",
      have: zone.bindings,
      want: [{ network, region: world.registry.region, account: null, kind: "STANDARD" }],
    });
    const deleting = (zone: Zone): DeleteZone => ({ ...inZone(zone), kind: "delete-zone", have: zone.bindings });

    /** The zone as it is when the name is answered from it. */
    async function answering(): Promise<Zone> {
      await stage.write(making());
      await world.wait(tenMinutes);
      await stage.write(filling(await only()));
      await world.wait(tenMinutes);
      await stage.write(binding(await only()));
      await world.wait(tenMinutes);
      return only();
    }

    test("a zone is made empty and unbound, and told with its id; made again it is the same one", async () => {
      const written = await stage.write(making());
      await world.wait(tenMinutes);
      const zone = await only();
      expect(written).toMatchObject({ result: "written", made: zone.id });
      expect(zone).toMatchObject({ remark: "mooring-prod-1", fallsThrough: true, bindings: [], records: [] });
      expect(await stage.write(making())).toMatchObject({ result: "already", made: zone.id });
      await only();
    });

    test("a zone whose making was never answered is made once", async () => {
      world.loseMaking(1);
      const first = await stage.write(making()).catch(() => null);
      await world.wait(tenMinutes);
      const second = await stage.write(making());
      await world.wait(tenMinutes);
      const zone = await only();
      expect(zone.remark).toBe("mooring-prod-1");
      expect(second).toMatchObject({ made: zone.id });
      if (first !== null) expect(first).toMatchObject({ made: zone.id });
    });

    test("a zone of the same name without the remark is somebody's, and left as it is", async () => {
      await stage.write(making("somebody-1"));
      await world.wait(tenMinutes);
      const theirs = await only();
      expect(await stage.write(making())).toMatchObject({ result: "written" });
      await world.wait(tenMinutes);
      expect((await zones()).map(({ id, remark }) => [id === theirs.id, remark]).sort()).toEqual([
        [false, "mooring-prod-1"],
        [true, "somebody-1"],
      ]);
    });

    test("record and binding follow, and the name is answered in the network", async () => {
      const zone = await answering();
      expect(zone.bindings.map((one) => one.network)).toEqual([network]);
      expect(zone.records.map(({ host, value, enabled }) => [host, value, enabled])).toEqual([
        ["registry", address, true],
      ]);
      const settled = await stage.write({ ...binding(zone), have: [] });
      expect(settled.result).toBe("already");
    });

    test("what a zone does with names that it does not hold is set, once", async () => {
      const zone = await answering();
      const set: SetFallThrough = { ...inZone(zone), kind: "set-fall-through", have: true, want: false };
      expect((await stage.write(set)).result).toBe("written");
      await world.wait(tenMinutes);
      expect((await stage.write(set)).result).toBe("already");
      expect((await only()).fallsThrough).toBe(false);
    });

    test("a zone goes with its binding and its record, once", async () => {
      const zone = await answering();
      expect((await stage.write(deleting(zone))).result).toBe("written");
      await world.wait(tenMinutes);
      expect(await zones()).toEqual([]);
      expect((await stage.write(deleting(zone))).result).toBe("already");
    });

    test("a zone that somebody wrote in since it was looked at stays, and so does its binding", async () => {
      const zone = await answering();
      await world.addRecord(zone.id, "wiki", "10.0.0.9");
      await world.wait(tenMinutes);
      expect((await stage.write(deleting(zone))).result).toBe("moved");
      expect((await only()).bindings).toEqual(zone.bindings);
      expect((await stage.write({ ...deleting(await only()), have: [] })).result).toBe("moved");
    });

    test("zones are counted, below a limit", async () => {
      const before = await world.cloud.zoneAccount(context);
      await stage.write(making());
      await world.wait(tenMinutes);
      expect(await world.cloud.zoneAccount(context)).toEqual({ ...before, count: before.count + 1 });
      expect(before.limit).toBeGreaterThan(before.count);
    });

    test("who wrote a zone lately is told with the zone, the last one first, where the vendor keeps a log", async () => {
      const zone = await answering();
      const edits = await world.cloud.zoneEdits([zone.id], context);
      expect(edits.map(({ at }) => Date.parse(at))).toEqual(
        edits.map(({ at }) => Date.parse(at)).sort((a, b) => b - a),
      );
      for (const edit of edits) {
        expect(edit.zone).toBe(zone.id);
        expect(edit.by).not.toBe("");
        expect(Number.isNaN(Date.parse(edit.at))).toBe(false);
      }
    });
  });
}
