import { describe, expect, test } from "vitest";
import type { BindZone, CorrectRecord, CreateZone, DeleteZone, EnableRecord } from "../../../../shared/model/change.ts";
import type { ZoneBinding } from "../../../../shared/model/zone.ts";
import { account, context, refused, registry, type Script, scriptedCloud, unanswered } from "./scripted-cloud.ts";

const target = {
  registry: "prod",
  cloud: "tencent" as const,
  instance: registry.instance,
  network: "vpc-1",
  account,
  region: "ap-guangzhou",
  part: "registry" as const,
  because: "the test says so",
  name: "images.example.com",
  repoints: false,
};
const inZone = { ...target, zone: "zone-1", zoneName: "example.com", revision: "" };
const create: CreateZone = {
  ...target,
  kind: "create-zone",
  nameKind: "custom",
  zoneName: "example.com",
  fallsThrough: true,
  remark: "ours",
};
const binding = (network: string, other: string | null = null): ZoneBinding => ({
  network,
  region: "ap-guangzhou",
  account: other,
  kind: "",
});
const bind: BindZone = { ...inZone, kind: "bind-zone", have: [], want: [binding("vpc-1")] };

const zone = (networks: readonly string[], more: object = {}) => ({
  ZoneId: "zone-1",
  Domain: "example.com",
  Remark: "ours",
  DnsForwardStatus: "ENABLED",
  UpdatedOn: "2026-01-05 10:00:00",
  VpcSet: networks.map((UniqVpcId) => ({ UniqVpcId, Region: "ap-guangzhou" })),
  AccountVpcSet: null,
  ...more,
});
const record = {
  RecordId: "12",
  SubDomain: "images",
  RecordType: "A",
  RecordValue: "10.0.0.8",
  TTL: 600,
  Status: "enabled",
  Enabled: 1,
  Weight: 20,
  Remark: "theirs",
};
const have = { id: "12", host: "images", type: "A", value: "10.0.0.8", ttl: 600, enabled: true, remark: "theirs" };

/** One answer a call, the last for all that follow. */
const inTurn = (...answers: readonly unknown[]) => {
  const left = [...answers];
  return () => (left.length > 1 ? left.shift() : left[0]);
};
const listed = (...PrivateZoneSet: readonly object[]) => ({ TotalCount: PrivateZoneSet.length, PrivateZoneSet });
const now = (...states: readonly (readonly string[])[]) =>
  inTurn(...states.map((networks) => ({ PrivateZone: zone(networks) })));

function cloudWith(script: Script) {
  const done = () => ({});
  const made = scriptedCloud({
    "privatedns:DescribePrivateZoneList": () => listed(),
    "privatedns:DescribePrivateZone": now([]),
    "privatedns:DescribePrivateZoneRecordList": () => ({ TotalCount: 1, RecordSet: [record] }),
    "privatedns:CreatePrivateZone": () => ({ ZoneId: "zone-1", Domain: "example.com" }),
    "privatedns:AddSpecifyPrivateZoneVpc": done,
    "privatedns:DeleteSpecifyPrivateZoneVpc": done,
    "privatedns:ModifyPrivateZoneRecord": done,
    "privatedns:ModifyRecordsStatus": done,
    "privatedns:DeletePrivateZoneRecord": done,
    "privatedns:DeletePrivateZone": done,
    ...script,
  });
  const writes = () =>
    made.requests.map(({ action }) => action).filter((action) => !/^(?:Describe|Query)/.test(action));
  return { ...made, writes };
}
const failure = async (work: Promise<unknown>) =>
  work.then(
    (value) => ({ kind: "none", code: "", message: JSON.stringify(value) }),
    (error: { failure: { kind: string; code: string; message: string } }) => error.failure,
  );

