import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CloudError } from "../../shared/clouds/port.ts";
import type { FailureKind } from "../../shared/model/known.ts";
import { type CloudWorld, failureOf, type Stage, stageOf, tenMinutes } from "./cloud-stage.ts";

/** Where one link is. */
interface LinkPlace {
  readonly network: string;
  readonly subnet: string;
}

/** A cloud whose links somebody else touches too. */
export interface DetachWorld extends CloudWorld {
  /** Somebody takes the link away; it may be listed for a while. */
  unlink(link: LinkPlace): Promise<void>;
  /** Somebody takes the link away and makes it anew in another subnet of the last network made. */
  moveLink(link: LinkPlace): Promise<void>;
}

interface Expected {
  /** The cloud shows a link that is going as it showed it before, so that a lost answer stays open. */
  readonly goesUnseen?: boolean;
  /** What follows from each code that the vendor lists for the call. */
  readonly codes: Readonly<Record<string, FailureKind>>;
}

/** What every driver keeps when it takes a link away. */
export function describeDetach(
  name: string,
  createWorld: () => Promise<DetachWorld>,
  { goesUnseen = false, codes }: Expected,
): void {
  describe(`${name} as a cloud to leave`, () => {
    let world: DetachWorld;
    let stage: Stage;

    beforeEach(async () => {
      world = await createWorld();
      stage = stageOf(world);
    });
    afterEach(() => world.stop());

    async function ready() {
      const link = await stage.linked();
      return { ...link, detach: stage.detachOf(link.attach, link.address) };
    }
    const listed = async () => (await stage.links()).map(({ network }) => network);

    test("a link is taken away, and only that one; repeated, before and after it is gone, nothing else happens", async () => {
      const stays = await ready();
      const { network, detach } = await ready();
      const result = await stage.write(detach);
      expect(result).toMatchObject({ result: "written", requestId: expect.any(String) });
      // What a second delete of a link that goes already is answered with is not documented.
      await stage.write(detach).catch((error: unknown) => expect(error).toBeInstanceOf(CloudError));
      await world.wait(tenMinutes);
      expect(await listed()).toEqual([stays.network]);
      expect(await stage.write(detach)).toEqual({
        result: "already",
        sentence: expect.stringContaining(network),
      });
      expect(await listed()).toEqual([stays.network]);
    });

    test("a link that somebody else takes away is already gone", async () => {
      const { detach, ...link } = await ready();
      await world.unlink(link);
      await world.wait(tenMinutes);
      expect((await stage.write(detach)).result).toBe("already");
    });

    test("a link in another subnet, or with another address, has moved, and stays", async () => {
      const { detach, ...link } = await ready();
      expect(await stage.write({ ...detach, address: "192.0.2.1" })).toEqual({
        result: "moved",
        sentence: expect.stringContaining("192.0.2.1"),
      });
      await world.moveLink(link);
      expect(await stage.write({ ...detach, address: null })).toEqual({
        result: "moved",
        sentence: expect.stringContaining(link.subnet),
      });
      expect((await stage.links()).map(({ state }) => state)).toEqual(["ready"]);
    });

    test("a link that never got an address can be taken away", async () => {
      const { network, subnet } = await world.makeNetwork({});
      const attach = stage.attachOf(network, subnet);
      await stage.write(attach);
      await stage.write(stage.detachOf(attach, null)).catch(() => undefined);
      await world.wait(tenMinutes);
      // A vendor that takes no such call for a young link takes it for a grown one.
      if ((await listed()).length > 0) expect((await stage.write(stage.detachOf(attach, null))).result).toBe("written");
      await world.wait(tenMinutes);
      expect(await listed()).toEqual([]);
    });

    test("a detach whose answer was lost is found to be written, where the cloud shows it", async () => {
      const { detach } = await ready();
      world.trouble("detach", "lost-after-write", 1);
      if (goesUnseen) {
        const failure = await failureOf(stage.write(detach));
        expect(failure.kind).toBe("unavailable");
        expect(failure.message).toContain("outcome is unknown");
      } else expect(await stage.write(detach)).toEqual({ result: "written", requestId: null });
      await world.wait(tenMinutes);
      expect(await listed()).toEqual([]);
      expect((await stage.write(detach)).result).toBe("already");
    });

    test("a detach that was lost on the way is unavailable, and the link is there", async () => {
      const { detach, network } = await ready();
      world.trouble("detach", "lost", 1);
      const failure = await failureOf(stage.write(detach));
      expect(failure.kind).toBe("unavailable");
      expect(failure.message).toContain("outcome is unknown");
      await world.wait(tenMinutes);
      expect(await listed()).toEqual([network]);
    });

    test("throttling is waited out", async () => {
      const { detach } = await ready();
      world.trouble("detach", "throttled", 2);
      expect((await stage.write(detach)).result).toBe("written");
    });

    test("a refused detach names the right that is missing", async () => {
      const { detach } = await ready();
      world.trouble("detach", "denied", 1);
      const failure = await failureOf(stage.write(detach));
      expect(failure).toMatchObject({ kind: "denied", right: failure.call });
    });

    test("links that cannot be read are not deleted", async () => {
      const { detach, network } = await ready();
      world.trouble("part", "denied", 1);
      expect((await failureOf(stage.write(detach))).kind).toBe("denied");
      await world.wait(tenMinutes);
      expect(await listed()).toEqual([network]);
    });

    test("every code that the vendor lists is told as what follows from it, and the link stays", async () => {
      const { detach, network } = await ready();
      for (const [code, kind] of Object.entries(codes)) {
        world.trouble("detach", { code }, 1);
        expect(await failureOf(stage.write(detach)), code).toMatchObject({ kind, code });
      }
      expect(await listed()).toEqual([network]);
    });
  });
}
