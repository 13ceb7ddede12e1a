import type { Trigger } from "../shared/model/hint.ts";
import type { Report } from "../shared/model/report.ts";
import { writeEntry } from "../shared/store/objects/ledger.ts";
import type { Store } from "../shared/store/port.ts";
import { createDirectStage, type DirectStage } from "../test/e2e/direct-stage.ts";
import { region } from "../test/e2e/stage.ts";
import { createTencentStage, type TencentStage } from "../test/e2e/tencent-direct-stage.ts";
import { alibabaSea } from "./alibaba-sea.ts";
import { leastOnAlibaba, leastOnTencent, type PassKind } from "./least.ts";
import type { Berth, Sea } from "./sea.ts";
import { tencentSea } from "./tencent-sea.ts";

/** Vendor calls of one kind of pass, against the least that the APIs allow for the same knowledge. */
export interface CallRow {
  readonly cloud: string;
  readonly networks: number;
  readonly registries: number;
  readonly pass: PassKind;
  readonly calls: number;
  /** `null`: nothing to compare with. */
  readonly least: number | null;
  readonly seconds: number;
}

export interface CallResults {
  readonly rows: readonly CallRow[];
  /** Vendor round trips, one after the other, from the event to the attach call. */
  readonly roundTripsBeforeAttach: number;
}

const frequent: Trigger = { kind: "timer", depth: "frequent" };
const full: Trigger = { kind: "timer", depth: "full" };
const minutes = (count: number) => count * 60_000;

export async function measureCalls(sizes: readonly number[]): Promise<CallResults> {
  const rows: CallRow[] = [];
  let roundTripsBeforeAttach = Number.NaN;
  for (const networks of sizes) {
    const found = await onAlibaba(networks, rows);
    if (found !== null) roundTripsBeforeAttach = found;
    await onTencent(networks, rows);
    await withOwnDomain(networks, rows);
  }
  return { rows: rows.sort((a, b) => order(a).localeCompare(order(b))), roundTripsBeforeAttach };
}

const order = ({ cloud, networks }: CallRow) => `${cloud} ${networks.toString().padStart(6, "0")}`;

/** As many as the vendors allow. */
const zonesOfAnAccount = 500;

async function onAlibaba(networks: number, rows: CallRow[]): Promise<number | null> {
  const sea = alibabaSea(networks);
  const stage = await createDirectStage({
    world: sea.world,
    configuration: sea.configuration,
    settings: { linkReadyMs: 5_000, vpcsPerRegion: 5_000, publishedLimits: "off" },
  });
  try {
    await remember(stage.store, sea);
    const note = noteIn("Alibaba Cloud", sea, stage, rows, (kind) => leastOnAlibaba(kind, sea));
    await stage.pass({ trigger: full });
    await stage.world.clock.advance(minutes(30));
    await note("daily", full);
    await stage.world.clock.advance(minutes(20));
    await stage.pass({ trigger: frequent });
    await stage.world.clock.advance(minutes(20));
    await note("frequent", frequent);

    const berth = middle(sea);
    await stage.call("pvtz", "SetProxyPattern", { ZoneId: berth.zone, ProxyPattern: "ZONE" });
    await stage.world.clock.advance(minutes(1));
    await note("frequent, after one zone was changed", frequent);
    const hint = { cloud: "alibaba", region: null, networks: null } as const;
    await note("event of that zone", {
      kind: "event",
      ids: ["bench"],
      hints: [{ ...hint, zones: [berth.zone ?? ""] }],
    });
    await note("event of another zone", {
      kind: "event",
      ids: ["bench"],
      hints: [{ ...hint, zones: ["corp.internal"] }],
    });
    if (networks < zonesOfAnAccount) {
      const { ZoneId } = await stage.call("pvtz", "AddZone", { ZoneName: "corp.internal" });
      const hints = [{ ...hint, zones: [String(ZoneId)] }];
      await note("event of another zone, by its id", { kind: "event", ids: ["bench"], hints });
    }

    const vpc = await makeNetwork(stage, sea.berths[0]?.registry ?? "");
    const trips = watchTrips(stage);
    const hints = [{ cloud: "alibaba", region, networks: [vpc] }] as const;
    await note("event of a new network", { kind: "event", ids: ["bench"], hints });
    return trips.before("CreateInstanceVpcEndpointLinkedVpc");
  } finally {
    await stage.stop();
  }
}

async function onTencent(networks: number, rows: CallRow[]): Promise<void> {
  const sea = tencentSea(networks);
  const stage = await createTencentStage({
    world: sea.world,
    configuration: sea.configuration,
    settings: { tcrLinkReadyMs: 5_000, tencentVpcsPerRegion: 5_000, publishedLimits: "off" },
  });
  try {
    await publish(stage, sea);
    await remember(stage.store, sea);
    const note = noteIn("Tencent Cloud", sea, stage, rows, (kind) => leastOnTencent(kind, sea, 0));
    await stage.pass({ trigger: full });
    await stage.world.clock.advance(minutes(30));
    await note("daily", full);
    await stage.world.clock.advance(minutes(20));
    await note("frequent", frequent);
    const hint = { cloud: "tencent", region: null, networks: null } as const;
    const { ZoneId = "" } = await stage.user.privatedns.CreatePrivateZone({ Domain: "corp.com" });
    for (const [kind, zone] of [
      ["event of another zone", "corp.com"],
      ["event of another zone, by its id", ZoneId],
    ] as const)
      await note(kind, { kind: "event", ids: ["bench"], hints: [{ ...hint, zones: [zone] }] });
  } finally {
    await stage.stop();
  }
}

