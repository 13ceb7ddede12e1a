import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Zone, ZoneBinding, ZoneRecord } from "../../model/zone.ts";
import { listAll } from "../paging.ts";
import { CloudError } from "../port.ts";
import { count, domainName, id, optionalText, read, unexpected } from "../reading.ts";
import type { CallOptions, Transport } from "./transport.ts";

const listCall = "privatedns:DescribePrivateZoneList";

const zonePageSize = 100;
/** The largest page of records first; an older page of the vendor's allows the smaller one alone. */
const recordPageSizes = [200, 100] as const;

/** A zone as the listing shows it: everything but its records. */
export interface ListedZone extends Omit<Zone, "records" | "revision"> {
  readonly updated: string;
  readonly recordCount: number | null;
  /** The forwarding rule that is attached to the zone, as far as the zone itself tells. */
  readonly rule: ZoneRule | null;
}

/** What a zone says of its forwarding rule: no id. */
interface ZoneRule {
  readonly name: string;
  /** `DOWN`: queries from the zone's networks are forwarded; `UP`: queries from outside come in. */
  readonly type: string;
  readonly servers: readonly string[];
}

/** A record with what only a write of it needs. */
export interface FullRecord extends ZoneRecord {
  readonly weight: number | null;
  readonly priority: number | null;
}

const bound = v.looseObject({ UniqVpcId: v.string(), Region: optionalText });
const boundElsewhere = v.looseObject({ UniqVpcId: v.string(), Region: optionalText, Uin: id });

// https://cloud.tencent.com/document/api/1338/55939
const zoneSchema = v.looseObject({
  ZoneId: v.string(),
  Domain: v.string(),
  UpdatedOn: optionalText,
  RecordCount: v.nullish(count, null),
  DnsForwardStatus: optionalText,
  Remark: optionalText,
  VpcSet: v.nullish(v.array(bound)),
  AccountVpcSet: v.nullish(v.array(boundElsewhere)),
  ForwardRuleName: optionalText,
  ForwardRuleType: optionalText,
  ForwardAddress: optionalText,
});
const zoneAnswer = v.looseObject({ PrivateZone: zoneSchema });
const zonesSchema = v.looseObject({
  TotalCount: v.nullish(count, null),
  PrivateZoneSet: v.nullish(v.array(zoneSchema)),
});

// https://cloud.tencent.com/document/api/1338/55938
const recordSchema = v.looseObject({
  RecordId: id,
  SubDomain: v.string(),
  RecordType: v.string(),
  RecordValue: v.string(),
  TTL: count,
  Status: optionalText,
  Enabled: v.nullish(v.union([v.number(), v.string(), v.boolean()]), null),
  Weight: v.nullish(v.number(), null),
  MX: v.nullish(v.number(), null),
  Remark: optionalText,
});
const recordsSchema = v.looseObject({
  TotalCount: v.nullish(count, null),
  RecordSet: v.nullish(v.array(recordSchema)),
});

/** Every private zone that the account can see; none where the account never opened the service. */
export async function listZones(transport: Transport, options: CallOptions): Promise<readonly ListedZone[]> {
  const zones = await noneWhereClosed(
    () =>
      listAll<v.InferOutput<typeof zoneSchema>>({
        call: listCall,
        size: zonePageSize,
        key: ({ ZoneId }) => ZoneId,
        async page(number) {
          const parameters = { Offset: (number - 1) * zonePageSize, Limit: zonePageSize };
          const body = await transport.call("privatedns", "DescribePrivateZoneList", parameters, options);
          const { PrivateZoneSet, TotalCount } = read(listCall, zonesSchema, body);
          return { items: PrivateZoneSet ?? [], total: TotalCount };
        },
      }),
    [],
  );
  return zones.map(toZone);
}

/** How many private zones the account can see: one call. */
export async function countZones(transport: Transport, options: CallOptions): Promise<number> {
  const body = await noneWhereClosed(
    () => transport.call("privatedns", "DescribePrivateZoneList", { Offset: 0, Limit: 1 }, options),
    { TotalCount: 0 },
  );
  const { TotalCount } = read(listCall, zonesSchema, body);
  if (TotalCount === null) throw unexpected(listCall, "the answer does not say how many zones there are", body);
  return TotalCount;
}

async function noneWhereClosed<T>(task: () => Promise<T>, none: T): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof CloudError && error.failure.code === "ResourceNotFound.ServiceNotSubscribed") return none;
    throw error;
  }
}

/**
 * DescribePrivateZone: one zone as it is now, for a write; `null` where it is gone.
 * https://cloud.tencent.com/document/api/1338/55940
 */
