import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CloudWorld, context, failureOf, type Stage, stageOf, tenMinutes } from "./cloud-stage.ts";

/** What every cloud driver keeps, whatever its vendor: run against that vendor's emulated cloud. */
export function describeCloud(name: string, createWorld: () => Promise<CloudWorld>): void {
  describe(`${name} as a cloud`, () => {
    let world: CloudWorld;
    let stage: Stage;

    beforeEach(async () => {
      world = await createWorld();
      stage = stageOf(world);
    });
    afterEach(() => world.stop());

    test("the account is the credentials' own", async () => {
      expect(await world.cloud.account(context)).toBe(world.account);
    });

    test("networks are listed to the end over several pages, each once", async () => {
      const made = new Set<string>();
      for (let n = 0; n < world.severalPages; n++) made.add((await world.makeNetwork({ bare: true })).network);
      await world.wait(tenMinutes);
      const listed = (await world.cloud.networks(stage.everywhere, context)).map(({ id }) => id);
      expect(listed.length).toBe(world.severalPages);
      expect(new Set(listed)).toEqual(made);
    });

    test("a network is described with its owner and tags, and with its subnets where the listing tells them", async () => {
      const { network, subnet } = await world.makeNetwork({ tags: { "registry-link": "prod" } });
      await world.wait(tenMinutes);
      const [found] = await world.cloud.networks({ ...stage.everywhere, ids: [network] }, context);
      expect(found).toMatchObject({
        id: network,
        account: world.account,
        tags: { "registry-link": "prod" },
        available: true,
        resolvers: { known: true, value: { provider: true, servers: [] } },
      });
      expect([1, null]).toContain(found?.subnetCount);
      const subnets = await world.cloud.subnets({ region: world.registry.region, network }, context);
      expect(subnets).toMatchObject([{ id: subnet, network, available: true, freeAddresses: { known: true } }]);
    });

    test("a network that is gone is missing from the answer, and no id is no network", async () => {
      const { network } = await world.makeNetwork({ bare: true });
      const ids = [network, `${network}gone`];
      const found = await world.cloud.networks({ ...stage.everywhere, ids }, context);
      expect(found.map(({ id }) => id)).toEqual([network]);
      expect(await world.cloud.networks({ ...stage.everywhere, ids: [] }, context)).toEqual([]);
    });

    test("none is an empty list, an unknown registry is not-found", async () => {
      expect(await world.cloud.networks(stage.everywhere, context)).toEqual([]);
      expect(await stage.links()).toEqual([]);
      const nobody = { ...world.registry, instance: `${world.registry.instance}x` };
      expect((await failureOf(world.cloud.instance(nobody, context))).kind).toBe("not-found");
    });

    test("a caller without the right is denied, not told that there is nothing", async () => {
      world.trouble("networks", "denied", 1);
      expect((await failureOf(world.cloud.networks(stage.everywhere, context))).kind).toBe("denied");
    });

    test("the instance is running", async () => {
      expect((await world.cloud.instance(world.registry, context)).running).toBe(true);
    });

    test("a link goes from changing without an address to ready with one", async () => {
      const { network, subnet } = await world.makeNetwork({});
      expect((await stage.write(stage.attachOf(network, subnet))).result).toBe("written");
      const [young] = await stage.links();
      expect(young).toMatchObject({ network, subnet, part: "registry", state: "changing" });
      await world.wait(tenMinutes);
      const [grown] = await stage.links();
      expect(grown).toMatchObject({ network, subnet, state: "ready", address: { known: true } });
    });

    test("an attach that is repeated is already, in transition as well as ready", async () => {
      const { network, subnet } = await world.makeNetwork({});
      const attach = stage.attachOf(network, subnet);
      await stage.write(attach);
      expect((await stage.write(attach)).result).toBe("already");
      await world.wait(tenMinutes);
      expect((await stage.write(attach)).result).toBe("already");
      expect((await stage.links()).length).toBe(1);
    });

    test("an attach whose answer was lost is found to be written, and made once", async () => {
      const { network, subnet } = await world.makeNetwork({});
      world.trouble("attach", "lost-after-write", 1);
      expect(await stage.write(stage.attachOf(network, subnet))).toEqual({ result: "written", requestId: null });
      expect((await stage.links()).map((link) => link.network)).toEqual([network]);
    });

    test("an attach that was lost on the way is unavailable, and nothing is there", async () => {
      const { network, subnet } = await world.makeNetwork({});
      world.trouble("attach", "lost", 1);
      const failure = await failureOf(stage.write(stage.attachOf(network, subnet)));
      expect(failure.kind).toBe("unavailable");
      expect(failure.message).toContain("outcome is unknown");
      expect(await stage.links()).toEqual([]);
    });

    test("throttling is waited out, for a read and for a write", async () => {
      const { network, subnet } = await world.makeNetwork({});
      world.trouble("networks", "throttled", 2);
      expect((await world.cloud.networks(stage.everywhere, context)).length).toBe(1);
      world.trouble("attach", "throttled", 2);
      expect((await stage.write(stage.attachOf(network, subnet))).result).toBe("written");
    });

    test("throttling without end is an error of its own kind", async () => {
      world.trouble("part", "throttled", 99);
      expect((await failureOf(world.cloud.part(world.registry, "registry", context))).kind).toBe("throttled");
    });

    test("the registry has a name for use inside networks, and each name once", async () => {
      const names = await stage.names();
      expect(names.map(({ kind }) => kind)).toContain("vpc");
      expect(new Set(names.map((one) => one.name)).size).toBe(names.length);
    });

    test("every name asked for is answered in its place; none asked for is none", async () => {
      const { network } = await stage.linked();
      const targets = await stage.targetsIn(network);
      const views = await world.cloud.resolutions([...targets].reverse(), context);
      expect(views.map((view) => view.name)).toEqual(targets.map((target) => target.name).reverse());
      expect(views.map(({ resolution }) => resolution.known)).toEqual(targets.map(() => true));
      expect(await world.cloud.resolutions([], context)).toEqual([]);
    });

    test("a name of which something could not be read is unknown, never unanswered", async () => {
      const { network } = await stage.linked();
      const targets = await stage.targetsIn(network);
      world.trouble("resolution", "denied", 99);
      const views = await world.cloud.resolutions(targets, context);
      expect(views.map(({ resolution }) => resolution.known)).toEqual(targets.map(() => false));
      expect(views[0]?.resolution).toMatchObject({ cause: { kind: "denied" } });
    });
  });
}
