import { afterEach, describe, expect, it } from "vitest";
import { CloudError, type WritingCloud } from "../../shared/clouds/port.ts";
import type { Report } from "../../shared/model/report.ts";
import { createAlibabaDrift } from "./drift-alibaba.ts";
import { foundIn } from "./drift-rows.ts";
import { createTencentStage, findingOf, tencentRegion, vpcName } from "./tencent-direct-stage.ts";

let stop: () => Promise<void> | void = () => undefined;
afterEach(() => stop());

/** The writes that failed for each network, by change kind. */
function failedIn(reports: readonly Report[], network: string): readonly string[] {
  return reports
    .flatMap(({ outcomes }) => outcomes)
    .filter(({ result, change }) => result === "failed" && change.network === network)
    .map(({ change }) => change.kind);
}

describe("one network's trouble keeps no other one waiting", () => {
  it("a customer's zone beside which Tencent Cloud publishes nothing: told with its id, tried once an hour", async () => {
    const stage = await createTencentStage({
      settings: { managedZoneVisibility: "visible", sameMainDomain: "registrable" },
    });
    stop = () => stage.stop();
    const hurt = await stage.createNetwork();
    const { ZoneId = "" } = await stage.user.privatedns.CreatePrivateZone({
      Domain: vpcName,
      VpcSet: [{ UniqVpcId: hurt, Region: tencentRegion }],
    });
    const first = await stage.minutes(6);
    const told = findingOf(first.at(-1), hurt);
    expect(told).toMatchObject({ state: "drifted", code: "drifted/shadowed" });
    expect(told?.sentence).toContain(`zone ${vpcName} (${ZoneId})`);
    expect(told?.sentence).toMatch(/UnsupportedOperation\.ModifyPrivateZoneVpc .*\(request [\w-]+\)/);
    const other = await stage.createNetwork();
    const second = await stage.minutes(60);
    expect(findingOf(second[5], other)).toMatchObject({ state: "moored" });
    expect(failedIn([...first, ...second], hurt)).toHaveLength(2);
    await stage.user.privatedns.DeleteSpecifyPrivateZoneVpc({
      ZoneId,
      VpcSet: [{ UniqVpcId: hurt, Region: tencentRegion }],
    });
    const third = await stage.minutes(61);
    expect(findingOf(third.at(-1), hurt)).toMatchObject({ state: "moored" });
  });

  it("three domains that another account's zones shadow on Alibaba Cloud: the others are repaired and attached", async () => {
    const domains = ["a.corp-mooring.com", "b.corp-mooring.com", "c.corp-mooring.com"];
    const drift = await createAlibabaDrift({}, domains);
    const { account, hurt, other, stage } = drift;
    stop = () => stage.stop();
    const own = [...account.zones.values()].filter(
      ({ remark, bindings }) => remark.startsWith("mooring-") && bindings.some(({ vpcId }) => vpcId === hurt),
    );
    expect(own.map(({ name }) => name).sort()).toEqual(domains);
    const theirs = new Map<string, (typeof own)[number]>();
    for (const [index, zone] of own.entries()) {
      await drift.bind(zone.id);
      const id = String(index + 1).repeat(32);
      const bindings = [{ vpcId: hurt, region: "cn-hangzhou", type: "STANDARD" as const, userId: account.id }];
      theirs.set(id, { ...zone, id, creator: "2000000000000002", records: [], remark: "", bindings });
    }
    stage.world.alibaba.accounts.set("2000000000000002", {
      ...account,
      ...{ id: "2000000000000002", users: [], roles: new Map(), vpcs: new Map(), vswitches: new Map() },
      ...{ instances: new Map(), resolverRules: new Map(), changeLogs: [], eventRules: [], zones: theirs },
    });
    const first = await drift.minutes(2);
    expect(failedIn(first, hurt)).toEqual(["bind-zone", "bind-zone", "bind-zone"]);
    const { record: RecordId, rr: Rr } = await drift.placeOf(other);
    await drift.call("pvtz", "UpdateZoneRecord", { RecordId, Rr, Type: "A", Value: "10.9.9.8" });
    const fresh = await drift.network({ "registry-link": "prod" });
    const [, , , last] = await drift.minutes(4);
    expect(foundIn(last, hurt)).toMatchObject({ state: "drifted", code: "drifted/shadowed" });
    expect(foundIn(last, other)).toMatchObject({ state: "moored" });
    expect(foundIn(last, fresh)).toMatchObject({ state: "moored" });
  });

  it("a domain that Alibaba Cloud takes for nobody: asked for once an hour, not once for each network", async () => {
    const drift = await createAlibabaDrift();
    stop = () => drift.stage.stop();
    const settings = drift.configured(["a.corp-mooring.com"]);
    const around = (cloud: WritingCloud): WritingCloud => ({
      ...cloud,
      async write(change, context) {
        if (change.kind !== "create-zone") return cloud.write(change, context);
        const call = "pvtz:AddZone";
        throw new CloudError({ kind: "invalid", call, code: "Zone.Invalid.Name", message: "no", requestId: "4F1A" });
      },
    });
    const third = await drift.network({ "registry-link": "prod" });
    const first = await drift.minutes(5, { settings, around });
    const fourth = await drift.network({ "registry-link": "prod" });
    const second = await drift.minutes(5, { settings, around });
    const found = foundIn(second.at(-1), fourth);
    expect(found?.parts.flatMap(({ names }) => names.map(({ state }) => state)).sort()).toEqual(["blocked", "moored"]);
    expect(found).toMatchObject({ state: "blocked", code: "blocked/zone-refused" });
    expect(found?.sentence).toContain("Zone.Invalid.Name no (request 4F1A)");
    const failed = [drift.hurt, drift.other, third, fourth].flatMap((network) =>
      failedIn([...first, ...second], network),
    );
    expect(failed).toEqual(["create-zone"]);
  });
});