export async function zoneNow(transport: Transport, zone: string, options: CallOptions): Promise<ListedZone | null> {
  try {
    const body = await transport.call("privatedns", "DescribePrivateZone", { ZoneId: zone }, options);
    return toZone(read("privatedns:DescribePrivateZone", zoneAnswer, body).PrivateZone);
  } catch (error) {
    if (error instanceof CloudError && error.failure.kind === "not-found") return null;
    throw error;
  }
}

function toZone(zone: v.InferOutput<typeof zoneSchema>): ListedZone {
  const own = (zone.VpcSet ?? []).map((one): ZoneBinding => binding(one, null));
  const others = (zone.AccountVpcSet ?? []).map((one): ZoneBinding => binding(one, one.Uin));
  return {
    id: zone.ZoneId,
    name: domainName(zone.Domain),
    origin: "customer",
    fallsThrough: zone.DnsForwardStatus.toUpperCase() === "ENABLED",
    bindings: [...own, ...others],
    remark: zone.Remark,
    updated: zone.UpdatedOn,
    recordCount: zone.RecordCount,
    rule: ruleOf(zone),
  };
}

// The vendor leaves the three fields empty where there is no rule, and writes one address or several in one text.
function ruleOf(zone: v.InferOutput<typeof zoneSchema>): ZoneRule | null {
  const { ForwardRuleName: name, ForwardRuleType: type, ForwardAddress: address } = zone;
  if (name === "" && type === "" && address === "") return null;
  return { name, type: type.toUpperCase(), servers: address.split(/[\s,;]+/).filter((server) => server !== "") };
}

function binding({ UniqVpcId, Region }: v.InferOutput<typeof bound>, account: string | null): ZoneBinding {
  return { network: UniqVpcId, region: Region, account, kind: "" };
}

/** DescribePrivateZoneRecordList: every record of a zone, of every type. */
export async function zoneRecords(
  transport: Transport,
  zone: string,
  options: CallOptions,
): Promise<readonly FullRecord[]> {
  const [large, small] = recordPageSizes;
  try {
    return await recordsBy(transport, zone, large, options);
  } catch (error) {
    if (!(error instanceof CloudError) || error.failure.kind !== "invalid") throw error;
    return recordsBy(transport, zone, small, options);
  }
}

async function recordsBy(transport: Transport, zone: string, size: number, options: CallOptions) {
  const call = "privatedns:DescribePrivateZoneRecordList";
  const records = await listAll<v.InferOutput<typeof recordSchema>>({
    call,
    size,
    key: ({ RecordId }) => RecordId,
    async page(number) {
      const parameters = { ZoneId: zone, Offset: (number - 1) * size, Limit: size };
      const body = await transport.call("privatedns", "DescribePrivateZoneRecordList", parameters, options);
      const { RecordSet, TotalCount } = read(call, recordsSchema, body);
      return { items: RecordSet ?? [], total: TotalCount };
    },
  });
  return records.map((record) => ({
    id: record.RecordId,
    host: record.SubDomain === "" ? "@" : record.SubDomain.toLowerCase(),
    type: record.RecordType.toUpperCase(),
    value: record.RecordValue,
    ttl: record.TTL,
    enabled: isEnabled(record),
    remark: record.Remark,
    weight: record.Weight,
    priority: record.MX,
  }));
}

// Two fields say it, in several spellings, and the vendor's examples have them disagree: either one's "no" counts.
function isEnabled({ Status, Enabled }: v.InferOutput<typeof recordSchema>): boolean {
  const paused = Enabled === 0 || Enabled === "0" || Enabled === false;
  return !paused && !/^disable/i.test(Status);
}

/** One string for what was observed of a zone: `UpdatedOn` has seconds only. */
export function revisionOf(zone: ListedZone, records: readonly ZoneRecord[]): string {
  return `${zone.updated}-${contentOf(zone, records)}`;
}

/** Whether a zone still holds what a revision was made of; when it was last changed may be told otherwise elsewhere. */
export function isAsRevised(zone: ListedZone, records: readonly ZoneRecord[], revision: string): boolean {
  return revision.endsWith(`-${contentOf(zone, records)}`);
}

function contentOf(zone: ListedZone, records: readonly ZoneRecord[]): string {
  const seen = JSON.stringify([
    zone.fallsThrough,
    zone.bindings.map(({ network, region }) => `${region}/${network}`).sort(),
    records.map((r) => [r.id, r.host, r.type, r.value, r.ttl, r.enabled].join(" ")).sort(),
  ]);
  return createHash("sha256").update(seen).digest("hex").slice(0, 16);
}
