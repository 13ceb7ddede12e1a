import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Zone, ZoneBinding, ZoneRecord } from "../../model/zone.ts";
import { listAll } from "../paging.ts";
import { CloudError } from "../port.ts";
import { count, domainName, id, optionalText, read, unexpected } from "../reading.ts";
import { wrapped } from "./reading.ts";
import type { CallOptions, Transport } from "./transport.ts";

const pageSize = 100;

/** A zone as the listing shows it: without its bindings and records. */
export interface ListedZone {
  readonly id: string;
  readonly name: string;
  readonly remark: string;
}

/** A record with what a write must send back unchanged. */
export interface FullRecord extends ZoneRecord {
  readonly line: string;
  readonly weight: number | null;
  readonly updated: string;
}

/** What DescribeZoneInfo says. */
export interface ZoneInfo {
  readonly id: string;
  readonly name: string;
  readonly origin: Zone["origin"];
  readonly fallsThrough: boolean;
  readonly bindings: readonly ZoneBinding[];
  readonly remark: string;
  readonly updated: string;
}

const stamp = v.pipe(
  v.nullish(v.union([v.string(), v.number()]), ""),
  v.transform((value) => `${value ?? ""}`),
);

const listedZone = v.looseObject({ ZoneId: v.string(), ZoneName: v.string(), Remark: optionalText });
const zonesSchema = v.looseObject({ TotalItems: v.nullish(count, null), Zones: wrapped("Zone", listedZone) });

const infoSchema = v.looseObject({
  ZoneName: v.string(),
  ZoneType: optionalText,
  ProxyPattern: optionalText,
  Remark: optionalText,
  UpdateTimestamp: stamp,
  BindVpcs: wrapped(
    "Vpc",
    v.looseObject({
      VpcId: v.string(),
      RegionId: optionalText,
      VpcType: optionalText,
      // Absent, null or empty for the zone's own account.
      VpcUserId: v.nullish(v.union([v.string(), v.number()])),
    }),
  ),
});

const recordSchema = v.looseObject({
  RecordId: id,
  Rr: v.string(),
  Type: v.string(),
  Value: v.string(),
  Ttl: count,
  Status: v.string(),
  Remark: optionalText,
  Line: optionalText,
  Weight: v.nullish(count, null),
  UpdateTimestamp: stamp,
});
const recordsSchema = v.looseObject({ TotalItems: v.nullish(count, null), Records: wrapped("Record", recordSchema) });

interface BoundNetwork {
  readonly id: string;
  readonly region: string;
}

/** Zones of the user's own, and those of the provider's products, which DescribeZones hides unless asked. */
const zoneTypes = ["AUTH_ZONE", "CLOUD_PRODUCT_ZONE"] as const;

/**
 * Every zone of the account. An account has at most 500, so that this is a handful of pages: to ask for a name and each
 * parent of it by `Keyword` would take more calls, and to ask by `QueryVpcId` would miss zones that lost their binding.
 */
export async function listZones(transport: Transport, options: CallOptions): Promise<readonly ListedZone[]> {
  const found: ListedZone[] = [];
  for (const ZoneType of zoneTypes)
    found.push(...(await zonesWhere(transport, { ZoneType, SearchMode: "LIKE" }, options)));
  return found;
}

/** The user's own zones of exactly this name; with a network, those bound to it. */
export async function zonesNamed(
  transport: Transport,
  name: string,
  network: BoundNetwork | null,
  options: CallOptions,
): Promise<readonly ListedZone[]> {
  const bound = network === null ? {} : { QueryVpcId: network.id, QueryRegionId: network.region };
  const where = { ZoneType: "AUTH_ZONE", Keyword: name, SearchMode: "EXACT", ...bound };
  return (await zonesWhere(transport, where, options)).filter((zone) => zone.name === name);
}

/** Every zone of the account, of both kinds, that is bound to a network. */
export async function boundTo(transport: Transport, network: BoundNetwork, options: CallOptions) {
  const where = { QueryVpcId: network.id, QueryRegionId: network.region };
  const found: ListedZone[] = [];
  for (const ZoneType of zoneTypes) found.push(...(await zonesWhere(transport, { ZoneType, ...where }, options)));
  return found;
}

