import { describe, expect, test } from "vitest";
import { CloudError } from "../../../../shared/clouds/port.ts";
import type { Attach, BindZone, CorrectRecord, CreateRecord } from "../../../../shared/model/change.ts";
import type { ZoneBinding, ZoneRecord } from "../../../../shared/model/zone.ts";
import { context, refused, type Script, scriptedCloud, unanswered } from "./scripted-cloud.ts";

const target = {
  registry: "prod",
  cloud: "alibaba",
  instance: "cri-1",
  network: "vpc-1",
  account: "1000000000000001",
  region: "cn-hangzhou",
  part: "registry",
  because: "it is tagged",
} as const;
const inZone = {
  ...target,
  name: "a.example",
  zone: "z1",
  zoneName: "a.example",
  revision: "1700-abc",
  repoints: false,
} as const;
const attach: Attach = { ...target, kind: "attach", subnet: "vsw-1", createServiceLinkedRole: true };
const want = { host: "@", type: "A", value: "10.0.0.5", ttl: 60 } as const;
const create: CreateRecord = { ...inZone, kind: "create-record", want };

function failureOf(work: Promise<unknown>) {
  return work.then(
    (value) => value,
    (error: unknown) => (error instanceof CloudError ? error.failure : error),
  );
}

function raw({ id, host, type, value, ttl, enabled }: ZoneRecord) {
  return { RecordId: id, Rr: host, Type: type, Value: value, Ttl: ttl, Status: enabled ? "ENABLE" : "DISABLE" };
}

function zoneRecords(records: readonly object[]): Script {
  return { "pvtz:DescribeZoneRecords": () => ({ TotalItems: records.length, Records: { Record: records } }) };
}

describe("attach", () => {
  const created = "cr:CreateInstanceVpcEndpointLinkedVpc";
  const endpoint = (links: readonly object[]): Script => ({
    "cr:GetInstanceVpcEndpoint": () => ({ Domains: ["a.example"], LinkedVpcs: links }),
    [created]: () => ({}),
  });

  test.each([true, false])("the role may be created: %s", async (createServiceLinkedRole) => {
    const { cloud, named } = scriptedCloud(endpoint([]));
    await cloud.write({ ...attach, createServiceLinkedRole }, context);
    expect(named(created)).toMatchObject([
      { parameters: { VswitchId: "vsw-1", EnableCreateDNSRecordInPvzt: createServiceLinkedRole } },
    ]);
  });

  test("an entry in another subnet is already, and nothing is written", async () => {
    const link = { VpcId: "vpc-1", VswitchId: "vsw-9", Status: "CREATING" };
    const { cloud, named } = scriptedCloud(endpoint([link]));
    expect(await cloud.write(attach, context)).toMatchObject({ result: "already" });
    expect(named(created)).toEqual([]);
  });

  test("an exhausted quota is told as such, after one try", async () => {
    const { cloud, named } = scriptedCloud({
      ...endpoint([]),
      [created]: () => refused("INSTANCE_ACCESS_VPC_LIMIT_EXCEED"),
    });
    expect(await failureOf(cloud.write(attach, context))).toMatchObject({ kind: "exhausted", requestId: "r-refused" });
    expect(named(created).length).toBe(1);
  });

  test("a refusal because somebody linked it a moment earlier is already", async () => {
    let linked = false;
    const { cloud } = scriptedCloud({
      "cr:GetInstanceVpcEndpoint": () => ({
        Domains: ["a.example"],
        LinkedVpcs: linked ? [{ VpcId: "vpc-1", VswitchId: "vsw-1", Status: "CREATING" }] : [],
      }),
      [created]: () => {
        linked = true;
        return refused("SOME_CODE_FOR_A_SECOND_LINK");
      },
    });
    expect(await cloud.write(attach, context)).toMatchObject({ result: "already" });
  });

  test("an answer that was lost is never asked for again by writing again", async () => {
    const { cloud, named } = scriptedCloud({ ...endpoint([]), [created]: unanswered });
    expect(await failureOf(cloud.write(attach, context))).toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("outcome is unknown"),
    });
    expect(named(created).length).toBe(1);
  });
});

