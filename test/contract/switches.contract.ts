import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SwitchChange, SwitchOff, SwitchOn } from "../../shared/model/change.ts";
import type { NameSwitch } from "../../shared/model/name.ts";
import { type CloudWorld, context, failureOf, type Stage, stageOf, type Trouble, tenMinutes } from "./cloud-stage.ts";

/** A cloud whose registry publishes names by a switch for each. */
export interface SwitchWorld extends CloudWorld {
  /** The next write of this kind goes wrong. */
  troubleSwitching(kind: SwitchChange["kind"], trouble: Trouble): void;
  /** Somebody turns the switch of a name on or off, by the address it was published with. */
  turn(to: "on" | "off", name: SwitchOn): Promise<void>;
  /** Somebody removes the link of a network, and makes it anew: it gets another address. */
  relink(network: string, subnet: string): Promise<void>;
}

/** What a driver keeps that publishes names by switches. */
export function describeSwitches(name: string, createWorld: () => Promise<SwitchWorld>): void {
  describe(`${name} as a cloud of switches`, () => {
    let world: SwitchWorld;
    let stage: Stage;

    beforeEach(async () => {
      world = await createWorld();
      stage = stageOf(world);
    });
    afterEach(() => world.stop());

    async function ready() {
      const { network, subnet, attach, address } = await stage.linked();
      const [first] = await stage.names();
      if (first === undefined) throw new Error("the registry has no name");
      const { subnet: _, createServiceLinkedRole: __, ...target } = attach;
      const of = { ...target, name: first.name, nameKind: first.kind, address, first: true, repoints: false };
      const on: SwitchOn = { ...of, kind: "switch-on" };
      const off: SwitchOff = { ...of, kind: "switch-off", first: false, switchRegion: target.region };
      return { network, subnet, on, off, restore: { ...on, first: false } };
    }

    const stateOf = async (network: string): Promise<NameSwitch["state"] | undefined> =>
      (await stage.resolutionIn(network)).switch?.state;

    test("a new link's names are off until they are switched on, each by itself", async () => {
      const { network, on } = await ready();
      expect(await stateOf(network)).toBe("off");
      expect((await stage.write(on)).result).toBe("written");
      await world.wait(tenMinutes);
      const views = await world.cloud.resolutions(await stage.targetsIn(network), context);
      const states = views.map(({ resolution }) => (resolution.known ? resolution.value.switch?.state : "unknown"));
      expect(states).toEqual(["on", ...states.slice(1).map(() => "off")]);
    });

    test("a name published for the first time is written again, restored it is already", async () => {
      const { network, on, restore } = await ready();
      await stage.write(on);
      await world.wait(tenMinutes);
      expect((await stage.write(on)).result).toBe("written");
      expect((await stage.write(restore)).result).toBe("already");
      await world.wait(tenMinutes);
      expect(await stateOf(network)).toBe("on");
    });

    test("a switch that somebody turned off is turned on again", async () => {
      const { network, on, restore } = await ready();
      await stage.write(on);
      await world.wait(tenMinutes);
      await world.turn("off", on);
      await world.wait(tenMinutes);
      expect(await stateOf(network)).toBe("off");
      expect((await stage.write(restore)).result).toBe("written");
      await world.wait(tenMinutes);
      expect(await stateOf(network)).toBe("on");
    });

    test("a switch is turned off once; again it is already", async () => {
      const { network, on, off } = await ready();
      await stage.write(on);
      await world.wait(tenMinutes);
      expect((await stage.write(off)).result).toBe("written");
      await world.wait(tenMinutes);
      expect(await stateOf(network)).toBe("off");
      expect((await stage.write(off)).result).toBe("already");
    });

    test("a link that is gone, or has another address by now, has moved, and nothing is switched", async () => {
      const { network, subnet, on } = await ready();
      expect((await stage.write({ ...on, address: "192.0.2.1" })).result).toBe("moved");
      await world.relink(network, subnet);
      const [link] = await stage.links();
      expect(link?.address).toMatchObject({ known: true });
      expect(link?.address).not.toMatchObject({ value: on.address });
      expect((await stage.write(on)).result).toBe("moved");
      expect(await stateOf(network)).toBe("off");
      const elsewhere = { ...on, network: `${network.slice(0, -2)}zz` };
      expect((await stage.write(elsewhere)).result).toBe("moved");
    });

    test("a name is moved to the link's new address, off and on", async () => {
      const { network, subnet, on, off } = await ready();
      await stage.write(on);
      await world.wait(tenMinutes);
      await world.turn("off", on);
      await world.wait(tenMinutes);
      await world.relink(network, subnet);
      await world.turn("on", on);
      await world.wait(tenMinutes);
      const [target] = await stage.targetsIn(network);
      if (target === undefined) throw new Error("the registry has no name");
      await stage.write(off);
      expect((await stage.write({ ...on, address: target.address, repoints: true })).result).toBe("written");
      await world.wait(tenMinutes);
      expect(await stateOf(network)).toBe("on");
    });

    test("a switch whose answer was lost is found to be written; one lost on the way is unavailable", async () => {
      const { network, on, off } = await ready();
      world.troubleSwitching("switch-on", "lost");
      const failure = await failureOf(stage.write(on));
      expect(failure.kind).toBe("unavailable");
      expect(failure.message).toContain("outcome is unknown");
      expect(await stateOf(network)).toBe("off");
      world.troubleSwitching("switch-on", "lost-after-write");
      expect(await stage.write(on)).toEqual({ result: "written", requestId: null });
      await world.wait(tenMinutes);
      world.troubleSwitching("switch-off", "lost-after-write");
      expect(await stage.write(off)).toEqual({ result: "written", requestId: null });
    });

    test("a refused switch names the right that is missing", async () => {
      const { on } = await ready();
      world.troubleSwitching("switch-on", "denied");
      const failure = await failureOf(stage.write(on));
      expect(failure).toMatchObject({ kind: "denied", right: failure.call });
    });

    test("a role that the cloud does not need is refused as not this cloud's", async () => {
      const { on } = await ready();
      const { kind: _, name: __, nameKind: ___, address: ____, first: _____, repoints: ______, ...target } = on;
      expect((await failureOf(stage.write({ ...target, kind: "create-role" }))).kind).toBe("invalid");
    });
  });
}
