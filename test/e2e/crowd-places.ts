import { defaultAccount } from "../../emulator/index.ts";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import type { Trigger } from "../../shared/model/hint.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { LedgerCache } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import type { createPasses } from "./direct-passes.ts";
import { createDirectStage } from "./direct-stage.ts";
import { configurationText, region } from "./stage.ts";
import {
  createTencentStage,
  registryId,
  registryWith,
  tencentConfiguration,
  tencentRegion,
} from "./tencent-direct-stage.ts";

export const hour = 3_600_000;
const day = 24 * hour;

/** One cloud in which networks can be made by the hundred. */
export interface Place extends Pick<ReturnType<typeof createPasses>, "pass"> {
  readonly cloud: "alibaba" | "tencent";
  readonly alias: string;
  readonly instance: string;
  readonly region: string;
  readonly account: string;
  readonly settings: Settings;
  /** The vendor's calls that make a link and that take one away. */
  readonly requests: Readonly<Record<"attach" | "detach", string>>;
  /** Calls `begin` before each of the passes' requests, and what it answers after, before the pass is answered. */
  watchRequests(begin: (action: string) => () => Promise<void> | void): void;
  now(): number;
  wait(milliseconds: number): Promise<void>;
  /** So many networks with a subnet each that wish for the registry, all at once; network and subnet. */
  crowd(count: number): Promise<readonly (readonly [network: string, subnet: string])[]>;
  /** Links made by somebody. */
  link(pairs: readonly (readonly [network: string, subnet: string])[]): Promise<void>;
  /** Every network's tag says `off`. */
  off(ids: readonly string[]): Promise<void>;
  /** The links as the registry has them at this very moment, by the vendor's own state. */
  links(): readonly {
    readonly network: string;
    readonly subnet: string;
    readonly address: string;
    readonly changing: boolean;
  }[];
  stop(): Promise<unknown>;
}

/** In groups, since nobody has a hundred calls under way at once. */
async function inGroups<T, R>(
  all: readonly T[],
  size: number,
  work: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += size)
    done.push(...(await Promise.all(all.slice(at, at + size).map((one, index) => work(one, at + index)))));
  return done;
}

export const places = {
  async alibaba(): Promise<Place> {
    const [registry] = defaultAccount.registries;
    const stage = await createDirectStage({
      configuration: configurationText({ parts: "[registry]", mode: "full" }),
      settings: { linkReadyMs: 60_000, vpcsPerRegion: 5_000, publishedLimits: "off" },
      accounts: [{ ...defaultAccount, registries: [{ ...registry, vpcQuota: 1_000 }] }],
    });
    const wait = async (milliseconds: number) => void (await stage.world.clock.advance(milliseconds));
    return {
      ...stage,
      cloud: "alibaba",
      alias: "prod",
      instance: "cri-mooringdemo01",
      region,
      account: defaultAccount.id,
      requests: { attach: "CreateInstanceVpcEndpointLinkedVpc", detach: "DeleteInstanceVpcEndpointLinkedVpc" },
      now: () => stage.world.clock.now(),
      wait,
      async crowd(count) {
        const Tag = [{ Key: "registry-link", Value: "prod" }];
        const place = { RegionId: region, VpcName: "team", CidrBlock: "10.0.0.0/16", Tag };
        const all = Array.from({ length: count }, (_, index) => index);
        const vpcs = await inGroups(all, 25, async () =>
          String((await stage.call("vpc", "CreateVpc", place))["VpcId"]),
        );
        await wait(30_000);
        const made = await inGroups(vpcs, 25, async (VpcId) => {
          const subnet = { RegionId: region, VpcId, ZoneId: `${region}-h`, CidrBlock: "10.0.1.0/24" };
          return [VpcId, String((await stage.call("vpc", "CreateVSwitch", subnet))["VSwitchId"])] as const;
        });
        await wait(30_000);
        return made;
      },
      async link(pairs) {
        await inGroups(pairs, 25, ([VpcId, VswitchId]) =>
          stage.call("cr", "CreateInstanceVpcEndpointLinkedVpc", {
            InstanceId: "cri-mooringdemo01",
            VpcId,
            VswitchId,
            ModuleName: "Registry",
            EnableCreateDNSRecordInPvzt: true,
          }),
        );
        await wait(10 * 60_000);
      },
      async off(ids) {
        await inGroups(ids, 25, (id) =>
          stage.call("vpc", "TagResources", {
            RegionId: region,
            ResourceType: "VPC",
            ResourceId: [id],
            Tag: [{ Key: "registry-link", Value: "off" }],
          }),
        );
        await wait(10_000);
      },
      links: () =>
        [...stage.world.alibaba.accounts.values()]
          .flatMap((account) => [...account.instances.values()].flatMap((instance) => instance.links))
          .map(({ vpcId, vswitchId, ip, status }) => ({
            network: vpcId,
            subnet: vswitchId,
            address: ip ?? "",
            changing: status !== "RUNNING",
          })),
      stop: stage.stop,
    };
  },
  async tencent(): Promise<Place> {
    const stage = await createTencentStage({
      // Where the vendor tells no quota links are made one at a time, so that fifty would take fifty passes.
      configuration: `${tencentConfiguration([], "full")}limits: { attachesPerDay: 20 }\n`,
      settings: {
        tcrLinkReadyMs: 10_000,
        linkQuotaRaised: 100,
        tencentVpcsPerRegion: 5_000,
        publishedLimits: "off",
      },
      tencentAccounts: registryWith({ edition: "premium" }),
    });
    const wait = async (milliseconds: number) => void (await stage.world.clock.advance(milliseconds));
    return {
      ...stage,
      cloud: "tencent",
      alias: "harbor",
      instance: registryId,
      region: tencentRegion,
      account: stage.account.uin,
      requests: { attach: "ManageInternalEndpoint", detach: "ManageInternalEndpoint" },
      now: () => stage.world.clock.now(),
      wait,
      async crowd(count) {
        const all = Array.from({ length: count }, (_, index) => index);
        const vpcs = await inGroups(all, 25, async () => {
          const Tags = [{ Key: "registry-link", Value: "harbor" }];
          const { Vpc } = await stage.user.vpc.CreateVpc({ VpcName: "team", CidrBlock: "10.0.0.0/16", Tags });
          return Vpc?.VpcId ?? "";
        });
        return inGroups(vpcs, 25, async (VpcId) => {
          const subnet = { VpcId, SubnetName: "one", CidrBlock: "10.0.1.0/24", Zone: `${tencentRegion}-3` };
          return [VpcId, (await stage.user.vpc.CreateSubnet(subnet)).Subnet?.SubnetId ?? ""] as const;
        });
      },
      async link(pairs) {
        await inGroups(pairs, 25, ([VpcId, SubnetId]) =>
          stage.user.tcr.ManageInternalEndpoint({ RegistryId: registryId, Operation: "Create", VpcId, SubnetId }),
        );
        await wait(61_000);
      },
      async off(ids) {
        await inGroups(ids, 25, (id) =>
          stage.user.tag.TagResources({
            ResourceList: [`qcs::vpc:${tencentRegion}:uin/${stage.account.uin}:vpc/${id}`],
            Tags: [{ TagKey: "registry-link", TagValue: "off" }],
          }),
        );
        await wait(10_000);
      },
      links: () =>
        [...stage.account.registries.values()]
          .flatMap(({ links }) => links)
          .map(({ vpcId, subnetId, ip, step }) => ({
            network: vpcId,
            subnet: subnetId,
            address: ip ?? "",
            changing: step !== "running",
          })),
      stop: stage.stop,
    };
  },
} as const;

