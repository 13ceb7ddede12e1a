import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../shared/model/report.ts";
import { isOwned } from "../../shared/plan/link/ownership.ts";
import { createFolderStore } from "../../shared/store/folder.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import { clearPause, writePause } from "../../shared/store/objects/pause.ts";
import type { createPasses } from "./direct-passes.ts";
import { createDirectStage } from "./direct-stage.ts";
import { configurationText, names, region } from "./stage.ts";
import { createTencentStage, tencentConfiguration } from "./tencent-direct-stage.ts";

const domain = "images.corp.example.com";
const paused = { since: "2026-01-05T06:00:00.000Z", by: "ops", reason: "stop!" };
const isWrite = (action: string) => !/^(?:Describe|Get|List|Check|Query)/.test(action);

interface Place extends Pick<ReturnType<typeof createPasses>, "pass" | "minutes"> {
  readonly network: () => Promise<string>;
  readonly off: (network: string) => Promise<void>;
  /** What the two names answer inside the network. */
  readonly answers: (network: string) => Promise<readonly (readonly string[])[]>;
  /** The link's address as the vendor shows it; `undefined`: there is no link. */
  readonly address: (network: string) => Promise<string | undefined>;
  watchRequests(begin: (action: string) => () => Promise<void> | void): void;
  stop(): Promise<unknown>;
}

/**
 * Passes until nothing is left to do, with a pause from another handle of the store while each kind of call is in flight
 * for the first time, and so between any two calls; answers which calls a change was stopped after in its middle.
 */
async function stoppingOnceAfterEach(place: Place, handle: string, isOver: (report: Report) => Promise<boolean>) {
  const ours = createFolderStore(handle);
  const stopped = new Set<string>();
  const midway = new Set<string>();
  let held = false;
  let last = "";
  const sent: string[] = [];
  const during: string[] = [];
  place.watchRequests((action) => {
    if (!isWrite(action)) return () => undefined;
    sent.push(action);
    if (held) during.push(`${action} after ${last}`);
    last = action;
    if (stopped.has(action)) return () => undefined;
    stopped.add(action);
    return async () => {
      await writePause(ours, null, paused);
      held = true;
    };
  });
  for (let round = 0; round < 80; round++) {
    const [report] = await place.minutes(1);
    if (report === undefined) throw new Error("no pass was made");
    expect(during, "calls that went out during a pause").toEqual([]);
    if (!held) {
      const whole = await place.pass();
      if (!held && whole.outcomes.length === 0 && (await isOver(whole))) {
        place.watchRequests(() => () => undefined);
        return { midway: [...midway].sort(), stopped: [...stopped].sort(), sent };
      }
      if (!held) continue;
      tell(whole);
    } else tell(report);
    // Somebody looks while it is paused: every write that is left is held, and nothing is called in order.
    const still = await place.pass();
    expect(still.outcomes.filter(({ result }) => result === "applied")).toEqual([]);
    for (const outcome of still.outcomes) expect(outcome).toMatchObject({ result: "skipped", code: "held/paused" });
    expect(during, "calls that went out during a pause").toEqual([]);
    held = false;
    await clearPause(ours, null);
  }
  throw new Error(`not over: ${sent.join(", ")}`);

  function tell({ outcomes, findings }: Report): void {
    for (const outcome of outcomes) {
      if (outcome.result !== "skipped" || outcome.code !== "held/stopped-midway") continue;
      midway.add(last);
      expect(outcome.sentence).toContain("stop!");
      const finding = findings.find(({ network }) => network === outcome.change.network);
      // What is left half done is never told as done.
      expect(finding?.state, JSON.stringify(finding)).not.toBe("moored");
    }
  }
}

async function stores() {
  const path = await mkdtemp(join(tmpdir(), "mooring-between-"));
  return { path, store: createFolderStore(path), remove: () => rm(path, { recursive: true, force: true }) };
}

