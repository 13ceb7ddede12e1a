import { Agent } from "node:http";
import { defaultTencentAccount, type StartedEmulator, startEmulator, type WorldOptions } from "../../emulator/index.ts";
import { createTencent } from "../../shared/clouds/tencent/driver.ts";
import { createExchange } from "../../shared/clouds/tencent/exchange.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import { readTencentPayload } from "../../shared/events/tencent.ts";
import type { Finding } from "../../shared/model/finding.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Mode } from "../../shared/model/settings.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { askBoth, type BothAnswers } from "../emulator/dns-client.ts";
import { tencentClients } from "../emulator/tencent-client.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { createPasses, drivenClock, seededRandom } from "./direct-passes.ts";

export const tencentRegion = "ap-guangzhou";
export const registryId = "tcr-moordemo";
export const vpcName = "harbor-vpc.tencentcloudcr.com";
export const defaultName = "harbor.tencentcloudcr.com";

/** The store's bucket, its name with the account's APPID at the end. */
export const tencentBucket = `mooring-state-${defaultTencentAccount.appId}`;

/** One registry on Tencent Cloud under the alias `harbor`; lines are added to it as they are. */
export function tencentConfiguration(more: readonly string[] = [], mode: Mode = "repair"): string {
  return `version: 1
registries:
  harbor:
    cloud: tencent
    region: ${tencentRegion}
    instance: ${registryId}
    mode: ${mode}
    accept:
      accounts: ["${defaultTencentAccount.id}"]
${more.map((line) => `    ${line}\n`).join("")}`;
}

/** The default registry, different in some way, as the only one of the default account. */
export function registryWith(more: Readonly<Record<string, unknown>>) {
  return [{ ...defaultTencentAccount, registries: [{ ...defaultTencentAccount.registries[0], ...more }] }];
}

export interface TencentStageOptions extends WorldOptions {
  readonly configuration?: string;
  readonly mode?: Mode;
  /** Who the passes act as; the emulated account's user without it. */
  readonly credentials?: () => Promise<{
    readonly secretId: string;
    readonly secretKey: string;
    readonly token?: string;
  }>;
  /** `bucket`: the emulated cloud's own, over the S3 protocol; in memory without it. */
  readonly store?: Store | "bucket";
  /** An emulator with both clouds in it, which another stage shares; one of its own without it. */
  readonly started?: StartedEmulator;
}

/**
 * The main job on Tencent Cloud without the function host: passes of the real loop and driver run in this process
 * against the emulated cloud over HTTP. Waits move world time, so nothing sleeps.
 */
