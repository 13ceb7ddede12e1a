import { describe, expect, test } from "vitest";
import { CloudError } from "../../../../shared/clouds/port.ts";
import { context, refused, type Script, scriptedCloud } from "./scripted-cloud.ts";

const noon = Date.parse("2026-01-05T12:00:00.000Z");
const minute = 60_000;

interface Line {
  readonly EntityId?: string | number;
  readonly EntityName?: string;
  readonly Content?: string;
  readonly OperAction?: string;
  readonly OperObject?: string;
  readonly OperTime?: string;
  readonly OperTimestamp?: number | null;
  readonly CreatorSubType?: string;
  readonly CreatorUserId?: string;
  readonly CreatorId?: string;
}

const ofRecord = (at: number, more: Line = {}): Line => ({
  OperAction: "update",
  OperObject: "PV_RECORD",
  OperTimestamp: at,
  CreatorSubType: "SUB",
  CreatorUserId: "2001",
  ...more,
});
const ofZone = (zone: string, at: number): Line => ({
  ...ofRecord(at, { OperAction: "bind", OperObject: "PV_ZONE", CreatorSubType: "STS", CreatorUserId: "3001" }),
  EntityId: zone,
});

/** With a zone's id the log tells of its records alone, as the vendor documents it. */
function log(records: Readonly<Record<string, readonly Line[]>>, zones: readonly Line[] = []): Script {
  return {
    "pvtz:DescribeChangeLogs": ({ ZoneId, EntityType, PageNumber, PageSize }) => {
      const all = ZoneId === undefined && EntityType === "PV_ZONE" ? zones : (records[String(ZoneId)] ?? []);
      const from = (Number(PageNumber) - 1) * Number(PageSize);
      return { TotalItems: all.length, ChangeLogs: { ChangeLog: all.slice(from, from + Number(PageSize)) } };
    },
  };
}

const editsOf = (script: Script, zones: readonly string[] = ["z1"]) =>
  scriptedCloud(script).cloud.zoneEdits(zones, context);

describe("who changed a zone last", () => {
  test("the newest of its records' changes and its own, in the vendor's words", async () => {
    const record = { zone: "z1", at: "2026-01-05T12:00:00.000Z", by: "RAM user 2001", what: "update PV_RECORD" };
    expect(await editsOf(log({ z1: [ofRecord(noon)] }, [ofZone("z1", noon - minute)]))).toEqual([
      { ...record, hosts: ["-"] },
      { zone: "z1", at: "2026-01-05T11:59:00.000Z", by: "role 3001", what: "bind PV_ZONE", hosts: [] },
    ]);
    expect((await editsOf(log({ z1: [ofRecord(noon)] }, [ofZone("z1", noon + minute)])))[0]).toEqual({
      ...{ zone: "z1", at: "2026-01-05T12:01:00.000Z", by: "role 3001", what: "bind PV_ZONE", hosts: [] },
    });
  });

  test("of each record the newest, with every word that could be its host, as far as the vendor's text tells it", async () => {
    const told = (at: number, Content: string, CreatorUserId: string) => ofRecord(at, { Content, CreatorUserId });
    const lines = [
      told(noon, "add unrelated TXT hello", "1"),
      told(noon - minute, "delete prod-registry-vpc A 10.0.0.9", "2"),
      told(noon - 2 * minute, "delete prod-registry-vpc A 10.0.0.9", "3"),
      ofRecord(noon - 3 * minute, { EntityName: "Corp.Example.", Content: "@", CreatorUserId: "4" }),
    ];
    expect((await editsOf(log({ z1: lines }))).map(({ by, hosts }) => [by, hosts])).toEqual([
      ["RAM user 1", ["add", "hello", "txt", "unrelated"]],
      ["RAM user 2", ["a", "delete", "prod-registry-vpc"]],
      ["RAM user 4", ["@", "corp.example"]],
    ]);
  });

  test.each([
    [{ CreatorSubType: "CUSTOMER" }, "account 2001"],
    [{ CreatorSubType: "OTHER" }, "2001"],
    [{ CreatorSubType: "SOMETHING_NEW" }, "SOMETHING_NEW 2001"],
    [{ CreatorUserId: "", CreatorId: "1001" }, "RAM user 1001"],
    [{ CreatorUserId: "" }, "RAM user"],
  ])("an operator %j is %s", async (more, by) => {
    expect(await editsOf(log({ z1: [ofRecord(noon, more)] }))).toMatchObject([{ by }]);
  });

  test.each([
    ["without an operator", { CreatorSubType: "", CreatorUserId: "" }],
    ["without a moment", { OperTimestamp: null }],
    ["with a moment that is none", { OperTimestamp: null, OperTime: "lately" }],
  ])("an entry %s says nothing", async (_, more) => {
    expect(await editsOf(log({ z1: [ofRecord(noon, more)] }))).toEqual([]);
  });

  test("a moment that is only told as text counts", async () => {
    const lines = { z1: [ofRecord(noon, { OperTimestamp: null, OperTime: "2026-01-05T12:00Z" })] };
    expect(await editsOf(log(lines))).toMatchObject([{ at: "2026-01-05T12:00:00.000Z" }]);
  });

  test("a long log is read at its new end, whichever that is", async () => {
    const old = Array.from({ length: 150 }, (_, n) => ofRecord(noon + n * minute, { CreatorUserId: `${n}` }));
    for (const lines of [old, [...old].reverse()])
      expect(await editsOf(log({ z1: lines }))).toMatchObject([{ by: "RAM user 149" }]);
  });

  test("another zone's entries are not this one's; each zone is asked for once, newest first", async () => {
    const script = log({ z1: [ofRecord(noon)], z2: [ofRecord(noon + minute)] }, [ofZone("z9", noon + 9 * minute)]);
    const { cloud, named } = scriptedCloud(script);
    expect((await cloud.zoneEdits(["z1", "z2", "z1"], context)).map(({ zone }) => zone)).toEqual(["z2", "z1"]);
    expect(named("pvtz:DescribeChangeLogs").length).toBe(3);
  });

  test("no zone is no call, a zone without entries no edit, a refusal an error", async () => {
    const { cloud, calls } = scriptedCloud({});
    expect(await cloud.zoneEdits([], context)).toEqual([]);
    expect(calls).toEqual([]);
    expect(await editsOf(log({}))).toEqual([]);
    const denied = editsOf({ "pvtz:DescribeChangeLogs": () => refused("NoPermission", 403) });
    await expect(denied).rejects.toThrow(CloudError);
  });
});

describe("what limits zones", () => {
  test("zones of both kinds are counted, with one small page each", async () => {
    const { cloud, named } = scriptedCloud({
      "pvtz:DescribeZones": ({ ZoneType }) => ({ TotalItems: ZoneType === "AUTH_ZONE" ? 449 : 2 }),
    });
    expect(await cloud.zoneAccount(context)).toMatchObject({ count: 451, limit: 500, layout: "name" });
    expect(named("pvtz:DescribeZones").map(({ parameters }) => parameters["PageSize"])).toEqual([1, 1]);
  });

  test("a count that is not told is an error, not zero", async () => {
    const { cloud } = scriptedCloud({ "pvtz:DescribeZones": () => ({ Zones: { Zone: [] } }) });
    await expect(cloud.zoneAccount(context)).rejects.toThrow("TotalItems");
  });
});
