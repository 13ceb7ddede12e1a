import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import type { Change } from "../../shared/model/change.ts";
import { instant } from "../../shared/model/known.ts";
import { readDetachments } from "../../shared/store/objects/detachments.ts";
import { readEntries, writeEntry } from "../../shared/store/objects/ledger.ts";
import { publishedBySwitch, switchEntry } from "../unit/plan/name/switch-estate.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { hour, mostInADay } from "./crowd-places.ts";
import {
  createTencentStage,
  registryId,
  registryWith,
  type TencentStage,
  tencentConfiguration,
  tencentRegion,
  vpcName,
} from "./tencent-direct-stage.ts";

const crowd = 100;

interface Asked {
  readonly kind: Change["kind"];
  readonly network: string;
  readonly at: number;
}

/** In groups, since nobody has a hundred calls under way at once. */
async function inGroups<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += 25) done.push(...(await Promise.all(all.slice(at, at + 25).map(work))));
  return done;
}

// How soon a status and the resolvers follow is not documented, nor whether a switch is shown as thrown before they do.
describe.each([
  { dnsPropagationMs: 60_000, dnsStatusAhead: false, tcrLinkGoneMs: 180_000 },
  { dnsPropagationMs: 0, dnsStatusAhead: false, tcrLinkGoneMs: 0 },
])("a hundred networks with published names that say off at once, under %j", (settings) => {
  let stage: TencentStage;
  const store = createMemoryStore();
  const networks: string[] = [];

  beforeAll(async () => {
    stage = await createTencentStage({
      configuration: tencentConfiguration([], "full"),
      store,
      settings: {
        tcrLinkReadyMs: 10_000,
        linkQuotaRaised: crowd,
        tencentVpcsPerRegion: 5_000,
        publishedLimits: "off",
        linkDeleteWithDnsOn: "stale-record",
      },
      tencentAccounts: registryWith({ edition: "premium" }),
    });
    const pairs = await inGroups(
      Array.from({ length: crowd }, (_, index) => index),
      async () => {
        const Tags = [{ Key: "registry-link", Value: "harbor" }];
        const { Vpc } = await stage.user.vpc.CreateVpc({ VpcName: "team", CidrBlock: "10.0.0.0/16", Tags });
        const VpcId = Vpc?.VpcId ?? "";
        const subnet = { VpcId, SubnetName: "one", CidrBlock: "10.0.1.0/24", Zone: `${tencentRegion}-3` };
        const SubnetId = (await stage.user.vpc.CreateSubnet(subnet)).Subnet?.SubnetId ?? "";
        await stage.user.tcr.ManageInternalEndpoint({ RegistryId: registryId, Operation: "Create", VpcId, SubnetId });
        return [VpcId, SubnetId] as const;
      },
    );
    await stage.world.clock.advance(61_000);
    const links = new Map((await stage.links()).map((link) => [link.VpcId, link.AccessIp ?? ""]));
    await inGroups(pairs, async ([network, subnet]) => {
      const address = links.get(network) ?? "";
      await stage.user.tcr.CreateInternalEndpointDns({
        InstanceId: registryId,
        VpcId: network,
        EniLBIp: address,
        UsePublicDomain: false,
        RegionName: tencentRegion,
      });
      const at = instant(stage.world.clock.now());
      const name = publishedBySwitch({ name: vpcName, kind: "vpc", region: tencentRegion, address, publishedAt: at });
      const entry = switchEntry({ network, subnet, address, names: [name], attachedAt: at, verifiedAt: at });
      await writeEntry(store, { ...entry, account: stage.account.uin, registry: registryId, intentAt: null });
    });
    stage.world.set(settings);
    networks.push(...pairs.map(([network]) => network));
    await stage.pass();
  }, 60_000);
  afterAll(() => stage.stop());

  const linkedNow = () =>
    new Set([...stage.account.registries.values()].flatMap(({ links }) => links).map(({ vpcId }) => vpcId));
  /** Networks in which the registry's zone holds a record in force. */
  const answeredNow = () =>
    new Set(
      [...stage.account.zones.values()].flatMap(({ managedFor, records }) =>
        managedFor != null && records.some(({ enabled }) => enabled) ? [managedFor] : [],
      ),
    );

  it("go at most three in any 24 hours, each name off and seen off before its link, by events and by sweeps", async () => {
    const asked: Asked[] = [];
    const broken: string[] = [];
    const before = { linked: linkedNow(), answered: answeredNow() };
    expect([before.linked.size, before.answered.size]).toEqual([crowd, crowd]);
    const around = (cloud: WritingCloud): WritingCloud => ({
      ...cloud,
      async write(change, context) {
        const { kind, network } = change;
        const at = stage.world.clock.now();
        if (kind === "detach" && answeredNow().has(network)) broken.push(`${network} answers, and its link goes`);
        const done = await cloud.write(change, context);
        if (done.result === "written") asked.push({ kind, network, at });
        return done;
      },
    });
    await inGroups(networks, (id) =>
      stage.user.tag.TagResources({
        ResourceList: [`qcs::vpc:${tencentRegion}:uin/${stage.account.uin}:vpc/${id}`],
        Tags: [{ TagKey: "registry-link", TagValue: "off" }],
      }),
    );
    await stage.world.clock.advance(10_000);
    const event = (id: string) => {
      const hints = [{ cloud: "tencent" as const, region: tencentRegion, networks: [id] }];
      return stage.pass({ around, trigger: { kind: "event", ids: [`e-${id}`], hints } });
    };
    const frequent = () => stage.pass({ around, trigger: { kind: "timer", depth: "frequent" } });
    const sweep = () =>
      stage.pass({ around, trigger: { kind: "command", command: "sweep", depth: "full", networks: null } });
    const began = stage.world.clock.now();
    for (let first = 0; first < crowd; first += 20) {
      await Promise.all([...networks.slice(first, first + 20).map(event), frequent()]);
      await stage.world.clock.advance(20_000);
    }
    const both = async () => {
      for (let minute = 0; minute < 8; minute++) {
        await stage.world.clock.advance(60_000);
        await Promise.all([frequent(), ...(minute === 3 ? [sweep()] : [])]);
      }
    };
    await both();
    const offs = () => asked.filter(({ kind }) => kind === "switch-off");
    const gone = () => asked.filter(({ kind }) => kind === "detach");
    expect([offs().length, gone().length]).toEqual([3, 3]);
    for (const hours of [12, 23.9, 24.5, 49]) {
      await stage.world.clock.advance(Math.max(0, began + hours * hour - stage.world.clock.now()));
      await both();
    }
    expect(broken).toEqual([]);
    expect(offs().length).toBeGreaterThan(6);
    expect(
      gone()
        .map(({ network }) => network)
        .sort(),
    ).toEqual(
      offs()
        .map(({ network }) => network)
        .sort(),
    );
    for (const { network, at } of gone()) {
      const silenced = offs().find((one) => one.network === network);
      expect(at, network).toBeGreaterThanOrEqual(silenced?.at ?? Number.POSITIVE_INFINITY);
    }
    for (const list of [offs(), gone()]) expect(mostInADay(list.map(({ at }) => at))).toBeLessThanOrEqual(3);
    // Every other one is as it was, and the ledger has lost those that went alone.
    const left = new Set(gone().map(({ network }) => network));
    const staying = networks.filter((network) => !left.has(network)).sort();
    expect([...linkedNow()].sort()).toEqual(staying);
    expect([...answeredNow()].sort()).toEqual(staying);
    const owned = (await readEntries(store)).filter(({ attachedAt }) => attachedAt !== null);
    expect(owned.map(({ network }) => network).sort()).toEqual(staying);
    expect(new Set((await readDetachments(store, registryId)).map(({ network }) => network))).toEqual(left);
  }, 120_000);
});
