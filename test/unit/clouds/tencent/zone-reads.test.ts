import { describe, expect, test } from "vitest";
import { context, refused, scriptedCloud } from "./scripted-cloud.ts";

const list = "privatedns:DescribePrivateZoneList";
const log = "privatedns:DescribeAuditLog";

describe("the account's zones", () => {
  test("are counted by one call, with the published limit, layout and price", async () => {
    const { cloud, named } = scriptedCloud({ [list]: () => ({ TotalCount: 450, PrivateZoneSet: [] }) });
    expect(await cloud.zoneAccount(context)).toEqual({
      count: 450,
      limit: 500,
      layout: "main-domain",
      price: "about 0.015 USD a day",
    });
    expect(named(list).map(({ parameters }) => parameters)).toEqual([{ Offset: 0, Limit: 1 }]);
  });

  test("are none where the service was never opened, and no number where the vendor gives none", async () => {
    const closed = scriptedCloud({ [list]: () => refused("ResourceNotFound.ServiceNotSubscribed") });
    expect(await closed.cloud.zoneAccount(context)).toMatchObject({ count: 0 });
    const silent = scriptedCloud({ [list]: () => ({ PrivateZoneSet: [] }) });
    await expect(silent.cloud.zoneAccount(context)).rejects.toMatchObject({ failure: { kind: "unavailable" } });
    const denied = scriptedCloud({ [list]: () => refused("UnauthorizedOperation") });
    await expect(denied.cloud.zoneAccount(context)).rejects.toMatchObject({ failure: { right: list } });
  });
});

describe("who changed a zone", () => {
  const entry = (at: string, OperatorUin: string | number | null, Content: string | null) => ({
    Date: at,
    OperatorUin,
    Content,
  });
  const told = (...DataSet: readonly object[]) => ({
    Data: [{ Resource: "all", Metric: "request_count", TotalCount: DataSet.length, DataSet }],
  });
  const zoneOf = (parameters: Readonly<Record<string, unknown>>) => JSON.stringify(parameters["Filters"]);

  test("is the operator of the newest entry, in whatever order they come, newest zone first", async () => {
    const { cloud, named } = scriptedCloud({
      [log]: (parameters) =>
        zoneOf(parameters).includes("zone-1")
          ? told(
              entry("2026-01-05 10:00:00", "100000000002", "www A 10.0.0.1"),
              entry("2026-01-05 12:00:00", 100000000003, " [recursion:  off -> on ]\n[], zone(444444)"),
              entry("2026-01-05 11:00:00", "100000000004", "www A 10.0.0.2"),
            )
          : told(entry("2026-01-05 13:00:00", "100000000005", "mail MX")),
    });
    expect(await cloud.zoneEdits(["zone-1", "zone-2", "zone-1"], context)).toEqual([
      { zone: "zone-2", at: "2026-01-05T05:00:00.000Z", by: "100000000005", what: "mail MX", hosts: ["mail", "mx"] },
      {
        zone: "zone-1",
        at: "2026-01-05T04:00:00.000Z",
        by: "100000000003",
        what: "[recursion: off -> on ] [], zone(444444)",
        hosts: ["444444", "off", "on", "recursion", "zone"],
      },
      // Of one record the newest, and each record its own: a zone holds many names.
      {
        zone: "zone-1",
        at: "2026-01-05T03:00:00.000Z",
        by: "100000000004",
        what: "www A 10.0.0.2",
        hosts: ["a", "www"],
      },
    ]);
    expect(named(log).length).toBe(2);
    expect(named(log)[0]?.parameters).toMatchObject({
      TimeRangeBegin: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
      Filters: [{ Name: "ZoneId", Values: ["zone-1"] }],
      Offset: 0,
      Limit: 100,
    });
  });

  test("is looked for on the first page and the last where there are several", async () => {
    const { cloud, named } = scriptedCloud({
      [log]: ({ Offset }) => ({
        Data: [
          {
            TotalCount: 250,
            DataSet: [entry(Offset === 0 ? "2026-01-05 10:00:00" : "2026-01-06 10:00:00", "100000000002", "www A")],
          },
        ],
      }),
    });
    expect(await cloud.zoneEdits(["zone-1"], context)).toMatchObject([{ at: "2026-01-06T02:00:00.000Z" }]);
    expect(named(log).map(({ parameters }) => parameters["Offset"])).toEqual([0, 150]);
  });

  test("is not said by an entry without a time or an operator, nor by a log that cannot be read", async () => {
    const { cloud } = scriptedCloud({
      [log]: (parameters) => {
        if (zoneOf(parameters).includes("zone-denied")) return refused("UnauthorizedOperation");
        if (zoneOf(parameters).includes("zone-old")) return refused("InvalidAction");
        if (zoneOf(parameters).includes("zone-empty")) return { Data: null };
        return told(entry("", "100000000002", "www A"), entry("2026-01-05 10:00:00", null, "www A"));
      },
    });
    expect(await cloud.zoneEdits(["zone-1", "zone-denied", "zone-old", "zone-empty"], context)).toEqual([]);
    expect(await cloud.zoneEdits([], context)).toEqual([]);
  });

  test("is told in one line that is not too long", async () => {
    const { cloud } = scriptedCloud({
      [log]: () => told(entry("2026-01-05 10:00:00", "100000000002", "x".repeat(500))),
    });
    const [edit] = await cloud.zoneEdits(["zone-1"], context);
    expect(edit?.what.length).toBeLessThan(200);
  });
});