/** Of an account's zones Mooring fills 90 %, 450; so many networks are whole registries. */
const mostOwnZones = 440;

/** With a domain of the user's own in every network: a zone for each, which Mooring makes itself, as far as it may. */
async function withOwnDomain(networks: number, rows: CallRow[]): Promise<void> {
  const owning = Math.min(networks, mostOwnZones);
  const sea = tencentSea(networks, owning);
  const stage = await createTencentStage({
    world: sea.world,
    configuration: sea.configuration,
    settings: { tcrLinkReadyMs: 5_000, tencentVpcsPerRegion: 5_000, publishedLimits: "off" },
  });
  try {
    await publish(stage, sea);
    await remember(stage.store, sea);
    for (let pass = 0; pass < 10; pass++) {
      const { outcomes } = await stage.pass({ trigger: full });
      await stage.world.clock.advance(minutes(10));
      if (outcomes.length === 0) break;
    }
    const note = noteIn("Tencent Cloud, and a domain of the user's own in every network", sea, stage, rows, (kind) =>
      leastOnTencent(kind, sea, owning),
    );
    await note("daily", full);
    await stage.world.clock.advance(minutes(20));
    await note("frequent", frequent);
    const { PrivateZoneSet } = await stage.user.privatedns.DescribePrivateZoneList({ Limit: 1 });
    const [zone] = PrivateZoneSet ?? [];
    await stage.user.privatedns.ModifyPrivateZone({ ZoneId: zone?.ZoneId ?? "", Remark: zone?.Remark ?? "" });
    await note("frequent, after one zone was changed", frequent);
    const hint = { cloud: "tencent", region: null, networks: null, zones: [zone?.ZoneId ?? ""] } as const;
    await note("event of that zone", { kind: "event", ids: ["bench"], hints: [hint] });
  } finally {
    await stage.stop();
  }
}

type Stage = Pick<DirectStage | TencentStage, "pass" | "calls">;

/** Makes a pass and notes what it cost; it must say nothing but that all is in order. */
function noteIn(cloud: string, sea: Sea, stage: Stage, rows: CallRow[], least: (kind: PassKind) => number | null) {
  return async (pass: PassKind, trigger: Trigger): Promise<Report> => {
    stage.calls.clear();
    const start = performance.now();
    const report = await stage.pass({ trigger });
    const seconds = (performance.now() - start) / 1_000;
    const odd = report.findings.filter(({ state }) => state !== "moored");
    // Full registries warn of it.
    const notices = report.notices.filter(({ code }) => !/^(?:moored|capacity)\//.test(code));
    if (notices.length > 0 || (odd.length > 0 && pass !== "event of a new network"))
      throw new Error(`${cloud}, ${pass}: not clean: ${JSON.stringify([notices, odd.slice(0, 2)])}`);
    const calls = [...stage.calls.values()].reduce((sum, count) => sum + count, 0);
    if (process.env["BENCH_CALLS"] !== undefined) console.error(cloud, sea.berths.length, pass, [...stage.calls]);
    const registries = new Set(sea.berths.map(({ registry }) => registry)).size;
    rows.push({ cloud, networks: sea.berths.length, registries, pass, calls, least: least(pass), seconds });
    return report;
  };
}

function middle({ berths }: Sea): Berth {
  const berth = berths[Math.floor(berths.length / 2)];
  if (berth === undefined) throw new Error("there is no network");
  return berth;
}

async function remember(store: Store, { entries }: Sea): Promise<void> {
  for (const entry of entries) await writeEntry(store, entry);
}

/** Turns the switch of every name on, as the registry's users did long ago. */
async function publish(stage: TencentStage, { berths }: Sea): Promise<void> {
  for (const { instance, network, address } of berths)
    await stage.user.tcr.CreateInternalEndpointDns({
      InstanceId: instance,
      VpcId: network,
      EniLBIp: address,
      UsePublicDomain: false,
      RegionName: "ap-guangzhou",
    });
  await stage.world.clock.advance(minutes(60));
}

async function makeNetwork(stage: DirectStage, registry: string): Promise<string> {
  const Tag = [{ Key: "registry-link", Value: registry }];
  const { VpcId } = await stage.call("vpc", "CreateVpc", { RegionId: region, CidrBlock: "10.200.0.0/16", Tag });
  const subnet = { VpcId, ZoneId: `${region}-h`, CidrBlock: "10.200.1.0/24" };
  await stage.call("vpc", "CreateVSwitch", { RegionId: region, ...subnet });
  return String(VpcId);
}

/** How many calls lie one after the other before a call begins: the longest chain in which each waited for the last. */
function watchTrips(stage: DirectStage) {
  const done: { readonly end: number; readonly depth: number }[] = [];
  const depths = new Map<string, number>();
  let tick = 0;
  stage.watchRequests((action) => {
    const begun = ++tick;
    const depth = Math.max(0, ...done.filter(({ end }) => end < begun).map((one) => one.depth));
    if (!depths.has(action)) depths.set(action, depth);
    return () => void done.push({ end: ++tick, depth: depth + 1 });
  });
  return { before: (action: string) => depths.get(action) ?? Number.NaN };
}
