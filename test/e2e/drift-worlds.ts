import type { DriftWorld } from "./drift-rows.ts";

const everything = null;
const zoneWrites = ["drifted/record-missing", "drifted/record-changed", "drifted/extra-value", "drifted/zone-unbound"];

/** The layouts of Alibaba Cloud's own zones, in which everything is tried, and what else its vendor does not document. */
export const alibabaWorlds: readonly DriftWorld[] = [
  { values: { zoneLayout: "zone-per-name" }, kinds: everything },
  { values: { zoneLayout: "parent-zone", recordPatternFallsTo: "public" }, kinds: everything },
  { values: { zoneLayout: "parent-zone", recordPatternFallsTo: "next-zone", autoRecordTtl: 600 }, kinds: everything },
  {
    values: { zoneLayout: "record-pattern", recordPatternFallsTo: "public", autoZoneRemark: "Container Registry" },
    kinds: everything,
  },
  {
    values: { zoneLayout: "record-pattern", recordPatternFallsTo: "next-zone", autoZoneCreator: "OTHER" },
    kinds: everything,
  },
  { values: { zoneLayout: "product-zone" }, kinds: everything },
  {
    values: { unlinkedZone: "left", defaultAccessMoves: true },
    kinds: ["drifted/stale-address", "drifted/orphan-zone"],
  },
  {
    values: { serviceHeals: "on-next-link", defaultResolution: "none" },
    kinds: ["drifted/zone-unbound", "blocked/no-zone-role", "drifted/zone-missing"],
  },
  { values: { firstLinkDefaultAccess: false, zoneVisibleMs: 2_000 }, kinds: ["drifted/zone-missing"] },
  {
    values: { recordWriteMovesZone: false },
    kinds: ["drifted/extra-value", "drifted/record-changed", "drifted/ttl"],
  },
  { values: { clientTokenMismatch: "first-answer" }, kinds: ["drifted/record-missing", "drifted/zone-unbound"] },
  { values: { clientTokenMismatch: "executed" }, kinds: ["drifted/record-missing", "drifted/zone-unbound"] },
  {
    values: { resolutionWhenClosed: "goes-on", serviceClosedCode: "accepted" },
    kinds: ["blocked/dns-closed", "blocked/dns-in-debt"],
  },
  { values: { unauthorizedIssue: "" }, kinds: ["blocked/no-zone-role", "drifted/stale-address"] },
  { values: { customResolver: "servfail", resolverChangeMs: 3_000 }, kinds: ["blocked/custom-resolvers"] },
  { values: { customResolver: "refused" }, kinds: ["blocked/custom-resolvers"] },
  { values: { customResolver: "provider" }, kinds: ["blocked/custom-resolvers"] },
  {
    values: { zoneLayout: "parent-zone", forwardedNames: "let-through", forwardedServers: "servfail" },
    kinds: ["drifted/forwarded"],
  },
  { values: { zoneLayout: "parent-zone", forwardedNames: "all" }, kinds: ["drifted/forwarded"] },
  { values: { zoneConflict: "silent" }, kinds: ["drifted/shadowed"] },
];

/** Further values; those that do not meet each other share a world. */
export const alibabaOddWorlds: readonly DriftWorld[] = [
  {
    values: {
      ...{ changeLogOfRecord: "record", recordNotFoundCode: "Record.Invalid.Id", recordValueCode: "InvalidParameter" },
      ...{ zoneLimitCode: "Quota.Exceeded", deletedVpcBinding: "kept", wrongVpcRegion: "accepted" },
      ...{ foreignVpcRebind: "refused", queryBySharedVpc: "not-found", linkWithPrivateZoneClosed: "silent" },
    },
    kinds: [
      ...zoneWrites,
      ...["drifted/zone-missing", "drifted/orphan-zone", "drifted/shared-zone-unbound", "blocked/dns-closed"],
    ],
  },
  { values: { usedResolverDelete: "accepted", zoneLayout: "parent-zone" }, kinds: ["drifted/forwarded"] },
  { values: { zoneLayout: "product-zone", productZoneCode: "Zone.Invalid.Id" }, kinds: ["drifted/product-zone"] },
  { values: { zoneLayout: "product-zone", productZoneCode: "Forbidden" }, kinds: ["drifted/product-zone"] },
  { values: { dnsGroup: "NORMAL_ZONE" }, kinds: [...zoneWrites, "drifted/zone-missing"] },
];

const vendorWords = ["ENABLED/DISABLED/ERROR", "ENABLE/DISABLE/ERROR"];