const mooredAt = (place: Place, network: string) => async (report: Report) => {
  const finding = report.findings.find((one) => one.network === network);
  const address = await place.address(network);
  const answers = await place.answers(network);
  return finding?.state === "moored" && answers.every((all) => all.length === 1 && all[0] === address);
};
const goneFrom = (place: Place, network: string) => async () =>
  (await place.address(network)) === undefined && (await place.answers(network)).every((all) => all.length === 0);

describe.each([true, false])("on Tencent Cloud, stopped after every call (an upsert: %s),", (upsert) => {
  let kept: Awaited<ReturnType<typeof stores>>;
  let stage: Awaited<ReturnType<typeof createTencentStage>>;
  let place: Place;
  let vpc = "";

  beforeAll(async () => {
    kept = await stores();
    stage = await createTencentStage({
      configuration: tencentConfiguration([`customDomains: [${domain}]`], "full"),
      store: kept.store,
      settings: {
        tcrLinkReadyMs: 0,
        tcrLinkGoneMs: 0,
        linkDeleteWithDnsOn: "stale-record",
        dnsDeleteComparesIp: false,
        dnsCreateRepeated: upsert ? "upsert" : "UnsupportedOperation.CreatePrivateZoneRecord",
      },
    });
    place = {
      ...stage,
      network: () => stage.createNetwork(),
      off: (network) => stage.tag(network, "off"),
      answers: async (network) => [(await stage.ask(network)).udp, (await stage.ask(network, domain)).udp],
      address: async (network) => (await stage.links()).find(({ VpcId }) => VpcId === network)?.AccessIp ?? undefined,
    };
    vpc = await place.network();
  }, 60_000);
  afterAll(async () => {
    await stage.stop();
    await kept.remove();
  });

  it("a network is linked, and its names published, the own domain's in a zone that is made once", async () => {
    const { stopped, sent } = await stoppingOnceAfterEach(place, kept.path, mooredAt(place, vpc));
    expect(stopped).toEqual([
      "AddSpecifyPrivateZoneVpc",
      "CreateInternalEndpointDns",
      "CreatePrivateZone",
      "CreatePrivateZoneRecord",
      "ManageInternalEndpoint",
    ]);
    expect([...sent].sort()).toEqual(stopped);
  });

  it("names follow a link that was made anew", async () => {
    const { SubnetId = "" } = await stage.linkOf(vpc);
    await stage.unlink(vpc);
    await stage.link(vpc, SubnetId);
    const { stopped } = await stoppingOnceAfterEach(place, kept.path, mooredAt(place, vpc));
    expect(stopped).toEqual(["CreateInternalEndpointDns", "DeleteInternalEndpointDns", "ModifyPrivateZoneRecord"]);
  });

  it("a name that somebody published with another address before is withdrawn and published anew", async () => {
    stage.world.set({ tcrLinkReadyMs: 60_000 });
    const second = await place.network();
    await place.pass();
    await stage.world.clock.advance(61_000);
    stage.world.set({ tcrLinkReadyMs: 0 });
    await stage.turn(second, "on", { address: "10.250.0.77" });
    const { midway, sent } = await stoppingOnceAfterEach(place, kept.path, mooredAt(place, second));
    expect(midway).toEqual(upsert ? [] : ["DeleteInternalEndpointDns"]);
    expect(sent.filter((action) => action === "CreateInternalEndpointDns").length).toBe(upsert ? 1 : 3);
  });

  it("a network is released in the vendor's order, and nothing of it is left", async () => {
    await place.off(vpc);
    const { midway, stopped } = await stoppingOnceAfterEach(place, kept.path, goneFrom(place, vpc));
    expect(stopped).toEqual([
      "DeleteInternalEndpointDns",
      "DeletePrivateZone",
      "DeletePrivateZoneRecord",
      "DeleteSpecifyPrivateZoneVpc",
      "ManageInternalEndpoint",
    ]);
    expect(midway).toEqual(["DeletePrivateZoneRecord", "DeleteSpecifyPrivateZoneVpc"]);
    expect((await readEntries(kept.store)).filter(isOwned).map(({ network }) => network)).not.toContain(vpc);
  });
});