/** How many zones the account has, of both kinds: which of them count against its limit is not documented. */
export async function countZones(transport: Transport, options: CallOptions): Promise<number> {
  const counts = zoneTypes.map(async (ZoneType) => {
    const body = await transport.call("pvtz", "DescribeZones", { ZoneType, PageSize: 1, PageNumber: 1 }, options);
    const { TotalItems } = read("pvtz:DescribeZones", zonesSchema, body);
    if (TotalItems === null) throw unexpected("pvtz:DescribeZones", "TotalItems: missing", body);
    return TotalItems;
  });
  return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
}

async function zonesWhere(
  transport: Transport,
  where: Readonly<Record<string, string>>,
  options: CallOptions,
): Promise<readonly ListedZone[]> {
  const zones = await listAll<v.InferOutput<typeof listedZone>>({
    call: "pvtz:DescribeZones",
    size: pageSize,
    key: ({ ZoneId }) => ZoneId,
    async page(PageNumber) {
      const parameters = { ...where, PageSize: pageSize, PageNumber };
      const body = await transport.call("pvtz", "DescribeZones", parameters, options);
      const { Zones, TotalItems } = read("pvtz:DescribeZones", zonesSchema, body);
      return { items: Zones, total: TotalItems };
    },
  });
  return zones.map(({ ZoneId, ZoneName, Remark }) => ({ id: ZoneId, name: domainName(ZoneName), remark: Remark }));
}

/** DescribeZoneInfo: what a zone is bound to and how it answers for names it does not hold. */
export async function zoneInfo(transport: Transport, zone: string, options: CallOptions): Promise<ZoneInfo> {
  const body = await transport.call("pvtz", "DescribeZoneInfo", { ZoneId: zone }, options);
  const info = read("pvtz:DescribeZoneInfo", infoSchema, body);
  return {
    id: zone,
    name: domainName(info.ZoneName),
    origin: info.ZoneType === "CLOUD_PRODUCT_ZONE" ? "product" : "customer",
    fallsThrough: info.ProxyPattern === "RECORD",
    bindings: info.BindVpcs.map(({ VpcId, RegionId, VpcType, VpcUserId }) => ({
      network: VpcId,
      region: RegionId,
      account: VpcUserId == null || VpcUserId === "" || VpcUserId === 0 ? null : String(VpcUserId),
      kind: VpcType === "" ? "STANDARD" : VpcType,
    })),
    remark: info.Remark,
    updated: info.UpdateTimestamp,
  };
}

/** `null`: there is no such zone. */
export async function foundZone(transport: Transport, zone: string, options: CallOptions): Promise<ZoneInfo | null> {
  try {
    return await zoneInfo(transport, zone, options);
  } catch (error) {
    if (error instanceof CloudError && error.failure.kind === "not-found") return null;
    throw error;
  }
}

/** DescribeZoneRecords: every record of a zone. */
export async function zoneRecords(
  transport: Transport,
  zone: string,
  options: CallOptions,
): Promise<readonly FullRecord[]> {
  const records = await listAll<v.InferOutput<typeof recordSchema>>({
    call: "pvtz:DescribeZoneRecords",
    size: pageSize,
    key: ({ RecordId }) => RecordId,
    async page(PageNumber) {
      // Its default mode is EXACT, unlike that of DescribeZones.
      const parameters = { ZoneId: zone, SearchMode: "LIKE", PageSize: pageSize, PageNumber };
      const body = await transport.call("pvtz", "DescribeZoneRecords", parameters, options);
      const { Records, TotalItems } = read("pvtz:DescribeZoneRecords", recordsSchema, body);
      return { items: Records, total: TotalItems };
    },
  });
  return records.map((record) => ({
    id: record.RecordId,
    host: record.Rr.toLowerCase(),
    type: record.Type.toUpperCase(),
    value: record.Value,
    ttl: record.Ttl,
    enabled: record.Status === "ENABLE",
    remark: record.Remark,
    line: record.Line,
    weight: record.Weight,
    updated: record.UpdateTimestamp,
  }));
}

/**
 * One string for what was observed of a zone. The zone's own `UpdateTimestamp` is not documented to move with every
 * record or binding, so those are part of it.
 */
export function revisionOf(info: ZoneInfo, records: readonly FullRecord[]): string {
  const seen = JSON.stringify([
    info.fallsThrough,
    info.bindings.map(({ network, region }) => `${region}/${network}`).sort(),
    records.map((r) => [r.id, r.host, r.type, r.value, r.ttl, r.enabled, r.updated].join(" ")).sort(),
  ]);
  return `${info.updated}-${createHash("sha256").update(seen).digest("hex").slice(0, 16)}`;
}