describe("a zone that is made", () => {
  test("is asked for by domain, remark and what it does with other names, and with no network", async () => {
    const { cloud, named } = cloudWith({});
    expect(await cloud.write(create, context)).toEqual({ result: "written", requestId: "r-1", made: "zone-1" });
    await cloud.write({ ...create, fallsThrough: false }, context);
    expect(named("privatedns:CreatePrivateZone").map(({ parameters }) => parameters)).toEqual([
      { Domain: "example.com", Remark: "ours", DnsForwardStatus: "ENABLED" },
      { Domain: "example.com", Remark: "ours", DnsForwardStatus: "DISABLED" },
    ]);
  });

  test("is already only where domain and remark are exactly its own", async () => {
    const others = [
      zone([], { ZoneId: "zone-7", Remark: "ours, too" }),
      zone([], { ZoneId: "zone-8", Domain: "sub.example.com" }),
    ];
    const apart = cloudWith({ "privatedns:DescribePrivateZoneList": () => listed(...others) });
    expect(await apart.cloud.write(create, context)).toMatchObject({ result: "written" });
    const there = cloudWith({ "privatedns:DescribePrivateZoneList": () => listed(...others, zone([])) });
    expect(await there.cloud.write(create, context)).toMatchObject({ result: "already", made: "zone-1" });
    expect(there.writes()).toEqual([]);
  });

  test("whose answer was lost is found among the zones, or its outcome is unknown", async () => {
    const made = cloudWith({
      "privatedns:CreatePrivateZone": unanswered,
      "privatedns:DescribePrivateZoneList": inTurn(listed(), listed(zone([]))),
    });
    expect(await made.cloud.write(create, context)).toEqual({ result: "written", requestId: null, made: "zone-1" });
    const lost = cloudWith({ "privatedns:CreatePrivateZone": unanswered });
    expect((await failure(lost.cloud.write(create, context))).message).toContain("outcome is unknown");
    expect(lost.writes()).toEqual(["CreatePrivateZone"]);
  });

  test.each([
    ["InvalidParameterValue.ReservedDomain", "invalid"],
    ["LimitExceeded.TldOutOfLimit", "exhausted"],
    ["ResourceNotFound.ServiceNotSubscribed", "conflict"],
    ["UnauthorizedOperation", "denied"],
  ])("refused with %s is %s", async (code, kind) => {
    const { cloud, writes } = cloudWith({ "privatedns:CreatePrivateZone": () => refused(code) });
    expect((await failure(cloud.write(create, context))).kind).toBe(kind);
    expect(writes()).toEqual(["CreatePrivateZone"]);
  });
});

