import type { ActionCall } from "../../action.ts";
import { named, type Rights } from "./right.ts";

const arn = ({ account }: ActionCall, of: string) => `acs:pvtz:*:${account.id}:${of}`;

function scoped(call: ActionCall, of: string): readonly string[] {
  return [call.settings.privateZoneResources === "unscoped" ? "*" : arn(call, of)];
}

const service = (call: ActionCall) => scoped(call, "*");
const zones = (call: ActionCall) => scoped(call, "zone/*");
const zone = (call: ActionCall) => scoped(call, `zone/${call.parameters.string("ZoneId") ?? "*"}`);

const endpoints = (call: ActionCall) => scoped(call, "endpoint/*");
const endpoint = (call: ActionCall) => scoped(call, `endpoint/${call.parameters.string("EndpointId") ?? "*"}`);
const rules = (call: ActionCall) => scoped(call, "rule/*");
const rule = (call: ActionCall) => scoped(call, `rule/${call.parameters.string("RuleId") ?? "*"}`);

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
  AddResolverEndpoint: endpoints,
  AddResolverRule: (call) => [...endpoint(call), ...rules(call)],
  AddZone: zones,
  AddZoneRecord: zone,
  BindResolverRuleVpc: rule,
  BindZoneVpc: zone,
  CheckZoneName: service,
  DeleteResolverEndpoint: endpoint,
  DeleteResolverRule: rule,
  DeleteZone: zone,
  DeleteZoneRecord: recordsZone,
  DescribeChangeLogs: zone,
  DescribeRegions: service,
  DescribeResolverEndpoint: endpoint,
  DescribeResolverEndpoints: endpoints,
  DescribeResolverRule: rule,
  DescribeResolverRules: rules,
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
  UpdateResolverRule: rule,
  UpdateZoneRecord: recordsZone,
  UpdateZoneRemark: zone,
});
