import { setting } from "../../../settings.ts";

export const pvtzSettings = {
  zoneLayout: setting({
    name: "zoneLayout",
    values: ["zone-per-name", "parent-zone", "product-zone", "record-pattern"],
    means:
      "how the service lays out the zones it makes for a link: a zone named as the whole domain, the region's parent with a host record, the first as CLOUD_PRODUCT_ZONE, the first with pattern RECORD",
    row: "alibaba 2.4, 10.11, 11.1",
  }),
  autoRecordTtl: setting({
    name: "autoRecordTtl",
    values: [60, 600],
    means: "TTL in seconds of the records that the service makes",
    row: "alibaba 10.11, 11.1",
  }),
  autoZoneRemark: setting({
    name: "autoZoneRemark",
    values: ["", "Container Registry"],
    means: "Remark of the zones and records that the service makes",
    row: "alibaba 2.3, 11.1",
  }),
  autoZoneCreator: setting({
    name: "autoZoneCreator",
    values: ["STS", "OTHER"],
    means: "CreatorSubType of the zones that the service makes",
    row: "alibaba 11.1",
  }),
  zoneConflict: setting({
    name: "zoneConflict",
    values: ["issue", "silent"],
    means: "whether a link whose name already has a zone bound to the VPC carries PRIVATE_ZONE_CONFLICT_AT_<zoneId>",
    row: "alibaba 10.10, 11.5",
  }),
  unauthorizedIssue: setting({
    name: "unauthorizedIssue",
    values: ["NO_PRIVATE_ZONE_AUTHORIZED", ""],
    means: "Issue of a link that got no records because the service-linked role is missing; empty for none",
    row: "alibaba 10.9, 11.5",
  }),
  linkWithPrivateZoneClosed: setting({
    name: "linkWithPrivateZoneClosed",
    values: ["issue", "silent", "makes-zones"],
    means: "what the service does for a new link while PrivateZone is not activated",
    row: "alibaba 11.3",
  }),
  unlinkedZone: setting({
    name: "unlinkedZone",
    values: ["deleted", "left"],
    means: "what becomes of the service's own, unchanged zone when its link is deleted",
    row: "alibaba 10.12",
  }),
  serviceHeals: setting({
    name: "serviceHeals",
    values: ["never", "on-next-link"],
    means: "whether the service puts its other zones of an instance right when the next link becomes ready",
    row: "alibaba 10.13, 11.2",
  }),
  sharedNetworkZoneAccount: setting({
    name: "sharedNetworkZoneAccount",
    values: ["vpc-owner", "registry-owner"],
    means: "whose PrivateZone holds the zones of a link into another account's VPC",
    row: "alibaba 5.3, 11.10",
  }),
  queryBySharedVpc: setting({
    name: "queryBySharedVpc",
    values: ["found", "not-found"],
    means: "whether DescribeZones finds a zone by the id of a bound VPC of another account",
    row: "alibaba 11.10",
  }),
  foreignVpcRebind: setting({
    name: "foreignVpcRebind",
    values: ["allowed", "refused"],
    means: "whether BindZoneVpc accepts a VPC of another account that is bound already, without an authorisation",
    row: "alibaba 3.6",
  }),
  zoneVisibleMs: setting({
    name: "zoneVisibleMs",
    values: [0, 2_000],
    means: "how long every other call answers Zone.NotExists after AddZone",
    row: "alibaba 3.6, 10.17",
  }),
  recordWriteMovesZone: setting({
    name: "recordWriteMovesZone",
    values: [true, false],
    means: "whether a record write moves its zone's UpdateTimestamp",
    row: "alibaba 3.2",
  }),
  changeLogOfRecord: setting({
    name: "changeLogOfRecord",
    values: ["zone", "record"],
    means:
      "whom an entry of the change log names for a record: its zone, as EntityId is documented, or the record's own id and host",
    row: "alibaba 3.7",
  }),
  clientTokenMismatch: setting({
    name: "clientTokenMismatch",
    values: ["error", "first-answer", "executed"],
    means:
      "what a used ClientToken does with other parameters: IdempotentParameterMismatch, the first answer, or a new write",
    row: "alibaba 3.1",
  }),
  recordNotFoundCode: setting({
    name: "recordNotFoundCode",
    values: ["Record.NotExists", "Record.Invalid.Id"],
    means: "code for a RecordId that is not there",
    row: "alibaba 3.5",
  }),
  recordValueCode: setting({
    name: "recordValueCode",
    values: ["Record.Invalid.Value", "InvalidParameter"],
    means: "code for a record whose Rr or Value does not fit its type",
    row: "alibaba 3.5",
  }),
  productZoneCode: setting({
    name: "productZoneCode",
    values: ["Zone.NotSupport", "Zone.Invalid.Id", "Forbidden"],
    means: "code for a write to a CLOUD_PRODUCT_ZONE, which belongs to a product and not to the user",
    row: "alibaba 3.5",
  }),
  zoneLimitCode: setting({
    name: "zoneLimitCode",
    values: ["Zone.QuotaExceeded", "Quota.Exceeded"],
    means: "code for one zone more than 500, or one VPC more than 100",
    row: "alibaba 3.8",
  }),
  serviceClosedCode: setting({
    name: "serviceClosedCode",
    values: ["Service.NotOpened", "accepted"],
    means: "code for a write while PrivateZone is not activated, or none because the write is accepted",
    row: "alibaba 3.1, 11.3",
  }),
  deletedVpcBinding: setting({
    name: "deletedVpcBinding",
    values: ["dropped", "kept"],
    means: "whether a zone goes on listing a VPC that was deleted",
    row: "alibaba 3.6",
  }),
  wrongVpcRegion: setting({
    name: "wrongVpcRegion",
    values: ["refused", "accepted"],
    means: "what BindZoneVpc does with a VPC whose RegionId is not the VPC's own",
    row: "alibaba 3.6",
  }),
  dnsGroup: setting({
    name: "dnsGroup",
    values: ["FAST_ZONE", "NORMAL_ZONE"],
    means: "DnsGroup of every zone: changes of a FAST_ZONE take effect at once, those of a NORMAL_ZONE after the TTL",
    row: "alibaba 3.1",
  }),
  recordPatternFallsTo: setting({
    name: "recordPatternFallsTo",
    values: ["public", "next-zone"],
    means: "where a name missing from a zone with pattern RECORD is resolved next",
    row: "alibaba 3.2, 10.20",
  }),
  defaultResolution: setting({
    name: "defaultResolution",
    values: ["answers", "none"],
    means:
      "whether the provider itself answers an instance's names in its DefaultAccess VPC when no bound zone matches",
    row: "alibaba 1.6, 10.20, 11.5",
  }),
  customResolver: setting({
    name: "customResolver",
    values: ["public", "servfail", "refused", "provider"],
    means:
      "what a VPC with a DHCP options set of its own is answered: by resolvers that know public names alone, that fail, that refuse, or that forward to the provider's",
    row: "alibaba 10.20",
  }),
  forwardedNames: setting({
    name: "forwardedNames",
    values: ["unheld", "let-through", "all"],
    means:
      'which names a forwarding rule gets: those that no bound zone holds, as "Private zone resolution flow" says; those that no bound zone swallows; or all, before the zones',
    row: "alibaba 10.20",
  }),
  forwardedServers: setting({
    name: "forwardedServers",
    values: ["public", "servfail"],
    means: "what the servers of a forwarding rule know: public names alone, or they fail",
    row: "alibaba 10.20",
  }),
  usedResolverDelete: setting({
    name: "usedResolverDelete",
    values: ["refused", "accepted"],
    means:
      "what becomes of deleting an outbound endpoint with rules, or a forwarding rule with VPCs: InvalidParameter, or it goes",
    row: "alibaba 3.5",
  }),
  resolutionWhenClosed: setting({
    name: "resolutionWhenClosed",
    values: ["stops", "goes-on"],
    means: "whether zones answer while PrivateZone is CLOSED or IN_DEBT_OVER_DUE",
    row: "alibaba 3.1",
  }),
} as const;
