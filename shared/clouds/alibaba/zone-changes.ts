import * as v from "valibot";
import { instant } from "../../model/known.ts";
import { listAll } from "../paging.ts";
import type { ChangedZone, ZoneChanges } from "../port.ts";
import { count, domainName, id, optionalText, read } from "../reading.ts";
import { wrapped } from "./reading.ts";
import type { CallOptions, Transport } from "./transport.ts";

const day = 24 * 60 * 60 * 1000;
/** DescribeChangeLogs keeps six months; a little less is trusted. */
const kept = 180 * day;
/** How late an entry may show up; the last stretch is read again next time. */
const margin = 60_000;
const pageSize = 100;

const entry = v.looseObject({
  Id: v.optional(id),
  OperObject: optionalText,
  EntityId: v.pipe(
    v.nullish(v.union([v.string(), v.number()]), ""),
    v.transform((value) => `${value ?? ""}`),
  ),
  EntityName: optionalText,
  Content: optionalText,
  OperTimestamp: v.optional(v.unknown()),
});
type Entry = v.InferOutput<typeof entry>;

// https://www.alibabacloud.com/help/en/dns/api-pvtz-2018-01-01-describechangelogs
const logSchema = v.looseObject({ TotalItems: v.nullish(count, null), ChangeLogs: wrapped("ChangeLog", entry) });

/**
 * The zones that the change log names since a moment. `null` when the log does not reach back so far.
 */
export async function zoneChanges(
  transport: Transport,
  since: string,
  now: () => number,
  options: CallOptions,
): Promise<ZoneChanges | null> {
  const start = Date.parse(since);
  const end = now();
  if (Number.isNaN(start) || start < end - kept) return null;
  const call = "pvtz:DescribeChangeLogs";
  const entries = await listAll<Entry>({
    call,
    size: pageSize,
    key: (one) => one.Id ?? JSON.stringify(one),
    async page(PageNumber) {
      // The end is fixed, so that entries written meanwhile do not move the pages.
      const parameters = { StartTimestamp: start, EndTimestamp: end, PageSize: pageSize, PageNumber };
      const body = await transport.call("pvtz", "DescribeChangeLogs", parameters, options);
      const { ChangeLogs, TotalItems } = read(call, logSchema, body);
      return { items: ChangeLogs, total: TotalItems };
    },
  });
  const zones = new Map<string, ChangedZone>();
  for (const one of entries) {
    const at = momentOf(one.OperTimestamp);
    for (const zone of zonesOf(one)) zones.set(`${at} ${zone.id} ${zone.name}`, { ...zone, at });
  }
  return { zones: [...zones.values()], through: instant(Math.max(start, end - margin)) };
}

/** Kinds of entries that no name's answer depends on. */
const ofNoName: ReadonlySet<string> = new Set(["INBOUND_ENDPOINT", "CACHE_RESERVE_DOMAIN"]);

/** An entry that tells neither a zone's id nor a name may be about any zone. */
const anyZone = { id: null, name: null };

function zonesOf(one: Entry): readonly Omit<ChangedZone, "at">[] {
  const kind = one.OperObject.toUpperCase();
  if (ofNoName.has(kind)) return [];
  // Forwarding rules, their endpoints and lines are named by their own ids, and can cover any name.
  if (kind !== "" && !kind.startsWith("PV_")) return [anyZone];
  // It is documented as the zone's id, for records as well; a bare number would be a record's.
  const id = one.EntityId === "" || /^\d{1,20}$/.test(one.EntityId) ? null : one.EntityId;
  const said = [one.EntityName, ...(id === null ? (one.Content.match(/[\w@*-]+(?:\.[\w-]+)+/g) ?? []) : [])];
  const names = said
    .map(domainName)
    // A record at a zone's own name or for all names below it speaks for the zone.
    .map((name) => name.replace(/^[@*]\./, ""))
    .filter((name) => /^[\w-]+(?:\.[\w-]+)+$/.test(name) && !/^[\d.]+$/.test(name));
  if (names.length > 0) return names.map((name) => ({ id, name }));
  return [id === null ? anyZone : { id, name: null }];
}

/** Milliseconds since the epoch, as a number or as text. */
function momentOf(value: unknown): string | null {
  const milliseconds = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof milliseconds !== "number" || !(Math.abs(milliseconds) < 8.64e15)) return null;
  return instant(milliseconds);
}
