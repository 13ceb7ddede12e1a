import pLimit from "p-limit";
import * as v from "valibot";
import type { ZoneEdit } from "../../model/estate.ts";
import { instant } from "../../model/known.ts";
import { count, optionalText, read } from "../reading.ts";
import { hostsIn, lastOfEach } from "../zone-log.ts";
import { wrapped } from "./reading.ts";
import type { CallOptions, Transport } from "./transport.ts";

const pageSize = 100;
/** Zones that are asked about side by side. */
const concurrency = 5;

const idText = v.pipe(
  v.nullish(v.union([v.string(), v.number()]), ""),
  v.transform((value) => `${value ?? ""}`),
);

const entry = v.looseObject({
  OperAction: optionalText,
  OperObject: optionalText,
  OperTime: optionalText,
  OperTimestamp: idText,
  EntityId: idText,
  EntityName: optionalText,
  Content: optionalText,
  CreatorSubType: optionalText,
  CreatorUserId: idText,
  CreatorId: idText,
});
type Entry = v.InferOutput<typeof entry>;

// https://www.alibabacloud.com/help/en/dns/api-pvtz-2018-01-01-describechangelogs
const logSchema = v.looseObject({ TotalItems: v.nullish(count, null), ChangeLogs: wrapped("ChangeLog", entry) });

/** Who an operator is, by `CreatorSubType`. */
const operators: Readonly<Record<string, string>> = { CUSTOMER: "account", SUB: "RAM user", STS: "role", OTHER: "" };

/**
 * The last entries of the change log for each zone, of those that could be about the same hosts the last one; one call a
 * zone and one for all. With a `ZoneId` the log tells only of the zone's records; bindings and patterns are told for the
 * account as a whole, of which the last hundred are read. An entry without a moment or an operator says nothing. In what
 * words an entry tells its record is not documented.
 */
export async function zoneEdits(
  transport: Transport,
  zones: readonly string[],
  options: CallOptions,
): Promise<readonly ZoneEdit[]> {
  if (zones.length === 0) return [];
  const limit = pLimit(concurrency);
  const [ofZones, ofRecords] = await Promise.all([
    limit(() => latest(transport, { EntityType: "PV_ZONE" }, options)),
    limit.map([...new Set(zones)], async (zone) => ({ zone, log: await latest(transport, { ZoneId: zone }, options) })),
  ]);
  return ofRecords
    .flatMap(({ zone, log }) => {
      const own = ofZones.filter(({ EntityId }) => EntityId === zone);
      return lastOfEach([...log, ...own].flatMap((one) => toEdit(zone, one)));
    })
    .sort(newestFirst);
}

/** Whether the change log tells that a zone was deleted: one that does not show may only be late. */
export async function wasDeleted(transport: Transport, zone: string, options: CallOptions): Promise<boolean> {
  const entries = await latest(transport, { EntityType: "PV_ZONE" }, options);
  return entries.some(({ EntityId, OperAction }) => EntityId === zone && /del|remove/i.test(OperAction ?? ""));
}

/** The newest page; the order of the log is not documented, so its end is read too where it begins with the oldest. */
async function latest(
  transport: Transport,
  where: Readonly<Record<string, string>>,
  options: CallOptions,
): Promise<readonly Entry[]> {
  const call = "pvtz:DescribeChangeLogs";
  const page = async (PageNumber: number) => {
    const body = await transport.call(
      "pvtz",
      "DescribeChangeLogs",
      { ...where, PageSize: pageSize, PageNumber },
      options,
    );
    return read(call, logSchema, body);
  };
  const { ChangeLogs, TotalItems } = await page(1);
  const [first, last] = [ChangeLogs.at(0), ChangeLogs.at(-1)];
  const ascending = first !== undefined && last !== undefined && momentOf(first) < momentOf(last);
  if (!ascending || TotalItems === null || TotalItems <= pageSize) return ChangeLogs;
  return (await page(Math.ceil(TotalItems / pageSize))).ChangeLogs;
}

function toEdit(zone: string, one: Entry): readonly ZoneEdit[] {
  const moment = momentOf(one);
  const operator = operators[one.CreatorSubType ?? ""] ?? one.CreatorSubType ?? "";
  const by = words(operator, one.CreatorUserId || one.CreatorId);
  if (moment === 0 || by === "") return [];
  const hosts = one.OperObject === "PV_ZONE" ? [] : hostsIn(one.EntityName, one.Content);
  return [{ zone, at: instant(moment), by, what: words(one.OperAction, one.OperObject), hosts }];
}

/** Milliseconds; 0 where the entry does not say. */
function momentOf({ OperTimestamp, OperTime }: Entry): number {
  const moment = OperTimestamp === "" ? Date.parse(OperTime ?? "") : Number(OperTimestamp);
  return Number.isSafeInteger(moment) && moment > 0 ? moment : 0;
}

function words(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}

function newestFirst(a: ZoneEdit, b: ZoneEdit): number {
  return a.at < b.at ? 1 : a.at > b.at ? -1 : 0;
}