/** On Tencent Cloud each value of a setting meets each value of another one; regions have worlds of their own. */
export const tencentWorlds: readonly DriftWorld[] = [
  ...["hidden", "visible"].flatMap((managedZoneVisibility, v) =>
    ["shared", "perInstance"].flatMap((tcrZoneLayout, l) =>
      [true, false].map((dnsStatusComparesIp, c) => ({
        values: {
          ...{ managedZoneVisibility, tcrZoneLayout, dnsStatusComparesIp },
          dnsStatusWords: vendorWords[(v + l + c) % 2] ?? "",
        },
        kinds: everything,
      })),
    ),
  ),
  ...[
    { dnsStatusUnknown: "ERROR" },
    { dnsStatusUnknown: "DISABLED", managedZoneVisibility: "visible" },
    { dnsStatusUnknown: "InvalidParameter", managedZoneVisibility: "hidden" },
  ].map((values) => ({
    values: { ...values, dnsOtherRegion: "published" },
    kinds: ["drifted/switch-region", "drifted/switch-off"],
  })),
];

/** Further values; those that do not meet each other share a world. */
export const tencentOddWorlds: readonly DriftWorld[] = [
  {
    values: {
      ...{ managedZoneVisibility: "visible", dnsDeleteComparesIp: false, dnsCreateChecksIp: true },
      ...{ dnsStatusResultOrder: "shuffled", dnsStatusMaxBatch: 20, managedZoneWhenEmpty: "left" },
      ...{
        managedRecordTtl: 60,
        linkDeleteWithDnsOn: "cascade",
        dnsRegionCode: "UnsupportedOperation.ModifyPrivateZoneVpc",
      },
      ...{ dnsStatusNotSubscribed: "ERROR", otherResolvers: "servfail", zoneLogOfSwitches: "main-account" },
    },
    kinds: everything,
  },
  {
    values: {
      ...{ dnsCreateRepeated: "UnsupportedOperation.CreatePrivateZoneRecord" },
      ...{ dnsDeleteAbsent: "UnsupportedOperation.DeletePrivateZoneRecord" },
      ...{
        dnsStatusResultOrder: "merged-per-vpc",
        dnsStatusNotSubscribed: "InternalError.DescribePrivateZoneServiceList",
      },
      ...{ tencentZonesWhenClosed: "answer", privateDnsNotSubscribed: "InternalError.DescribePrivateZoneServiceList" },
      ...{ forwardedZoneNames: "missing", managedZoneVisibility: "hidden" },
    },
    kinds: everything,
  },
  {
    values: {
      ...{ dnsCreateRepeated: "UnsupportedOperation.CreatePrivateZoneRecord", managedZoneVisibility: "visible" },
      ...{ dnsDeleteAbsent: "UnsupportedOperation.DeletePrivateZoneRecord", publicNameWhenClosed: "answers" },
    },
    kinds: ["drifted/switch-off", "drifted/stale-address"],
  },
  {
    values: { managedZoneVisibility: "visible", managedZoneWrites: "OperationDenied", registryDomainReserved: true },
    kinds: everything,
  },
  {
    values: { registryDomainReserved: true, bindBesideHiddenZone: "refused", sameMainDomain: "registrable" },
    kinds: everything,
  },
  ...[
    { dnsPropagationMs: 60_000, dnsStatusAhead: true },
    { dnsPropagationMs: 120_000, dnsStatusAhead: false },
    { tencentResolverKeeps: true },
  ].map((values) => ({ values, kinds: ["drifted/switch-off", "drifted/stale-address", "drifted/switch-orphan"] })),
];

/** Domains of the user's own on Tencent Cloud. */
export const tencentDomainWorlds: readonly DriftWorld[] = [
  { values: {}, kinds: everything },
  {
    values: {
      ...{ sameMainDomain: "registrable", managedZoneVisibility: "visible", boundZoneDelete: "success" },
      ...{ recordStatusWords: "ENABLED/DISABLED", pausedRecordShown: "in-enabled", zoneTimes: "UTC" },
      ...{ bindRepeated: "InvalidParameter.VpcBinded", unbindAbsent: "InvalidParameter.IllegalVpcInfo" },
      ...{ recordFilterMatch: "exact", recordPageMax: 100, bindTaskMs: 0 },
    },
    kinds: everything,
  },
];

export const tencentOddDomainWorlds: readonly DriftWorld[] = [
  {
    values: {
      ...{ bindTaskMs: 60_000, pausedRecordShown: "in-status", zoneVpcLimit: 10, zoneRecordLimit: 10 },
      ...{ zoneLogOperator: "main-account", zoneLogOrder: "newest-first", zoneLogWhenEmpty: "null-set" },
      ...{ zoneLogZones: "ids", zoneLogDomainMatch: "part", zoneLogLagMs: 60_000 },
      ...{ tencentZonesWhenClosed: "answer" },
    },
    kinds: everything,
  },
  {
    values: {
      ...{ tencentResolverKeeps: true, zoneLogWhenEmpty: "no-data", zoneLogRangeDays: 30 },
      zoneLogTimeCode: "InvalidParameterValue",
    },
    kinds: zoneWrites,
  },
];

/** PrivateZone is closed, and the vendor makes zones and answers from them all the same. */
export const zonesWhileClosed = { linkWithPrivateZoneClosed: "makes-zones", resolutionWhenClosed: "goes-on" } as const;
