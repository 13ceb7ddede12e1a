import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfiguration } from "../../shared/config/parse.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import { createDirectStage, type DirectStage } from "./direct-stage.ts";
import { configurationText, names } from "./stage.ts";
import { both, createTencentStage, type TencentStage, tencentConfiguration } from "./tencent-direct-stage.ts";

const images = "images.corp.example.com";
const charts = "charts.example.com";
/** A name of the same main domain that is nobody's here. */
const other = "www.example.com";

function settingsOf(text: string): Settings {
  const parsed = parseConfiguration(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
}

const kinds = (report: Report) => report.outcomes.map(({ change, result }) => `${change.kind} ${result}`);
const domains = (report: Report | undefined) =>
  report?.findings
    .flatMap(({ parts }) => parts.flatMap((part) => part.names))
    .filter(({ name }) => name.endsWith("example.com"));

describe.each([{}, { zoneVisibleMs: 2_000 }])("domains of the user's own on Alibaba Cloud, %j", (settings) => {
  const configured = (...list: readonly string[]) =>
    configurationText({
      parts: "[registry]",
      extra: `    customDomains: [${list.join(", ")}]\n    optIn: [recreate-zone]\n`,
    });
  let stage: DirectStage;
  let networks: readonly string[];

  beforeAll(async () => {
    stage = await createDirectStage({ configuration: configured(images), settings });
    const made: string[] = [];
    for (let count = 0; count < 2; count++) {
      const vpcId = await stage.createVpc({ "registry-link": "prod" });
      await stage.createVSwitch(vpcId);
      made.push(vpcId);
    }
    networks = made;
    await stage.minutes(12);
  });
  afterAll(() => stage.stop());

  const addressOf = async (vpcId: string) => {
    const entry = (await readEntries(stage.store)).find(({ network }) => network === vpcId);
    return entry?.address ?? "";
  };
  const zones = async () => {
    const found = await stage.call("pvtz", "DescribeZones", { PageSize: 100 });
    const { Zone } = found["Zones"] as { readonly Zone: readonly Readonly<Record<string, string>>[] };
    return Zone.filter(({ ZoneName }) => ZoneName?.endsWith("example.com"));
  };

  it("answer each network's own address, from a zone each, and then nothing is to be done", async () => {
    for (const vpcId of networks) expect(await stage.ask(vpcId, images)).toEqual(both(await addressOf(vpcId)));
    expect(await zones()).toMatchObject([{ ZoneName: images }, { ZoneName: images }]);
    expect((await stage.pass()).outcomes).toEqual([]);
  });

  it.each<[string, (zone: string, vpcId: string) => Promise<unknown>]>([
    [
      "deleted",
      async (ZoneId) => {
        await stage.call("pvtz", "BindZoneVpc", { ZoneId });
        await stage.call("pvtz", "DeleteZone", { ZoneId });
      },
    ],
    ["unbound", (ZoneId) => stage.call("pvtz", "BindZoneVpc", { ZoneId })],
    ["had pass names on", (ZoneId) => stage.call("pvtz", "SetProxyPattern", { ZoneId, ProxyPattern: "RECORD" })],
  ])("are put right when somebody %s the zone", async (_, damage) => {
    const [vpcId = ""] = networks;
    const entry = (await readEntries(stage.store)).find(({ network }) => network === vpcId);
    const zone = entry?.names.find(({ name }) => name === images)?.ownZone?.id ?? "";
    await damage(zone, vpcId);
    await stage.minutes(12);
    for (const each of networks) expect(await stage.ask(each, images)).toEqual(both(await addressOf(each)));
    expect(await zones()).toHaveLength(2);
    expect((await stage.pass()).outcomes).toEqual([]);
  });

  it("are followed by a zone of the vendor's that is gone, where that is allowed", async () => {
    const [vpcId = ""] = networks;
    const entry = (await readEntries(stage.store)).find(({ network }) => network === vpcId);
    const ZoneId = entry?.names.find(({ name }) => name === names.registry)?.baseline?.zone;
    await stage.call("pvtz", "BindZoneVpc", { ZoneId });
    await stage.call("pvtz", "DeleteZone", { ZoneId });
    await stage.minutes(2);
    expect(await stage.ask(vpcId, names.registry)).toEqual(both(await addressOf(vpcId)));
    expect((await stage.pass()).outcomes).toEqual([]);
  });

  it("leave with the configuration, and nothing of them stays", async () => {
    const report = await stage.pass({ settings: settingsOf(configurationText({ parts: "[registry]" })) });
    expect(kinds(report)).toEqual(["delete-zone applied", "delete-zone applied"]);
    expect(await zones()).toEqual([]);
    expect((await readEntries(stage.store)).flatMap((entry) => entry.names.map(({ name }) => name))).not.toContain(
      images,
    );
    for (const vpcId of networks) expect(await stage.ask(vpcId, names.registry)).toEqual(both(await addressOf(vpcId)));
  });
});

describe("domains of the user's own on Tencent Cloud", () => {
  const configured = (...list: readonly string[]) => tencentConfiguration([`customDomains: [${list.join(", ")}]`]);
  let stage: TencentStage;
  let vpcId: string;

  beforeAll(async () => {
    stage = await createTencentStage({ configuration: configured(images, charts) });
    vpcId = await stage.createNetwork();
    await stage.untilMoored([vpcId]);
  });
  afterAll(() => stage.stop());

  const address = async () => String((await stage.linkOf(vpcId)).AccessIp);
  const zones = async () =>
    ((await stage.user.privatedns.DescribePrivateZoneList({ Limit: 100 })).PrivateZoneSet ?? []).filter(({ Domain }) =>
      Domain?.endsWith("example.com"),
    );

  it("answer the link's address, from one zone that lets other names pass", async () => {
    const before = await stage.ask(await stage.createVpc(), other);
    expect(await stage.ask(vpcId, images)).toEqual(both(await address()));
    expect(await stage.ask(vpcId, charts)).toEqual(both(await address()));
    expect(await stage.ask(vpcId, other)).toEqual(before);
    expect(await zones()).toMatchObject([{ Domain: "example.com", DnsForwardStatus: "ENABLED" }]);
    expect((await stage.pass()).outcomes).toEqual([]);
  });

  it("are put right when somebody unbound the zone, stopped it from passing names on and took a record", async () => {
    const [zone] = await zones();
    const ZoneId = zone?.ZoneId ?? "";
    const VpcSet = [{ UniqVpcId: vpcId, Region: "ap-guangzhou" }];
    await stage.user.privatedns.DeleteSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true });
    await stage.user.privatedns.ModifyPrivateZone({ ZoneId, DnsForwardStatus: "DISABLED" });
    const { RecordSet } = await stage.user.privatedns.DescribePrivateZoneRecordList({ ZoneId, Limit: 100 });
    const record = RecordSet?.find(({ SubDomain }) => SubDomain === "charts");
    await stage.user.privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId: record?.RecordId ?? "" });
    await stage.minutes(3);
    for (const name of [images, charts]) expect(await stage.ask(vpcId, name)).toEqual(both(await address()));
    expect(await zones()).toMatchObject([{ ZoneId, DnsForwardStatus: "ENABLED" }]);
    expect((await stage.pass()).outcomes).toEqual([]);
  });

  it("leave one after the other, the zone with the last of them", async () => {
    const report = await stage.pass({ settings: settingsOf(configured(images)) });
    expect(kinds(report)).toEqual(["delete-record applied"]);
    expect(await stage.ask(vpcId, images)).toEqual(both(await address()));
    await stage.world.clock.advance(60_000);
    expect(kinds(await stage.pass({ settings: settingsOf(tencentConfiguration()) }))).toEqual(["delete-zone applied"]);
    expect(await zones()).toEqual([]);
  });

  it("are not published where somebody has a zone of the main domain, which stays as it is", async () => {
    const taken = await stage.createNetwork();
    const { ZoneId = "" } = await stage.user.privatedns.CreatePrivateZone({
      Domain: "example.com",
      VpcSet: [{ UniqVpcId: taken, Region: "ap-guangzhou" }],
      Remark: "of the web team",
    });
    for (let minute = 0; minute < 12; minute++) await stage.minutes(1);
    const found = domains(await stage.pass())?.filter(({ code }) => code === "blocked/main-domain-bound");
    expect(found?.map(({ name }) => name).sort()).toEqual([charts, images]);
    expect(found?.[0]?.sentence).toContain("of the web team");
    expect(await zones()).toMatchObject([{ Domain: "example.com" }, { Domain: "example.com" }]);
    const { TotalCount } = await stage.user.privatedns.DescribePrivateZoneRecordList({ ZoneId });
    expect(TotalCount).toBe(0);
  });
});