export async function createTencentStage(options: TencentStageOptions = {}) {
  const { configuration, mode = "full", credentials, store: kept, started: shared, ...world } = options;
  const parsed = parseConfiguration(configuration ?? tencentConfiguration());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const started = shared ?? (await startEmulator(world));
  const { emulator, url } = started;
  const [{ secretId, secretKey }] = defaultTencentAccount.users;
  const account = emulator.world.tencent.accounts.get(defaultTencentAccount.id);
  if (account === undefined) throw new Error("the world has no default account");
  const usersIn = (region: string) => usersOf(started.endpoint, region);
  const user = usersIn(tencentRegion);
  const clock = drivenClock(emulator.world);
  const random = seededRandom();
  const calls = new Map<string, number>();
  let before: ((action: string) => Promise<void>) | undefined;
  let watch: ((action: string) => () => Promise<void> | void) | undefined;
  let alter: ((action: string, answer: unknown) => unknown) | undefined;
  const exchange = createExchange(url);
  const newCloud = () =>
    createTencent({
      region: tencentRegion,
      endpoint: url,
      credentials: credentials ?? (async () => ({ secretId, secretKey })),
      // The cloud counts calls in its own seconds.
      clock: { ...clock, monotonic: clock.now },
      random,
      onCall: (name) => calls.set(name, (calls.get(name) ?? 0) + 1),
      async exchange(request) {
        await before?.(request.action);
        const done = watch?.(request.action);
        try {
          const answer = await exchange(request);
          return alter === undefined ? answer : alter(request.action, answer);
        } finally {
          await done?.();
        }
      },
    });
  const cloud = newCloud();
  if (kept === "bucket" && emulator.world.buckets.find("cos", tencentBucket) === undefined)
    emulator.world.buckets.add({
      provider: "cos",
      name: tencentBucket,
      region: tencentRegion,
      account: account.uin,
      createdAt: emulator.world.clock.now(),
    });
  const store =
    kept !== "bucket"
      ? (kept ?? createMemoryStore())
      : createBucketStore({
          location: { kind: "cos", bucket: tencentBucket, region: tencentRegion },
          endpoint: url,
          credentials: async () => ({ accessKeyId: secretId, accessKeySecret: secretKey }),
          clock,
          random: () => 0,
        });
  const made = new Map<string, { readonly block: number; readonly region: string; subnets: number }>();
  const placeOf = (vpcId: string) => {
    const place = made.get(vpcId);
    if (place === undefined) throw new Error(`${vpcId} was not made on this stage`);
    return place;
  };

  const stage = {
    emulator,
    world: emulator.world,
    /** The account's own state, for what no call of the vendor's can do. */
    account,
    url,
    store,
    /** The passes' own driver. */
    cloud,
    /** The official clients with the user's keys. */
    user,
    usersIn,
    /** The passes' own calls, by `product:Action`. */
    calls,
    settings: parsed.settings,
    /** Has something happen before each of the passes' requests goes out. */
    beforeRequests(happening: (action: string) => Promise<void>): void {
      before = happening;
    },
    /** Calls `begin` before each of the passes' requests, and what it answers after, before the pass is answered. */
    watchRequests(begin: (action: string) => () => Promise<void> | void): void {
      watch = begin;
    },
    /** Changes the answers of the passes' requests on their way. */
    alterAnswers(to: (action: string, answer: unknown) => unknown): void {
      alter = to;
    },
    /** The driver of another process, which knows nothing yet. */
    newCloud,
    ...createPasses({
      world: emulator.world,
      url,
      cloud,
      clock,
      random,
      store,
      mode,
      calls,
      settings: parsed.settings,
    }),
    /** Those of the passes' calls that write. */
    writes(): Readonly<Record<string, number>> {
      return Object.fromEntries([...calls].filter(([name]) => !/:(Describe|Get|List)/.test(name)));
    },
    async createVpc(
      tags: Readonly<Record<string, string>> = {},
      more: { readonly region?: string; readonly dns?: string[] } = {},
    ): Promise<string> {
      const { region = tencentRegion, dns } = more;
      const block = made.size + 1;
      const { Vpc } = await usersIn(region).vpc.CreateVpc({
        VpcName: `team-${block}`,
        CidrBlock: `10.${block}.0.0/16`,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        ...(dns === undefined ? {} : { DnsServers: dns }),
      });
      const vpcId = Vpc?.VpcId ?? "";
      made.set(vpcId, { block, region, subnets: 0 });
      return vpcId;
    },
    /** `bits` is the length of the block's prefix. */
    async createSubnet(
      vpcId: string,
      more: { readonly bits?: number; readonly zone?: string; readonly tags?: Readonly<Record<string, string>> } = {},
    ): Promise<string> {
      const place = placeOf(vpcId);
      const { bits = 24, zone = "3", tags = {} } = more;
      const CidrBlock = `10.${place.block}.${++place.subnets}.0/${bits}`;
      const { Subnet } = await usersIn(place.region).vpc.CreateSubnet({
        VpcId: vpcId,
        SubnetName: CidrBlock,
        CidrBlock,
        Zone: `${place.region}-${zone}`,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      });
      return Subnet?.SubnetId ?? "";
    },
    /** A network with one subnet, tagged for the registry of this alias. */
    async createNetwork(wish: string | null = "harbor", more: { readonly region?: string } = {}): Promise<string> {
      const vpcId = await stage.createVpc(wish === null ? {} : { "registry-link": wish }, more);
      await stage.createSubnet(vpcId);
      return vpcId;
    },
    /** Through the central Tag product. */
    async tag(vpcId: string, value: string): Promise<void> {
      const { region } = placeOf(vpcId);
      await user.tag.TagResources({
        ResourceList: [`qcs::vpc:${region}:uin/${account.uin}:vpc/${vpcId}`],
        Tags: [{ TagKey: "registry-link", TagValue: value }],
      });
    },
    async ask(vpcId: string, name: string = vpcName): Promise<BothAnswers> {
      const network = (await started.networks()).find((candidate) => candidate.vpcId === vpcId);
      if (network === undefined) throw new Error(`the emulated cloud lists no resolver for ${vpcId}`);
      return askBoth(network, name);
    },
    async links(RegistryId: string = registryId) {
      const { AccessVpcSet } = await user.tcr.DescribeInternalEndpoints({ RegistryId });
      return AccessVpcSet ?? [];
    },
    async linkOf(vpcId: string) {
      const link = (await stage.links()).find(({ VpcId }) => VpcId === vpcId);
      if (link === undefined) throw new Error(`${vpcId} has no link`);
      return link;
    },
    /** Makes the link as somebody who does not know of Mooring would, and waits until it is ready. */
    async link(vpcId: string, SubnetId: string): Promise<void> {
      await user.tcr.ManageInternalEndpoint({ RegistryId: registryId, Operation: "Create", VpcId: vpcId, SubnetId });
      await emulator.world.clock.advance(61_000);
    },
    /** Deletes the link, its switches as they are, and waits until it is gone. */
    async unlink(vpcId: string): Promise<void> {
      const { SubnetId = "" } = await stage.linkOf(vpcId);
      await user.tcr.ManageInternalEndpoint({ RegistryId: registryId, Operation: "Delete", VpcId: vpcId, SubnetId });
      await emulator.world.clock.advance(16_000);
    },
    /** Turns one switch, with the link's own address where none is given. */
    async turn(vpcId: string, to: "on" | "off", more: { readonly name?: string; readonly address?: string } = {}) {
      const { name = vpcName, address = String((await stage.linkOf(vpcId)).AccessIp) } = more;
      const asked = {
        InstanceId: registryId,
        VpcId: vpcId,
        EniLBIp: address,
        UsePublicDomain: name === defaultName,
        RegionName: placeOf(vpcId).region,
      };
      if (to === "on") await user.tcr.CreateInternalEndpointDns(asked);
      else await user.tcr.DeleteInternalEndpointDns(asked);
    },
    ledger: () => readEntries(store),
    /** Frequent passes until the network's finding has this code, for so many minutes at most. */
    async until(vpcId: string, code: string, minutes = 20) {
      for (let minute = 0; minute < minutes; minute++) {
        const [report] = await stage.minutes(1);
        const found = findingOf(report, vpcId);
        if (found?.code === code || minute === minutes - 1) return found;
      }
      return undefined;
    },
    /** Lets minutes go by until every network is moored; throws after `most` of them. */
    async untilMoored(vpcIds: readonly string[], most = 20): Promise<void> {
      let report: Report | undefined;
      for (let minute = 0; minute < most; minute++) {
        [report] = await stage.minutes(1);
        if (vpcIds.every((vpcId) => findingOf(report, vpcId)?.state === "moored")) return;
      }
      throw new Error(`not moored after ${most} minutes: ${JSON.stringify(report?.findings)}`);
    },
    stop: () => started.close(),
  };
  return stage;
}