/** The same cloud, asking it again only when it was written to or time went by: passes at one instant see the same. */
function remembering(place: Place) {
  const seen = new Map<string, Promise<unknown>>();
  let epoch = 0;
  let stamp = "";
  const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const now = `${epoch} ${place.now()}`;
    if (now !== stamp) seen.clear();
    stamp = now;
    const before = seen.get(key) as Promise<T> | undefined;
    const reading = before ?? read();
    seen.set(key, reading);
    return reading;
  };
  return (cloud: WritingCloud): WritingCloud => ({
    ...cloud,
    account: (context) => once("account", () => cloud.account(context)),
    networks: (scope, context) => once(`networks ${JSON.stringify(scope)}`, () => cloud.networks(scope, context)),
    publishing: (context) => once("publishing", () => cloud.publishing(context)),
    instance: (registry, context) => once("instance", () => cloud.instance(registry, context)),
    quota: (registry, context) => once("quota", () => cloud.quota(registry, context)),
    part: (registry, part, context) => once(`part ${part}`, () => cloud.part(registry, part, context)),
    zoneChanges: (since, context) => once(`changes ${since}`, () => cloud.zoneChanges(since, context)),
    async write(change, context) {
      epoch += 1;
      try {
        return await cloud.write(change, context);
      } finally {
        epoch += 1;
      }
    },
  });
}

/** The most moments of a list that lie within 24 hours of each other. */
export function mostInADay(moments: readonly number[]): number {
  return Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at - from < day).length));
}

/** What follows a burst: passes of one warm function side by side, at once and hours later. */
export function passesOf(place: Place, store: Store) {
  const around = remembering(place);
  const ledgerCache: LedgerCache = new Map();
  const pass = (trigger: Trigger) => place.pass({ store, around, trigger, ledgerCache });
  const frequent = () => pass({ kind: "timer", depth: "frequent" });
  return {
    frequent,
    /** A timer and a sweep over everything, side by side. */
    both: () => Promise.all([frequent(), pass({ kind: "command", command: "sweep", depth: "full", networks: null })]),
    /** An event for each, so many passes at once beside a timer, and some time between those. */
    async events(ids: readonly string[], atOnce: number, between: number): Promise<void> {
      for (let first = 0; first < ids.length; first += atOnce) {
        const passes = ids.slice(first, first + atOnce).map((id) => {
          const hints = [{ cloud: place.cloud, region: place.region, networks: [id] }];
          return pass({ kind: "event", ids: [`e-${id}`], hints });
        });
        await Promise.all([...passes, frequent()]);
        await place.wait(between);
      }
    },
  };
}
