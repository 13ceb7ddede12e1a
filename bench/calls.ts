import { defaultAccount } from "../emulator/index.ts";
import type { Report } from "../shared/model/report.ts";
import { createDirectStage, type DirectStage } from "../test/e2e/direct-stage.ts";
import { configurationText, region } from "../test/e2e/stage.ts";

/** Vendor calls of one kind of pass, against the least that the APIs allow for the same knowledge. */
export interface CallRow {
  readonly networks: number;
  readonly pass: "full sweep" | "frequent pass" | "one event";
  readonly calls: number;
  readonly least: number;
  readonly seconds: number;
}

export interface CallResults {
  readonly rows: readonly CallRow[];
  /** Vendor round trips, one after the other, from the event to the attach call. */
  readonly roundTripsBeforeAttach: number;
}

const parts = 1;
const networksPerPage = 50;
const zonesPerPage = 100;

/**
 * GetInstance and GetInstanceUsage once, GetInstanceVpcEndpoint once a part, DescribeVpcs by the page: no API gives two of
 * these at once.
 */
const lists = (networks: number) => 2 + parts + Math.ceil(networks / networksPerPage);

/**
 * A zone's bindings are only in DescribeZoneInfo, its records only in DescribeZoneRecords; the zones of both types are
 * listed by the page; whether names can be published is DescribeUserServiceStatus and GetRole.
 */
const leastOf = {
  "full sweep": (networks: number) =>
    lists(networks) + 2 + Math.max(1, Math.ceil((networks * parts) / zonesPerPage)) + 1 + 2 * networks * parts,
  "frequent pass": (networks: number) => lists(networks) + 1,
  // The network, its subnets, the links before the attach and once more right before it, the attach itself.
  "one event": () => 2 + 2 + parts + parts + 1,
} as const;

export async function measureCalls(sizes: readonly number[]): Promise<CallResults> {
  const rows: CallRow[] = [];
  let roundTripsBeforeAttach = Number.NaN;
  for (const networks of sizes) {
    const stage = await createDirectStage({
      configuration: configurationText({
        parts: "[registry]",
        extra: "limits:\n  inTransition: 100\n  attachesPerDay: 10000\n",
      }),
      settings: { linkReadyMs: 5_000, vpcsPerRegion: 2_000, publishedLimits: "off" },
      accounts: [{ ...defaultAccount, registries: [{ ...defaultAccount.registries[0], vpcQuota: 10_000 }] }],
    });
    try {
      await moor(stage, networks);
      rows.push(
        await timed(stage, networks, "full sweep", () => stage.pass({ trigger: { kind: "timer", depth: "full" } })),
      );
      // Twice, so that the log that is read holds no change any more: the usual minute.
      await stage.world.clock.advance(20 * 60_000);
      await stage.pass({ trigger: { kind: "timer", depth: "frequent" } });
      await stage.world.clock.advance(20 * 60_000);
      rows.push(
        await timed(stage, networks, "frequent pass", () =>
          stage.pass({ trigger: { kind: "timer", depth: "frequent" } }),
        ),
      );
      const vpc = await makeNetwork(stage);
      const trips = watchTrips(stage);
      rows.push(
        await timed(stage, networks, "one event", () =>
          stage.pass({
            trigger: { kind: "event", ids: ["bench"], hints: [{ cloud: "alibaba", region, networks: [vpc] }] },
          }),
        ),
      );
      roundTripsBeforeAttach = trips.before("CreateInstanceVpcEndpointLinkedVpc");
    } finally {
      await stage.stop();
    }
  }
  return { rows, roundTripsBeforeAttach };
}

async function makeNetwork(stage: DirectStage): Promise<string> {
  const Tag = [{ Key: "registry-link", Value: "prod" }];
  const { VpcId } = await stage.call("vpc", "CreateVpc", { RegionId: region, CidrBlock: "10.0.0.0/16", Tag });
  await stage.call("vpc", "CreateVSwitch", {
    RegionId: region,
    VpcId,
    ZoneId: `${region}-h`,
    CidrBlock: "10.0.1.0/24",
  });
  return String(VpcId);
}

async function moor(stage: DirectStage, networks: number): Promise<void> {
  for (let count = 0; count < networks; count++) await makeNetwork(stage);
  for (let pass = 0; pass < 60; pass++) {
    const report = await stage.pass();
    if (report.findings.length === networks && report.findings.every((finding) => finding.state === "moored")) return;
    await stage.world.clock.advance(30_000);
  }
  throw new Error(`not all of ${networks} networks could be moored`);
}

async function timed(
  stage: DirectStage,
  networks: number,
  pass: CallRow["pass"],
  run: () => Promise<Report>,
): Promise<CallRow> {
  stage.calls.clear();
  const start = performance.now();
  const report = await run();
  const seconds = (performance.now() - start) / 1_000;
  if (report.notices.length > 0) throw new Error(`the measured pass was not clean: ${JSON.stringify(report.notices)}`);
  const calls = [...stage.calls.values()].reduce((sum, count) => sum + count, 0);
  return { networks, pass, calls, least: leastOf[pass](networks), seconds };
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
