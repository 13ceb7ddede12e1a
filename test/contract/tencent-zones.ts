import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CreateZone } from "../../shared/model/change.ts";
import type { Zone, ZoneBinding, ZoneRecord } from "../../shared/model/zone.ts";
import { context, failureOf, type Stage, stageOf, tenMinutes } from "./cloud-stage.ts";
import type { TencentWorld } from "./tencent-world.ts";

const zoneName = "example.com";
const host = "images";
const name = `${host}.${zoneName}`;
const remark = "made for images.example.com by the suite";

/** Zones of Mooring's own on Tencent Cloud beyond their making and their end: what breaks in them is put right. */
export function describeTencentZones(title: string, createWorld: () => Promise<TencentWorld>): void {
  describe(`${title}, a zone of Mooring's own`, () => {
    let world: TencentWorld;
    let stage: Stage;

    beforeEach(async () => {
      world = await createWorld();
      stage = stageOf(world);
    });
    afterEach(() => world.stop());

    /** A linked network whose name is answered by a zone of its own. */
    async function answered() {
      const { network, attach, address } = await stage.linked();
      const { subnet: _, createServiceLinkedRole: __, kind: ___, ...target } = attach;
      const base = { ...target, name, repoints: false };
      const { region, part } = target;
      const asked = { registry: world.registry, network, region, part, name, kind: "custom", address } as const;
      const zone = async (): Promise<Zone> => {
        const [view] = await world.cloud.resolutions([asked], context);
        const [found] = view?.resolution.known === true ? view.resolution.value.zones : [];
        if (found === undefined) throw new Error(`no zone: ${JSON.stringify(view)}`);
        return found;
      };
      const record = async (of = host): Promise<ZoneRecord> => {
        const found = (await zone()).records.find((one) => one.host === of);
        if (found === undefined) throw new Error(`no record of ${of}`);
        return found;
      };
      const of = ({ id, revision }: Zone) => ({ ...base, zone: id, zoneName, revision });
      const create: CreateZone = {
        ...base,
        kind: "create-zone",
        nameKind: "custom",
        zoneName,
        fallsThrough: true,
        remark,
      };
      const want = { host, type: "A", value: address, ttl: 60 };
      const bindings: readonly ZoneBinding[] = [{ network, region, account: null, kind: "" }];
      await stage.write(create);
      await stage.write({ ...of(await zone()), kind: "create-record", want });
      await stage.write({ ...of(await zone()), kind: "bind-zone", have: [], want: bindings });
      await world.wait(tenMinutes);
      return { network, create, zone, record, of, want, bindings };
    }

    test("has a record put right that somebody changed or paused, and one taken out that was added", async () => {
      const { zone, record, of, want } = await answered();
      await world.change(await zone(), await record(), { value: "192.0.2.1" });
      const correct = { ...of(await zone()), kind: "correct-record", have: await record(), want } as const;
      expect((await stage.write(correct)).result).toBe("written");
      expect((await stage.write(correct)).result).toBe("already");
      expect(await record()).toMatchObject({ value: want.value, ttl: 60 });

      await world.change(await zone(), await record(), { enabled: false });
      const paused = await record();
      expect(paused.enabled).toBe(false);
      const enable = { ...of(await zone()), kind: "enable-record", have: paused } as const;
      expect((await stage.write(enable)).result).toBe("written");
      expect((await stage.write(enable)).result).toBe("already");

      const extra = { ...want, host: "other" };
      await stage.write({ ...of(await zone()), kind: "create-record", want: extra });
      const remove = { ...of(await zone()), kind: "delete-record", have: await record("other") } as const;
      expect((await stage.write({ ...remove, have: { ...remove.have, ttl: 61 } })).result).toBe("moved");
      expect((await stage.write(remove)).result).toBe("written");
      expect((await stage.write(remove)).result).toBe("already");
      expect((await zone()).records.map((one) => [one.host, one.enabled])).toEqual([[host, true]]);
    });

    test("is written once where the answer to a write was lost", async () => {
      const { zone, of, want, bindings } = await answered();
      const lost = { result: "written", requestId: null };
      world.troubleWriting("create-record", "lost-after-write");
      const second = { ...want, host: "other" };
      expect(await stage.write({ ...of(await zone()), kind: "create-record", want: second })).toEqual(lost);
      world.troubleWriting("set-fall-through", "lost-after-write");
      const close = { ...of(await zone()), kind: "set-fall-through", have: true, want: false } as const;
      expect(await stage.write(close)).toEqual(lost);
      await world.rebind(await zone(), []);
      world.troubleWriting("bind-zone", "lost-after-write");
      const bind = { ...of(await zone()), kind: "bind-zone", have: [], want: bindings } as const;
      expect(await stage.write(bind)).toEqual(lost);
      world.troubleWriting("delete-zone", "lost-after-write");
      const now = await zone();
      expect(await stage.write({ ...of(now), kind: "delete-zone", have: now.bindings })).toEqual(lost);
    });

    test("keeps its remark when what it does with other names is set", async () => {
      const { zone, of } = await answered();
      await stage.write({ ...of(await zone()), kind: "set-fall-through", have: true, want: false });
      expect(await zone()).toMatchObject({ fallsThrough: false, remark });
    });

    test("that lost its network is seen and bound again; a binding that moved is left alone", async () => {
      const { zone, of, bindings, network } = await answered();
      const other = await world.makeNetwork({ bare: true });
      await world.rebind(await zone(), []);
      const unbound = await zone();
      expect(unbound.bindings).toEqual([]);
      const bind = { ...of(unbound), kind: "bind-zone", have: [], want: bindings } as const;
      await world.rebind(unbound, [other.network]);
      expect((await stage.write(bind)).result).toBe("moved");
      await world.rebind(unbound, []);
      expect((await stage.write(bind)).result).toBe("written");
      expect((await zone()).bindings.map((binding) => binding.network)).toEqual([network]);
      expect((await failureOf(stage.write({ ...bind, want: [] }))).kind).toBe("invalid");
    });

    test("that may not be made or written names the right that is missing", async () => {
      const { create, zone, of, want } = await answered();
      world.troubleWriting("create-zone", "denied");
      const another = { ...create, remark: "another" };
      expect(await failureOf(stage.write(another))).toMatchObject({ right: "privatedns:CreatePrivateZone" });
      world.troubleWriting("create-record", "denied");
      const record = { ...of(await zone()), kind: "create-record", want: { ...want, host: "other" } } as const;
      expect(await failureOf(stage.write(record))).toMatchObject({ right: "privatedns:CreatePrivateZoneRecord" });
    });
  });
}
