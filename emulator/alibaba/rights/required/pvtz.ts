import type { ActionCall } from "../../action.ts";
import { named, type Rights } from "./right.ts";

const arn = ({ account }: ActionCall, of: string) => `acs:pvtz:*:${account.id}:${of}`;

function scoped(call: ActionCall, of: string): readonly string[] {
  return [call.settings.privateZoneResources === "unscoped" ? "*" : arn(call, of)];
}

const service = (call: ActionCall) => scoped(call, "*");
const zones = (call: ActionCall) => scoped(call, "zone/*");
const zone = (call: ActionCall) => scoped(call, `zone/${call.parameters.string("ZoneId") ?? "*"}`);

function tagged(call: ActionCall): readonly string[] {
  const ids = call.parameters.list("ResourceId");
  return (ids.length === 0 ? ["*"] : ids).flatMap((id) => scoped(call, `zone/${id}`));
}

/** The call carries the record's id alone: whether its zone can be checked is not documented. */
function recordsZone(call: ActionCall): readonly string[] {
  if (call.settings.privateZoneResources !== "zones") return ["*"];
  const id = call.parameters.integer("RecordId");
  const found = [...call.account.zones.values()].find(({ records }) => records.some((record) => record.id === id));
  return [arn(call, `zone/${found?.id ?? "*"}`)];
}

/** PrivateZone 2018-01-01 (https://www.alibabacloud.com/help/doc-detail/65886.htm). */
export const pvtzRights: Rights = named("pvtz", {
  AddZone: zones,
  AddZoneRecord: zone,
  BindZoneVpc: zone,
  CheckZoneName: service,
  DeleteZone: zone,
  DeleteZoneRecord: recordsZone,
  DescribeChangeLogs: zone,
  DescribeRegions: service,
  DescribeUserServiceStatus: service,
  DescribeZoneInfo: zone,
  DescribeZoneRecord: recordsZone,
  DescribeZoneRecords: zone,
  DescribeZones: service,
  DescribeZoneVpcTree: service,
  ListTagResources: tagged,
  SetProxyPattern: zone,
  SetZoneRecordStatus: recordsZone,
  TagResources: tagged,
  UntagResources: tagged,
  UpdateRecordRemark: recordsZone,
  UpdateZoneRecord: recordsZone,
  UpdateZoneRemark: zone,
});