describe("on Alibaba Cloud, stopped after every call,", () => {
  let kept: Awaited<ReturnType<typeof stores>>;
  let stage: Awaited<ReturnType<typeof createDirectStage>>;
  let place: Place;
  let vpc = "";

  const zonesOf = async (name: string) => {
    const found = await stage.call("pvtz", "DescribeZones", { PageSize: 100 });
    const { Zone } = found["Zones"] as { readonly Zone: readonly Readonly<Record<string, string>>[] };
    return Zone.flatMap(({ ZoneName, ZoneId = "" }) => (ZoneName === name ? [ZoneId] : []));
  };

  beforeAll(async () => {
    kept = await stores();
    stage = await createDirectStage({
      configuration: configurationText({
        parts: "[registry]",
        mode: "full",
        extra: `    customDomains: [${domain}]\n    optIn: [recreate-zone]\n`,
      }),
      store: kept.store,
      settings: { linkReadyMs: 0, linkGoneMs: 0 },
    });
    place = {
      ...stage,
      async network() {
        const made = await stage.createVpc({ "registry-link": "prod" });
        await stage.createVSwitch(made);
        return made;
      },
      async off(network) {
        const Tag = [{ Key: "registry-link", Value: "off" }];
        const what = { RegionId: region, ResourceType: "VPC", ResourceId: [network] };
        await stage.call("vpc", "TagResources", { ...what, Tag });
        await stage.world.clock.advance(5_000);
      },
      answers: async (network) => [
        (await stage.ask(network, names.registry)).udp,
        (await stage.ask(network, domain)).udp,
      ],
      async address(network) {
        const link = (await stage.links()).find((one) => one["VpcId"] === network);
        return link === undefined ? undefined : String(link["Ip"]);
      },
    };
    vpc = await place.network();
  }, 60_000);
  afterAll(async () => {
    await stage.stop();
    await kept.remove();
  });

  it("a network is linked, and the own domain's zone is made once, given its remark, filled and bound", async () => {
    const { stopped, midway, sent } = await stoppingOnceAfterEach(place, kept.path, mooredAt(place, vpc));
    expect(stopped).toEqual([
      "AddZone",
      "AddZoneRecord",
      "BindZoneVpc",
      "CreateInstanceVpcEndpointLinkedVpc",
      "UpdateZoneRemark",
    ]);
    expect(midway).toEqual(["AddZone"]);
    expect(await zonesOf(domain)).toHaveLength(1);
    // The call that makes the zone is repeated with its token, and answered with the same zone.
    expect(sent.filter((action) => action !== "AddZone")).toHaveLength(4);
  });

  it("a zone with a wrong record, a switched-off one and no binding is put right", async () => {
    const [zone = ""] = await zonesOf(names.registry);
    const found = await stage.call("pvtz", "DescribeZoneRecords", { ZoneId: zone });
    const { Record } = found["Records"] as { readonly Record: readonly Readonly<Record<string, unknown>>[] };
    const RecordId = Record[0]?.["RecordId"];
    await stage.call("pvtz", "AddZoneRecord", { ZoneId: zone, Rr: "@", Type: "A", Value: "10.250.0.7" });
    await stage.call("pvtz", "SetZoneRecordStatus", { RecordId, Status: "DISABLE" });
    await stage.call("pvtz", "BindZoneVpc", { ZoneId: zone, Vpcs: [] });
    const { stopped, sent } = await stoppingOnceAfterEach(place, kept.path, mooredAt(place, vpc));
    expect([...sent].sort()).toEqual(stopped);
    expect(stopped).toEqual(["BindZoneVpc", "DeleteZoneRecord", "SetZoneRecordStatus"]);
  });

  it("a network is released in the vendor's order, and nothing of it is left", async () => {
    await place.off(vpc);
    const { midway, stopped } = await stoppingOnceAfterEach(place, kept.path, goneFrom(place, vpc));
    expect(stopped).toEqual(["BindZoneVpc", "DeleteInstanceVpcEndpointLinkedVpc", "DeleteZone"]);
    expect(midway).toEqual(["BindZoneVpc"]);
    expect(await zonesOf(domain)).toEqual([]);
    expect((await readEntries(kept.store)).filter(isOwned)).toEqual([]);
  });
});