describe("a zone that is bound", () => {
  const all = ["vpc-1", "vpc-2", "vpc-3"];

  test("gets what is missing first and loses what is too much then, and nothing else is named", async () => {
    const { cloud, requests, writes } = cloudWith({ "privatedns:DescribePrivateZone": now(["vpc-2", "vpc-3"]) });
    const change = {
      ...bind,
      have: all.slice(1).map((one) => binding(one)),
      want: all.slice(0, 2).map((one) => binding(one)),
    };
    expect((await cloud.write(change, context)).result).toBe("written");
    expect(writes()).toEqual(["AddSpecifyPrivateZoneVpc", "DeleteSpecifyPrivateZoneVpc"]);
    const sets = requests.filter(({ action }) => action.includes("Specify")).map(({ parameters }) => parameters);
    expect(sets).toEqual([
      { ZoneId: "zone-1", VpcSet: [{ UniqVpcId: "vpc-1", Region: "ap-guangzhou" }], Sync: true },
      { ZoneId: "zone-1", VpcSet: [{ UniqVpcId: "vpc-3", Region: "ap-guangzhou" }], Sync: true },
    ]);
  });

  test("to another account's network names the account, and takes none from it", async () => {
    const { cloud, named } = cloudWith({});
    const want = [binding("vpc-1"), binding("vpc-9", "100000000009")];
    await cloud.write({ ...bind, want }, context);
    expect(named("privatedns:AddSpecifyPrivateZoneVpc").map(({ parameters }) => parameters)).toEqual([
      {
        ZoneId: "zone-1",
        VpcSet: [{ UniqVpcId: "vpc-1", Region: "ap-guangzhou" }],
        AccountVpcSet: [{ UniqVpcId: "vpc-9", Region: "ap-guangzhou", Uin: "100000000009", VpcName: "vpc-9" }],
        Sync: true,
      },
    ]);
  });

  test.each([
    ["is bound as wanted", ["vpc-1"], "already"],
    ["is bound to another network by now", ["vpc-7"], "moved"],
  ])("and %s before: nothing is written", async (_, networks, result) => {
    const { cloud, writes } = cloudWith({ "privatedns:DescribePrivateZone": now(networks) });
    expect((await cloud.write(bind, context)).result).toBe(result);
    expect(writes()).toEqual([]);
  });

  test("that is gone has moved", async () => {
    const gone = { "privatedns:DescribePrivateZone": () => refused("InvalidParameter.ZoneNotExists") };
    expect((await cloudWith(gone).cloud.write(bind, context)).result).toBe("moved");
  });

  describe("by a task that goes on after the answer", () => {
    const task = { "privatedns:AddSpecifyPrivateZoneVpc": () => ({ UniqId: "task-1" }) };
    const query = "privatedns:QueryAsyncBindVpcStatus";
    const during = (...words: readonly string[]) => ({
      ...task,
      [query]: inTurn(...words.map((Status) => ({ Status }))),
    });

    test.each([
      ["done", ["processing", "success"], 2],
      ["still under way a few seconds later", ["processing"], 5],
    ])("is written when the task is %s", async (_, words, asked) => {
      const { cloud, named } = cloudWith(during(...words));
      expect((await cloud.write(bind, context)).result).toBe("written");
      expect(named(query).map(({ parameters }) => parameters)).toEqual(
        Array.from({ length: asked }, () => ({ UniqId: "task-1" })),
      );
    });

    test("is refused with the vendor's reason when the task failed", async () => {
      const answer = { ...task, [query]: () => ({ Status: "failed", ErrorMsg: "the VPC is gone" }) };
      const told = await failure(cloudWith(answer).cloud.write(bind, context));
      expect(told).toMatchObject({ kind: "conflict", code: "BindingFailed" });
      expect(told.message).toContain("the VPC is gone");
    });
  });

  test.each(["InvalidParameter.VpcBindedMainDomain", "InvalidParameter.VpcBinded"])(
    "to a network that has a zone of that domain is refused with %s, which names the zone",
    async (code) => {
      const theirs = (ZoneId: string, Domain: string, networks: readonly string[]) =>
        zone(networks, { ZoneId, Domain, Remark: "" });
      const { cloud } = cloudWith({
        "privatedns:AddSpecifyPrivateZoneVpc": () => refused(code),
        "privatedns:DescribePrivateZoneList": () =>
          listed(
            theirs("zone-2", "wiki.example.com", ["vpc-1"]),
            theirs("zone-3", "example.com", ["vpc-2"]),
            theirs("zone-4", "example.org", ["vpc-1"]),
          ),
      });
      const told = await failure(cloud.write(bind, context));
      expect(told).toMatchObject({ kind: "conflict", code });
      expect(told.message).toMatch(/vpc-1 .*zone-2 \(wiki\.example\.com\)/);
      expect(told.message).not.toMatch(/zone-[34]/);
    },
  );
});

describe("a record of a zone", () => {
  test("is corrected with its weight and remark kept; another type's weight is not", async () => {
    const { cloud, named } = cloudWith({});
    const want = { host: "images", type: "A", value: "10.0.0.9", ttl: 60 };
    const correct: CorrectRecord = { ...inZone, kind: "correct-record", have, want };
    expect((await cloud.write(correct, context)).result).toBe("written");
    await cloud.write({ ...correct, want: { ...want, type: "AAAA", value: "fd00::9" } }, context);
    const call = { ZoneId: "zone-1", RecordId: "12", SubDomain: "images", TTL: 60, Remark: "theirs" };
    expect(named("privatedns:ModifyPrivateZoneRecord").map(({ parameters }) => parameters)).toEqual([
      { ...call, RecordType: "A", RecordValue: "10.0.0.9", Weight: 20 },
      { ...call, RecordType: "AAAA", RecordValue: "fd00::9" },
    ]);
  });

  test("is enabled by its id as a number, exactly, however long it is", async () => {
    const paused = (RecordId: string) => ({
      "privatedns:DescribePrivateZoneRecordList": () => ({
        TotalCount: 1,
        RecordSet: [{ ...record, RecordId, Status: "disabled", Enabled: 0 }],
      }),
    });
    for (const id of ["12", "9007199254740993"]) {
      const { cloud, named } = cloudWith(paused(id));
      const change: EnableRecord = { ...inZone, kind: "enable-record", have: { ...have, id, enabled: false } };
      expect((await cloud.write(change, context)).result).toBe("written");
      const calls = named("privatedns:ModifyRecordsStatus").map(({ parameters }) => parameters);
      const ids = calls.flatMap(({ RecordIds }) => RecordIds as readonly (number | bigint)[]);
      expect(ids.map((one) => [typeof one === "string", String(one)])).toEqual([[false, id]]);
      expect(calls.map(({ Status }) => Status)).toEqual(["enabled"]);
    }
  });

  test("that is deleted too often in a moment is deleted a moment later", async () => {
    const { cloud, writes } = cloudWith({
      "privatedns:DeletePrivateZoneRecord": inTurn(refused("UnsupportedOperation.FrequencyLimit"), {}),
    });
    expect((await cloud.write({ ...inZone, kind: "delete-record", have }, context)).result).toBe("written");
    expect(writes()).toEqual(["DeletePrivateZoneRecord", "DeletePrivateZoneRecord"]);
  });

  test("that somebody made a moment earlier is already", async () => {
    const want = { host: "images", type: "A", value: "10.0.0.8", ttl: 600 };
    const { cloud } = cloudWith({
      "privatedns:DescribePrivateZoneRecordList": inTurn(
        { TotalCount: 0, RecordSet: [] },
        { TotalCount: 1, RecordSet: [record] },
      ),
      "privatedns:CreatePrivateZoneRecord": () => refused("InvalidParameter.RecordExist"),
    });
    expect((await cloud.write({ ...inZone, kind: "create-record", want }, context)).result).toBe("already");
  });
});

