import { setting } from "../../../settings.ts";

/** What the vendor does not document of `privatedns`, and of how names resolve in a VPC. */
export const privatednsSettings = {
  managedZoneWrites: setting({
    name: "managedZoneWrites",
    values: ["accepted", "OperationDenied"],
    means: "changing a visible zone of the switches through Private DNS",
    row: "T14.4",
  }),
  registryDomainReserved: setting({
    name: "registryDomainReserved",
    values: [false, true],
    means: "customers cannot make a zone of tencentcloudcr.com or below",
    row: "T14.4",
  }),
  sameMainDomain: setting({
    name: "sameMainDomain",
    values: ["same-name", "registrable"],
    means: "which zones cannot share a VPC: those of one name, or all below one registrable domain",
    row: "T3, T4.5",
  }),
  bindBesideHiddenZone: setting({
    name: "bindBesideHiddenZone",
    values: ["accepted", "refused"],
    means: "binding a customer's zone to a VPC with a hidden zone of the same main domain, and the reverse",
    row: "T14.4",
  }),
  bindRepeated: setting({
    name: "bindRepeated",
    values: ["success", "InvalidParameter.VpcBinded"],
    means: "the answer to AddSpecifyPrivateZoneVpc for a VPC that is bound",
    row: "T4.5",
  }),
  unbindAbsent: setting({
    name: "unbindAbsent",
    values: ["success", "InvalidParameter.IllegalVpcInfo"],
    means: "the answer to DeleteSpecifyPrivateZoneVpc for a VPC that is not bound",
    row: "T4.5",
  }),
  bindTaskMs: setting({
    name: "bindTaskMs",
    values: [2000, 0, 60000],
    means: "how long an asynchronous binding takes, in world time",
    row: "T4.2",
  }),
  bindTaskOutcome: setting({
    name: "bindTaskOutcome",
    values: ["success", "failed"],
    means: "what an asynchronous binding comes to",
    row: "T4.2",
  }),
  boundZoneDelete: setting({
    name: "boundZoneDelete",
    values: ["FailedOperation.DeleteZoneFailed", "success"],
    means: "the answer to deleting a zone that is bound to a VPC",
    row: "T4.5",
  }),
  recordFilterMatch: setting({
    name: "recordFilterMatch",
    values: ["fuzzy", "exact"],
    means: "how the filter Value finds records by host or value",
    row: "T4.3",
  }),
  recordPageMax: setting({
    name: "recordPageMax",
    values: [200, 100],
    means: "largest Limit of DescribePrivateZoneRecordList",
    row: "T4.3",
  }),
  recordStatusWords: setting({
    name: "recordStatusWords",
    values: ["enabled/disabled", "ENABLED/DISABLED"],
    means: "Status of a record",
    row: "T4.3",
  }),
  pausedRecordShown: setting({
    name: "pausedRecordShown",
    values: ["both", "in-enabled", "in-status"],
    means: "where a paused record shows it: Status and Enabled, Enabled alone, or Status alone",
    row: "T4.3",
  }),
  zoneTimes: setting({
    name: "zoneTimes",
    values: ["+08:00", "UTC"],
    means: "time zone of CreatedOn and UpdatedOn",
    row: "T14.11",
  }),
  zoneLogOperator: setting({
    name: "zoneLogOperator",
    values: ["caller", "main-account"],
    means:
      "OperatorUin in DescribeAuditLog: the user's own (for a session its role's id), or always the main account's",
    row: "T4, T10",
  }),
  zoneLogOrder: setting({
    name: "zoneLogOrder",
    values: ["oldest-first", "newest-first"],
    means: "order of the entries of DescribeAuditLog; its example begins with the oldest",
    row: "T4, T10",
  }),
  zoneLogLagMs: setting({
    name: "zoneLogLagMs",
    values: [0, 60000],
    means: "how long a write is missing from DescribeAuditLog, in world time",
    row: "T4, T10",
  }),
  zoneLogWhenEmpty: setting({
    name: "zoneLogWhenEmpty",
    values: ["empty-set", "null-set", "no-data"],
    means: "what DescribeAuditLog answers without entries: an empty DataSet, a DataSet of null, or an empty Data",
    row: "T4, T10",
  }),
  zoneLogZones: setting({
    name: "zoneLogZones",
    values: ["numbers", "ids"],
    means:
      "how Content in DescribeAuditLog names the zone: by a number of the vendor's own, as in its example, or by ZoneId",
    row: "T4, T10",
  }),
  zoneLogDomainMatch: setting({
    name: "zoneLogDomainMatch",
    values: ["exact", "part"],
    means: "how the filter Domain of DescribeAuditLog finds a zone",
    row: "T4, T10",
  }),
  zoneLogRangeDays: setting({
    name: "zoneLogRangeDays",
    values: [0, 30],
    means: "longest time that one DescribeAuditLog may ask about, in days; 0 for any",
    row: "T4, T10",
  }),
  zoneLogTimeCode: setting({
    name: "zoneLogTimeCode",
    values: ["InvalidParameter", "InvalidParameterValue"],
    means:
      "the refusal of a time that DescribeAuditLog cannot read, and of one range that is too long or ends before it begins",
    row: "T4, T10",
  }),
  zoneLogOfSwitches: setting({
    name: "zoneLogOfSwitches",
    values: ["absent", "main-account"],
    means:
      "whether DescribeAuditLog tells what the switches write in their zones where those are visible, and as whose",
    row: "T14.4",
  }),
  zoneVpcLimit: setting({
    name: "zoneVpcLimit",
    values: [0, 10],
    means: "VPCs of one zone; 0 for any number",
    row: "T14.11",
  }),
  zoneRecordLimit: setting({
    name: "zoneRecordLimit",
    values: [0, 10],
    means: "records of one zone; 0 for any number",
    row: "T14.11",
  }),
  tencentZonesWhenClosed: setting({
    name: "tencentZonesWhenClosed",
    values: ["silent", "answer"],
    means: "whether zones go on to answer while Private DNS is not activated",
    row: "T4.1",
  }),
  otherResolvers: setting({
    name: "otherResolvers",
    values: ["public-only", "servfail"],
    means: "what a VPC gets from DNS servers other than the provider's, its own or those that a zone forwards to",
    row: "T3",
  }),
  forwardedZoneNames: setting({
    name: "forwardedZoneNames",
    values: ["all", "missing"],
    means: "which names a zone with a forwarding rule sends on: all below it, or those that it does not hold",
    row: "T3, T4.2",
  }),
  tencentResolverKeeps: setting({
    name: "tencentResolverKeeps",
    values: [false, true],
    means: "resolvers keep answers for their TTL",
    row: "T2.10",
  }),
} as const;
