import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CallContext, CloudError, type RegistryRef, type WritingCloud } from "../../shared/clouds/port.ts";
import { silentLog } from "../../shared/kernel/log.ts";
import type { Attach, BindZone, Change, EnableRecord, WriteResult } from "../../shared/model/change.ts";
import type { Link, Resolution, Zone, ZoneRecord } from "../../shared/model/estate.ts";

/** What a call of the vendor's can suffer; each world knows its own action behind the name. */
export type Trouble = "throttled" | "denied" | "lost-after-write" | "lost";
export type Troubled = "networks" | "part" | "attach" | "enable-record" | "zone";

/** An emulated cloud with one account and one running registry, as a driver's suite needs it. */
export interface CloudWorld {
  readonly cloud: WritingCloud;
  readonly account: string;
  readonly registry: RegistryRef;
  /** More networks than one page of the vendor's listing holds. */
  readonly severalPages: number;
  /** Makes a network, as somebody else would, with one subnet unless `bare`. */
  makeNetwork(options: { readonly tags?: Readonly<Record<string, string>>; readonly bare?: boolean }): Promise<{
    readonly network: string;
    readonly subnet: string;
  }>;
  /** Lets world time pass, milliseconds. */
  wait(milliseconds: number): Promise<void>;
  /** The next `times` calls behind `what` go wrong. */
  trouble(what: Troubled, trouble: Trouble, times: number): void;
  /** Somebody disables a record. */
  disable(zone: Zone, record: ZoneRecord): Promise<void>;
  /** Somebody changes a record's value. */
  overwrite(zone: Zone, record: ZoneRecord, value: string): Promise<void>;
  /** Somebody binds a zone to exactly these networks. */
  rebind(zone: Zone, networks: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const tenMinutes = 10 * 60_000;

/** What every cloud driver keeps, whatever its vendor: run against that vendor's emulated cloud. */
export function describeCloud(name: string, createWorld: () => Promise<CloudWorld>): void {
  describe(`${name} as a cloud`, () => {
    let world: CloudWorld;
    const context: CallContext = { log: silentLog, signal: new AbortController().signal };

    beforeEach(async () => {
      world = await createWorld();
    });
    afterEach(() => world.stop());

    const everywhere = () => ({ region: world.registry.region, ids: null });
    const attachOf = (network: string, subnet: string): Attach => ({
      kind: "attach",
      registry: world.registry.alias,
      cloud: world.cloud.cloud,
      instance: world.registry.instance,
      network,
      account: world.account,
      region: world.registry.region,
      part: "registry",
      because: "the suite says so",
      subnet,
      createServiceLinkedRole: true,
    });
    const write = (change: Change): Promise<WriteResult> => world.cloud.write(change, context);
    const links = async (): Promise<readonly Link[]> =>
      (await world.cloud.part(world.registry, "registry", context)).links;

    async function moored() {
      const { network, subnet } = await world.makeNetwork({});
      const attach = attachOf(network, subnet);
      await write(attach);
      await world.wait(tenMinutes);
      return { network, subnet, attach };
    }

    async function resolutionOf(network: string): Promise<Resolution> {
      const { names } = await world.cloud.part(world.registry, "registry", context);
      const [first] = names;
      if (first === undefined) throw new Error("the registry has no name");
      const targets = [{ registry: world.registry, network, part: "registry" as const, name: first }];
      const [view] = await world.cloud.resolutions(targets, context);
      if (view?.resolution.known !== true) throw new Error(`not resolved: ${JSON.stringify(view)}`);
      return view.resolution.value;
    }

    async function published(network: string) {
      const resolution = await resolutionOf(network);
      const zone = resolution.zones.find(({ bindings }) => bindings.some((binding) => binding.network === network));
      const record = zone?.records.find(({ type }) => type === "A");
      if (zone === undefined || record === undefined) throw new Error(`not published: ${JSON.stringify(resolution)}`);
      return { zone, record, name: resolution.name };
    }

    const enableOf = (attach: Attach, name: string, zone: Zone, have: ZoneRecord): EnableRecord => ({
      ...attach,
      kind: "enable-record",
      name,
      zone: zone.id,
      zoneName: zone.name,
      revision: zone.revision,
      have,
    });

    const failureOf = async (work: Promise<unknown>) => {
      const error = await work.then(
        (value) => new Error(`no failure but ${JSON.stringify(value)}`),
        (reason: unknown) => reason,
      );
      if (!(error instanceof CloudError)) throw error;
      return error.failure;
    };

    test("the account is the credentials' own", async () => {
      expect(await world.cloud.account(context)).toBe(world.account);
    });

    test("networks are listed to the end over several pages, each once", async () => {
      const made = new Set<string>();
      for (let n = 0; n < world.severalPages; n++) made.add((await world.makeNetwork({ bare: true })).network);
      await world.wait(tenMinutes);
      const listed = (await world.cloud.networks(everywhere(), context)).map(({ id }) => id);
      expect(listed.length).toBe(world.severalPages);
      expect(new Set(listed)).toEqual(made);
    });

    test("a network is described with its owner, tags and number of subnets", async () => {
      const { network, subnet } = await world.makeNetwork({ tags: { "registry-link": "prod" } });
      await world.wait(tenMinutes);
      const [found] = await world.cloud.networks({ ...everywhere(), ids: [network] }, context);
      expect(found).toMatchObject({
        id: network,
        account: world.account,
        tags: { "registry-link": "prod" },
        available: true,
        subnetCount: 1,
      });
      const subnets = await world.cloud.subnets({ region: world.registry.region, network }, context);
      expect(subnets).toMatchObject([{ id: subnet, network, available: true, freeAddresses: { known: true } }]);
    });

    test("a network that is gone is missing from the answer, and no id is no network", async () => {
      const { network } = await world.makeNetwork({ bare: true });
      const ids = [network, `${network}gone`];
      const found = await world.cloud.networks({ ...everywhere(), ids }, context);
      expect(found.map(({ id }) => id)).toEqual([network]);
      expect(await world.cloud.networks({ ...everywhere(), ids: [] }, context)).toEqual([]);
    });

    test("none is an empty list, an unknown registry is not-found", async () => {
      expect(await world.cloud.networks(everywhere(), context)).toEqual([]);
      expect(await links()).toEqual([]);
      const nobody = { ...world.registry, instance: `${world.registry.instance}x` };
      expect((await failureOf(world.cloud.instance(nobody, context))).kind).toBe("not-found");
    });

    test("a caller without the right is denied, not told that there is nothing", async () => {
      world.trouble("networks", "denied", 1);
      expect((await failureOf(world.cloud.networks(everywhere(), context))).kind).toBe("denied");
    });

    test("the instance is running", async () => {
      expect((await world.cloud.instance(world.registry, context)).running).toBe(true);
    });

    test("a link goes from changing without an address to ready with one", async () => {
      const { network, subnet } = await world.makeNetwork({});
      expect((await write(attachOf(network, subnet))).result).toBe("written");
      const [young] = await links();
      expect(young).toMatchObject({ network, subnet, part: "registry", state: "changing" });
      await world.wait(tenMinutes);
      const [grown] = await links();
      expect(grown).toMatchObject({ network, subnet, state: "ready", address: { known: true } });
    });

    test("an attach that is repeated is already, in transition as well as ready", async () => {
      const { network, subnet } = await world.makeNetwork({});
      const attach = attachOf(network, subnet);
      await write(attach);
      expect((await write(attach)).result).toBe("already");
      await world.wait(tenMinutes);
      expect((await write(attach)).result).toBe("already");
      expect((await links()).length).toBe(1);
    });

    test("an attach whose answer was lost is found to be written, and made once", async () => {
      const { network, subnet } = await world.makeNetwork({});
      world.trouble("attach", "lost-after-write", 1);
      expect(await write(attachOf(network, subnet))).toEqual({ result: "written", requestId: null });
      expect((await links()).map((link) => link.network)).toEqual([network]);
    });

    test("an attach that was lost on the way is unavailable, and nothing is there", async () => {
      const { network, subnet } = await world.makeNetwork({});
      world.trouble("attach", "lost", 1);
      const failure = await failureOf(write(attachOf(network, subnet)));
      expect(failure.kind).toBe("unavailable");
      expect(failure.message).toContain("outcome is unknown");
      expect(await links()).toEqual([]);
    });

    test("throttling is waited out, for a read and for a write", async () => {
      const { network, subnet } = await world.makeNetwork({});
      world.trouble("networks", "throttled", 2);
      expect((await world.cloud.networks(everywhere(), context)).length).toBe(1);
      world.trouble("attach", "throttled", 2);
      expect((await write(attachOf(network, subnet))).result).toBe("written");
    });

    test("throttling without end is an error of its own kind", async () => {
      world.trouble("part", "throttled", 99);
      expect((await failureOf(world.cloud.part(world.registry, "registry", context))).kind).toBe("throttled");
    });

    test("the name of a ready link is answered with the link's address in its network", async () => {
      const { network } = await moored();
      const [link] = await links();
      const { record } = await published(network);
      expect(record.enabled).toBe(true);
      expect(link?.address).toMatchObject({ known: true, value: record.value });
    });

    test("a zone that cannot be read makes the name unknown, never unanswered", async () => {
      const { network } = await moored();
      const { names } = await world.cloud.part(world.registry, "registry", context);
      world.trouble("zone", "denied", 99);
      const targets = names.map((one) => ({ registry: world.registry, network, part: "registry" as const, name: one }));
      const views = await world.cloud.resolutions(targets, context);
      expect(views.map(({ resolution }) => resolution.known)).toEqual(names.map(() => false));
      expect(views[0]?.resolution).toMatchObject({ cause: { kind: "denied" } });
    });

    test("a disabled record is enabled; again it is already", async () => {
      const { network, attach } = await moored();
      const healthy = await published(network);
      await world.disable(healthy.zone, healthy.record);
      const { zone, record, name } = await published(network);
      expect(record.enabled).toBe(false);
      expect((await write(enableOf(attach, name, zone, record))).result).toBe("written");
      await world.wait(tenMinutes);
      expect((await published(network)).record.enabled).toBe(true);
      expect((await write(enableOf(attach, name, zone, record))).result).toBe("already");
    });

    test("a record that was changed after the plan has moved, and stays as somebody made it", async () => {
      const { network, attach } = await moored();
      const healthy = await published(network);
      await world.disable(healthy.zone, healthy.record);
      const { zone, record, name } = await published(network);
      await world.overwrite(zone, record, "192.0.2.1");
      expect((await write(enableOf(attach, name, zone, record))).result).toBe("moved");
      expect((await published(network)).record).toMatchObject({ value: "192.0.2.1", enabled: false });
    });

    test("a record write whose answer was lost is found to be written", async () => {
      const { network, attach } = await moored();
      const healthy = await published(network);
      await world.disable(healthy.zone, healthy.record);
      const { zone, record, name } = await published(network);
      world.trouble("enable-record", "lost-after-write", 1);
      expect(await write(enableOf(attach, name, zone, record))).toEqual({ result: "written", requestId: null });
    });

    test("a wrong value is corrected; again it is already", async () => {
      const { network, attach } = await moored();
      const healthy = await published(network);
      await world.overwrite(healthy.zone, healthy.record, "192.0.2.1");
      const { zone, record, name } = await published(network);
      const { host, type, ttl } = record;
      const want = { host, type, ttl, value: healthy.record.value };
      const change: Change = { ...enableOf(attach, name, zone, record), kind: "correct-record", want };
      expect((await write(change)).result).toBe("written");
      await world.wait(tenMinutes);
      expect((await published(network)).record.value).toBe(healthy.record.value);
      expect((await write(change)).result).toBe("already");
    });

    test("a missing record is created once, an extra one deleted once", async () => {
      const { network, attach } = await moored();
      const { zone, record, name } = await published(network);
      const remove: Change = { ...enableOf(attach, name, zone, record), kind: "delete-record" };
      expect((await write(remove)).result).toBe("written");
      await world.wait(tenMinutes);
      expect((await write(remove)).result).toBe("already");
      const { host, type, ttl, value } = record;
      const want = { host, type, ttl, value };
      const create: Change = { ...enableOf(attach, name, zone, record), kind: "create-record", want };
      expect((await write(create)).result).toBe("written");
      await world.wait(tenMinutes);
      expect((await write(create)).result).toBe("already");
      expect((await published(network)).zone.records.length).toBe(1);
    });

    test("a zone unbound from its network is bound again; a binding that moved is left alone", async () => {
      const { network, attach } = await moored();
      const { zone, record, name } = await published(network);
      const other = await world.makeNetwork({ bare: true });
      await world.rebind(zone, []);
      const [bare] = (await resolutionOf(network)).zones.filter(({ id }) => id === zone.id);
      expect(bare?.bindings).toEqual([]);
      const { have: _, ...rest } = enableOf(attach, name, zone, record);
      const bind: BindZone = { ...rest, kind: "bind-zone", have: [], want: zone.bindings };
      await world.rebind(zone, [other.network]);
      expect((await write(bind)).result).toBe("moved");
      await world.rebind(zone, []);
      expect((await write(bind)).result).toBe("written");
      expect((await write(bind)).result).toBe("already");
      expect((await published(network)).zone.bindings.map((binding) => binding.network)).toEqual([network]);
      expect((await failureOf(write({ ...bind, want: [] }))).kind).toBe("invalid");
    });

    test("a zone changed since a moment is in the change log, where there is one", async () => {
      const { network } = await moored();
      const { zone, record } = await published(network);
      const since = new Date(
        Date.parse((await world.cloud.networks(everywhere(), context))[0]?.createdAt ?? ""),
      ).toISOString();
      await world.wait(tenMinutes);
      await world.disable(zone, record);
      const changes = await world.cloud.zoneChanges(since, context);
      if (changes !== null) expect(changes.zones.some((seen) => seen === zone.id || seen === zone.name)).toBe(true);
    });
  });
}