describe("a zone that is taken away", () => {
  /** As the resolutions of the name show it. */
  async function planned(networks: readonly string[]): Promise<DeleteZone> {
    const { cloud } = cloudWith({ "privatedns:DescribePrivateZoneList": () => listed(zone(networks)) });
    const { network, region, part, name } = target;
    const [view] = await cloud.resolutions(
      [{ registry, network, region, part, name, kind: "custom", address: "10.0.0.9" }],
      context,
    );
    const [seen] = view?.resolution.known === true ? view.resolution.value.zones : [];
    return { ...inZone, kind: "delete-zone", revision: seen?.revision ?? "", have: seen?.bindings ?? [] };
  }

  test("loses its networks, then its records, then is deleted", async () => {
    const { cloud, writes, named } = cloudWith({ "privatedns:DescribePrivateZone": now(["vpc-1"]) });
    expect((await cloud.write(await planned(["vpc-1"]), context)).result).toBe("written");
    expect(writes()).toEqual(["DeleteSpecifyPrivateZoneVpc", "DeletePrivateZoneRecord", "DeletePrivateZone"]);
    expect(named("privatedns:DeletePrivateZoneRecord")[0]?.parameters).toEqual({
      ZoneId: "zone-1",
      RecordIdSet: ["12"],
    });
  });

  test("is told apart from one that was changed otherwise than its content, which is when alone", async () => {
    const touched = { PrivateZone: zone(["vpc-1"], { UpdatedOn: "2026-01-05 02:00:00" }) };
    const { cloud } = cloudWith({ "privatedns:DescribePrivateZone": () => touched });
    expect((await cloud.write(await planned(["vpc-1"]), context)).result).toBe("written");
  });

  test.each<[string, Script]>([
    ["is bound to another network too", { "privatedns:DescribePrivateZone": now(["vpc-1", "vpc-2"]) }],
    [
      "holds another record",
      {
        "privatedns:DescribePrivateZone": now(["vpc-1"]),
        "privatedns:DescribePrivateZoneRecordList": () => ({
          TotalCount: 2,
          RecordSet: [record, { ...record, RecordId: "13", SubDomain: "wiki" }],
        }),
      },
    ],
  ])("and %s by now has moved, and nothing is written", async (_, script) => {
    const { cloud, writes } = cloudWith(script);
    expect((await cloud.write(await planned(["vpc-1"]), context)).result).toBe("moved");
    expect(writes()).toEqual([]);
  });

  test("and is gone is already; one that a forwarding rule holds is a conflict", async () => {
    const gone = cloudWith({ "privatedns:DescribePrivateZone": () => refused("InvalidParameter.ZoneNotExists") });
    expect((await gone.cloud.write(await planned([]), context)).result).toBe("already");
    const held = cloudWith({ "privatedns:DeletePrivateZone": () => refused("ResourceInUse.ZoneBindForwardRule") });
    expect((await failure(held.cloud.write(await planned([]), context))).kind).toBe("conflict");
  });
});