/** The vendor's clients under its own host names, which a strict gateway compares with what was signed. */
function usersOf(endpoint: string, region: string) {
  const [, port] = endpoint.split(":");
  const found = { address: "127.0.0.1", family: 4 };
  const agent = new Agent({
    keepAlive: true,
    lookup: (_host, { all }, answer) =>
      all === true ? answer(null, [found]) : answer(null, found.address, found.family),
  });
  const clientsOf = (product: string) =>
    tencentClients(endpoint, { region, agent, endpoint: `${product}.tencentcloudapi.com:${port}` });
  return {
    vpc: clientsOf("vpc").vpc,
    tag: clientsOf("tag").tag,
    tcr: clientsOf("tcr").tcr,
    privatedns: clientsOf("privatedns").privatedns,
  };
}

export type TencentStage = Awaited<ReturnType<typeof createTencentStage>>;

export function findingOf(report: Report | undefined, vpcId: string): Finding | undefined {
  return report?.findings.find(({ network }) => network === vpcId);
}

/** What one address answers over both transports. */
export function both(address: string | undefined): BothAnswers {
  const answers = address === undefined || address === "" ? [] : [address];
  return { udp: answers, tcp: answers };
}

/** The default account with the audit feed on, so that writes become events. */
export const audited = { ...defaultTencentAccount, services: { audit: true } };

/** One pass for each event that was not lost, as the function makes them, from the `since`-th on; how many there were. */
export async function passForEachEvent(stage: TencentStage, since = 0): Promise<number> {
  const events = stage.emulator.tencent.eventBus.events().slice(since);
  let passes = 0;
  for (const { event, lost } of events) {
    const trigger = lost ? null : readTencentPayload(JSON.parse(JSON.stringify(event)));
    if (trigger === null || trigger.kind === "ignored") continue;
    passes += 1;
    await stage.pass({ trigger });
  }
  return passes;
}
