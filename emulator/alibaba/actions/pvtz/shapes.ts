import type { ActionCall } from "../../action.ts";
import type { ChangeLog, PrivateZone, ZoneBinding, ZoneRecord } from "../../state.ts";
import { findVpc } from "./find.ts";
import { regionName } from "./regions.ts";

type Shape = Readonly<Record<string, unknown>>;

/** One element of `Zones.Zone` of `DescribeZones`. */
export function zoneShape(zone: PrivateZone, { settings }: ActionCall): Shape {
  return {
    ZoneId: zone.id,
    ZoneName: zone.name,
    ZoneType: zone.type,
    ZoneTag: zoneTag(zone),
    Remark: zone.remark,
    RecordCount: zone.records.length,
    ProxyPattern: zone.proxyPattern,
    IsPtr: zone.name.endsWith(".in-addr.arpa") || zone.name.endsWith(".ip6.arpa"),
    ...times(zone),
    ResourceGroupId: zone.resourceGroupId,
    ResourceTags: { ResourceTag: [...zone.tags].map(([Key, Value]) => ({ Key, Value })) },
    DnsGroup: settings.dnsGroup,
    DnsGroupChanging: false,
    Creator: zone.creator,
    CreatorSubType: zone.creatorSubType,
  };
}

/** The product that a CLOUD_PRODUCT_ZONE belongs to; empty for a user's own zone. */
export function zoneTag(zone: PrivateZone): string {
  return zone.type === "CLOUD_PRODUCT_ZONE" ? "CR" : "";
}

/** One element of `Vpc`, as `DescribeZoneInfo` and `DescribeZoneVpcTree` nest it. */
export function bindingShape({ vpcId, region, type }: ZoneBinding, { state }: ActionCall): Shape {
  return {
    VpcId: vpcId,
    VpcName: findVpc(state, vpcId)?.vpc.name ?? "",
    VpcType: type,
    RegionId: region,
    RegionName: regionName(region),
  };
}

/** One element of `Records.Record`. */
export function recordShape(zone: PrivateZone, record: ZoneRecord): Shape {
  return {
    RecordId: record.id,
    ZoneId: zone.id,
    Rr: record.rr,
    Type: record.type,
    Value: record.value,
    Ttl: record.ttl,
    Priority: record.priority,
    Line: record.line,
    Weight: record.weight,
    Status: record.status,
    Remark: record.remark,
    ...times(record),
  };
}

/** One element of `ChangeLogs.ChangeLog`. */
export function changeLogShape(log: ChangeLog, { account }: ActionCall): Shape {
  return {
    Id: log.id,
    OperAction: log.operAction,
    OperObject: log.operObject,
    OperTime: minute(log.at),
    OperTimestamp: log.at,
    OperIp: log.operIp,
    EntityId: log.entityId,
    EntityName: log.entityName,
    Content: log.content,
    CreatorId: log.creatorId,
    CreatorType: "USER",
    CreatorSubType: log.creatorSubType,
    CreatorUserId: account.id,
  };
}

function times({ createdAt, updatedAt }: { readonly createdAt: number; readonly updatedAt: number }): Shape {
  return {
    CreateTime: minute(createdAt),
    CreateTimestamp: createdAt,
    UpdateTime: minute(updatedAt),
    UpdateTimestamp: updatedAt,
  };
}

/** `2017-12-28T13:08Z`. */
function minute(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16)}Z`;
}