describe("records", () => {
  const have: ZoneRecord = { ...want, id: "7", value: "192.0.2.1", enabled: true, remark: "" };
  const correct: CorrectRecord = { ...inZone, kind: "correct-record", have, want };

  test("a record of 19 digits is written back with every digit, its line and weight kept", async () => {
    const id = "2469595025123456789";
    const { cloud, named } = scriptedCloud({
      ...zoneRecords([{ ...raw({ ...have, id }), Line: "default", Weight: 3 }]),
      "pvtz:UpdateZoneRecord": () => ({}),
    });
    await cloud.write({ ...correct, have: { ...have, id } }, context);
    expect(named("pvtz:UpdateZoneRecord")).toMatchObject([
      { parameters: { RecordId: id, Rr: "@", Value: "10.0.0.5", Ttl: 60, Line: "default", Weight: 3 } },
    ]);
  });

  test.each([
    ["another value", [{ ...have, value: "192.0.2.9" }]],
    ["another ttl", [{ ...have, ttl: 5 }]],
    ["disabled", [{ ...have, enabled: false }]],
    ["gone", []],
  ] as const)("a record that is %s by now has moved", async (_, records) => {
    const { cloud, calls } = scriptedCloud(zoneRecords(records.map(raw)));
    expect(await cloud.write(correct, context)).toMatchObject({ result: "moved" });
    expect(calls.map(({ name }) => name)).toEqual(["pvtz:DescribeZoneRecords"]);
  });

  test("no second value and no alias gets company from a new record", async () => {
    for (const other of [have, { ...have, type: "CNAME", value: "b.example" }]) {
      const { cloud } = scriptedCloud(zoneRecords([raw(other)]));
      expect(await cloud.write(create, context)).toMatchObject({ result: "moved" });
    }
  });

  test("a zone that is gone has moved", async () => {
    const { cloud } = scriptedCloud({ "pvtz:DescribeZoneRecords": () => refused("Zone.NotExists") });
    expect(await cloud.write(create, context)).toMatchObject({ result: "moved" });
  });

  test("the token repeats for one observation and changes with the next, in 64 characters", async () => {
    const { cloud, named } = scriptedCloud({ ...zoneRecords([]), "pvtz:AddZoneRecord": () => ({}) });
    await cloud.write(create, context);
    await cloud.write(create, context);
    await cloud.write({ ...create, revision: "1701-abc" }, context);
    const [first, again, later] = named("pvtz:AddZoneRecord").map(({ parameters }) => parameters["ClientToken"]);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(again).toBe(first);
    expect(later).not.toBe(first);
  });
});

describe("bind", () => {
  const binding = (network: string, account: string | null = null, kind = "STANDARD"): ZoneBinding => ({
    network,
    region: "cn-hangzhou",
    account,
    kind,
  });
  const bind = (have: readonly ZoneBinding[], wanted: readonly ZoneBinding[]): BindZone => ({
    ...inZone,
    kind: "bind-zone",
    have,
    want: wanted,
  });
  /** Each reading of the zone shows the next set; the last one stays. */
  const zone = (...sets: readonly (readonly ZoneBinding[])[]): Script => {
    let reading = 0;
    return {
      "pvtz:DescribeZoneInfo": () => {
        const set = sets[Math.min(reading++, sets.length - 1)] ?? [];
        const Vpc = set.map(({ network, region, kind, account }) => ({
          VpcId: network,
          RegionId: region,
          VpcType: kind,
          VpcUserId: account,
        }));
        return { ZoneName: "a.example", BindVpcs: { Vpc } };
      },
      "pvtz:BindZoneVpc": () => ({}),
    };
  };
  const other = binding("vpc-2", null, "EDS");

  test("the whole set is sent, each network with its kind", async () => {
    const after = [other, binding("vpc-1")];
    const { cloud, named } = scriptedCloud(zone([other], after));
    expect(await cloud.write(bind([other], after), context)).toMatchObject({ result: "written" });
    expect(named("pvtz:BindZoneVpc")).toMatchObject([
      {
        parameters: {
          Vpcs: [
            { VpcId: "vpc-2", VpcType: "EDS" },
            { VpcId: "vpc-1", VpcType: "STANDARD" },
          ],
        },
      },
    ]);
  });

  test("an empty set is refused before any call", async () => {
    const { cloud, calls } = scriptedCloud(zone([]));
    expect(await failureOf(cloud.write(bind([], []), context))).toMatchObject({ kind: "invalid" });
    expect(calls).toEqual([]);
  });

  test("a set that grew since the plan has moved, and the newcomer stays", async () => {
    const { cloud, named } = scriptedCloud(zone([other]));
    expect(await cloud.write(bind([], [binding("vpc-1")]), context)).toMatchObject({ result: "moved" });
    expect(named("pvtz:BindZoneVpc")).toEqual([]);
  });

  test("another account's network in the set stops the write", async () => {
    const foreign = binding("vpc-3", "2000000000000002");
    const { cloud, named } = scriptedCloud(zone([foreign]));
    const change = bind([foreign], [foreign, binding("vpc-1")]);
    expect(await failureOf(cloud.write(change, context))).toMatchObject({ kind: "conflict", code: "ForeignBinding" });
    expect(named("pvtz:BindZoneVpc")).toEqual([]);
  });

  test("a third set right after the write names the contest; the old set is only a late reading", async () => {
    const wanted = [binding("vpc-1")];
    const contested = scriptedCloud(zone([], [other])).cloud;
    expect(await failureOf(contested.write(bind([], wanted), context))).toMatchObject({ code: "BindingContested" });
    const late = scriptedCloud(zone([], [])).cloud;
    expect(await late.write(bind([], wanted), context)).toMatchObject({ result: "written" });
  });
});
