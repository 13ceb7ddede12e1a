import type { TencentCall } from "../../action.ts";
import type { TencentRecord, TencentState, TencentZone, TencentZoneBinding } from "../../state.ts";
import { dateAndTime } from "../../times.ts";
import { forwardAddresses, forwardRuleOf } from "../../zones/forwarding.ts";

/** `PrivateZone`. */
export function zoneView(call: TencentCall, zone: TencentZone) {
  const { account, settings, state } = call;
  const there = zone.bindings.filter((binding) => isThere(state, binding));
  const deleted = zone.bindings.filter((binding) => !isThere(state, binding));
  const foreign = there.flatMap(accountVpcs);
  return {
    ZoneId: zone.id,
    OwnerUin: Number(account.uin),
    Domain: zone.domain,
    CreatedOn: dateAndTime(zone.createdAt, settings.zoneTimes),
    UpdatedOn: dateAndTime(zone.updatedAt, settings.zoneTimes),
    RecordCount: zone.records.length,
    Remark: zone.remark,
    VpcSet: there.filter(({ uin }) => uin === null).map(vpcInfo),
    Status: there.length > 0 ? "ENABLED" : hasFailed(call, zone) ? "FAILED" : "SUSPEND",
    DnsForwardStatus: zone.dnsForward,
    Tags: [...zone.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    AccountVpcSet: foreign.length === 0 ? null : foreign,
    IsCustomTld: false,
    CnameSpeedupStatus: zone.cnameSpeedup,
    ...forwarding(call, zone),
    DeletedVpcSet: deleted.length === 0 ? null : deleted.map(vpcInfo),
  };
}

/** What a zone tells of its rule; each address ends with a comma. */
function forwarding({ account }: TencentCall, zone: TencentZone) {
  const rule = forwardRuleOf(account, zone);
  const endpoint = account.outboundEndpoints.get(rule?.endpointId ?? "");
  return {
    ForwardRuleName: rule?.name ?? "",
    ForwardRuleType: rule?.type ?? "",
    ForwardAddress: forwardAddresses(endpoint)
      .map((address) => `${address},`)
      .join(""),
    EndPointName: endpoint?.name ?? "",
  };
}

const vpcInfo = ({ vpcId, region }: TencentZoneBinding) => ({ UniqVpcId: vpcId, Region: region });

/** `AccountVpcInfoOutput`; nothing for the zone's own account. */
const accountVpcs = ({ vpcId, region, uin }: TencentZoneBinding) =>
  uin === null ? [] : [{ Uin: uin, UniqVpcId: vpcId, Region: region }];

/** In its region: one that is named under another is no VPC to this product. */
function isThere(state: TencentState, { vpcId, region }: TencentZoneBinding): boolean {
  return [...state.accounts.values()].some(({ vpcs }) => vpcs.get(vpcId)?.region === region);
}

/** The last thing that was tried with the zone's bindings did not work. */
function hasFailed({ account }: TencentCall, { id }: TencentZone): boolean {
  return [...account.bindTasks.values()].findLast(({ zoneId }) => zoneId === id)?.status === "failed";
}

/** `PrivateZoneRecord` of the list. */
export function recordView(call: TencentCall, zone: TencentZone, record: TencentRecord) {
  const { pausedRecordShown: shown, recordStatusWords } = call.settings;
  const [on = "", off = ""] = recordStatusWords.split("/");
  return {
    ...recordInfo(call, zone, record),
    Status: record.enabled || shown === "in-enabled" ? on : off,
    Enabled: shown === "in-status" ? null : record.enabled ? 1 : 0,
    Extra: record.weight === null ? null : `weight:${record.weight}`,
  };
}

/** `RecordInfo` of one record, which has neither `Status` nor `Extra`. */
export function recordInfo({ settings }: TencentCall, zone: TencentZone, record: TencentRecord) {
  return {
    RecordId: record.id,
    ZoneId: zone.id,
    SubDomain: record.subDomain,
    RecordType: record.type,
    RecordValue: record.value,
    TTL: record.ttl,
    MX: record.mx,
    Weight: record.weight,
    CreatedOn: dateAndTime(record.createdAt, settings.zoneTimes),
    UpdatedOn: dateAndTime(record.updatedAt, settings.zoneTimes),
    Enabled: record.enabled ? 1 : 0,
    Remark: record.remark,
  };
}
